"""Stops that lines by hand call at and that are not their own."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.models import Stop, to_shapely
from geo.transit.hand_left_out import KnownStop
from geo.transit.hand_line import HandLine, list_calls


def find_known_stops(
    session: Session, lines: Iterable[HandLine]
) -> dict[str, KnownStop]:
    """Give what is known of the stops of others that lines call at.

    Parameters
    ----------
    session : Session
    lines : iterable of HandLine

    Returns
    -------
    dict of str to KnownStop
        By key; a stop that is gone meanwhile has no name and no position.
    """
    keys = {stop.stop_key for _, stop in list_calls(lines)} - {""}
    found = {key: KnownStop({}) for key in sorted(keys)}
    for row in session.scalars(select(Stop).where(Stop.key.in_(keys))):
        shape = None if row.geom is None else to_shapely(row.geom).centroid
        lonlat = None if shape is None else (shape.x, shape.y)
        found[row.key] = KnownStop(row.names, lonlat, row.wheelchair_boarding)
    return found
