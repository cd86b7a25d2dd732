"""Services on the network: places by their doors, and counts where none are known."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pytest

from data.graphs import GraphStore
from data.opportunities import get_service_book
from geo.profile import get_profile
from geo.reach_answer import Use
from geo.reach_place import USES
from tests.importers.counted import (
    LAT,
    LON,
    OFFICE,
    box,
    bring,
    bring_streets,
    write_csv,
    write_geojson,
)

WALKER = get_profile("walker")
WHEELS = get_profile("manual_wheelchair")


@pytest.fixture
def town(database, tmp_path):
    """Give a database with two streets and three schools counted around them."""
    bring_streets(database, tmp_path)
    ground = (box(-0.001, -0.003, 0.006), {"id": "a", "schools": 3, "jobs": 40})
    away = (box(0, 0.01, 0.001), {"id": "b", "schools": 2, "jobs": None})
    path = write_geojson(tmp_path, ground, away)
    bring(database, "opportunities", path, year=2024)
    return database


def find(database, tmp_path, service, profile=WALKER, shut=()):
    """Give the network and the sites of a service for somebody."""
    network = GraphStore(database, tmp_path, lambda: datetime.now(UTC)).build()
    with database.read() as session:
        book = get_service_book(session, network)
    usable = np.array(
        [network.ways[way].key not in shut for way in network.way.tolist()]
    )
    return network, book.find_sites(service, profile, usable)


def streets(network, sites) -> set[str]:
    """Name the ways on which sites are."""
    found = sites.attached.sites.segment
    return {network.ways[network.way[one]].key for one in found.tolist()}


def test_what_is_only_counted_is_at_the_street_nearest_to_the_middle(town, tmp_path):
    network, sites = find(town, tmp_path, "jobs")

    assert sites.keys == ("office:a", "office:b")
    assert sites.is_count.all()
    assert sites.amount[0] == 40
    assert np.isnan(sites.amount[1])
    assert len(sites.attached.sites) == 1
    assert sites.on_network.tolist() == [True, False]
    end = network.line(int(sites.attached.sites.segment[0]))
    middle = abs(sites.attached.sites.fraction[0] - 0.5)
    assert end.min(axis=0)[1] == pytest.approx(LAT)
    assert middle == pytest.approx(0.5, abs=0.01)


def test_a_person_gets_there_by_a_street_that_they_can_use(town, tmp_path):
    network, west = find(town, tmp_path, "jobs", WHEELS, shut={"osm:w11"})
    _, east = find(town, tmp_path, "jobs", WHEELS, shut={"osm:w10"})

    assert streets(network, west) == {"osm:w10"}
    assert streets(network, east) == {"osm:w11"}


def test_what_lies_on_no_street_is_told(town, tmp_path):
    _, sites = find(town, tmp_path, "school")

    assert sites.off == 2
    assert sites.amount.tolist() == [3, 2]


def test_a_place_that_is_known_is_not_counted_twice(town, tmp_path):
    rows = [f"s{i},school,{LON + 0.001 * i},{LAT}" for i in (1, 2)]
    table = "id,kind,lon,lat\n" + "\n".join(rows) + "\n"
    path = write_csv(tmp_path, table, "schools.csv")
    bring(town, "survey", path, record="places")

    _, sites = find(town, tmp_path, "school")

    assert sites.keys[:2] == ("office:s1", "office:s2")
    assert sites.amount.tolist() == [1, 1, 1, 2]
    assert sites.is_count.tolist() == [False, False, True, True]


def test_of_two_counts_over_the_same_ground_the_detailed_one_counts(town, tmp_path):
    fine = (box(0, -0.001, 0.002), {"id": "x", "schools": 1})
    other = OFFICE.__class__("fine", "Fine", "", "")
    path = write_geojson(tmp_path, fine)
    bring(town, "opportunities", path, source=other, year=2024)

    _, sites = find(town, tmp_path, "school")

    told = dict(zip(sites.keys, sites.amount.tolist(), strict=True))
    assert told["fine:x"] == 1
    assert told["office:a"] == 2


def test_nobody_knows_whether_wheels_get_into_what_is_only_counted(town, tmp_path):
    _, walker = find(town, tmp_path, "school")
    _, wheels = find(town, tmp_path, "school", WHEELS)

    assert {USES[one] for one in walker.use} == {Use.YES}
    assert {USES[one] for one in wheels.use} == {Use.UNKNOWN}


def test_places_come_by_the_door_that_a_person_uses(kef):
    network, _ = kef.graphs.current()
    usable = np.ones(network.segments, dtype=bool)
    with kef.database.read() as session:
        book = get_service_book(session, network)

    sites = book.find_sites("health", WHEELS, usable)

    assert "stop" in book.services
    assert "jobs" not in book.services
    assert len(sites.keys) == len(set(sites.keys)) > 5
    assert not sites.is_count.any()
    assert sites.amount.sum() == len(sites.keys)
    assert sites.on_network.all()
