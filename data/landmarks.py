"""The landmarks of a database, read once per state of the data."""

from __future__ import annotations

from typing import Final

from sqlalchemy.orm import Session

from data.kept import Kept
from data.queries.landmark import list_landmarks
from geo.landmark import Landmarks


def _read(session: Session) -> Landmarks:
    return Landmarks(list_landmarks(session))


_KEPT: Final = Kept(_read)


def current_landmarks(session: Session) -> Landmarks:
    """Give the landmarks as the data are now.

    Parameters
    ----------
    session : Session
    """
    return _KEPT.get(session)
