"""One real neighbourhood: the same two points for a walker and for a wheelchair."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from data.db import Database
from data.graphs import GraphStore
from data.queries.source import catalog
from geo.answer import Trip, Verdict
from geo.profile import get_profile
from geo.trip import plan_trip
from importers.base import run
from importers.osm import OsmImporter

NOW = datetime(2026, 11, 23, tzinfo=UTC)
ESQUILINO = (12.502477, 41.899345)
MAGGIORE = (12.497707, 41.897554)


@pytest.fixture
def rome(database: Database, test_data: Path, tmp_path: Path) -> GraphStore:
    path = test_data / "osm" / "rome-piazza-vittorio-emanuele.osm.pbf"
    run(OsmImporter(), database, path=path, source=catalog()["osm"])
    store = GraphStore(database, tmp_path, lambda: NOW)
    store.build()
    return store


def ride(store: GraphStore, profile: str) -> Trip:
    """Plan the trip of one profile."""
    network, barriers = store.current()
    return plan_trip(
        network,
        barriers,
        origin=ESQUILINO,
        destination=MAGGIORE,
        profile=get_profile(profile),
    )


def test_the_wheelchair_goes_another_way_and_is_told_why(rome: GraphStore) -> None:
    walker, chair = ride(rome, "walker"), ride(rome, "manual_wheelchair")

    assert walker.out.verdict is Verdict.USABLE
    assert chair.out.verdict is Verdict.EFFORT
    assert chair.direct_m == pytest.approx(walker.out.length_m)
    assert chair.out.length_m > walker.out.length_m + 20
    assert {n.rule for n in chair.refused} == {"kerb_limit", "wheelchair_limit"}
    assert chair.refused[0].value == "raised"
    assert chair.refused[0].source == "osm"
    assert chair.out.sources == ("osm",)
    assert not walker.refused


def test_the_kerbs_of_rome_take_hold_of_the_network(rome: GraphStore) -> None:
    network, barriers = rome.current()

    assert network.segments > 2000
    assert sum(b.kind == "kerb" for b in barriers) > 250
    assert rome.orphans() == ()
