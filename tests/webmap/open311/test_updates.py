"""Updates in FixMyStreet's dialect: read, sent, refused in words."""

from __future__ import annotations

from datetime import datetime

import pytest

from data.queries.audit import find_broken_event
from data.queries.note import list_notes
from data.queries.report import get_report
from tests.webmap.open311.conftest import program
from tests.webmap.open311.talk import V2, errors_of, plain, texts, tree

PATH = f"{V2}/servicerequestupdates"
FIELDS = (
    *("update_id", "service_request_id", "status", "updated_datetime"),
    *("description", "media_url", "external_status_code"),
)


def kept(held, number):
    with held.database.read() as session:
        return get_report(session, number)


@pytest.fixture
def crew(held, client):
    """Give the program of a body that repairs."""
    return program(held, client, "body", "steg")


def updates(client, number, **query):
    answer = client.get(
        f"{PATH}.json", query_string={"service_request_id": number, **query}
    )
    assert answer.status_code == 200, answer.text
    return answer.json


def test_steps_are_told_in_both_formats(app):
    number = app.report("published", "triaged")

    xml, json = app.client.get(f"{PATH}.xml"), app.client.get(f"{PATH}.json")

    assert plain(tree(xml)) == texts(json.json)
    assert {child.tag for child in tree(xml)} == {"request_update"}
    mine = [one for one in json.json if one["service_request_id"] == number]
    assert all(tuple(one) == FIELDS for one in mine)
    assert [one["status"] for one in mine] == ["open", "investigating"]
    assert [one["external_status_code"] for one in mine] == ["published", "triaged"]
    assert len({one["update_id"] for one in json.json}) == len(json.json)
    assert all(datetime.fromisoformat(o["updated_datetime"]).tzinfo for o in mine)


def test_only_the_window_that_is_asked_is_told(app, watch):
    number = app.report("published")
    watch.move(days=10)
    app.advance(number, "triaged")

    found = updates(app.client, number, start_date="2026-11-30T00:00:00Z")

    assert [one["external_status_code"] for one in found] == ["triaged"]


def test_a_back_office_moves_a_report_and_what_it_says_is_shown(app, office, held):
    number = app.report("published", "triaged")

    answer = office.update(
        service_request_id=number,
        status="ACTION_SCHEDULED",
        update_id="77",
        updated_datetime="2026-11-23T12:00:00Z",
        description="نبدأ في ديسمبر",
        lang="ar",
        **{"attribute[target_date]": "2026-12-20", "attribute[work]": "w:1"},
    )

    assert answer.status_code == 201, answer.text
    assert set(answer.json[0]) == {"update_id"}
    assert kept(held, number).state == "planned"
    last = updates(app.client, number)[-1]
    assert (last["status"], last["description"]) == (
        "action_scheduled",
        "نبدأ في ديسمبر",
    )
    one = app.client.get(f"{V2}/requests/{number}.json").json[0]
    assert one["expected_datetime"].startswith("2026-12-20")
    with held.database.read() as session:
        assert find_broken_event(session) is None


def test_an_update_sent_again_is_one(app, office, held):
    number = app.report("published", "triaged")
    sent = {"service_request_id": number, "status": "OPEN", "update_id": "5"}

    first, again = (office.update(**sent, description="seen") for _ in range(2))
    other = office.update(**sent, description="something else")

    assert first.json == again.json
    assert other.status_code == 400
    assert [u for u in updates(app.client, number) if u["description"] == "seen"]


def test_a_step_and_its_words_are_one_update(app, crew):
    number = app.report("published", "triaged")

    crew.update(
        service_request_id=number,
        status="FIXED",
        description="مصلح",
        media_url="https://pictures.example/after.png",
        lang="ar",
    )

    told = [u for u in updates(app.client, number) if u["description"] == "مصلح"]
    assert [u["external_status_code"] for u in told] == ["fix_claimed"]


def test_fixed_is_a_claim_and_closed_only_when_somebody_else_verifies(
    app, crew, held, client
):
    number = app.report("published", "triaged")
    fixed = {"service_request_id": number, "status": "FIXED"}
    proof = {"media_url": "https://pictures.example/after.png"}
    watcher = program(held, client, "verifier", "twiza")

    bare = crew.update(**fixed)
    claimed = crew.update(**fixed, **proof)
    itself = crew.update(**fixed, update_id="again")
    seen = watcher.update(**fixed, updated_datetime="2026-11-23T09:00:00+01:00")

    assert (bare.status_code, claimed.status_code) == (400, 201)
    assert "photo or document" in errors_of(bare)[0][1]
    assert itself.status_code == 201
    assert seen.status_code == 201, seen.text
    assert kept(held, number).state == "fixed_verified"
    status = app.client.get(f"{V2}/requests/{number}.json").json[0]["status"]
    assert status == "closed"


def test_a_step_that_may_not_follow_is_refused_in_words_and_nothing_is_kept(
    app, office, held
):
    number = app.report("published")

    answer = office.update(
        "xml", service_request_id=number, status="IN_PROGRESS", description="begun"
    )

    assert answer.status_code == 400
    assert "published does not become in_progress" in errors_of(answer)[0][1]
    assert kept(held, number).state == "published"
    assert len(updates(app.client, number)) == 1


def test_who_may_not_take_a_step_is_told_so(app, held):
    number = app.report("published", "triaged")

    answer = app.update(
        service_request_id=number,
        status="NOT_COUNCILS_RESPONSIBILITY",
        **{"attribute[body]": "somebody"},
    )

    assert answer.status_code == 403
    assert kept(held, number).state == "triaged"


def test_words_of_anybody_are_for_staff_only(app, held):
    number = app.report("published")

    answer = app.update(
        service_request_id=number, status="OPEN", description="CANARY is to blame"
    )

    assert answer.status_code == 201
    assert "CANARY" not in app.client.get(f"{PATH}.json").text
    assert "CANARY" not in app.client.get(f"/en/reports/{number}").text
    with held.database.read() as session:
        notes = list_notes(session, number)
    assert [note.text for note in notes] == ["CANARY is to blame"]


@pytest.mark.parametrize("form", ["xml", "json"])
def test_what_is_wrong_with_an_update_is_told_together(office, form):
    answer = office.update(
        form, status="MENDED", updated_datetime="now", media_url="file:///x"
    )

    said = [one for _code, one in errors_of(answer)]
    assert answer.status_code == 400
    for name in ("service_request_id", "status", "updated_datetime", "media_url"):
        assert any(one.startswith(name) for one in said), name


def test_of_what_is_not_public_nothing_can_be_said(app, office):
    for number in (app.report(), app.report("published", "hidden"), "77777-77777"):
        answer = office.update(service_request_id=number, status="OPEN")
        assert answer.status_code == 404, answer.text


def test_an_update_needs_a_key(app):
    number = app.report("published")

    for key in ("", "wrong"):
        answer = app.update(service_request_id=number, status="OPEN", api_key=key)
        assert answer.status_code == 403
