"""Tiles: each layer as vector tiles, the base map as one file read in parts."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response, request, send_file

from data.queries.revision import get_revision
from data.queries.tile import build_tile, get_tile_layer
from geo.errors import MissingError
from geo.tile import Tile
from webmap.context import read_session, runtime
from webmap.tiles.basemap import base_map_path

tiles = Blueprint("tiles", __name__, url_prefix="/tiles")

MVT: Final = "application/vnd.mapbox-vector-tile"
PMTILES: Final = "application/vnd.pmtiles"
VERSION: Final = "1"
"""Grows when the same data is drawn differently."""
KEPT_S: Final = 60
"""A tile is asked for again after a minute: a new obstacle shows soon."""


@tiles.get("/<layer>/<int:z>/<int:x>/<int:y>.mvt")
def tile(layer: str, z: int, x: int, y: int) -> Response:
    """Give one tile; 204 where there is nothing to draw."""
    wanted, name = Tile(z, x, y), get_tile_layer(layer).name
    session = read_session()
    tag = f"{VERSION}-{get_revision(session).content}"
    if request.if_none_match.contains(tag):
        response = Response(status=304)
    else:
        body = build_tile(session, name, wanted)
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
