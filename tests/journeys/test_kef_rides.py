"""El Kef as it is: a train on an old poster, buses and louages without a minute."""

from __future__ import annotations

import json

import jsonschema
import pytest
from click.testing import CliRunner

from app import cli
from webmap.api.rides import RIDES_SHAPE
from webmap.i18n import LANGUAGES
from webmap.site import create_site

TUNIS = [10.18011, 36.79492]
HOSPITAL = "المستشفى الجهوي بالكاف"
POSTER = "2021-11-23T14:00"
NOW = "2026-11-23T10:00"


@pytest.fixture
def ask(kef):
    client = create_site(kef).test_client()

    def ask(start, end, **more):
        body = {"from": start, "to": end, "modes": ["walk", "transit"], "lang": "en"}
        body |= {"profile": "walker", **more}
        return client.post("/api/v1/trips", json=body)

    return ask


@pytest.fixture
def ends(kef):
    stops = {stop.key: stop.lonlat for stop in kef.timetables.current().stops}
    return {
        "tunis": list(stops["kef-rail:120S"]),
        "station": list(stops["kef-rail:404F"]),
        "first": list(stops["demonstration-lines:S1"]),
        "last": list(stops["demonstration-lines:S7"]),
        "dahmani": list(stops["demonstration-lines:S42"]),
        "louage": list(stops["demonstration-lines:S2"]),
    }


def times(leg):
    return [leg[side]["low"][11:16] for side in ("departs", "arrives")]


def rides(itinerary):
    return [leg for leg in itinerary["legs"] if "line" in leg]


def test_the_train_from_tunis_comes_by_the_times_of_the_poster(ask, ends):
    answer = ask(ends["tunis"], ends["station"], depart=POSTER).json["itineraries"]

    (there,) = answer["found"]
    (train,) = rides(there)
    assert times(train) == ["16:20", "20:24"]
    (back,) = rides(answer["home"]["first"])
    assert times(back)[0] == "05:10"
    assert answer["home"]["is_missed"]


def test_outside_the_posters_dates_the_timetable_is_said_to_have_ended(ask, ends):
    answer = ask(ends["tunis"], ends["station"], depart=NOW).json

    assert answer["itineraries"]["found"] == []
    (said,) = answer["sentences"]["ended"]
    assert "ended on 30 June 2022" in said


def test_a_louage_has_a_range_and_no_minute(ask, ends):
    answer = ask(ends["louage"], ends["dahmani"], depart=NOW).json

    found = answer["itineraries"]["found"][0]
    (ride,) = rides(found)
    assert ride["fills"]
    assert (ride["wait_low_s"], ride["wait_high_s"]) == (600, 5400)
    assert ride["departs"]["low"] < ride["departs"]["high"]
    assert "between" in answer["sentences"]["verdict"]


def test_a_bus_every_half_hour_has_a_range_too(ask, ends):
    answer = ask(ends["first"], ends["last"], depart=NOW).json

    (ride,) = rides(answer["itineraries"]["found"][0])
    assert ride["wait_high_s"] == 1800
    assert ride["doubts"] == ["wait"]


def test_from_the_station_up_to_the_hospital_and_back(ask, ends):
    answer = ask(ends["station"], HOSPITAL, depart=NOW).json["itineraries"]

    assert answer["walk"]["seconds"] > 0
    assert answer["home"]["walk"]["seconds"] > 0
    for found in answer["found"]:
        ways = [leg for leg in found["legs"] if "line" not in leg]
        assert all(way["path"]["verdict"] in {"usable", "effort"} for way in ways)


@pytest.mark.parametrize("profile", ["manual_wheelchair", "white_cane", "walker"])
def test_the_answer_is_as_described(ask, ends, profile):
    answer = ask(ends["station"], ends["last"], depart=NOW, profile=profile)

    assert answer.status_code == 200
    jsonschema.validate(answer.json, RIDES_SHAPE)


def test_who_must_be_there_and_who_goes_by_a_link(ask, ends, kef):
    by = ask(ends["first"], ends["last"], arrive=NOW).json["itineraries"]
    link = {
        "from": "{},{}".format(*ends["first"]),
        "to": "{},{}".format(*ends["last"]),
        "modes": "walk,transit",
        "arrive": NOW,
        "profile": "walker",
    }
    linked = create_site(kef).test_client().get("/api/v1/trips", query_string=link)

    assert by["found"][0]["arrives"]["high"] <= "2026-11-23T10:00:01"
    assert linked.json["itineraries"] == by


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"depart": NOW, "arrive": NOW}, "arrive"),
        ({"depart": "soon"}, "depart"),
        ({"window": 10_000}, "window"),
        ({"modes": ["rocket"]}, "modes"),
    ],
)
def test_what_cannot_be_read_is_named(ask, ends, asked, field):
    answer = ask(ends["first"], ends["last"], **asked)

    assert answer.status_code in {400, 422}
    assert field in answer.get_data(as_text=True)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_terminal_tells_it_in_every_language(kef, ends, lang):
    points = ["{},{}".format(*ends[end]) for end in ("first", "last")]
    command = ["trip", *points, "--depart", NOW, "--profile", "manual_wheelchair"]

    told = CliRunner().invoke(cli, [*command, "--lang", lang], obj=kef)
    as_json = CliRunner().invoke(cli, [*command, "--json"], obj=kef)

    assert told.exit_code == 0, told.output
    assert max(map(len, told.output.splitlines())) <= 78
    assert set(json.loads(as_json.output)) == {"itineraries", "words"}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("profile", ["walker", "manual_wheelchair"])
def test_the_page_lists_whole_trips_without_a_script(kef, ends, lang, profile):
    client = create_site(kef).test_client()
    points = {
        name: "{},{}".format(*ends[end])
        for name, end in (("from", "first"), ("to", "last"))
    }
    question = {**points, "go": "depart", "at": NOW, "profile": profile}

    page = client.get(f"/{lang}/trip", query_string=question)

    said = page.get_data(as_text=True)
    assert page.status_code == 200
    assert 'id="rides"' in said
    assert "B1" in said or "B3" in said
    assert 'id="rides"' not in client.get(
        f"/{lang}/trip", query_string={**question, "go": ""}
    ).get_data(as_text=True)


def test_the_page_knows_a_station_that_no_street_of_ours_leads_to(kef, ends):
    points = {
        name: "{},{}".format(*ends[end])
        for name, end in (("from", "tunis"), ("to", "station"))
    }
    question = {**points, "go": "depart", "at": POSTER, "profile": "walker"}

    page = create_site(kef).test_client().get("/en/trip", query_string=question)

    assert page.status_code == 200
    assert "20:24" in page.get_data(as_text=True)
