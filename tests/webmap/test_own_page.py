"""The author's own page: everything at once, by a secret link and nothing else."""

from __future__ import annotations

import json
import re

import pytest

from data.queries.contact import (
    author_token,
    find_own_contact,
    keep_contact,
    see_contact,
)
from data.queries.report import file_report, get_report
from geo.draft import Draft
from geo.standing import Actor
from tests.map_rows import LAT, LON
from tests.webmap.conftest import NOON
from tests.webmap.people import signed_in
from tests.webmap.test_reports import advance, send, tracking_of

SAID = "A high kerb. Call Canary Name at 78 200 199"
EMAIL = "canary@example.org"


@pytest.fixture
def report(held):
    with held.database.write() as session:
        draft = Draft(
            "kerb", SAID, where_text="Rue Canary", lonlat=(LON, LAT), lang="fr"
        )
        tracking = file_report(session, draft, at=NOON).tracking
        values = {"name": "Canary Name", "email": EMAIL, "consent": True}
        keep_contact(session, tracking, **values, at=NOON)
    return tracking


@pytest.fixture
def own(held, report):
    token = author_token(held.settings.key(), report)
    return f"/en/reports/mine/{token}/{report}"


def text_of(answer) -> str:
    return answer.get_data(as_text=True)


def post(client, own, part, **values):
    page = text_of(client.get(own))
    found = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', page)
    proof = {"csrf_token": found.group(1)} if found else {}
    return client.post(f"{own}/{part}", data={**proof, **values})


def kept(held, tracking):
    with held.database.read() as session:
        return get_report(session, tracking)


def contact_of(held, tracking):
    with held.database.read() as session:
        return find_own_contact(session, tracking)


@pytest.mark.parametrize("lang", ["ar", "fr", "en"])
def test_the_author_sees_all_she_said(client, own, lang):
    page = text_of(client.get(own.replace("/en/", f"/{lang}/")))

    for said in (SAID, "Rue Canary", "Canary Name", EMAIL):
        assert said in page


def test_the_page_is_kept_by_nobody_and_told_to_nobody(client, own):
    headers = client.get(own).headers

    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in headers["X-Robots-Tag"]


def test_without_the_secret_there_is_nothing(client, held, report, own):
    other = author_token(held.settings.key(), "AAAAA-AAAAA")
    wrong = [
        f"/en/reports/mine/{other}/{report}",
        f"/en/reports/mine/x/{report}",
        own.replace(report, "AAAAA-AAAAA"),
    ]

    for address in wrong:
        for part in ("", "/export.json"):
            answer = client.get(address + part)
            assert answer.status_code == 404
            assert "canary" not in text_of(answer).lower()
        for part in ("words", "contact", "photos", "step", "erase"):
            assert client.post(f"{address}/{part}").status_code in (400, 404)
    assert kept(held, report).description == SAID
    assert contact_of(held, report) is not None


def test_whoever_sends_a_report_is_led_to_its_own_page(client):
    answer = send(client, description="my own words")
    tracking = tracking_of(answer)

    page = text_of(client.get(answer.headers["Location"]))

    assert tracking in page
    assert "Merci" in page
    assert "my own words" in page


def test_a_program_gets_the_secret_address_with_its_receipt(client):
    body = {"category": "kerb", "position": [LON, LAT], "description": "12 cm"}
    receipt = client.post("/api/v1/reports", json=body).json

    assert "12 cm" in text_of(client.get(receipt["own_page"]))


def test_words_can_be_taken_away_for_good(client, held, report, own):
    left = {"description": "A high kerb. Call … at …", "where_text": "Rue …"}
    answer = post(client, own, "words", **left)

    assert answer.status_code == 303
    assert kept(held, report).description == left["description"]
    assert kept(held, report).where_text == left["where_text"]
    assert "78 200 199" not in text_of(client.get(own))


@pytest.mark.parametrize(
    "text", ["A low kerb", "Buy now", SAID + " more", "C a n a r y"]
)
def test_nothing_new_can_be_written(client, held, report, own, text):
    answer = post(client, own, "words", description=text, where_text="Rue Canary")

    assert answer.status_code == 422
    assert "only take words away" in text_of(answer)
    assert kept(held, report).description == SAID


def test_contact_details_go_at_once(client, held, report, own):
    answer = post(client, own, "contact")

    assert answer.status_code == 303
    assert contact_of(held, report) is None
    assert EMAIL not in text_of(client.get(own))


def test_the_author_sees_who_has_looked_and_why_but_not_who_it_was(
    client, held, report, own
):
    with held.database.write() as session:
        see_contact(session, report, Actor("staff", "p-77"), "meet_on_site", NOON)

    page = text_of(client.get(own))

    assert "To agree on a visit on site" in page
    assert "p-77" not in page


def test_a_report_can_be_withdrawn_and_then_deleted(client, held, report, own):
    too_early = post(client, own, "erase")
    withdrawn = post(client, own, "step", to="withdrawn")
    state = kept(held, report).state
    erased = post(client, own, "erase")
    now = kept(held, report)

    assert (too_early.status_code, withdrawn.status_code) == (409, 303)
    assert (state, erased.status_code) == ("withdrawn", 303)
    assert (now.description, now.where_text, now.lonlat) == ("", "", None)
    assert now.flags == ("anonymised",)
    assert contact_of(held, report) is None


def test_after_triage_only_what_is_personal_can_go(client, held, report, own):
    advance(held, report, "published")
    with held.database.write() as session:
        # A confirmed report needs a street; a state is enough for what is asked here.
        session.connection().exec_driver_sql("UPDATE report SET state = 'triaged'")

    withdrawn = post(client, own, "step", to="withdrawn")
    contact = post(client, own, "contact")
    words = post(client, own, "words", description="A high kerb.", where_text="")

    assert withdrawn.status_code == 409
    assert (contact.status_code, words.status_code) == (303, 303)
    assert kept(held, report).state == "triaged"
    assert kept(held, report).lonlat is not None


@pytest.mark.parametrize("state", ["held", "hidden"])
def test_the_author_is_told_why_nobody_sees_it(client, held, report, own, state):
    if state == "hidden":
        advance(held, report, "published")
    advance(held, report, state, reason="abuse")

    page = text_of(client.get(own))

    assert "Abuse or insult" in page
    assert SAID in page


def test_everything_can_be_taken_away_as_a_file(client, report, own):
    answer = client.get(f"{own}/export.json")
    body = json.loads(text_of(answer))

    assert report in answer.headers["Content-Disposition"]
    assert body["report"]["description"] == SAID
    assert body["contact"]["email"] == EMAIL
    assert [event["action"] for event in body["events"]] == ["file"]
    assert body["left_out"]


def test_a_form_without_its_proof_changes_nothing(client, held, report, own):
    answer = client.post(f"{own}/contact", data={"csrf_token": "forged"})

    assert answer.status_code == 400
    assert contact_of(held, report) is not None


def test_the_author_can_leave_contact_details_later(client, held, report, own):
    post(client, own, "contact")
    without = post(client, own, "reach", email="b@example.org")
    wrong = post(client, own, "reach", email="nobody", phone="1", consent="1")
    given = post(client, own, "reach", email="b@example.org", consent="1")

    assert (without.status_code, wrong.status_code) == (422, 422)
    assert "tick the box" in text_of(without)
    assert 'href="#email"' in text_of(wrong)
    assert 'value="nobody"' in text_of(wrong)
    assert given.status_code == 303
    assert contact_of(held, report).email == "b@example.org"


def test_staff_sees_contact_details_only_after_saying_why(client, held, report, own):
    signed_in(client, "staff")
    address = f"/en/contact/{report}"
    before = text_of(client.get(address))
    proof = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', before).group(1)
    silent = client.post(address, data={"csrf_token": proof})
    shown = client.post(address, data={"csrf_token": proof, "reason": "answer"})

    assert EMAIL not in before
    assert silent.status_code == 422
    assert EMAIL not in text_of(silent)
    assert EMAIL in text_of(shown)
    assert "no-store" in shown.headers["Cache-Control"]
    assert "To answer the reporter" in text_of(client.get(own))
    assert text_of(client.get(own)).count("To answer the reporter") == 1


@pytest.mark.parametrize("role", ["verifier", "body", "monitor", "moderator", "admin"])
def test_nobody_else_is_shown_contact_details(client, report, role):
    signed_in(client, role)

    assert client.get(f"/en/contact/{report}").status_code == 403


def test_who_is_not_signed_in_is_led_to_signing_in(client, report):
    answer = client.get(f"/en/contact/{report}")

    assert answer.status_code == 303
    assert "sign-in" in answer.headers["Location"]
