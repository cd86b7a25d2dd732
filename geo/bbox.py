"""Bounding boxes as people and programs write them."""

from __future__ import annotations

import math
from typing import Final

from geo.crs import require_lon_lat
from geo.errors import InputError

Bbox = tuple[float, float, float, float]
"""(west, south, east, north), degrees."""

SHORTEST_DEGREE_M: Final = 110_574
"""A degree of latitude at the equator (WGS 84)."""
SLACK: Final = 1.01
_ORDER: Final = "the order is west, south, east, north"


def parse_bbox(text: str, *, field: str = "bbox") -> Bbox:
    """Read ``"west,south,east,north"`` in degrees.

    Parameters
    ----------
    text : str
    field : str
        Name of the value in the caller's words.

    Returns
    -------
    Bbox

    Raises
    ------
    InputError
        If it is not four numbers, lies outside the world, or its corners are swapped.
    """
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError as cause:
        raise InputError(
            field, f"{text[:100]!r} is not four numbers 'west,south,east,north'"
        ) from cause
    require_lon_lat(west, south, field=field)
    require_lon_lat(east, north, field=field)
    if west > east:
        raise InputError(field, f"west {west:g} is east of {east:g}; {_ORDER}")
    if south > north:
        raise InputError(field, f"south {south:g} is north of {north:g}; {_ORDER}")
    return west, south, east, north


def bbox_around(lonlat: tuple[float, float], radius_m: float) -> Bbox:
    """Give a box that holds everything within a radius of a point.

    Parameters
    ----------
    lonlat : tuple of float
        (lon, lat), degrees.
    radius_m : float

    Returns
    -------
    Bbox
        One per cent wider than needed: degrees differ in length with latitude.
    """
    lon, lat = lonlat
    high = radius_m / SHORTEST_DEGREE_M * SLACK
    wide = high / max(0.01, math.cos(math.radians(lat)))
    return lon - wide, lat - high, lon + wide, lat + high
