"""Rows of layers as tiles draw them: a shape with a few small properties."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from data.functions import in_bbox
from data.models import Names, Report, Source, Way, to_shapely
from data.queries.cluster import Cluster, list_clusters
from data.queries.layer import Feature, list_where
from data.queries.layer_table import get_layer, public_rows
from geo.text import choose_name
from geo.tile import Tile

Small = str | int | float | bool | None
Properties = dict[str, Small]
Row = tuple[int, BaseGeometry, Properties]
Condition = ColumnElement[Any]

SHOWN: Final = ("ar", "fr", "en")
"""Languages that maps are labelled in; OpenStreetMap has dozens."""

REPORT_PLACES: Final = 5
"""Decimal places of a degree, about a metre: where somebody stood is told no closer."""


@dataclass(frozen=True)
class TileLayer:
    """A layer that is drawn from tiles.

    Attributes
    ----------
    name : str
        Name in the address and inside the tile.
    columns : tuple of str
        Properties that are drawn or chosen by, besides key, names and demonstration.
    lowest : int
        Zoom below which tiles are empty.
    alike : str
        One of the columns: points that lie close together and have the same value
        are drawn as one, with ``count``. Empty where each is drawn for itself.
    """

    name: str
    columns: tuple[str, ...]
    lowest: int = 8
    alike: str = ""


def list_rows(session: Session, layer: TileLayer, tile: Tile) -> list[Row]:
    """List what a tile shows of a layer.

    Parameters
    ----------
    session : Session
    layer : TileLayer
    tile : Tile

    Returns
    -------
    list of (int, geometry, properties)
        Degrees; what only touches the tile's buffer too, but not of points that are
        drawn as one: each of them is counted in one tile.
    """
    if layer.alike:
        return _clustered(session, layer, tile)
    column = get_column(layer)
    return list(read_rows(session, layer, in_bbox(column, *tile.reach)))


def read_rows(
    session: Session, layer: TileLayer, condition: Condition
) -> Iterable[Row]:
    """Read the rows of a layer that meet a condition."""
    return READERS.get(layer.name, _features)(session, layer, condition)


def get_column(layer: TileLayer, name: str = "geom") -> ColumnElement[Any]:
    """Give a column of the table of a layer."""
    if layer.name in TABLES:
        column: ColumnElement[Any] = getattr(TABLES[layer.name], name)
        return column
    return get_layer(layer.name).column(name)


def _clustered(session: Session, layer: TileLayer, tile: Tile) -> list[Row]:
    found = list_clusters(session, get_layer(layer.name), tile, alike=layer.alike)
    alone = [one.id for one in found if one.count == 1]
    several = [_several(layer, one) for one in found if one.count > 1]
    single = get_column(layer, "id").in_(alone)
    return [*(read_rows(session, layer, single) if alone else ()), *several]


def _several(layer: TileLayer, found: Cluster) -> Row:
    middle = shapely.Point(np.round(found.lonlat, REPORT_PLACES))
    return found.id, middle, {layer.alike: found.alike, "count": found.count}


def _features(
    session: Session, layer: TileLayer, condition: Condition
) -> Iterator[Row]:
    for feature in list_where(session, layer.name, condition):
        if feature.shape is not None:
            yield feature.id, feature.shape, _properties(layer, feature)


def _properties(layer: TileLayer, feature: Feature) -> Properties:
    found = {column: feature.properties[column] for column in layer.columns}
    return {
        "key": feature.key,
        **found,
        **spoken(feature.properties.get("names", {})),
        **marked(made_up=bool(feature.properties.get("is_demonstration"))),
    }


def _ways(session: Session, layer: TileLayer, condition: Condition) -> Iterator[Row]:
    columns = (Way.id, Way.key, Way.highway, Way.names, Way.geom, Source)
    wanted = (
        select(*columns)
        .join(Source, Source.id == Way.source_id)
        .where(condition)
        .order_by(Way.id)
    )
    for row in session.execute(wanted):
        properties: Properties = {
            "key": row.key,
            layer.columns[0]: row.highway,
            **spoken(row.names),
            **marked(made_up=row.Source.is_demonstration),
        }
        yield row.id, to_shapely(row.geom), properties


def _reports(session: Session, layer: TileLayer, condition: Condition) -> Iterator[Row]:
    """Read only what is drawn: reports are many, and hold much that is not."""
    nameless, known = spoken({}), get_layer("reports")
    names = ("id", "tracking", *layer.columns, "geom")
    columns = [known.column(name) for name in names]
    wanted = public_rows(known).with_only_columns(*columns)
    for number, key, *values, geom in session.execute(
        wanted.where(condition).order_by(Report.id)
    ):
        shown = dict(zip(layer.columns, values, strict=True))
        place = shapely.Point(
            np.round(shapely.get_coordinates(to_shapely(geom))[0], REPORT_PLACES)
        )
        yield number, place, {"key": key, **shown, **nameless}


TABLES: Final[Mapping[str, type[Any]]] = {"network": Way}
"""Layers that are no public list → their table."""

READERS: Final[
    Mapping[str, Callable[[Session, TileLayer, Condition], Iterable[Row]]]
] = {"network": _ways, "reports": _reports}
"""Layers whose rows are not read as those of a public list."""


def spoken(names: Names) -> dict[str, Any]:
    """Give names as tile properties, as ``name`` and, where it differs, ``name_ar``."""
    usual = names.get("") or choose_name(names, SHOWN[0])
    shown = {f"name_{lang}": choose_name(names, lang) for lang in SHOWN}
    return {"name": usual, **{key: one for key, one in shown.items() if one != usual}}


def marked(*, made_up: bool) -> dict[str, Any]:
    """Give the mark of demonstration data, absent where data are real."""
    return {"demonstration": True} if made_up else {}
