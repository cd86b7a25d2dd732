"""Questions that cannot be answered as they are: a clear answer each time, and soon."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Thread

import pytest
from click.testing import CliRunner, Result
from flask.testing import FlaskClient

from app import cli
from data.db import Database
from data.queries.source import catalog
from data.runtime import Runtime
from data.settings import Settings
from geo.errors import InputError
from importers.base import run
from importers.osm import OsmImporter
from webmap.site import create_site

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
SOON_S = 60.0
"""Generous for a machine that others share: what is guarded against is a hang."""
HERE, ALONG = "8.7000,36.1000", "8.7040,36.1000"
ISLAND, ABROAD = "8.7010,36.1030", "10.9000,36.1000"
OFF = "8.7000,36.1500"

POINTS = {
    1: (8.70, 36.10),
    2: (8.705, 36.10),
    3: (8.70, 36.103),
    4: (8.705, 36.103),
    5: (10.90, 36.10),
    6: (10.905, 36.10),
}
STREETS = {1: (1, 2), 2: (3, 4), 3: (5, 6)}
"""A street, another that nothing joins to it, and one 200 km away."""


def write_streets(path: Path) -> Path:
    """Write the three streets as an OSM file."""
    nodes = "".join(
        f'<node id="{key}" lon="{lon}" lat="{lat}"/>'
        for key, (lon, lat) in POINTS.items()
    )
    ways = "".join(
        f'<way id="{key}"><nd ref="{one}"/><nd ref="{other}"/>'
        '<tag k="highway" v="footway"/></way>'
        for key, (one, other) in STREETS.items()
    )
    path.write_text(f'<osm version="0.6">{nodes}{ways}</osm>', encoding="utf-8")
    return path


@pytest.fixture
def town(embedded: Database, tmp_path: Path) -> Iterator[Runtime]:
    path = write_streets(tmp_path / "streets.osm")
    run(OsmImporter(), embedded, path=path, source=catalog()["osm"])
    settings = Settings(database_url=embedded.url, data_dir=tmp_path, town="none")
    held = Runtime(settings, clock=lambda: NOON)
    held.graphs.build()
    yield held
    held.close()


@pytest.fixture
def client(town: Runtime) -> FlaskClient:
    return create_site(town).test_client()


def ask(town: Runtime, *arguments: str) -> Result:
    """Ask on the terminal."""
    return CliRunner().invoke(cli, ["trip", *arguments, "--lang", "en"], obj=town)


WRONG = {
    "an unknown profile": ({"profile": "hovercraft"}, "profile", "manual_wheelchair"),
    "a limit that is no number": ({"max_slope_up": "nan"}, "max_slope_up", "nan"),
    "an infinite limit": ({"max_kerb_m": "inf"}, "max_kerb_m", "inf"),
    "an absurd limit": ({"max_slope_up": "12"}, "max_slope_up", "12 is outside"),
    "a negative limit": ({"max_kerb_m": "-1"}, "max_kerb_m", "-1 is outside"),
    "an empty limit": ({"min_width_m": ""}, "min_width_m", "not a number"),
    "a word that is none": ({"steps": "some"}, "steps", "some"),
    "a start that is no place": ({"from": "nan,36.1"}, "from", ""),
    "a start outside the world": ({"from": "8.7,361"}, "from", ""),
    "a start far from every way": ({"from": OFF}, "from", ""),
    "an end far from every way": ({"to": OFF}, "to", ""),
    "a point without its other half": ({"to": "8.7,"}, "to", ""),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_question_is_refused_by_its_field_over_http(
    client: FlaskClient, case: str
) -> None:
    changes, field, word = WRONG[case]
    question = {"from": HERE, "to": ALONG, "profile": "manual_wheelchair", **changes}

    begun = time.monotonic()
    answer = client.get("/api/v1/trips", query_string=question)

    assert time.monotonic() - begun < SOON_S
    assert answer.status_code == 422
    assert answer.json["field"] == field
    assert word in answer.json["detail"]


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_question_is_refused_on_the_terminal(town: Runtime, case: str) -> None:
    changes, field, word = WRONG[case]
    question = {"from": HERE, "to": ALONG, "profile": "manual_wheelchair", **changes}
    start, end, profile = (question.pop(name) for name in ("from", "to", "profile"))
    limits = [f"--limit={name}={value}" for name, value in question.items()]

    said = ask(town, start, end, "--profile", profile, *limits)

    assert isinstance(said.exception, InputError)
    assert said.exception.field.lower() == field
    assert word in said.exception.reason


@pytest.mark.parametrize("missing", ["from", "to"])
def test_a_missing_end_is_named(client: FlaskClient, missing: str) -> None:
    question = {"from": HERE, "to": ALONG, "profile": "walker"}
    del question[missing]

    answer = client.get("/api/v1/trips", query_string=question)

    assert (answer.status_code, answer.json["field"]) == (422, missing)


def test_whoever_is_there_already_has_no_way_to_go(client: FlaskClient) -> None:
    question = {"from": HERE, "to": HERE, "profile": "manual_wheelchair"}

    trip = client.get("/api/v1/trips", query_string=question).json["trip"]

    assert trip["out"]["length_m"] == 0
    assert trip["out"]["verdict"] != "none"


@pytest.mark.parametrize("end", [ISLAND, ABROAD], ids=["an island", "200 km away"])
@pytest.mark.parametrize("profile", ["walker", "manual_wheelchair"])
def test_where_nothing_joins_two_places_the_answer_is_that_there_is_no_way(
    client: FlaskClient, town: Runtime, end: str, profile: str
) -> None:
    question = {"from": HERE, "to": end, "profile": profile}

    begun = time.monotonic()
    answer = client.get("/api/v1/trips", query_string=question)
    said = ask(town, HERE, end, "--profile", profile)

    assert time.monotonic() - begun < SOON_S
    assert answer.json["trip"]["out"]["verdict"] == "none"
    assert answer.json["trip"]["direct_m"] is None
    assert said.exit_code == 0
    assert said.output.strip()


def test_while_the_network_is_replaced_every_trip_is_answered(
    client: FlaskClient, town: Runtime
) -> None:
    question = {"from": HERE, "to": ALONG, "profile": "manual_wheelchair"}
    stop = Event()

    def rebuild() -> None:
        while not stop.is_set():
            town.graphs.build()

    builder = Thread(target=rebuild)
    builder.start()
    answers = [client.get("/api/v1/trips", query_string=question) for _ in range(20)]
    stop.set()
    builder.join()

    assert {answer.status_code for answer in answers} == {200}
    lengths = {round(a.json["trip"]["out"]["length_m"], 3) for a in answers}
    assert len(lengths) == 1
