"""The few spatial SQL constructs that the two databases spell differently."""

from __future__ import annotations

import math
from typing import Any

from sqlalchemy import Float, Integer, and_
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.sql.functions import FunctionElement


class in_bbox(FunctionElement[int]):  # noqa: N801
    """True where a column's bounding box meets (west, south, east, north).

    The type is not Boolean: SQLAlchemy would append ``= 1`` on SQLite and the
    R*Tree would not be used.
    """

    name = "in_bbox"
    type = Integer()
    inherit_cache = True


@compiles(in_bbox, "postgresql")
def _in_bbox_postgis(element: Any, compiler: Any, **options: Any) -> str:  # noqa: ANN401
    column, west, south, east, north = (
        compiler.process(clause, **options) for clause in element.clauses
    )
    return f"({column} && ST_MakeEnvelope({west},{south},{east},{north},4326))"


@compiles(in_bbox, "sqlite")
def _in_bbox_spatialite(element: Any, compiler: Any, **options: Any) -> str:  # noqa: ANN401
    column, *bounds = list(element.clauses)
    west, south, east, north = (compiler.process(b, **options) for b in bounds)
    table = column.table.name
    return (
        f"({table}.ROWID IN (SELECT pkid FROM idx_{table}_{column.name} "  # noqa: S608
        f"WHERE xmin<={east} AND xmax>={west} AND ymin<={north} AND ymax>={south}))"
    )


class distance_m(FunctionElement[float]):  # noqa: N801
    """Metres along the ellipsoid between a column and a (lon, lat) point."""

    name = "distance_m"
    type = Float()
    inherit_cache = True


@compiles(distance_m, "postgresql")
def _distance_postgis(element: Any, compiler: Any, **options: Any) -> str:  # noqa: ANN401
    column, lon, lat = (compiler.process(c, **options) for c in element.clauses)
    point = f"ST_SetSRID(ST_MakePoint({lon},{lat}),4326)"
    return f"ST_Distance({column}::geography, {point}::geography)"


@compiles(distance_m, "sqlite")
def _distance_spatialite(element: Any, compiler: Any, **options: Any) -> str:  # noqa: ANN401
    column, lon, lat = (compiler.process(c, **options) for c in element.clauses)
    return f"ST_Distance({column}, MakePoint({lon},{lat},4326), 1)"


def near(column: Any, lon: float, lat: float, radius_m: float) -> ColumnElement[bool]:  # noqa: ANN401
    """Condition: a geometry column lies within a radius of a point.

    Parameters
    ----------
    column : column
        Geometry in EPSG:4326.
    lon, lat : float
        Degrees.
    radius_m : float
        Metres along the ellipsoid.
    """
    high = radius_m / 110_540 * 1.01
    wide = radius_m / (111_320 * max(0.01, math.cos(math.radians(lat)))) * 1.01
    box = in_bbox(column, lon - wide, lat - high, lon + wide, lat + high)
    return and_(box, distance_m(column, lon, lat) <= radius_m)
