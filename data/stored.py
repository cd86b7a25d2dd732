"""Values in the form in which a database holds them, column by column.

What is written and what is read back is the same text or bytes, so that rows are
compared without taking JSON or shapes apart.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import numpy as np
import shapely
from geoalchemy2 import Geometry
from numpy.typing import NDArray
from sqlalchemy import JSON, Column, Dialect, Table, Text, cast, type_coerce
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.types import NullType

from geo.crs import WGS84

Shapes = NDArray[np.object_]
Columns = Mapping[str, Sequence[Any] | Shapes]
"""Name → values, one per row, all of one length; shapes in EPSG:4326."""


class JsonTexts(list[str]):
    """Values of a column of JSON, written by ``json.dumps``: what rows share, once."""


Processor = Callable[[Any], Any] | None

BEGIN: Final = bytes((0, 1)) + WGS84.to_bytes(4, "little")
"""How SpatiaLite begins a shape: a mark, little end first, the reference system."""
BOUNDED: Final = b"\x7c"
"""Stands after the bounds of a shape."""
END: Final = b"\xfe"
BOUNDS_BYTES: Final = 32
"""Four 64-bit numbers."""
PART: Final = b"\x69"
PARTS_AT: Final = 9
"""Byte order, kind and number of parts come before them."""


def store(table: Table, columns: Columns, dialect: Dialect) -> dict[str, list[Any]]:
    """Bring columns into the form in which a table holds them.

    Parameters
    ----------
    table : Table
    columns : mapping of str to sequence
    dialect : Dialect
        Of the database.

    Returns
    -------
    dict of str to list

    Raises
    ------
    ValueError
        If a shape is of another kind than its column.
    """
    return {
        name: _store(table.c[name], values, dialect) for name, values in columns.items()
    }


def held(column: Column[Any]) -> ColumnElement[Any]:
    """Select a column in that same form."""
    if isinstance(column.type, JSON):
        return cast(column, Text)
    return type_coerce(column, NullType())


def defaults(table: Table, names: Sequence[str], dialect: Dialect) -> dict[str, Any]:
    """Give what a table puts into columns that are not named, in that same form."""
    values = {
        column.name: [_default(column.default)]
        for column in table.columns
        if column.default is not None and column.name not in names
    }
    return {name: one[0] for name, one in store(table, values, dialect).items()}


def _default(default: Any) -> Any:  # noqa: ANN401
    return default.arg(None) if default.is_callable else default.arg


def _store(
    column: Column[Any], values: Sequence[Any] | Shapes, dialect: Dialect
) -> list[Any]:
    if isinstance(column.type, Geometry):
        shapes = np.empty(len(values), dtype=object)
        shapes[:] = values
        _require_kind(column.type, shapes)
        return WRITERS[dialect.name](shapes)
    if isinstance(values, JsonTexts):
        return values
    if isinstance(column.type, JSON):
        return [json.dumps(value) for value in values]
    process: Processor = column.type.dialect_impl(dialect).bind_processor(dialect)
    return list(values) if process is None else list(map(process, values))


def _require_kind(kind: Geometry, shapes: Shapes) -> None:
    """Refuse shapes of another kind; the database is not asked one by one."""
    found = {
        shapely.GeometryType(number).name
        for number in np.unique(shapely.get_type_id(shapes)).tolist()
    }
    wanted = str(kind.geometry_type).upper()
    if wanted != "GEOMETRY" and found - {wanted, "MISSING"}:
        message = f"{sorted(found)} in a column of {wanted}"
        raise ValueError(message)


def _as_hex(shapes: Shapes) -> list[str | None]:
    """Write shapes as PostGIS shows them."""
    marked = shapely.set_srid(shapes, WGS84)
    told: list[str | None] = shapely.to_wkb(
        marked, hex=True, include_srid=True, byte_order=1
    ).tolist()
    return told


def _as_blobs(shapes: Shapes) -> list[bytes | None]:
    """Write shapes as SpatiaLite keeps them: bounds first, then as well-known bytes."""
    bounds = np.ascontiguousarray(shapely.bounds(shapes), dtype="<f8").tobytes()
    written = shapely.to_wkb(shapes, byte_order=1)
    several = shapely.get_type_id(shapes) >= shapely.GeometryType.MULTIPOINT
    for number in np.flatnonzero(several).tolist():
        written[number] = _mark_parts(shapes[number])
    starts = range(0, len(bounds), BOUNDS_BYTES)
    return [
        None
        if wkb is None
        else BEGIN + bounds[at : at + BOUNDS_BYTES] + BOUNDED + wkb[1:] + END
        for at, wkb in zip(starts, written.tolist(), strict=True)
    ]


def _mark_parts(shape: Any) -> bytes:  # noqa: ANN401
    """Write a shape of several parts; SpatiaLite has marks for their byte order."""
    written: bytes = shapely.to_wkb(shape, byte_order=1)
    parts = [shapely.to_wkb(part, byte_order=1)[1:] for part in shape.geoms]
    return written[:PARTS_AT] + b"".join(PART + part for part in parts)


WRITERS: Final[dict[str, Callable[[Shapes], list[Any]]]] = {
    "sqlite": _as_blobs,
    "postgresql": _as_hex,
}
