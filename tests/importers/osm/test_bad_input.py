"""Files that are not what they say: a clear refusal, and the database as it was."""

import gzip
import json

import pytest

from data.db import Database
from geo.errors import InputError
from tests.importers.osm.small import all_rows, bring_in, codes, node, osm_file, way

ROME = "osm/rome-piazza-vittorio-emanuele.osm.pbf"


def refuse(database: Database, path) -> str:
    """Import a bad file over a good one; give the words of the refusal."""
    good = osm_file(
        path.parent, node(1), node(2), way(1, [1, 2], highway="path"), name="good.osm"
    )
    bring_in(database, good)
    before = all_rows(database)
    with pytest.raises(InputError) as refusal:
        bring_in(database, path)
    assert all_rows(database) == before
    assert path.name in str(refusal.value)
    return str(refusal.value)


def test_a_missing_file(database, tmp_path):
    assert "does not exist" in refuse(database, tmp_path / "no.osm.pbf")


def test_an_empty_file(database, tmp_path):
    path = tmp_path / "empty.osm.pbf"
    path.touch()
    assert "is empty" in refuse(database, path)


def test_a_file_of_another_kind(embedded, tmp_path):
    path = tmp_path / "town.csv"
    path.write_text("a,b\n1,2\n")
    assert ".osm.pbf" in refuse(embedded, path)


@pytest.mark.parametrize("suffix", ["osm", "osm.pbf", "osm.gz", "osm.bz2"])
def test_content_that_is_not_what_the_suffix_says(embedded, tmp_path, suffix):
    path = tmp_path / f"town.{suffix}"
    path.write_bytes(b"PNG and not a map at all" * 50)
    assert "cannot be read as OSM" in refuse(embedded, path)


def test_a_truncated_pbf(embedded, tmp_path, test_data):
    path = tmp_path / "cut.osm.pbf"
    content = (test_data / ROME).read_bytes()
    path.write_bytes(content[: len(content) // 2])
    assert "cannot be read as OSM" in refuse(embedded, path)


def test_a_truncated_gzip(embedded, tmp_path):
    whole = osm_file(tmp_path, *(node(i) for i in range(1, 500)), name="whole.osm")
    path = tmp_path / "cut.osm.gz"
    path.write_bytes(gzip.compress(whole.read_bytes())[:-200])
    assert "cannot be read as OSM" in refuse(embedded, path)


def test_a_file_without_elements(embedded, tmp_path):
    assert "holds no OSM element" in refuse(embedded, osm_file(tmp_path))


def test_a_file_without_a_way_place_or_stop(embedded, tmp_path):
    path = osm_file(tmp_path, node(1, barrier="gate"))
    assert "holds no way, place or stop" in refuse(embedded, path)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("not json", "is not JSON"),
        ("[1, 2]", "no list of OSM elements"),
        ('{"elements": [{"type": "node"}]}', "not OSM"),
        ('{"elements": [7]}', "not OSM"),
        ('{"elements": []}', "holds no OSM element"),
    ],
)
def test_a_download_that_is_none(embedded, tmp_path, text, reason):
    path = tmp_path / "download.json"
    path.write_text(text)
    assert reason in refuse(embedded, path)


def test_a_node_outside_the_world_is_found_and_left_out(embedded, tmp_path):
    path = osm_file(
        tmp_path,
        node(1),
        node(2),
        node(3, 8.7, 95.0),
        way(1, [1, 2, 3], highway="path"),
    )
    report = bring_in(embedded, path)
    assert codes(report)["node-outside-world"] == 1
    assert codes(report)["way-clipped"] == 1


def test_a_download_with_a_node_outside_the_world(embedded, tmp_path):
    elements = [
        {"type": "node", "id": 1, "lon": 8.7, "lat": 36.1},
        {"type": "node", "id": 2, "lon": 8.8, "lat": 36.1},
        {"type": "node", "id": 3, "lon": 200, "lat": 36.1},
        {"type": "way", "id": 1, "nodes": [1, 2, 3], "tags": {"highway": "path"}},
    ]
    path = tmp_path / "download.json"
    path.write_text(json.dumps({"elements": elements}))
    assert codes(bring_in(embedded, path))["node-outside-world"] == 1


def test_sql_and_html_in_names_are_text(database, tmp_path):
    evil = "'); DROP TABLE place; --<script>alert(1)</script>"
    path = osm_file(tmp_path, node(1, amenity="cafe", name=evil))
    assert bring_in(database, path).counts["place"] == 1
    (row,) = all_rows(database)["place"]
    assert any(evil in str(value) for value in row)
