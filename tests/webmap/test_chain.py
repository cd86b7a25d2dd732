"""From a report to another way and back: the chain through API, staff and trips."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta

import jsonschema
import pytest
from click.testing import CliRunner

from app import cli
from data.runtime import Runtime
from webmap.site import create_site

TRIP = "/api/v1/trips?from=8.7047,36.1822&to=8.7100,36.1760&profile=manual_wheelchair"


@pytest.fixture
def client(own_kef):
    return create_site(own_kef).test_client()


@pytest.fixture
def staff(own_kef):
    """Give staff's terminal: another process, for all that the site can see."""
    other = Runtime(own_kef.settings)

    def run(*arguments: str, code: int = 0):
        done = CliRunner().invoke(cli, ["report", *arguments], obj=other)
        if code == 0 and done.exception:
            raise done.exception
        return done

    yield run
    other.close()


def way(client) -> tuple[float, ...]:
    """Measure the way: of several that are equally good, any may be told."""
    out = client.get(TRIP).json["trip"]["out"]
    names = ("length_m", "seconds", "effort_s", "uncertain_m", "confidence")
    return tuple(round(out[name], 6) for name in names)


def report_on(client) -> str:
    """Report works in the middle of the way."""
    line = client.get(TRIP).json["trip"]["out"]["line"]
    body = {"category": "works", "position": line[len(line) // 2]}
    return client.post("/api/v1/reports", json=body).json["tracking"]


def test_a_triaged_report_changes_the_next_trip_and_closing_restores_it(client, staff):
    before = way(client)
    tracking = report_on(client)

    received = way(client)
    staff("publish", tracking)
    warned = client.get(TRIP).json["trip"]["out"]
    staff("triage", tracking)
    avoided = way(client)
    staff("close", tracking, "--reason", "already_gone")

    doubts = {note["barrier"] for note in warned["unknown"]}
    assert received == before
    assert f"report:{tracking}" in doubts
    assert avoided != before
    assert way(client) == before


def test_an_expired_barrier_acts_no_more_without_anybody_doing_a_thing(
    own_kef, client, staff
):
    before = way(client)
    tracking = report_on(client)
    staff("publish", tracking)
    staff("triage", tracking, "--expires", "2099-01-01")
    avoided = way(client)

    own_kef.graphs.clock = lambda: datetime(2099, 1, 2, tzinfo=UTC) + timedelta(days=1)

    assert avoided != before
    assert way(client) == before


def test_a_trip_is_answered_as_described_in_three_languages(client):
    spec = client.get("/api/v1/openapi.json").json
    answer = spec["paths"]["/api/v1/trips"]["get"]["responses"]["200"]
    shape = answer["content"]["application/json"]["schema"]

    for lang in ("ar", "fr", "en"):
        trip = client.get(f"{TRIP}&lang={lang}")
        jsonschema.validate(trip.json, {**shape, "components": spec["components"]})
        assert trip.json["lang"] == lang
        assert trip.json["sentences"]["verdict"]
        assert "no-store" in trip.headers["Cache-Control"]


def test_both_forms_of_the_question_give_one_answer(client):
    link = client.get(f"{TRIP}&max_slope_up=0.06&unknown=strict")
    body = {
        "from": [8.7047, 36.1822],
        "to": "8.7100,36.1760",
        "profile": "manual_wheelchair",
        "limits": {"max_slope_up": 0.06},
        "unknown": "strict",
    }

    assert client.post("/api/v1/trips", json=body).json == link.json


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"from": [9.9, 36.9]}, "from"),
        ({"to": [9.9, 36.9]}, "to"),
        ({"from": [36.18, 108.7]}, "from"),
        ({"from": "Atlantis"}, "from"),
        ({"from": "x" * 300}, "from"),
        ({"limits": {"max_slope_up": "steep"}}, "limits.max_slope_up"),
        ({"limits": {"max_slope_up": 5}}, "limits.max_slope_up"),
        ({"limits": {"wings": 2}}, "limits.wings"),
        ({"limits": {"steps": "perhaps"}}, "limits.steps"),
        ({"limits": [1]}, "limits"),
        ({"profile": "flying"}, "profile"),
        ({"unknown": "maybe"}, "unknown"),
        ({"extra": 1}, "extra"),
    ],
)
def test_a_wrong_trip_names_its_field(client, change, field):
    body = {"from": [8.7047, 36.1822], "to": [8.71, 36.176], "profile": "cane"}

    answer = client.post("/api/v1/trips", json={**body, **change})

    assert (answer.status_code, answer.json["field"]) == (422, field)


def test_limits_alone_are_enough_and_nothing_at_all_is_not(client):
    ends = {"from": [8.7047, 36.1822], "to": [8.71, 36.176]}

    own = client.post("/api/v1/trips", json={**ends, "limits": {"steps": "no"}})
    none = client.post("/api/v1/trips", json=ends)

    assert own.status_code == 200
    assert (none.status_code, none.json["field"]) == (422, "profile")


def test_a_loaded_and_built_instance_is_ready(client):
    answer = client.get("/readyz")

    assert (answer.status_code, answer.json) == (
        200,
        {"status": "ready", "reasons": {}},
    )


def test_staff_sees_what_waits_and_is_told_what_is_not_known(client, staff):
    tracking = report_on(client)

    waiting = json.loads(staff("list", "--state", "received", "--json").output)
    staff("publish", tracking)
    said = staff("triage", tracking, "--category", "kerb").output
    shown = staff("show", tracking).output

    assert [one["tracking"] for one in waiting] == [tracking]
    assert "the kerb_height_m is not known" in said
    assert re.search(r"state +triaged", shown)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["triage", "--value", "high"], "is not a number"),
        (["triage", "--attribute", "wings"], "is not a known access attribute"),
        (["triage", "--at", "36.18,108.7"], "swapped"),
        (["triage", "--expires", "soon"], "is not a day"),
        (["triage", "--way", "osm:w0"], "there is no way"),
        (["close", "--reason", "bored"], "cannot become closed_no_action"),
        (["hide"], "must be given"),
        (["hide", "--reason", "bored"], "is not a reason for hidden"),
    ],
)
def test_staff_is_told_in_words_what_is_wrong(client, staff, arguments, words):
    tracking = report_on(client)
    staff("publish", tracking)
    command, *options = arguments
    kind = ["--category", "kerb"] if command == "triage" else []

    done = staff(command, tracking, *kind, *options, code=2)

    assert words in str(done.exception)
    assert re.search(r"state +published", staff("show", tracking).output)


@pytest.mark.parametrize("name", ["places", "stops", "lines", "barriers", "works"])
def test_lists_on_the_terminal_say_the_same_as_the_api(kef, name):
    api = create_site(kef).test_client().get(f"/api/v1/{name}?limit=5").json

    done = CliRunner().invoke(cli, [name, "--limit", "5", "--json"], obj=kef)

    assert json.loads(done.output)["features"] == api["features"]
    assert json.loads(done.output)["numberMatched"] == api["numberMatched"]


def test_the_check_finds_a_sound_instance_and_counts_what_is_made_up(kef):
    done = CliRunner().invoke(cli, ["check", "--json"], obj=kef)

    found = json.loads(done.output)
    assert all(one["ok"] for one in found.values()), found
    assert "made up" in found["demonstration"]["found"]
