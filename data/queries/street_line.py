"""Lines of the streets, few enough to be drawn in one file."""

from __future__ import annotations

from typing import Final

import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import select
from sqlalchemy.orm import Session

from data.models import Way, to_shapely

MOST_POINTS: Final = 40_000
"""About 1 MB of coordinates."""
TOLERANCE: Final = 2e-5
"""Degrees, about 2 m: not seen at the scale of a town."""


def list_street_lines(
    session: Session, *, most_points: int = MOST_POINTS
) -> list[BaseGeometry]:
    """List the lines of the ways, the longest first, while there is room.

    Parameters
    ----------
    session : Session
    most_points : int
        How many points there may be in all.

    Returns
    -------
    list of geometry
        EPSG:4326, simplified.
    """
    rows = session.scalars(select(Way.geom).order_by(Way.key))
    lines = [shapely.simplify(to_shapely(row), TOLERANCE) for row in rows]
    lines.sort(key=lambda line: -float(line.length))
    chosen, points = [], 0
    for line in lines:
        points += int(shapely.get_num_coordinates(line))
        if points > most_points:
            break
        chosen.append(line)
    return chosen
