"""Vector tiles: the same features from both databases."""

from __future__ import annotations

from typing import Final

import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy.orm import Session

from data.functions import in_bbox
from data.queries.layer import Bbox
from data.queries.tile_row import (
    Properties,
    Row,
    TileLayer,
    get_column,
    list_rows,
    read_rows,
)
from geo.errors import InputError, MissingError
from geo.tile import Tile, TileFeature, cut, encode, tiles_over, to_mercator

CELLS: Final = 256
"""Cells along a tile's side: of points in one cell, only the first is drawn where
the whole town is a few cells wide."""

THIN_BELOW: Final = 12
"""Zoom from which every point is drawn."""

MOST_TILES: Final = 64
"""So many tiles at most lie under one map."""

TILE_LAYERS: Final = {
    layer.name: layer
    for layer in (
        TileLayer("places", ("kind", "access")),
        TileLayer("stops", ("location_type", "access")),
        TileLayer("lines", ("short_name", "route_type", "colour"), lowest=5),
        TileLayer("barriers", ("kind", "status"), alike="status"),
        TileLayer("reports", ("category", "state", "status"), alike="status"),
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
    seen = list_rows(session, layer, tile)
    shapes = to_mercator([shape for _, shape, _ in seen])
    features = [
        TileFeature(number, shape, properties)
        for (number, _, properties), shape in zip(seen, shapes, strict=True)
    ]
    shown = cut(features, tile)
    return encode({name: shown if layer.alike else _thinned(shown, tile)}, tile)


def list_points(session: Session, name: str, bbox: Bbox, z: int) -> list[Row]:
    """List the points of a layer in the tiles under a box, as the tiles draw them.

    Parameters
    ----------
    session : Session
    name : str
        A layer of ``TILE_LAYERS`` whose points are drawn as one where they are close.
    bbox : Bbox
        Degrees.
    z : int
        Zoom of the tiles.

    Returns
    -------
    list of (int, Point, properties)
        Degrees; several points that are one have ``count`` and no key.

    Raises
    ------
    MissingError
        If there is no such layer.
    InputError
        If the zoom is none, or the box is wider than ``MOST_TILES`` tiles.
    """
    layer = get_tile_layer(name)
    if not layer.alike:
        raise MissingError(f"the {name} are not drawn as points with a number")
    if z < layer.lowest:
        return []
    tiles = tiles_over(bbox, z)
    if len(tiles) > MOST_TILES:
        raise InputError("bbox", f"is wider than {MOST_TILES} tiles of zoom {z}")
    return [row for tile in tiles for row in list_rows(session, layer, tile)]


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
    network = TILE_LAYERS["network"]
    rows = read_rows(session, network, in_bbox(get_column(network), *bbox))
    return [(shape, properties) for _, shape, properties in rows]


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
