"""The base map: every street, outline and quarter's name in one PMTiles file."""

from __future__ import annotations

import gzip
import math
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import numpy as np
import shapely
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer

from data.queries.base_map import LAYERS, STREETS, Groups, list_base_groups
from data.runtime import Runtime
from geo.crs import WEB_MERCATOR, WGS84, project
from geo.tile import (
    Bounds,
    Tile,
    TileFeature,
    clip,
    encode,
    simplify,
    tile_at,
    tiles_over,
)

LOWEST: Final = 11
DEEPEST: Final = 16
FILE: Final = Path("tiles") / "base.pmtiles"
E7: Final = 10_000_000
"""PMTiles keeps degrees as whole numbers of this part (specification 3.4)."""

Tiles = dict[int, bytes]
"""PMTiles id → tile, compressed."""


def _silent(_text: str) -> None:
    return


def base_map_path(runtime: Runtime) -> Path:
    """Tell where the base map is kept."""
    return runtime.settings.data_dir / FILE


def build_base_map(runtime: Runtime, progress: Callable[[str], None] = _silent) -> Path:
    """Draw the base map anew and put it in the place of the old one at once."""
    with runtime.database.read() as session:
        groups = list_base_groups(session)
    bounds = _bounds(groups) or runtime.town.bbox
    drawn = _drawn(groups, bounds) or _nothing(runtime.town.centre)
    path = base_map_path(runtime)
    _write(path, drawn, bounds)
    progress(f"base map: {len(drawn)} tiles, {path.stat().st_size} bytes")
    return path


def _drawn(groups: Groups, bounds: Bounds) -> Tiles:
    if not groups:
        return {}
    return {
        zxy_to_tileid(tile.z, tile.x, tile.y): gzip.compress(body, mtime=0)
        for top in tiles_over(bounds, LOWEST)
        for tile, body in _pyramid(groups, top)
    }


def _nothing(centre: tuple[float, float]) -> Tiles:
    """Give one empty tile: a file of no tiles cannot be written."""
    tile = tile_at(*centre, LOWEST)
    return {zxy_to_tileid(tile.z, tile.x, tile.y): gzip.compress(b"", mtime=0)}


def _bounds(groups: Groups) -> Bounds | None:
    """Give the box of all streets; of everything where there are none."""
    shapes = [
        f.shape for group in groups if group.layer == STREETS for f in groups[group]
    ]
    if not shapes:
        shapes = [f.shape for features in groups.values() for f in features]
    if not shapes:
        return None
    west, south, east, north = shapely.total_bounds(np.asarray(shapes, dtype=object))
    corners = np.array([[west, south], [east, north]])
    low, high = project(corners, WEB_MERCATOR, WGS84)
    return float(low[0]), float(low[1]), float(high[0]), float(high[1])


def _pyramid(groups: Groups, tile: Tile) -> Iterator[tuple[Tile, bytes]]:
    """Draw a tile and, from what was clipped to it, the tiles below it."""
    inside = {group: clip(features, tile) for group, features in groups.items()}
    inside = {group: features for group, features in inside.items() if features}
    if not inside:
        return
    body = encode(_shown(inside, tile), tile)
    if body:
        yield tile, body
    if tile.z < DEEPEST:
        for child in tile.children():
            yield from _pyramid(inside, child)


def _shown(groups: Groups, tile: Tile) -> dict[str, list[TileFeature]]:
    layers: dict[str, list[TileFeature]] = {layer: [] for layer in LAYERS}
    for group, features in groups.items():
        if group.lowest <= tile.z:
            layers[group.layer] += simplify(features, tile)
    return layers


def _write(path: Path, drawn: Tiles, bounds: Bounds) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(f".{os.getpid()}.part")
    with fresh.open("wb") as handle:
        writer: Any = Writer(handle)  # type: ignore[no-untyped-call]
        for number in sorted(drawn):
            writer.write_tile(number, drawn[number])
        writer.finalize(_header(bounds), {"vector_layers": _described()})
    fresh.replace(path)


def _header(bounds: Bounds) -> dict[str, object]:
    west, south, east, north = (math.floor(degrees * E7) for degrees in bounds)
    return {
        "tile_type": TileType.MVT,
        "tile_compression": Compression.GZIP,
        "min_zoom": LOWEST,
        "max_zoom": DEEPEST,
        "min_lon_e7": west,
        "min_lat_e7": south,
        "max_lon_e7": east,
        "max_lat_e7": north,
        "center_zoom": LOWEST,
        "center_lon_e7": (west + east) // 2,
        "center_lat_e7": (south + north) // 2,
    }


def _described() -> list[dict[str, object]]:
    return [{"id": layer, "fields": {}} for layer in LAYERS]
