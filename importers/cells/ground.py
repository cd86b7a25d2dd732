"""The ground of a row: a shape, WKT, a cell of the H3 grid, or a position."""

from __future__ import annotations

from typing import Final

import h3
import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.crs import WGS84, project, utm_code
from geo.errors import InputError
from importers.shape import parse_wkt, to_wgs84

GROUNDS: Final = ("Point", "Polygon", "MultiPolygon")


def parse_h3(text: str) -> BaseGeometry:
    """Give the outline of a cell of the H3 grid.

    Parameters
    ----------
    text : str
        Index of the cell in hexadecimal digits.

    Returns
    -------
    Polygon
        EPSG:4326.

    Raises
    ------
    InputError
        If there is no such cell.
    """
    if not h3.is_valid_cell(text):
        raise InputError("h3", f"{text[:40]!r} is not a cell of the H3 grid")
    return shapely.Polygon([(lon, lat) for lat, lon in h3.cell_to_boundary(text)])


def is_h3(text: str) -> bool:
    """Tell whether a text is a cell of the H3 grid."""
    return bool(h3.is_valid_cell(text))


def square_around(point: BaseGeometry, size_m: float) -> BaseGeometry:
    """Give the square whose middle a point is.

    Parameters
    ----------
    point : Point
        EPSG:4326.
    size_m : float
        Length of a side.

    Returns
    -------
    Polygon
        EPSG:4326; its sides run along the metres of the UTM zone.
    """
    lonlat = shapely.get_coordinates(point)
    code = utm_code(*lonlat[0].tolist())
    corners = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)]) * size_m / 2
    return shapely.Polygon(project(project(lonlat, WGS84, code) + corners, code, WGS84))


def check_ground(shape: BaseGeometry, crs: int) -> BaseGeometry:
    """Bring ground to EPSG:4326.

    Raises
    ------
    InputError
        If it is a line, empty, broken or not on the Earth.
    """
    flat = to_wgs84(shape, crs)
    if flat.geom_type == "MultiPoint" and len(shapely.get_parts(flat)) == 1:
        return flat.convex_hull
    if flat.geom_type not in GROUNDS:
        reason = f"a {flat.geom_type} is not one of {', '.join(GROUNDS)}"
        raise InputError("geometry", reason)
    return flat


def parse_ground_text(wkt: str, crs: int | None) -> BaseGeometry:
    """Read ground written as well-known text."""
    return check_ground(parse_wkt(wkt), crs or WGS84)
