"""The page of a report tells what has happened, and nothing that is private."""

from __future__ import annotations

from datetime import timedelta

import pytest

from data.queries.life_cycle import advance_report, flag_report
from data.queries.report import file_report
from data.queries.tick import tick
from geo.clock import Calendar
from geo.draft import Draft
from geo.standing import Actor, Move
from tests.map_rows import LAT, LON
from tests.webmap.conftest import NOON

ON_STREET = (LON + 0.001, LAT + 0.0005)


def _published(held, category="kerb") -> str:
    with held.database.write() as session:
        draft = Draft(category, "a canary", (), "Rue", ON_STREET)
        tracking = file_report(session, draft, at=NOON).tracking
        move = Move("published", Actor("moderator", "the-moderator"), NOON)
        advance_report(session, tracking, move)
    return tracking


def _move(held, tracking, to, actor, **given):
    with held.database.write() as session:
        move = Move(to, actor, NOON, evidence=given)
        advance_report(session, tracking, move)


def test_a_question_is_shown_with_its_words_and_not_who_asked(client, held):
    tracking = _published(held)
    question = "on which <side>?"
    _move(held, tracking, "needs_info", Actor("staff", "ahmed"), question=question)

    page = client.get(f"/en/reports/{tracking}").text

    assert "on which &lt;side&gt;?" in page
    assert "More information needed (Staff)" in page
    assert "Published (A moderator)" in page
    assert "ahmed" not in page
    assert "the-moderator" not in page


def test_a_duplicate_leads_to_the_report_that_stands_for_all(client, held):
    first, second = _published(held), _published(held)
    _move(held, first, "duplicate", Actor("staff"), canonical=second)

    assert f"/fr/reports/{second}" in client.get(f"/fr/reports/{first}").text
    assert "2 people have reported it" in client.get(f"/en/reports/{second}").text


@pytest.mark.parametrize(
    ("lang", "words"),
    [("en", "take care"), ("fr", "prenez garde"), ("ar", "كن حذرا")],
)
def test_a_repair_that_nobody_verified_bears_a_caution(client, held, lang, words):
    tracking = _published(held)
    _move(held, tracking, "fix_claimed", Actor("public", "device-1"))
    tick(held.database, at=NOON + timedelta(days=28), calendar=Calendar())

    page = client.get(f"/{lang}/reports/{tracking}").text

    assert words in page
    assert "device-1" not in page


def test_a_temporary_obstacle_says_until_when(client, held):
    tracking = _published(held, "vehicle")

    assert "Trips reckon with it until" in client.get(f"/en/reports/{tracking}").text


def test_a_private_report_is_at_no_public_door(client, held):
    tracking = _published(held)
    with held.database.write() as session:
        flag_report(
            session, tracking, "private", actor=Actor("staff"), on=True, at=NOON
        )

    doors = ["/en/reports", f"/en/reports/{tracking}", "/api/v1/reports"]
    doors += [f"/api/v1/reports/{tracking}", "/api/v1/barriers", "/en/"]
    told = [client.get(door).text for door in doors]

    assert "canary" not in " ".join(told)
    assert not any(tracking in page for page in (told[0], *told[2:3], *told[4:]))


def test_the_life_cycle_is_told_to_programs(client):
    told = client.get("/api/v1/life-cycle").json

    assert len(told["states"]) == 20
    assert {one["id"] for one in told["client_states"]} >= {"queued", "retry_wait"}
    assert told["steps"][0]["label"]["ar"]
