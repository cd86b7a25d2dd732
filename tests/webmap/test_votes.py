"""Saying something of a report and taking it back: pages, API, confirmed by mail."""

from __future__ import annotations

import re

import pytest

from data.queries.follow import start_following
from data.queries.vote import count_votes
from tests.webmap.conftest import NOON
from tests.webmap.test_report_hints import another, published

DEVICE = {"X-Device-Token": "0123456789abcdef" * 2}
OTHER = {"X-Device-Token": "fedcba9876543210" * 2}


def count(held, tracking):
    with held.database.read() as session:
        return count_votes(session, tracking)


@pytest.fixture
def tracking(client, held):
    return published(client, held)


def post(client, tracking, part, lang="en", **values):
    page = client.get(f"/{lang}/reports/{tracking}").text
    proof = re.search(r'name="csrf_token"[^>]*value="([^"]*)"', page)[1]
    data = {"csrf_token": proof, **values}
    return client.post(f"/{lang}/reports/{tracking}/{part}", data=data)


def follow(client, answer):
    return client.get(answer.headers["Location"].split("#")[0]).text


@pytest.mark.parametrize("lang", ["ar", "fr", "en"])
def test_a_vote_is_taken_back_by_the_device_that_gave_it(client, held, tracking, lang):
    voter = another(client)
    back = f"/{lang}/reports/{tracking}/vote/back"
    voted = follow(voter, post(voter, tracking, "vote", lang, kind="me_too"))
    stranger = another(client).get(f"/{lang}/reports/{tracking}").text
    answer = post(voter, tracking, "vote/back", lang)
    page = follow(voter, answer)

    assert back in voted
    assert back not in stranger
    assert answer.status_code == 303
    assert back not in page
    assert 'class="notice notice-good"' in page
    assert count(held, tracking).me_too == 0


def test_nobody_takes_back_what_another_device_has_said(client, held, tracking):
    voter, other = another(client), another(client)
    post(voter, tracking, "vote", kind="me_too")

    assert post(other, tracking, "vote/back").status_code == 303
    assert count(held, tracking).me_too == 1


def test_a_page_that_is_only_read_gives_no_number_to_a_device(client, tracking):
    answer = another(client).get(f"/en/reports/{tracking}")

    assert not any("device" in c for c in answer.headers.getlist("Set-Cookie"))


def test_without_its_proof_nothing_is_taken_back(client, held, tracking):
    voter = another(client)
    post(voter, tracking, "vote", kind="me_too")

    answer = voter.post(f"/en/reports/{tracking}/vote/back")

    assert answer.status_code == 400
    assert count(held, tracking).me_too == 1


def test_gone_can_be_taken_back_although_the_report_has_moved_on(client, tracking):
    voter = another(client)
    post(voter, tracking, "vote", kind="gone")

    assert "vote/back" in voter.get(f"/en/reports/{tracking}").text


def test_programs_say_it_count_it_and_take_it_back(client, tracking):
    address = f"/api/v1/reports/{tracking}/votes"
    first = client.post(address, json={"kind": "me_too"}, headers=DEVICE).json
    client.post(address, json={"kind": "me_too"}, headers=DEVICE)
    second = client.post(address, json={"kind": "still_there"}, headers=OTHER).json
    seen = another(client).get(address).json
    back = client.delete(address, headers=DEVICE).json
    again = client.delete(address, headers=DEVICE)

    assert (first["me_too"], first["mine"]) == (1, ["me_too"])
    assert (second["me_too"], second["still_there"]) == (1, 1)
    assert seen == {**second, "mine": []}
    assert (back["me_too"], back["still_there"], back["mine"]) == (0, 1, [])
    assert (again.status_code, again.json["me_too"]) == (200, 0)
    assert again.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("headers", "body", "field"),
    [
        ({}, {"kind": "me_too"}, "X-Device-Token"),
        ({"X-Device-Token": "x"}, {"kind": "me_too"}, "X-Device-Token"),
        (DEVICE, {"kind": "maybe"}, "kind"),
        (DEVICE, {}, "kind"),
    ],
)
def test_programs_are_told_what_is_wrong(client, tracking, headers, body, field):
    address = f"/api/v1/reports/{tracking}/votes"
    answer = another(client).post(address, json=body, headers=headers)

    assert (answer.status_code, answer.json["field"]) == (422, field)


def test_of_a_report_that_is_not_public_nothing_is_counted(client, held):
    receipt = client.post("/api/v1/reports", json={"category": "kerb", "where": "x"})
    address = f"/api/v1/reports/{receipt.json['tracking']}/votes"

    assert client.get(address).status_code == 404
    assert client.get("/api/v1/reports/AAAAA-AAAAA/votes").status_code == 404
    voted = client.post(address, json={"kind": "me_too"}, headers=DEVICE)
    assert voted.status_code == 409


def test_who_follows_by_mail_counts_as_a_person_of_its_own(client, held, tracking):
    neighbours = [another(client), another(client)]
    for one in neighbours:
        post(one, tracking, "vote", kind="me_too")
    before = count(held, tracking)
    with held.database.write() as session:
        said = {"email": "a@example.org", "lang": "fr", "key": held.settings.key()}
        asked = start_following(session, tracking, **said, at=NOON)

    answer = neighbours[0].post(f"/fr/following/mail/{asked.token}")
    after = count(held, tracking)

    assert answer.status_code == 200
    assert (before.me_too, after.me_too) == (2, 2)
    assert after.independent == before.independent + 1
