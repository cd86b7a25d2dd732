"""Positions of rows: brought to EPSG:4326, refused when they are not on the Earth."""

from __future__ import annotations

from typing import Final

import shapely
from shapely.errors import ShapelyError
from shapely.geometry.base import BaseGeometry

from geo.crs import WGS84, reproject, require_lon_lat
from geo.errors import CrsError, InputError

MOST_DEGREES: Final = 1000.0
"""Numbers above this are metres that lost their reference system."""


def parse_wkt(text: str) -> BaseGeometry:
    """Read well-known text.

    Raises
    ------
    InputError
        If it is none.
    """
    try:
        return shapely.from_wkt(text)
    except ShapelyError as cause:
        raise InputError("wkt", f"{text[:60]!r} is not a shape") from cause


def to_wgs84(shape: BaseGeometry, crs: int) -> BaseGeometry:
    """Bring a shape to EPSG:4326 and refuse what is not on the Earth.

    Parameters
    ----------
    shape : BaseGeometry
        In ``crs``.
    crs : int
        EPSG code.

    Returns
    -------
    BaseGeometry
        Two dimensions, EPSG:4326, valid.

    Raises
    ------
    InputError
        If it is empty, broken or outside the world.
    """
    flat = reproject(shapely.force_2d(shape), crs, WGS84)
    if flat.is_empty:
        raise InputError("geometry", "is empty")
    low_x, low_y, high_x, high_y = flat.bounds
    if crs == WGS84 and max(map(abs, flat.bounds)) > MOST_DEGREES:
        reason = f"{low_x:g}, {low_y:g} are no degrees; give --crs, such as EPSG:32632"
        raise CrsError("lon", reason)
    for lon, lat in ((low_x, low_y), (high_x, high_y)):
        require_lon_lat(lon, lat, field="lon")
    if not flat.is_valid:
        raise InputError("geometry", str(shapely.is_valid_reason(flat)).lower())
    return flat
