"""Toilets, seats and parking of a database, read once per state of the data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from sqlalchemy.orm import Session

from data.kept import Kept
from data.queries.facility import list_facilities
from geo.bbox import Bbox
from geo.wish import Facility
from geo.wish_kind import facility_kinds

WORLD: Final = (-180.0, -90.0, 180.0, 90.0)


class Facilities:
    """All facilities, found by their position.

    Parameters
    ----------
    found : sequence of Facility
    """

    def __init__(self, found: Sequence[Facility]) -> None:
        self.found = found
        self._lonlat = np.array([one.lonlat for one in found]).reshape(-1, 2)

    def within(self, bbox: Bbox, kinds: Sequence[str]) -> list[Facility]:
        """List those of some kinds in a box: west, south, east, north, degrees."""
        inside = (self._lonlat >= bbox[:2]) & (self._lonlat <= bbox[2:])
        places = np.flatnonzero(inside.all(axis=1)).tolist()
        return [self.found[i] for i in places if self.found[i].kind in kinds]


def _read(session: Session) -> Facilities:
    return Facilities(list_facilities(session, WORLD, list(facility_kinds())))


_KEPT: Final = Kept(_read)


def current_facilities(session: Session) -> Facilities:
    """Give the facilities as the data are now.

    Parameters
    ----------
    session : Session
    """
    return _KEPT.get(session)
