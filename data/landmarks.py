"""The landmarks of a database, read once per state of the data."""

from __future__ import annotations

from threading import Lock
from typing import Final
from weakref import WeakKeyDictionary

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from data.queries.landmark import list_landmarks
from data.queries.revision import get_revision
from geo.landmark import Landmarks

State = tuple[str, int]


class _Kept:
    """The newest landmarks of each open database."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._held: WeakKeyDictionary[Engine, tuple[State, Landmarks]] = (
            WeakKeyDictionary()
        )

    def get(self, session: Session) -> Landmarks:
        engine = session.get_bind().engine
        now = get_revision(session)
        state = (now.identity, now.content)
        with self._lock:
            held = self._held.get(engine)
        if held is not None and held[0] == state:
            return held[1]
        fresh = Landmarks(list_landmarks(session))
        with self._lock:
            self._held[engine] = (state, fresh)
        return fresh


_KEPT: Final = _Kept()


def current_landmarks(session: Session) -> Landmarks:
    """Give the landmarks as the data are now.

    Parameters
    ----------
    session : Session
    """
    return _KEPT.get(session)
