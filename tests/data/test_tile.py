"""Vector tiles: the same features from both databases."""

from __future__ import annotations

import mapbox_vector_tile
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from data.db import Database
from data.queries.tile import TILE_LAYERS, build_tile
from geo.crs import WEB_MERCATOR, WGS84, project
from geo.errors import InputError, MissingError
from geo.tile import DEEPEST, EXTENT, Tile, tile_at, tiles_over
from tests.map_rows import LAT, LON, at, filled

HERE = tile_at(LON, LAT, 13)


def decoded(database: Database, layer: str, tile: Tile = HERE) -> list[dict]:
    with database.read() as session:
        body = build_tile(session, layer, tile)
    if not body:
        return []
    layers = mapbox_vector_tile.decode(body, default_options={"y_coord_down": False})
    assert list(layers) == [layer]
    return layers[layer]["features"]


def to_degrees(feature: dict, tile: Tile) -> tuple[float, float]:
    west, south, east, north = tile.square
    x, y = feature["geometry"]["coordinates"]
    flat = [[west + x * (east - west) / EXTENT, south + y * (north - south) / EXTENT]]
    ((lon, lat),) = project(np.asarray(flat), WEB_MERCATOR, WGS84)
    return lon, lat


@pytest.mark.parametrize(
    ("layer", "keys"),
    [
        ("places", {"t:p1", "t:p2", "t:p3", "t:p4", "t:p5"}),
        ("stops", {"t:s1", "t:s2", "t:s3", "t:s4"}),
        ("lines", {"t:l1"}),
        ("barriers", {"t:b1"}),
        ("reports", {"K-published"}),
        ("gaps", {"t:g1"}),
        ("works", {"t:k1"}),
        ("network", {"t:w1", "t:w2", "t:w3", "t:w4"}),
    ],
)
def test_a_layer_has_the_same_features_on_both_databases(
    database: Database, layer: str, keys: set[str]
) -> None:
    features = decoded(filled(database), layer)

    assert {feature["properties"]["key"] for feature in features} == keys
    assert layer in TILE_LAYERS


def test_a_place_says_its_kind_access_names_and_that_it_is_made_up(
    database: Database,
) -> None:
    features = decoded(filled(database), "places")

    hospital = next(f for f in features if f["properties"]["key"] == "t:p1")
    assert hospital["properties"] == {
        "key": "t:p1",
        "kind": "hospital",
        "access": "yes",
        "name": "Hôpital du Kef",
        "name_ar": "مستشفى الكاف",
        "demonstration": True,
    }


def test_a_point_is_where_it_was_within_a_step_of_the_grid(database: Database) -> None:
    features = decoded(filled(database), "places")

    hospital = next(f for f in features if f["properties"]["key"] == "t:p1")
    lon, lat = to_degrees(hospital, HERE)
    step = (HERE.bounds[2] - HERE.bounds[0]) / EXTENT
    assert abs(lon - at(1, 1).x) <= step
    assert abs(lat - at(1, 1).y) <= step


def test_a_private_report_is_in_no_tile(database: Database) -> None:
    texts = str(decoded(filled(database), "reports"))

    assert "K-received" not in texts
    assert "K-hidden" not in texts
    assert "private words" not in texts


@pytest.mark.parametrize("layer", sorted(TILE_LAYERS))
def test_where_nothing_is_the_tile_is_empty(database: Database, layer: str) -> None:
    assert decoded(filled(database), layer, tile_at(-60, -30, 13)) == []


def test_from_afar_points_that_would_cover_each_other_are_thinned(
    database: Database,
) -> None:
    features = decoded(filled(database), "places", tile_at(LON, LAT, 8))

    assert 1 <= len(features) < 5


def test_an_unknown_layer_is_missing(embedded: Database) -> None:
    with embedded.read() as session, pytest.raises(MissingError, match="no tile layer"):
        build_tile(session, "secrets", HERE)


@pytest.mark.parametrize(
    ("z", "x", "y", "field"),
    [(-1, 0, 0, "z"), (21, 0, 0, "z"), (2, 4, 0, "x"), (2, 0, 4, "y"), (2, -1, 0, "x")],
)
def test_a_tile_outside_the_pyramid_is_refused(
    z: int, x: int, y: int, field: str
) -> None:
    with pytest.raises(InputError) as caught:
        Tile(z, x, y)

    assert caught.value.field == field


@given(st.floats(-179.9, 179.9), st.floats(-84.9, 84.9), st.integers(0, DEEPEST))
def test_a_tile_holds_the_point_that_it_was_asked_for(
    lon: float, lat: float, z: int
) -> None:
    west, south, east, north = tile_at(lon, lat, z).bounds

    assert west - 1e-9 <= lon <= east + 1e-9
    assert south - 1e-9 <= lat <= north + 1e-9


@given(st.integers(1, 12), st.data())
def test_children_fill_their_parent(z: int, data: st.DataObject) -> None:
    side = 2**z - 1
    tile = Tile(z, data.draw(st.integers(0, side)), data.draw(st.integers(0, side)))

    boxes = shapely.union_all([shapely.box(*child.bounds) for child in tile.children()])

    assert boxes.symmetric_difference(shapely.box(*tile.bounds)).area < 1e-9


def test_tiles_over_a_box_cover_it() -> None:
    tiles = tiles_over((8.6, 36.1, 8.8, 36.3), 12)

    cover = shapely.union_all([shapely.box(*tile.bounds) for tile in tiles])
    assert cover.buffer(1e-9).covers(shapely.box(8.6, 36.1, 8.8, 36.3))
    assert len(tiles) <= 16
