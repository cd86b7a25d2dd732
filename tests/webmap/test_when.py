"""When somebody goes: the same on the page, in the API and on the terminal."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from app import cli
from data.queries.observation import write_observations
from data.queries.revision import raise_revision
from data.queries.source import SourceInfo, ensure_source
from geo.errors import InputError
from geo.observation import Method, Observation
from webmap.site import create_site

ENDS = {"from": "8.7045,36.1745", "to": "8.7080,36.1762"}
NIGHT = "2026-11-23T23:00"
HOURS = "Mo-Su 07:00-20:00"


@pytest.fixture
def timed(own_kef):
    """Give every way of the town opening hours."""
    with own_kef.database.read() as session:
        network, _ = own_kef.graphs.current()
    keys = sorted({way.key for way in network.ways})
    with own_kef.database.write() as session:
        source = ensure_source(session, SourceInfo("times", "Times", "CC0", "nobody"))
        said = [
            Observation(key, "opening_hours", HOURS, Method.TAGGED, "times")
            for key in keys
        ]
        write_observations(session, source, said)
        raise_revision(session, network=True)
    own_kef.graphs.build()
    return own_kef


@pytest.fixture
def client(timed):
    return create_site(timed).test_client()


def _trip(client, **asked):
    question = {**ENDS, "profile": "walker", "lang": "en", **asked}
    return client.get("/api/v1/trips", query_string=question).get_json()


def _cost_s(answer) -> float:
    """Give what a way costs; of ways that cost the same, either may be told."""
    return float(answer["trip"]["out"]["seconds"] + answer["trip"]["out"]["effort_s"])


def test_the_api_reckons_with_hours_when_it_is_asked_for_a_time(client) -> None:
    untold, by_day = _trip(client), _trip(client, at="2026-11-23T12:00")
    by_night = _trip(client, at=NIGHT)

    assert untold["trip"]["at"] is None
    assert untold["trip"]["out"]["verdict"] == "usable"
    assert {n["value"] for n in untold["trip"]["out"]["hours"]} == {HOURS}
    assert by_day["trip"]["at"].startswith("2026-11-23T12:00")
    assert _cost_s(by_day) == pytest.approx(_cost_s(untold), abs=0.1)
    assert by_night["trip"]["out"]["verdict"] == "only_if"
    assert {n["attribute"] for n in by_night["trip"]["out"]["broken"]} == {
        "opening_hours"
    }
    assert [c["kind"] for c in by_night["trip"]["changes"]] == ["time"]


@pytest.mark.parametrize(
    ("lang", "told", "shut"),
    [
        ("en", "goes at this time", "Shut at the time when you go"),
        ("fr", "à ce moment", "Fermé à l’heure où vous y allez"),
        ("ar", "هذا لمن يذهب في هذا الوقت", "مغلق في وقت ذهابك"),
    ],
)
def test_the_page_asks_for_the_time_and_tells_what_is_shut(
    client, lang: str, told: str, shut: str
) -> None:
    question = {**ENDS, "profile": "walker", "at": NIGHT}
    page = client.get(f"/{lang}/trip", query_string=question).get_data(as_text=True)

    assert told in page
    assert shut in page
    assert f'type="datetime-local" value="{NIGHT}"' in page
    assert f"at={NIGHT.replace(':', '%3A')}" in page or f"at={NIGHT}" in page


def test_the_terminal_gives_the_same_answer(timed, client) -> None:
    told = CliRunner().invoke(
        cli,
        ["trip", *ENDS.values(), "--profile", "walker", "--at", NIGHT, "--json"],
        obj=timed,
    )
    answer = json.loads(told.output)["words"]

    assert answer["verdict"] == _trip(client, at=NIGHT)["sentences"]["verdict"]
    assert "23:00" in answer["times"][0]


def test_a_time_that_is_none_is_refused_in_words(timed, client) -> None:
    question = {**ENDS, "profile": "walker", "at": "tonight"}
    wrong = client.get("/api/v1/trips", query_string=question)
    page = client.get("/en/trip", query_string=question).get_data(as_text=True)
    asked = ["trip", *ENDS.values(), "--at", "tonight"]

    assert wrong.status_code in (400, 422)
    assert "tonight" in wrong.get_data(as_text=True)
    assert "Please write a day and a time" in page
    with pytest.raises(InputError, match="tonight"):
        CliRunner().invoke(cli, asked, obj=timed, catch_exceptions=False)


def _reach(client, **asked):
    question = {"from": ENDS["from"], "profile": "walker", "lang": "en", **asked}
    return client.get("/api/v1/reach", query_string=question).get_json()


def test_reach_reckons_with_hours_when_it_is_asked_for_a_time(client) -> None:
    untold, by_day = _reach(client), _reach(client, at="2026-11-23T12:00")
    by_night = _reach(client, at=NIGHT)
    longest = [one["reach"]["bands"][-1] for one in (untold, by_day, by_night)]

    assert untold["reach"]["at"] is None
    assert untold["sentences"]["time"] == ""
    assert by_day["reach"]["at"].startswith("2026-11-23T12:00")
    assert longest[0] == longest[1]
    assert longest[2]["perhaps_m"] < 0.01 * longest[1]["perhaps_m"]


def test_reach_at_a_time_is_the_same_by_every_door(timed, client) -> None:
    told = _reach(client, at=NIGHT)
    posted = client.post(
        "/api/v1/reach",
        json={"from": ENDS["from"], "profile": "walker", "lang": "en", "at": NIGHT},
    ).get_json()
    asked = ["reach", ENDS["from"], "--profile", "walker", "--at", NIGHT, "--json"]
    ran = json.loads(CliRunner().invoke(cli, asked, obj=timed).output)
    question = {"from": ENDS["from"], "profile": "walker", "at": NIGHT}
    page = client.get("/en/reach", query_string=question).get_data(as_text=True)

    assert posted == told
    assert ran["words"] == told["sentences"]
    assert "23:00" in told["sentences"]["time"]
    assert told["sentences"]["time"] in page
    assert f'type="datetime-local" value="{NIGHT}"' in page


def test_a_time_of_reach_that_is_none_is_refused_in_words(timed, client) -> None:
    question = {"from": ENDS["from"], "profile": "walker", "at": "tonight"}
    wrong = client.get("/api/v1/reach", query_string=question)
    page = client.get("/en/reach", query_string=question).get_data(as_text=True)
    asked = ["reach", ENDS["from"], "--at", "tonight"]

    assert wrong.status_code in (400, 422)
    assert "tonight" in wrong.get_data(as_text=True)
    assert "Please write a day and a time" in page
    with pytest.raises(InputError, match="tonight"):
        CliRunner().invoke(cli, asked, obj=timed, catch_exceptions=False)
