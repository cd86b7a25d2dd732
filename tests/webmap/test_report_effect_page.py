"""Page, API and terminal say what a report does to trips and what it changed."""

from __future__ import annotations

import json
from datetime import timedelta
from html import unescape

import jsonschema
import pytest
from click.testing import CliRunner

from app import cli
from data.effects import measure_effects
from data.queries.life_cycle import advance_report
from data.queries.report import file_report, get_report
from data.queries.report_barrier import SiteCheck
from geo.draft import Draft
from geo.life_cycle import report_states
from geo.standing import Actor, Move
from webmap.site import create_site

TRIP = "/api/v1/trips?from=8.7047,36.1822&to=8.7100,36.1760&profile=manual_wheelchair"
LANGS = ("ar", "fr", "en")


@pytest.fixture
def client(own_kef):
    return create_site(own_kef).test_client()


@pytest.fixture
def number(own_kef, client):
    line = client.get(TRIP).json["trip"]["out"]["line"]
    with own_kef.database.write() as session:
        draft = Draft("works", lonlat=tuple(line[len(line) // 2]))
        tracking = file_report(session, draft, at=own_kef.clock()).tracking
    step(own_kef, tracking, "published", "moderator")
    return tracking


def step(held, tracking, state, role="staff", found=None, **given):
    with held.database.write() as session:
        at = held.clock() + timedelta(seconds=1)
        who = f"somebody at {state}"
        reason = next((r for r in given.pop("reasons", ())), "")
        move = Move(state, Actor(role, who), at, reason, given)
        advance_report(session, tracking, move, found=found)


def effect(client, tracking):
    return client.get(f"/api/v1/reports/{tracking}/effect").json


def test_before_it_is_measured_the_page_says_so(client, number):
    assert "It is being worked out." in client.get(f"/en/reports/{number}").text
    assert effect(client, number)["measured_at"] is None


def test_the_page_says_for_whom_trips_got_longer_and_by_how_much(
    own_kef, client, number
):
    step(own_kef, number, "triaged", found=SiteCheck())
    measure_effects(own_kef)

    page = client.get(f"/en/reports/{number}").text
    rows = effect(client, number)["rows"]
    chair = next(
        r for r in rows if (r["profile"], r["area"]) == ("manual_wheelchair", "near")
    )

    assert "trips lead people who cannot pass it another way" in page
    assert "It stops: Wheelchair, by hand" in page
    assert chair["longer"] + chair["impossible"] > 0
    assert f"Longer: {chair['longer']} of {chair['possible']} trips near it" in page
    assert {row["profile"] for row in rows if row["area"] == "town"} >= {"walker"}
    for lang in LANGS:
        assert client.get(f"/{lang}/reports/{number}").status_code == 200


def test_the_former_answer_is_back_and_the_page_tells_what_was(own_kef, client, number):
    before = client.get(TRIP).json["trip"]["out"]["seconds"]
    step(own_kef, number, "triaged", found=SiteCheck())
    measure_effects(own_kef)
    longer = client.get(TRIP).json["trip"]["out"]["seconds"]
    step(own_kef, number, "fix_claimed", "body", photo="a.webp")
    step(own_kef, number, "fixed_verified", "verifier", seen_on="2026-11-02")

    after = client.get(TRIP).json["trip"]["out"]["seconds"]
    page = client.get(f"/en/reports/{number}").text

    assert after <= before < longer
    assert "What it changed for trips while it was there" in page


def test_a_repair_that_nobody_verified_is_told_on_the_trip(own_kef, client, number):
    step(own_kef, number, "triaged", found=SiteCheck())
    step(own_kef, number, "fix_claimed", "body", photo="a.webp")
    window = ("not_verified_in_time",)
    step(own_kef, number, "fixed_unverified", "system", reasons=window)
    assert report_states()["fixed_unverified"].acts == "caution"
    said = {
        "ar": "يقال إنه أصلح ولم يتثبت أحد",
        "fr": "serait réparé, personne ne l’a vérifié",
        "en": "said to be repaired, nobody has verified it",
    }

    for lang, words in said.items():
        query = TRIP.partition("?")[2]
        assert words in client.get(f"/{lang}/trip?{query}").text


def test_only_a_public_report_has_an_effect_to_show(own_kef, client):
    with own_kef.database.write() as session:
        draft = Draft("kerb", where_text="Rue")
        waits = file_report(session, draft, at=own_kef.clock()).tracking

    assert client.get(f"/api/v1/reports/{waits}/effect").status_code == 404
    assert client.get("/api/v1/reports/AAAAA-AAAAA/effect").status_code == 404


def test_the_api_answers_as_it_is_described_and_the_terminal_says_the_same(
    own_kef, client, number
):
    done = CliRunner().invoke(cli, ["report", "effect", number, "--json"], obj=own_kef)
    plain = CliRunner().invoke(cli, ["report", "effect", number], obj=own_kef)
    spec = client.get("/api/v1/openapi.json").json
    path = spec["paths"]["/api/v1/reports/{tracking}/effect"]["get"]
    shape = path["responses"]["200"]["content"]["application/json"]["schema"]
    told = effect(client, number)

    jsonschema.validate(told, {**shape, "components": spec["components"]})
    assert json.loads(done.output)["rows"] == told["rows"]
    assert plain.output.startswith("warn, measured")


UNTOLD = {
    "ar": "لا تذكره الرحلات",
    "fr": "les trajets n’en disent rien",
    "en": "rips say nothing of it",
}
"""What is said of an obstacle that trips can neither doubt nor weigh yet."""


@pytest.mark.parametrize("category", ["crossing", "light"])
def test_of_what_trips_cannot_doubt_the_page_promises_no_warning(
    own_kef, client, number, category
):
    with own_kef.database.write() as session:
        place = get_report(session, number).lonlat
        draft = Draft(category, lonlat=place)
        other = file_report(session, draft, at=own_kef.clock()).tracking
    step(own_kef, other, "published", "moderator")

    for lang, words in UNTOLD.items():
        page = client.get(f"/{lang}/reports/{other}").text
        assert words in unescape(page)
        assert words not in unescape(client.get(f"/{lang}/reports/{number}").text)


def test_confirmed_and_not_measured_it_says_that_trips_rather_go_another_way(
    own_kef, client, number
):
    with own_kef.database.write() as session:
        draft = Draft("narrow", lonlat=get_report(session, number).lonlat)
        other = file_report(session, draft, at=own_kef.clock()).tracking
    step(own_kef, other, "published", "moderator")
    step(own_kef, other, "triaged", found=SiteCheck())

    page = unescape(client.get(f"/en/reports/{other}").text)

    assert effect(client, other)["effect"] == "cost"
    assert "trips warn of it and rather go another way" in page
