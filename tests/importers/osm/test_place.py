"""A download by the name of a place, from a service on this machine."""

import socket
from datetime import date

import osmnx
import pytest
from sqlalchemy import select

from data.models import Source
from data.settings import Settings
from geo.errors import InputError, SourceError
from importers.osm.place import fetch_place
from tests.importers.osm.overpass import outline, read_elements, serving
from tests.importers.osm.small import all_rows, bring_in, node, osm_file, way

MOORGATE = "osm/moorgate.osm.pbf"
ROME = "osm/rome-piazza-vittorio-emanuele.osm.pbf"


def settings(folder, address):
    return Settings(data_dir=folder, nominatim_url=address, overpass_url=address)


@pytest.fixture
def small(tmp_path):
    path = osm_file(
        tmp_path,
        *(node(i) for i in range(1, 4)),
        node(4, 8.71, 36.19),
        way(1, [1, 2, 3], highway="footway"),
    )
    return read_elements(path)


@pytest.mark.parametrize("extract", [MOORGATE, ROME])
def test_by_file_and_by_name_give_equal_rows(database, tmp_path, test_data, extract):
    file = test_data / extract
    with serving(read_elements(file)) as address:
        download = fetch_place(settings(tmp_path, address), "Town")
    bring_in(database, file)
    by_file = all_rows(database)
    assert all(by_file[table] for table in ("way", "node", "edge", "place", "stop"))
    bring_in(database, download)
    assert all_rows(database) == by_file
    with database.read() as session:
        assert session.scalar(select(Source.data_date)) == date(2026, 3, 3)


def test_osmnx_is_left_as_it_was(small, tmp_path):
    before = {k: v for k, v in vars(osmnx.settings).items() if not k.startswith("_")}
    resolve = socket.getaddrinfo
    with serving(small) as address:
        path = fetch_place(settings(tmp_path, address), "Town")
    after = {k: v for k, v in vars(osmnx.settings).items() if not k.startswith("_")}
    assert after == before
    assert socket.getaddrinfo is resolve
    assert path == tmp_path / "osm" / "town.json"
    assert [p.name for p in path.parent.iterdir()] == ["town.json"]


def test_a_name_that_nobody_knows_is_wrong_input(small, tmp_path):
    with (
        serving(small) as address,
        pytest.raises(InputError, match="'Nowhere' was not found"),
    ):
        fetch_place(settings(tmp_path, address), "Nowhere")


def test_a_name_of_a_point_is_wrong_input(small, tmp_path):
    point = outline(small) | {"geojson": {"type": "Point", "coordinates": [8.7, 36.2]}}
    with (
        serving(small, places={"Statue": [point]}) as address,
        pytest.raises(InputError, match="not as an area"),
    ):
        fetch_place(settings(tmp_path, address), "Statue")


def test_an_empty_name_is_wrong_input(tmp_path):
    with pytest.raises(InputError, match="empty"):
        fetch_place(Settings(data_dir=tmp_path), "  ")


def test_a_service_that_is_not_there_is_a_source_error(small, tmp_path):
    with serving(small) as address:
        pass
    with pytest.raises(SourceError, match="place-name service cannot be reached"):
        fetch_place(settings(tmp_path, address), "Town")
    assert list((tmp_path / "osm").iterdir()) == []


def test_a_download_that_fails_is_a_source_error(small, tmp_path):
    with (
        serving(small, broken=True) as address,
        pytest.raises(SourceError, match="broken answer"),
    ):
        fetch_place(settings(tmp_path, address), "Town")
    assert list((tmp_path / "osm").iterdir()) == []
