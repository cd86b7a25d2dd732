"""Where people live, read from both databases and built into the network."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pytest

from data.graphs import GraphStore
from data.population import get_population
from data.queries.population import find_town
from geo.people.account import find_doubts, list_sources
from tests.importers.counted import (
    LAT,
    LON,
    OFFICE,
    STREETS,
    box,
    bring,
    bring_streets,
    write_csv,
    write_geojson,
)
from webmap.check import run_checks

MADE_UP = OFFICE.__class__("shown", "Shown", "", "", is_demonstration=True)


@pytest.fixture
def town(database, tmp_path):
    """Give a database with two streets of the same length."""
    bring_streets(database, tmp_path)
    return database


def build(database, tmp_path):
    """Build the network; give it with what was said, and where people live."""
    said = []
    store = GraphStore(database, tmp_path, lambda: datetime.now(UTC))
    network = store.build(said.append)
    with database.read() as session:
        return network, said, get_population(session, network)


def residents(network) -> dict[str, float]:
    """Give the people of each way."""
    people = np.bincount(network.way, network.residents, minlength=len(network.ways))
    return {way.key: float(people[number]) for number, way in enumerate(network.ways)}


def test_a_build_puts_counted_people_on_streets_and_says_so(town, tmp_path):
    ground = (box(-0.001, -0.003, 0.006), {"id": "a", "population": 90, "year": 2024})
    away = (box(0, 0.001, 0.001), {"id": "b", "population": 5, "year": 2024})
    bring(town, "population", write_geojson(tmp_path, ground, away))

    network, said, found = build(town, tmp_path)

    assert residents(network) == pytest.approx({"osm:w10": 45, "osm:w11": 45})
    assert network.residents.tolist() == found.residents.tolist()
    assert (found.unplaced, found.total) == (5, 95)
    assert any("office (2024): 90 of 95 people" in one for one in said)
    assert [one.code for one in find_doubts(found)] == ["people-unplaced"]


def test_areas_with_counts_are_used_where_nothing_better_is_known(town, tmp_path):
    area = (box(-0.001, -0.003, 0.006), {"id": "q", "name": "Q", "population": 90})
    bring(town, "areas", write_geojson(tmp_path, area), year=2024)
    fine = (box(0.002, -0.001, 0.002), {"id": "a", "population": 10, "year": 2024})
    other = OFFICE.__class__("fine", "Fine", "", "")
    bring(town, "population", write_geojson(tmp_path, fine), source=other)

    network, _, found = build(town, tmp_path)

    assert residents(network) == pytest.approx({"osm:w10": 45, "osm:w11": 10})
    sources = [share.census.source for share in found.shares]
    assert sources == ["fine", "office/quarter"]


@pytest.mark.parametrize(("source", "left"), [(OFFICE, 7), (MADE_UP, 45)])
def test_what_was_asked_stands_and_what_was_made_up_does_not(
    town, tmp_path, source, left
):
    asked = write_csv(tmp_path, "subject,residents\nosm:w10,7\n", "asked.csv")
    bring(town, "survey", asked, source=source, record="residents")
    ground = (box(-0.001, -0.003, 0.006), {"id": "a", "population": 90, "year": 2024})
    census = OFFICE.__class__("census", "Census", "", "")
    bring(town, "population", write_geojson(tmp_path, ground), source=census)

    network, said, found = build(town, tmp_path)

    assert residents(network) == pytest.approx({"osm:w10": left, "osm:w11": 45})
    assert found.surveyed.any() == (source is OFFICE)
    assert any("street by street" in one for one in said) == (source is OFFICE)


def test_the_town_is_the_smallest_boundary_around_its_streets(town, tmp_path):
    wide = (box(-0.1, -0.1, 0.3), {"id": "wide", "name": "W", "kind": "boundary"})
    close = (box(-0.01, -0.01, 0.03), {"id": "close", "name": "C", "kind": "boundary"})
    other = (box(0.5, 0.5, 0.1), {"id": "other", "name": "O", "kind": "boundary"})
    bring(town, "areas", write_geojson(tmp_path, wide, close, other))

    with town.read() as session:
        found = find_town(session, np.array([[LON, LAT], [LON + 0.004, LAT]]))
        nothing = find_town(session, np.zeros((0, 2)))

    assert found.bounds[0] == pytest.approx(LON - 0.01)
    assert nothing is None


def test_without_counts_nothing_is_said(town, tmp_path):
    network, said, found = build(town, tmp_path)

    assert np.isnan(network.residents).all()
    assert found.total == 0
    assert not any("residents" in one for one in said)
    assert list_sources(found) == []


def test_the_delegations_of_el_kef_stand_on_few_known_streets(own_kef, test_data):
    path = test_data / "kef" / "delegations.geojson"
    bring(own_kef.database, "population", path)

    network = own_kef.graphs.build()

    with own_kef.database.read() as session:
        found = get_population(session, network)
    (share,) = found.shares
    assert (share.placed + share.outside).sum() == 243_156
    assert found.total == np.nansum(network.residents) == 33_418 + 40_288
    assert {one.code for one in find_doubts(found)} == {"people-squeezed"}
    is_well, said = run_checks(own_kef)["residents"]
    assert is_well
    assert "73706 of 243156 people along streets, 169450 outside the town" in said
    assert "In doubt (2): office:TN231: 33418 people stand on the streets of" in said


def test_everybody_of_porto_alegre_is_somewhere(embedded, tmp_path, test_data):
    folder = test_data / "porto-alegre"
    bring(embedded, "osm", folder / "poa_osm.pbf", source=STREETS)
    bring(embedded, "population", folder / "poa_hexgrid.csv", year=2010)

    network, said, found = build(embedded, tmp_path)

    assert np.nansum(network.residents) == found.total == 812_935
    assert any("812935 people along streets (3 of them beside" in one for one in said)
    assert list(find_doubts(found)) == []
