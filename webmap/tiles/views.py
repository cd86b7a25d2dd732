"""Tiles: each layer as vector tiles, the base map as one file read in parts."""

from __future__ import annotations

from typing import Any, Final

from flask import Blueprint, Response, jsonify, request, send_file

from data.queries.base_map import class_of
from data.queries.revision import get_revision
from data.queries.tile import build_tile, get_tile_layer, list_points, list_streets
from geo.bbox import parse_bbox
from geo.errors import InputError, MissingError
from geo.tile import DEEPEST, Tile
from webmap.context import read_session, runtime
from webmap.geojson import geometry_json
from webmap.tiles.basemap import base_map_path
from webmap.tiles.drawn import drawn_tiles, install

tiles = Blueprint("tiles", __name__, url_prefix="/tiles")
tiles.record_once(install)

MVT: Final = "application/vnd.mapbox-vector-tile"
PMTILES: Final = "application/vnd.pmtiles"
VERSION: Final = "2"
"""Grows when the same data is drawn differently."""
GEOJSON: Final = "application/geo+json"
WIDEST: Final = 0.2
"""Degrees: about twenty kilometres."""
DECIMALS: Final = 6
KEPT_S: Final = 60
"""A tile is asked for again after a minute: a new obstacle shows soon."""


@tiles.get("/<layer>/<int:z>/<int:x>/<int:y>.mvt")
def tile(layer: str, z: int, x: int, y: int) -> Response:
    """Give one tile; 204 where there is nothing to draw."""
    wanted, name = Tile(z, x, y), get_tile_layer(layer).name
    session = read_session()
    now = get_revision(session)
    tag = f"{VERSION}-{now.identity}-{now.content}"
    if request.if_none_match.contains(tag):
        response = Response(status=304)
    else:
        body = drawn_tiles().get(
            tag, request.path, lambda: build_tile(session, name, wanted)
        )
        response = Response(body, 200 if body else 204, mimetype=MVT)
    response.set_etag(tag)
    response.cache_control.public = True
    response.cache_control.max_age = KEPT_S
    return response


@tiles.get("/base.pmtiles")
def base() -> Response:
    """Give the base map, or the part of it that is asked for."""
    path = base_map_path(runtime())
    if not path.exists():
        raise MissingError("the base map is not built: wusul build")
    return send_file(path, mimetype=PMTILES, conditional=True, etag=True, max_age=0)


@tiles.get("/streets.geojson")
def streets() -> Response:
    """Give the streets of a small box, for maps without WebGL."""
    box = parse_bbox(request.args.get("bbox", ""))
    if max(box[2] - box[0], box[3] - box[1]) > WIDEST:
        raise InputError("bbox", f"is wider than {WIDEST} degrees")
    features = [
        {
            "type": "Feature",
            "geometry": geometry_json(shape, DECIMALS),
            "properties": {**known, "class": class_of(str(known["class"])).name},
        }
        for shape, known in list_streets(read_session(), box)
    ]
    return _collection(features)


@tiles.get("/<layer>.geojson")
def points(layer: str) -> Response:
    """Give the points of a box as the tiles of a zoom draw them, for the same maps."""
    box = parse_bbox(request.args.get("bbox", ""))
    zoom = _zoom(request.args.get("zoom", ""))
    features = [
        {
            "type": "Feature",
            "id": known.get("key"),
            "geometry": geometry_json(shape, DECIMALS),
            "properties": known,
        }
        for _, shape, known in list_points(read_session(), layer, box, zoom)
    ]
    return _collection(features)


def _zoom(text: str) -> int:
    is_number = text.isascii() and text.isdecimal() and len(text) <= 2
    if not is_number or int(text) > DEEPEST:
        raise InputError("zoom", f"{text[:10]!r} is outside 0 … {DEEPEST}")
    return int(text)


def _collection(features: list[dict[str, Any]]) -> Response:
    response = jsonify({"type": "FeatureCollection", "features": features})
    response.mimetype = GEOJSON
    response.cache_control.public = True
    response.cache_control.max_age = KEPT_S
    return response
