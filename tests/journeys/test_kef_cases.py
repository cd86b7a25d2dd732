"""The named cases of El Kef: each trip says what its case is about."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime

import pytest

from data.graphs import GraphStore
from data.towns import SAMPLES, load_town
from geo.answer import Policy, Verdict
from geo.profile import get_profile, with_limits
from geo.trip import plan_trip
from importers.base import run
from importers.elevation import ElevationImporter
from importers.osm.importer import OsmImporter
from importers.survey import SurveyImporter
from importers.survey.options import SurveyOptions
from tests.conftest import Database, fresh_url

CASES = tomllib.loads((SAMPLES / "kef" / "cases.toml").read_text("utf-8"))
NETWORK = {
    "streets.osm": OsmImporter(),
    "heights.csv": ElevationImporter(),
    "barriers.csv": SurveyImporter(SurveyOptions(record="barriers")),
}
PASSES = (Verdict.USABLE, Verdict.EFFORT)


@pytest.fixture(scope="module")
def network(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("kef")
    database = Database(fresh_url("spatialite", request, folder))
    town = load_town("kef")
    for load in town.loads:
        if load.file in NETWORK:
            path, source = town.folder / load.file, town.sources[load.source]
            run(NETWORK[load.file], database, path=path, source=source)
    graphs = GraphStore(database, folder, lambda: datetime(2026, 11, 23, tzinfo=UTC))
    graphs.build()
    yield graphs.current()
    database.close()


def trip(network, row, policy=""):
    profile = with_limits(get_profile(row["profile"]), row.get("limits", {}))
    return plan_trip(
        *network,
        origin=tuple(row["from"]),
        destination=tuple(row["to"]),
        profile=profile,
        policy=Policy(policy or row["policy"]),
    )


def passes(path) -> bool:
    return path.verdict in PASSES


@pytest.mark.parametrize("key", CASES)
def test_a_case_passes_or_is_refused_out_and_back(network, key):
    expect = CASES[key]["expect"]

    answer = trip(network, CASES[key])

    assert passes(answer.out) == (expect["out"] == "passes")
    assert passes(answer.back) == (expect["back"] == "passes")


@pytest.mark.parametrize("key", [k for k in CASES if k != "detour"])
def test_a_refusal_names_what_the_case_is_about(network, key):
    expect = CASES[key]["expect"]

    answer = trip(network, CASES[key])

    told = {
        note.attribute for path in (answer.out, answer.back) for note in path.broken
    }
    assert expect["attribute"] in told
    assert len(told) == 1 + ("also" in expect)


def test_what_is_not_known_decides_the_trip(network):
    answer = trip(network, CASES["unknown_kerb"], "cautious")

    assert passes(answer.out)
    assert "kerb" in {note.attribute for note in answer.out.unknown}


def test_the_way_round_the_stairs_is_more_than_twice_the_direct_one(network):
    expect = CASES["detour"]["expect"]

    answer = trip(network, CASES["detour"])

    assert answer.direct_m is not None
    assert answer.out.length_m > expect["detour"] * answer.direct_m
    assert expect["attribute"] in {note.attribute for note in answer.refused}
