"""The stops beside a place that no street on our map leads to."""

from __future__ import annotations

from typing import Final

import numpy as np

from geo.crs import distance_m
from geo.note import LonLat
from geo.transit.rows import Floats, Ints
from geo.transit.timetable import Timetable

LEAST_M_PER_DEGREE: Final = 110_000.0
"""A degree of latitude is longer everywhere."""


def find_beside(
    timetable: Timetable, lonlat: LonLat, limit_m: float
) -> tuple[Ints, Floats]:
    """Find the stops near a place, in a straight line.

    Parameters
    ----------
    timetable : Timetable
    lonlat : LonLat
        Degrees, EPSG:4326.
    limit_m : float

    Returns
    -------
    tuple of array
        Stops, shape (k,), and how many metres away each is.
    """
    apart = np.abs(timetable.stop_lonlat - np.array(lonlat))
    reach = limit_m / LEAST_M_PER_DEGREE
    wide = reach / max(np.cos(np.radians(lonlat[1])), 1e-9)
    some = np.flatnonzero((apart[:, 0] <= wide) & (apart[:, 1] <= reach))
    places = timetable.stop_lonlat[some].tolist()
    metres = np.array([distance_m(lonlat, (lon, lat)) for lon, lat in places])
    near = metres <= limit_m
    return some[near].astype(np.int32), metres[near]
