"""Rows of layers: what lists, maps and exports show of a table."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from shapely.geometry.base import BaseGeometry
from sqlalchemy import ColumnElement, Integer, Select, func, select
from sqlalchemy.orm import Session

from data.functions import in_bbox
from data.models import Source, to_shapely
from data.queries.layer_table import Layer, get_layer, listed_rows, public_rows
from geo.errors import InputError, MissingError

Bbox = tuple[float, float, float, float]
"""(west, south, east, north), degrees."""

MOST: Final = 1000
GREATEST: Final = 2**31 - 1
DIGITS: Final = len(str(GREATEST))
"""Of a whole number in a column."""


@dataclass(frozen=True)
class Feature:
    """One row of a layer; the shape is in EPSG:4326, ``None`` where it has none."""

    id: int
    key: str
    shape: BaseGeometry | None
    properties: dict[str, Any]


@dataclass(frozen=True)
class FeaturePage:
    """Some rows of a layer, how many there are, and where the next ones begin."""

    features: list[Feature]
    total: int
    next_cursor: str


def list_features(
    session: Session,
    name: str,
    *,
    bbox: Bbox | None = None,
    filters: Mapping[str, str] | None = None,
    limit: int = 100,
    cursor: str = "",
) -> FeaturePage:
    """List rows of a layer, ordered by id.

    Parameters
    ----------
    session : Session
    name : str
        Name of the layer.
    bbox : Bbox, optional
        Only rows whose box meets it.
    filters : mapping, optional
        Column → value; columns outside ``Layer.filters`` are refused.
    limit : int
        1 … ``MOST``.
    cursor : str
        ``next_cursor`` of the page before.

    Returns
    -------
    FeaturePage

    Raises
    ------
    MissingError
        If there is no such layer.
    InputError
        If a filter, the limit or the cursor is wrong.
    """
    layer = get_layer(name)
    if not 1 <= limit <= MOST:
        raise InputError("limit", f"{limit} is outside 1 … {MOST}")
    wanted = _filtered(listed_rows(layer, filters or {}), layer, filters or {})
    if bbox is not None:
        wanted = wanted.where(in_bbox(layer.column("geom"), *bbox))
    total = session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    after = wanted.where(layer.column("id") > _position(cursor))
    rows = session.scalars(after.order_by(layer.column("id")).limit(limit + 1)).all()
    sources = _sources(session)
    shown = [_feature(layer, row, sources) for row in rows[:limit]]
    return FeaturePage(shown, total, _cursor(shown[-1].id) if rows[limit:] else "")


def list_where(
    session: Session, name: str, condition: ColumnElement[Any]
) -> list[Feature]:
    """List every public row of a layer that meets a condition, ordered by id.

    Raises
    ------
    MissingError
        If there is no such layer.
    """
    layer = get_layer(name)
    wanted = listed_rows(layer).where(condition)
    sources = _sources(session)
    rows = session.scalars(wanted.order_by(layer.column("id")))
    return [_feature(layer, row, sources) for row in rows]


def list_by_keys(session: Session, name: str, keys: Sequence[str]) -> list[Feature]:
    """List the public rows of a layer that have some keys, in the order of the keys.

    Raises
    ------
    MissingError
        If there is no such layer.
    """
    layer = get_layer(name)
    wanted = public_rows(layer).where(layer.column(layer.key).in_(keys))
    sources = _sources(session)
    found = [_feature(layer, row, sources) for row in session.scalars(wanted)]
    return sorted(found, key=lambda feature: keys.index(feature.key))


def get_feature(session: Session, name: str, key: str) -> Feature:
    """Give one row of a layer by its key.

    Raises
    ------
    MissingError
        If there is no such row, or it is not public.
    """
    layer = get_layer(name)
    row = session.scalar(public_rows(layer).where(layer.column(layer.key) == key))
    if row is None:
        raise MissingError(f"there is no {key!r} among the {name}")
    return _feature(layer, row, _sources(session))


def _filtered(
    statement: Select[Any], layer: Layer, filters: Mapping[str, str]
) -> Select[Any]:
    for column, value in filters.items():
        if column not in layer.filters:
            allowed = ", ".join(layer.filters)
            raise InputError(column, f"the {layer.name} can be filtered by {allowed}")
        wanted = _comparable(layer, column, value)
        statement = statement.where(layer.column(column) == wanted)
    return statement


def _comparable(layer: Layer, column: str, value: str) -> str | int:
    """Read a value as its column has it: databases do not compare across types."""
    if not isinstance(layer.column(column).type, Integer):
        return value
    is_number = value.isascii() and value.isdecimal() and len(value) <= DIGITS
    number = int(value) if is_number else -1
    if not 0 <= number <= GREATEST:
        raise InputError(column, f"{value[:40]!r} is not a whole number of 0 or more")
    return number


def _sources(session: Session) -> dict[int, Source]:
    return {source.id: source for source in session.scalars(select(Source))}


def _feature(layer: Layer, row: Any, sources: Mapping[int, Source]) -> Feature:  # noqa: ANN401
    properties = {name: getattr(row, name) for name in layer.properties}
    source = sources.get(getattr(row, "source_id", 0))
    if source is not None:
        properties["source"] = source.key
        properties["is_demonstration"] = source.is_demonstration
    shape = None if row.geom is None else to_shapely(row.geom)
    return Feature(row.id, getattr(row, layer.key), shape, properties)


def _cursor(position: int) -> str:
    return base64.urlsafe_b64encode(str(position).encode()).decode()


def _position(cursor: str) -> int:
    """Read a cursor; decoding skips what is no letter of it, so it is written again."""
    if not cursor:
        return 0
    try:
        position = int(base64.urlsafe_b64decode(cursor.encode()).decode())
    except ValueError:
        position = -1
    if not 0 <= position <= GREATEST or _cursor(position) != cursor:
        raise InputError("cursor", "is not one that a page before has given")
    return position
