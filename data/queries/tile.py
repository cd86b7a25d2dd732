"""Rows of a vector tile: the same features from both databases."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import select
from sqlalchemy.orm import Session

from data.functions import in_bbox
from data.models import Names, Report, Source, Way, to_shapely
from data.queries.layer import Bbox, Feature, get_layer, list_in_bbox, public_rows
from geo.errors import MissingError
from geo.text import choose_name
from geo.tile import Tile, TileFeature, cut, encode, to_mercator

Small = str | int | float | bool | None
Properties = dict[str, Small]

CELLS: Final = 256
"""Cells along a tile's side: of points in one cell, only the first is drawn where
the whole town is a few cells wide."""

SHOWN: Final = ("ar", "fr", "en")
"""Languages that maps are labelled in; OpenStreetMap has dozens."""

THIN_BELOW: Final = 12
"""Zoom from which every point is drawn."""


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
    """

    name: str
    columns: tuple[str, ...]
    lowest: int = 8


TILE_LAYERS: Final = {
    layer.name: layer
    for layer in (
        TileLayer("places", ("kind", "access")),
        TileLayer("stops", ("location_type", "access")),
        TileLayer("lines", ("short_name", "route_type", "colour"), lowest=5),
        TileLayer("barriers", ("kind", "status")),
        TileLayer("reports", ("category", "state")),
        TileLayer("gaps", ("kind", "profile")),
        TileLayer("works", ("profile", "rank")),
        TileLayer("network", ("class",), lowest=12),
    )
}
"""What has an address under ``/tiles``; barriers are drawn beside reports."""


def get_tile_layer(name: str) -> TileLayer:
    """Give a tile layer by name.

    Raises
    ------
    MissingError
        If there is none of that name.
    """
    if name not in TILE_LAYERS:
        known = ", ".join(TILE_LAYERS)
        raise MissingError(f"there is no tile layer {name!r}; there are {known}")
    return TILE_LAYERS[name]


def build_tile(session: Session, name: str, tile: Tile) -> bytes:
    """Draw one tile of a layer.

    Parameters
    ----------
    session : Session
    name : str
        A name of ``TILE_LAYERS``.
    tile : Tile

    Returns
    -------
    bytes
        Mapbox Vector Tile; empty where there is nothing.

    Raises
    ------
    MissingError
        If there is no such layer.
    """
    layer = get_tile_layer(name)
    if tile.z < layer.lowest:
        return b""
    read = READERS.get(name, _features)
    seen = list(read(session, layer, tile.reach))
    shapes = to_mercator([shape for _, shape, _ in seen])
    features = [
        TileFeature(number, shape, properties)
        for (number, _, properties), shape in zip(seen, shapes, strict=True)
    ]
    return encode({name: _thinned(cut(features, tile), tile)}, tile)


def list_streets(session: Session, bbox: Bbox) -> list[tuple[BaseGeometry, Properties]]:
    """List the ways in a box, for maps that cannot draw tiles.

    Parameters
    ----------
    session : Session
    bbox : Bbox
        Degrees.

    Returns
    -------
    list of (LineString, properties)
        In degrees; properties as in the tiles of ``network``.
    """
    rows = _ways(session, TILE_LAYERS["network"], bbox)
    return [(shape, properties) for _, shape, properties in rows]


Row = tuple[int, BaseGeometry, Properties]


def _features(session: Session, layer: TileLayer, bbox: Bbox) -> Iterator[Row]:
    for feature in list_in_bbox(session, layer.name, bbox):
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


def _ways(session: Session, layer: TileLayer, bbox: Bbox) -> Iterator[Row]:
    columns = (Way.id, Way.key, Way.highway, Way.names, Way.geom, Source)
    wanted = (
        select(*columns)
        .join(Source, Source.id == Way.source_id)
        .where(in_bbox(Way.geom, *bbox))
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


def _reports(session: Session, layer: TileLayer, bbox: Bbox) -> Iterator[Row]:
    """Read only what is drawn: reports are many, and hold much that is not."""
    nameless = spoken({})
    names = ("id", "tracking", *layer.columns, "geom")
    columns = [getattr(Report, name) for name in names]
    wanted = public_rows(get_layer("reports")).with_only_columns(*columns)
    inside = wanted.where(in_bbox(Report.geom, *bbox)).order_by(Report.id)
    for number, key, *values, geom in session.execute(inside):
        shown = dict(zip(layer.columns, values, strict=True))
        yield number, to_shapely(geom), {"key": key, **shown, **nameless}


READERS: Final[Mapping[str, Callable[[Session, TileLayer, Bbox], Iterable[Row]]]] = {
    "network": _ways,
    "reports": _reports,
}
"""Layers whose rows are not those of a public list."""


def spoken(names: Names) -> dict[str, Any]:
    """Give names as tile properties, as ``name`` and, where it differs, ``name_ar``."""
    usual = names.get("") or choose_name(names, SHOWN[0])
    shown = {f"name_{lang}": choose_name(names, lang) for lang in SHOWN}
    return {"name": usual, **{key: one for key, one in shown.items() if one != usual}}


def marked(*, made_up: bool) -> dict[str, Any]:
    """Give the mark of demonstration data, absent where data are real."""
    return {"demonstration": True} if made_up else {}


def _thinned(features: list[TileFeature], tile: Tile) -> list[TileFeature]:
    if tile.z >= THIN_BELOW:
        return features
    west, south, east, _ = tile.square
    cell = (east - west) / CELLS
    first: dict[tuple[int, int] | int, TileFeature] = {}
    for feature in features:
        if feature.shape.geom_type == "Point":
            x, y = shapely.get_coordinates(feature.shape)[0]
            first.setdefault((int((x - west) / cell), int((y - south) / cell)), feature)
        else:
            first[feature.id] = feature
    return list(first.values())
