"""Vector tiles: which part of the world a tile shows, and features cut to it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import mapbox_vector_tile
import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.crs import WEB_MERCATOR, WGS84, project
from geo.errors import InputError

EXTENT: Final = 4096
"""Steps along a tile's side (Mapbox Vector Tile specification 2.1, section 4.1)."""

BUFFER: Final = 0.04
"""Share of a tile by which shapes reach over its edge, so that strokes meet."""

DEEPEST: Final = 20
TOP_LAT: Final = 85.0511287798066
"""Latitude where web mercator is as high as it is wide."""

Shapes = NDArray[np.object_]
Bounds = tuple[float, float, float, float]
"""(west, south, east, north) in the unit of the reference system."""


@dataclass(frozen=True)
class Tile:
    """One tile of the usual pyramid: x from the west, y from the north.

    Raises
    ------
    InputError
        If the zoom is outside 0 … ``DEEPEST`` or there is no such column or row.
    """

    z: int
    x: int
    y: int

    def __post_init__(self) -> None:
        if not 0 <= self.z <= DEEPEST:
            raise InputError("z", f"{self.z} is outside 0 … {DEEPEST}")
        last = 2**self.z - 1
        for name, value in (("x", self.x), ("y", self.y)):
            if not 0 <= value <= last:
                raise InputError(
                    name, f"{value} is outside 0 … {last} at zoom {self.z}"
                )

    @property
    def bounds(self) -> Bounds:
        """The part of the world in degrees, without the buffer."""
        west, north = _corner(self.z, self.x, self.y)
        east, south = _corner(self.z, self.x + 1, self.y + 1)
        return west, south, east, north

    @property
    def reach(self) -> Bounds:
        """The part of the world in degrees whose shapes touch the tile."""
        west, south, east, north = self.bounds
        wide, high = BUFFER * (east - west), BUFFER * (north - south)
        return west - wide, south - high, east + wide, north + high

    @property
    def square(self) -> Bounds:
        """The tile in web mercator metres, without the buffer."""
        corners = np.array([self.bounds[:2], self.bounds[2:]])
        (west, south), (east, north) = project(corners, WGS84, WEB_MERCATOR)
        return float(west), float(south), float(east), float(north)

    def children(self) -> tuple[Tile, Tile, Tile, Tile]:
        """Give the four tiles that show the same place one zoom deeper."""
        z, x, y = self.z + 1, 2 * self.x, 2 * self.y
        return (
            Tile(z, x, y),
            Tile(z, x + 1, y),
            Tile(z, x, y + 1),
            Tile(z, x + 1, y + 1),
        )


@dataclass(frozen=True)
class TileFeature:
    """A shape in web mercator with small properties; ``None`` values are left out."""

    id: int
    shape: BaseGeometry
    properties: Mapping[str, str | int | float | bool | None]


def tile_at(lon: float, lat: float, z: int) -> Tile:
    """Give the tile of a zoom that holds a point in degrees."""
    side = 2**z
    flat = math.asinh(math.tan(math.radians(max(-TOP_LAT, min(TOP_LAT, lat)))))
    x = int((lon + 180) / 360 * side)
    y = int((1 - flat / math.pi) / 2 * side)
    return Tile(z, max(0, min(side - 1, x)), max(0, min(side - 1, y)))


def tiles_over(bounds: Bounds, z: int) -> list[Tile]:
    """List the tiles of a zoom that meet a box in degrees, by column, then row."""
    west, south, east, north = bounds
    first, last = tile_at(west, north, z), tile_at(east, south, z)
    return [
        Tile(z, x, y)
        for x in range(first.x, last.x + 1)
        for y in range(first.y, last.y + 1)
    ]


def to_mercator(shapes: Sequence[BaseGeometry]) -> list[BaseGeometry]:
    """Project shapes from degrees to web mercator metres."""
    flat = shapely.transform(
        np.asarray(shapes, dtype=object), lambda c: project(c, WGS84, WEB_MERCATOR)
    )
    return list(flat)


def clip(features: Sequence[TileFeature], tile: Tile) -> list[TileFeature]:
    """Clip features to a tile and its buffer.

    Parameters
    ----------
    features : sequence of TileFeature
        Shapes in web mercator metres.
    tile : Tile

    Returns
    -------
    list of TileFeature
        Those that touch the tile, in the order given.
    """
    if not features:
        return []
    west, south, east, north = tile.square
    margin = BUFFER * (east - west)
    box = (west - margin, south - margin, east + margin, north + margin)
    return _with_shapes(features, shapely.clip_by_rect(_shapes(features), *box))


def simplify(features: Sequence[TileFeature], tile: Tile) -> list[TileFeature]:
    """Leave out what is finer than a step of the tile's grid."""
    west, _, east, _ = tile.square
    step = (east - west) / EXTENT
    return _with_shapes(features, shapely.simplify(_shapes(features), step))


def cut(features: Sequence[TileFeature], tile: Tile) -> list[TileFeature]:
    """Clip features to a tile and leave out what is finer than its grid."""
    return simplify(clip(features, tile), tile)


def _shapes(features: Sequence[TileFeature]) -> Shapes:
    return np.asarray([feature.shape for feature in features], dtype=object)


def _with_shapes(features: Sequence[TileFeature], shapes: Shapes) -> list[TileFeature]:
    return [
        TileFeature(feature.id, shape, feature.properties)
        for feature, shape in zip(features, shapes, strict=True)
        if not shape.is_empty
    ]


def encode(layers: Mapping[str, Sequence[TileFeature]], tile: Tile) -> bytes:
    """Encode layers as one vector tile.

    Parameters
    ----------
    layers : mapping
        Layer → features that ``cut`` gave; empty layers are left out.
    tile : Tile

    Returns
    -------
    bytes
        Mapbox Vector Tile 2.1; empty where there is nothing to show.
    """
    filled = [
        {"name": name, "features": [_plain(one) for one in _on_grid(features, tile)]}
        for name, features in layers.items()
        if features
    ]
    if not filled:
        return b""
    options = {"extents": EXTENT}
    encoded: bytes = mapbox_vector_tile.encode(filled, default_options=options)
    return encoded


def _on_grid(features: Sequence[TileFeature], tile: Tile) -> list[TileFeature]:
    """Put shapes on the tile's grid, whole steps from its south-west corner."""
    west, south, east, north = tile.square
    corner = np.array([west, south])
    steps = EXTENT / np.array([east - west, north - south])
    grid = shapely.transform(_shapes(features), lambda c: np.rint((c - corner) * steps))
    return _with_shapes(features, grid)


def _plain(feature: TileFeature) -> dict[str, Any]:
    known = {k: v for k, v in feature.properties.items() if v is not None and v != ""}
    return {"id": feature.id, "geometry": feature.shape, "properties": known}


def _corner(z: int, x: int, y: int) -> tuple[float, float]:
    side = 2**z
    lat = math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * y / side))))
    return x / side * 360 - 180, lat
