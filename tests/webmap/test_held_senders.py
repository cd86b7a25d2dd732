"""Held reports and senders, on the form, the API and the page of moderators."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from data.models import HeldSender, RateCount, SenderMark
from data.queries.hold import hold_sender
from data.queries.report import get_report
from geo.standing import Actor
from tests.map_rows import LAT, LON
from tests.webmap.people import signed_in
from tests.webmap.test_reports import send, tracking_of
from webmap.device import COOKIE

MODERATOR = Actor("moderator", "m1")
WHERE = f"{LON},{LAT}"


def kept(held, tracking):
    with held.database.read() as session:
        return get_report(session, tracking)


def hold(held, tracking, at=None):
    with held.database.write() as session:
        return hold_sender(
            session, tracking, "abuse", by=MODERATOR, at=at or held.clock()
        )


def form_proof(client, page):
    text = client.get(page).text
    return text.split('name="csrf_token" value="', 1)[1].split('"', 1)[0]


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"website": "http://x"}, "by_machine"),
        ({"description": "cheap: www.example.org"}, "links"),
        ({"where": "2.35,48.85"}, "outside_town"),
    ],
)
def test_what_looks_suspicious_waits_with_its_reason_and_is_not_lost(
    client, own_town, values, reason
):
    tracking = tracking_of(send(client, **{"where": WHERE, **values}))

    record = kept(own_town, tracking)

    assert (record.state, record.reason) == ("held", reason)
    assert client.get(f"/fr/reports/{tracking}").status_code == 200


@pytest.fixture
def own_town(held):
    """Give the instance a town, so that there is an outside."""
    held.__dict__["town"] = type(held)(
        type(held.settings)(town="kef"), clock=held.clock
    ).town
    return held


def test_the_same_text_again_and_again_is_held_the_fourth_time(client, held):
    text = "There is a very large hole in front of the school"

    states = [
        kept(held, tracking_of(send(client, where=WHERE, description=said))).state
        for said in (text, text.upper(), f" {text} ", f"{text}!")
    ]

    assert states == ["received", "received", "received", "held"]


def test_short_words_are_said_by_many_people(client, held):
    states = {
        kept(held, tracking_of(send(client, where=WHERE, description="hole"))).state
        for _ in range(5)
    }

    assert states == {"received"}


def test_who_is_quicker_than_a_person_is_held(client, held):
    now = held.clock()
    times = iter([now] * 3 + [now + timedelta(seconds=0.3)] * 50)
    held.clock = lambda: next(times)

    tracking = tracking_of(send(client, where=WHERE))

    assert kept(held, tracking).reason == "by_machine"


def test_a_held_sender_waits_and_others_do_not(client, site, held):
    first = tracking_of(send(client, where=WHERE))
    hold(held, first)
    stranger = site.test_client()
    stranger.environ_base["REMOTE_ADDR"] = "203.0.113.7"

    again = tracking_of(send(client, where=WHERE))
    other = tracking_of(send(stranger, where=WHERE))

    assert (kept(held, again).state, kept(held, again).reason) == (
        *("held", "sender_held"),
    )
    assert kept(held, other).state == "received"


def test_the_same_device_in_another_network_is_known(client, held):
    first = tracking_of(send(client, where=WHERE))
    hold(held, first)
    client.environ_base["REMOTE_ADDR"] = "203.0.113.7"

    assert kept(held, tracking_of(send(client, where=WHERE))).state == "held"


def test_holding_ends_by_itself(client, held):
    first = tracking_of(send(client, where=WHERE))
    hold(held, first)
    later = held.clock() + timedelta(days=91)
    held.clock = lambda: later

    assert kept(held, tracking_of(send(client, where=WHERE))).state == "received"


def test_nothing_that_is_kept_tells_an_address_or_a_device(client, held):
    client.environ_base["REMOTE_ADDR"] = "203.0.113.7"
    tracking = tracking_of(send(client, where=WHERE))
    hold(held, tracking)
    device = client.get_cookie(COOKIE).value

    with held.database.read() as session:
        kept_rows = [
            vars(row)
            for table in (RateCount, SenderMark, HeldSender)
            for row in session.scalars(select(table))
        ]

    assert len(kept_rows) >= 6
    assert "203.0.113" not in str(kept_rows)
    assert device not in str(kept_rows)


def test_a_moderator_holds_lists_and_lifts(client, site, held):
    tracking = tracking_of(send(client, where=WHERE))
    desk = site.test_client()
    signed_in(desk, "moderator")
    proof = form_proof(desk, "/en/senders")

    done = desk.post(
        "/en/senders/hold",
        data={"csrf_token": proof, "number": tracking.lower(), "reason": "abuse"},
    )
    listed = desk.get("/en/senders").text

    assert done.status_code == 303
    assert tracking in listed
    with held.database.read() as session:
        ids = list(session.scalars(select(HeldSender.id)))
    assert len(ids) == 2
    for one in ids:
        lifted = desk.post(f"/en/senders/{one}/lift", data={"csrf_token": proof})
        assert lifted.status_code == 303
    assert tracking not in desk.get("/en/senders").text
    assert kept(held, tracking_of(send(client, where=WHERE))).state == "received"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"number": "77777-77777", "reason": "abuse"}, "number"),
        ({"number": "K-published", "reason": "abuse"}, "number"),
        ({"number": "K-published", "reason": "nothing"}, "reason"),
    ],
)
def test_who_cannot_be_held_is_told(client, values, field):
    signed_in(client, "moderator")
    proof = form_proof(client, "/en/senders")

    answer = client.post("/en/senders/hold", data={"csrf_token": proof, **values})

    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text


@pytest.mark.parametrize("role", ["staff", "admin", "body", "verifier", "monitor"])
def test_nobody_else_sees_the_page(client, role):
    signed_in(client, role)

    assert client.get("/en/senders").status_code == 403


def test_without_an_account_the_page_leads_to_signing_in(client):
    answer = client.get("/en/senders")

    assert answer.status_code in (302, 303)
    assert "/en/sign-in" in answer.location
