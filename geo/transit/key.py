"""Keys of the things of a feed, the same for a timetable and for word on its trips."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Final

LONGEST_KEY: Final = 120
"""A longer id is cut and told apart by a digest."""


@dataclass(frozen=True)
class Keys:
    """Keys of the things of one source.

    ``"{source}:{stop_id}"`` for stops, and ``"{source}:line:{route_id}"`` with line,
    trip, service, shape and agency alike.
    """

    source: str

    def stop(self, stop_id: str) -> str:
        """Give the key of a stop."""
        return _cut(f"{self.source}:{stop_id}")

    def of(self, kind: str, identifier: str) -> str:
        """Give the key of a line, trip, service, shape or agency."""
        return _cut(f"{self.source}:{kind}:{identifier}")


def _cut(key: str) -> str:
    if len(key) <= LONGEST_KEY:
        return key
    digest = hashlib.sha256(key.encode()).hexdigest()[:16]
    return f"{key[: LONGEST_KEY - 17]}~{digest}"
