"""Tiles over HTTP: fresh, small, and refused in words; the base map in parts."""

from __future__ import annotations

import gzip

import mapbox_vector_tile
import pytest
from pmtiles.reader import MmapSource, Reader

from data.runtime import Runtime
from geo.tile import tile_at
from tests.map_rows import LAT, LON, at
from webmap.tiles.basemap import DEEPEST, LOWEST, base_map_path, build_base_map

HERE = tile_at(LON, LAT, 13)
PLACES = f"/tiles/places/{HERE.z}/{HERE.x}/{HERE.y}.mvt"


def _layers(path, z: int) -> dict:
    tile = tile_at(LON + 0.001, LAT + 0.0005, z)
    with path.open("rb") as handle:
        body = Reader(MmapSource(handle)).get(tile.z, tile.x, tile.y)
    return mapbox_vector_tile.decode(gzip.decompress(body))


def test_a_tile_may_be_kept_for_a_minute_and_is_not_sent_twice(client) -> None:
    first = client.get(PLACES)
    again = client.get(PLACES, headers={"If-None-Match": first.headers["ETag"]})

    assert first.mimetype == "application/vnd.mapbox-vector-tile"
    assert first.cache_control.max_age == 60
    assert len(mapbox_vector_tile.decode(first.data)["places"]["features"]) == 5
    assert again.status_code == 304
    assert again.data == b""


def test_a_tile_with_nothing_in_it_is_no_content(client) -> None:
    answer = client.get("/tiles/places/13/0/0.mvt")

    assert answer.status_code == 204
    assert answer.data == b""


@pytest.mark.parametrize(
    ("path", "status", "field"),
    [
        ("/tiles/secrets/1/0/0.mvt", 404, ""),
        ("/tiles/places/21/0/0.mvt", 422, "z"),
        ("/tiles/places/1/2/0.mvt", 422, "x"),
        ("/tiles/places/1/0/2.mvt", 422, "y"),
        ("/tiles/places/-1/0/0.mvt", 404, ""),
        ("/tiles/streets.geojson", 422, "bbox"),
        ("/tiles/streets.geojson?bbox=8,36,9,37", 422, "bbox"),
    ],
)
def test_what_is_no_tile_is_refused_in_words(
    client, path: str, status: int, field: str
) -> None:
    answer = client.get(path)

    assert answer.status_code == status
    assert answer.json["field"] == field


def test_streets_come_as_shapes_for_maps_without_webgl(client) -> None:
    answer = client.get("/tiles/streets.geojson?bbox=8.7,36.17,8.72,36.19")

    classes = {one["properties"]["class"] for one in answer.json["features"]}
    assert classes == {"minor", "steps", "major"}


def test_the_base_map_has_streets_outlines_and_names(held: Runtime) -> None:
    path = build_base_map(held)

    near, far = _layers(path, DEEPEST), _layers(path, LOWEST)
    streets = near["streets"]["features"]
    bardo = [s for s in streets if s["properties"].get("name") == "Rue de Bardo"]
    assert len(bardo) == 1
    assert bardo[0]["properties"]["name_ar"] == "نهج باردو"
    assert {s["properties"]["class"] for s in far["streets"]["features"]} == {"major"}
    assert {f["properties"]["kind"] for f in far["labels"]["features"]} == {
        "boundary",
        "quarter",
    }
    assert "outlines" in far


def test_a_part_of_the_base_map_can_be_asked_for(held: Runtime, client) -> None:
    whole = build_base_map(held).read_bytes()

    wanted = {"Range": "bytes=0-126"}
    with client.get("/tiles/base.pmtiles", headers=wanted) as part:
        body = part.data

    assert part.status_code == 206
    assert body == whole[:127]
    assert part.headers["Content-Range"] == f"bytes 0-126/{len(whole)}"
    assert part.headers["ETag"]


def test_building_again_leaves_one_file_with_the_same_tiles(held: Runtime) -> None:
    first = build_base_map(held).read_bytes()
    second = build_base_map(held).read_bytes()

    assert first == second
    assert [p.name for p in base_map_path(held).parent.iterdir()] == ["base.pmtiles"]


def test_an_unbuilt_base_map_is_said_to_be_missing(client) -> None:
    answer = client.get("/tiles/base.pmtiles")

    assert answer.status_code == 404
    assert "wusul build" in answer.json["detail"]


def test_a_town_without_streets_has_a_base_map_too(embedded, held: Runtime) -> None:
    with embedded.write() as session:
        for table in ("way", "area"):
            session.connection().exec_driver_sql(f"DELETE FROM {table}")  # noqa: S608

    path = build_base_map(held)

    with path.open("rb") as handle:
        tile = tile_at(at(0, 0).x, at(0, 0).y, DEEPEST)
        assert Reader(MmapSource(handle)).get(tile.z, tile.x, tile.y) is None
