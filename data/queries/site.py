"""What stands around a report: streets and areas by name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.functions import in_bbox
from data.models import Area, Names, Way
from geo.answer import LonLat
from geo.bbox import bbox_around

MOST_WAYS: Final = 30
"""Streets that a person chooses among."""


@dataclass(frozen=True)
class NamedWay:
    """A way by its key, with its name in each language that has one."""

    key: str
    names: Names


def list_ways_around(
    session: Session, lonlat: LonLat, *, within_m: float
) -> list[NamedWay]:
    """List the ways around a position, by key.

    Parameters
    ----------
    session : Session
    lonlat : LonLat
        Longitude and latitude, WGS 84.
    within_m : float
        Half the side of the box that is looked into, metres.

    Returns
    -------
    list of NamedWay
        At most ``MOST_WAYS``.
    """
    near = in_bbox(Way.geom, *bbox_around(lonlat, within_m))
    ways = select(Way.key, Way.names).where(near).order_by(Way.key).limit(MOST_WAYS)
    return [NamedWay(row.key, row.names) for row in session.execute(ways)]


def list_area_names(session: Session) -> dict[str, Names]:
    """List the names of all areas, by key.

    Parameters
    ----------
    session : Session

    Returns
    -------
    dict of str to dict
        Key of the area → language → name.
    """
    areas = select(Area.key, Area.names).order_by(Area.key)
    return {row.key: row.names for row in session.execute(areas)}
