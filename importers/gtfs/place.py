"""Is the feed of this town? Its stops against what is known already."""

from __future__ import annotations

from typing import Final

import numpy as np
from sqlalchemy.orm import Session

from data.queries.survey import find_extent
from geo.errors import InputError
from geo.finding import Finding
from importers.gtfs.frames import GtfsFrames

AROUND_DEGREES: Final = 1.0


def require_here(session: Session, frames: GtfsFrames) -> list[Finding]:
    """Compare the middle of the stops with the town.

    Parameters
    ----------
    session : Session
    frames : GtfsFrames

    Returns
    -------
    list of Finding
        A warning where the feed is of somewhere else.

    Raises
    ------
    InputError
        If the middle would be in the town with longitude and latitude exchanged.
    """
    points = [row["geom"] for row in frames.rows["stop"] if row["geom"] is not None]
    extent = find_extent(session)
    if not points or extent is None:
        return []
    lon, lat = np.median([(point.x, point.y) for point in points], axis=0)
    if _is_around(lon, lat, extent):
        return []
    where = f"{lon:.3f}, {lat:.3f}"
    if _is_around(lat, lon, extent):
        raise InputError("stops.txt", f"stop_lon and stop_lat are swapped: {where}")
    message = f"the middle of the stops, {where}, is far from the town"
    return [Finding("feed-far-away", "stops.txt", message)]


def _is_around(lon: float, lat: float, extent: tuple[float, ...]) -> bool:
    west, south, east, north = extent
    return bool(
        west - AROUND_DEGREES <= lon <= east + AROUND_DEGREES
        and south - AROUND_DEGREES <= lat <= north + AROUND_DEGREES
    )
