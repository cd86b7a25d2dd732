"""How often a database has changed, looked at no more often than is needed."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock
from time import monotonic
from typing import Final
from weakref import WeakKeyDictionary

from sqlalchemy import Engine

GLANCE_S: Final = 0.2
"""A process learns so late at most of what another one has changed."""


@dataclass(frozen=True, slots=True)
class Counters:
    """How often a database has changed; two databases differ by their identity."""

    identity: str
    network: int
    barriers: int
    content: int


class Glances:
    """The counters of each open database, until they may be old."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._seen: WeakKeyDictionary[Engine, tuple[float, Counters | None]] = (
            WeakKeyDictionary()
        )

    def get(self, engine: Engine) -> Counters | None:
        """Give the counters if they were read a moment ago."""
        with self._lock:
            seen_at, counters = self._seen.get(engine, (0.0, None))
        return counters if monotonic() - seen_at < GLANCE_S else None

    def put(self, engine: Engine, counters: Counters, *, begun: float) -> None:
        """Keep counters that somebody began to read at a time."""
        with self._lock:
            since, _ = self._seen.get(engine, (0.0, None))
            if since <= begun:
                self._seen[engine] = (begun, counters)

    def forget(self, engine: Engine) -> None:
        """Look again after a change; what is being read meanwhile is too old."""
        with self._lock:
            self._seen[engine] = (monotonic(), None)


GLANCES: Final = Glances()
