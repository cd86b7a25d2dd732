"""The only place that knows coordinate reference systems.

Order is always (lon, lat). Stored in EPSG:4326, measured in a local metric CRS.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS, Geod, Transformer
from pyproj.exceptions import CRSError, ProjError
from shapely.geometry.base import BaseGeometry

from geo.errors import CrsError, InputError

WGS84: Final = 4326
WEB_MERCATOR: Final = 3857
UTM_NORTH: Final = 32600
UTM_SOUTH: Final = 32700

GEOD: Final = Geod(ellps="WGS84")

Coordinates = NDArray[np.float64]


def utm_code(lon: float, lat: float) -> int:
    """Return the EPSG code of the UTM zone that holds a point.

    Parameters
    ----------
    lon, lat : float
        Degrees, EPSG:4326.

    Returns
    -------
    int
        EPSG code of a metric CRS.
    """
    zone = min(60, int((lon + 180) // 6) + 1)
    return (UTM_NORTH if lat >= 0 else UTM_SOUTH) + zone


@lru_cache(maxsize=32)
def transformer(source: int | str, target: int | str) -> Transformer:
    """Return the cached transformer between two EPSG codes or WKTs, (lon, lat)."""
    return Transformer.from_crs(source, target, always_xy=True)


def project(
    coordinates: Coordinates, source: int | str, target: int | str
) -> Coordinates:
    """Project an (n, 2) array of coordinates.

    Parameters
    ----------
    coordinates : array, shape (n, 2)
        (x, y) or (lon, lat) in ``source``.
    source, target : int or str
        EPSG codes, or WKT of a system without one.

    Returns
    -------
    array, shape (n, 2)
        Coordinates in ``target``.
    """
    x, y = transformer(source, target).transform(coordinates[:, 0], coordinates[:, 1])
    return np.column_stack([x, y])


def reproject(shape: BaseGeometry, source: int, target: int) -> BaseGeometry:
    """Project one shape, keeping its type."""
    if source == target:
        return shape
    return shapely.transform(shape, lambda c: project(c, source, target))


def line_length_m(coordinates: Coordinates) -> float:
    """Measure a line of (lon, lat) points along the ellipsoid, in metres."""
    if len(coordinates) < 2:
        return 0.0
    return float(GEOD.line_length(coordinates[:, 0], coordinates[:, 1]))


def distance_m(start: tuple[float, float], end: tuple[float, float]) -> float:
    """Measure between two (lon, lat) points along the ellipsoid, in metres."""
    return float(GEOD.inv(start[0], start[1], end[0], end[1])[2])


def require_lon_lat(lon: float, lat: float, *, field: str) -> tuple[float, float]:
    """Refuse a position that is not on the Earth.

    Parameters
    ----------
    lon, lat : float
        Degrees, EPSG:4326.
    field : str
        Name of the value in the caller's words.

    Returns
    -------
    tuple of float
        (lon, lat), unchanged.

    Raises
    ------
    InputError
        If a number is not finite or lies outside the world.
    """
    if not (math.isfinite(lon) and math.isfinite(lat)):
        raise InputError(field, "longitude and latitude must be numbers")
    if not -90 <= lat <= 90 and -90 <= lon <= 90 and -180 <= lat <= 180:
        raise InputError(
            field,
            f"{lon}, {lat} is outside the world: latitude {lat} is above 90; "
            "give longitude first, then latitude (are they swapped?)",
        )
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise InputError(
            field, f"{lon}, {lat} is outside the world (±180 longitude, ±90 latitude)"
        )
    return lon, lat


def parse_lon_lat(text: str, *, field: str) -> tuple[float, float]:
    """Read ``"lon,lat"`` in degrees.

    Raises
    ------
    InputError
        If the text is not two numbers or the point is outside the world.
    """
    parts = text.replace(" ", "").split(",")
    try:
        lon, lat = (float(part) for part in parts)
    except ValueError as cause:
        raise InputError(field, f"{text!r} is not two numbers 'lon,lat'") from cause
    return require_lon_lat(lon, lat, field=field)


def epsg_code(crs: object, *, field: str) -> int:
    """Give the EPSG code of a reference system that somebody names.

    Parameters
    ----------
    crs : object
        What ``pyproj`` takes: ``"EPSG:32632"``, an OGC URN, WKT, a CRS.
    field : str
        Name of the value in the caller's words.

    Returns
    -------
    int
        EPSG code; WGS84 in either order of axes is ``WGS84``.

    Raises
    ------
    CrsError
        If it is no reference system, or none with an EPSG code.
    """
    try:
        known = CRS.from_user_input(crs)
    except CRSError as cause:
        raise CrsError(field, f"{crs!r} is not a reference system") from cause
    if known.equals(CRS.from_epsg(WGS84), ignore_axis_order=True):
        return WGS84
    code = known.to_epsg(min_confidence=25)
    if code is None or not known.equals(CRS.from_epsg(code), ignore_axis_order=True):
        raise CrsError(field, f"the reference system {known.name!r} has no EPSG code")
    return int(code)


def require_on_earth(crs: str, *, field: str) -> None:
    """Refuse a reference system that no position on the Earth can be told in.

    Raises
    ------
    CrsError
        If it is a drawing's own grid, or no reference system.
    """
    try:
        transformer(WGS84, crs)
    except ProjError as cause:
        reason = "its reference system has no place on the Earth"
        raise CrsError(field, reason) from cause
