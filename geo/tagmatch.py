"""Conditions on tags as a table writes them: ``"amenity=taxi&share_taxi=yes"``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

ANY: Final = "*"
ABSENT: Final = frozenset({"no", "vacant", "disused", "none"})

Tags = Mapping[str, str]


@dataclass(frozen=True)
class TagMatch:
    """Pairs of key and value that must all be there; ``*`` is any telling value."""

    pairs: tuple[tuple[str, str], ...]

    def holds(self, tags: Tags) -> bool:
        """Tell whether an element with these tags is meant."""
        return all(_pair_holds(tags.get(key), value) for key, value in self.pairs)


def _pair_holds(found: str | None, wanted: str) -> bool:
    if found is None:
        return False
    if wanted == ANY:
        return found not in ABSENT
    return wanted in found.split(";")


def parse_match(text: str) -> TagMatch:
    """Read ``"key=value&key=value"``."""
    pairs = [part.partition("=") for part in text.split("&")]
    return TagMatch(tuple((key.strip(), value.strip()) for key, _, value in pairs))
