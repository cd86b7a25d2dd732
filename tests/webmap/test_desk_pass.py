"""What staff types in for others keeps its channel, also when a device sends it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from data.queries.person import close_account, list_people
from data.queries.question import get_told
from geo.standing import Actor
from tests.map_rows import LAT, LON
from tests.webmap.conftest import NOON
from tests.webmap.people import signed_in

FORM = "/en/reports/new"


def queue(client, key="device-1", **fields):
    headers = {"Idempotency-Key": key}
    data = {"category": "kerb", "where": f"{LON},{LAT}", **fields}
    return client.post("/api/v1/reports", data=data, headers=headers).json["tracking"]


def told(held, tracking):
    with held.database.read() as session:
        return get_told(session, tracking)


def pass_in(page):
    found = re.search(r'name="desk" value="([^"]+)"', page.text)
    return found[1] if found else ""


@pytest.fixture
def desk_pass(site):
    officer = site.test_client()
    signed_in(officer, "staff")
    return pass_in(officer.get(FORM))


@pytest.fixture
def phone(site):
    """A queue sends without anybody's cookie."""
    return site.test_client()


@pytest.mark.parametrize("channel", ["desk", "phone", "paper"])
def test_the_queue_of_staff_keeps_the_channel_and_marks_no_author(
    held, phone, desk_pass, channel
):
    tracking = queue(phone, channel=channel, desk=desk_pass)

    assert told(held, tracking).channel == channel
    assert told(held, tracking).author == ""


@pytest.mark.parametrize("wrong", ["", "x", "x.y.z", "p-1"])
def test_without_a_pass_nobody_names_a_channel(held, phone, wrong):
    assert told(held, queue(phone, channel="desk", desk=wrong)).channel == "web"


def test_a_pass_ends_with_the_account_and_with_time(held, phone, desk_pass):
    first = queue(phone, "1", channel="desk", desk=desk_pass)
    with held.database.write() as session:
        (person,) = [one for one in list_people(session) if one.role == "staff"]
        close_account(session, person.key, by=Actor("admin"), at=NOON)
    second = queue(phone, "2", channel="desk", desk=desk_pass)

    assert told(held, first).channel == "desk"
    assert told(held, second).channel == "web"


def test_an_old_pass_is_worth_nothing(held, phone, desk_pass):
    held.clock = lambda: NOON + timedelta(days=31)

    assert told(held, queue(phone, channel="desk", desk=desk_pass)).channel == "web"


def test_a_pass_lets_its_holder_do_nothing_else(phone, desk_pass):
    headers = {"X-Author-Token": desk_pass, "Authorization": f"Bearer {desk_pass}"}

    assert phone.get("/en/inbox", headers=headers).status_code == 303


@pytest.mark.parametrize("role", ["monitor", "moderator", ""])
def test_a_form_for_others_holds_no_pass_and_offers_no_channel(client, role):
    if role:
        signed_in(client, role)

    page = client.get(FORM)

    assert pass_in(page) == ""
    assert "For whom do you write?" not in page.text


def test_the_kept_form_is_ready_for_staff_and_holds_nobodys_pass(site):
    officer = site.test_client()
    signed_in(officer, "staff")
    page = officer.get("/en/reports/offline")

    assert "<template data-desk>" in page.text
    assert pass_in(page) == ""
    assert "data-offline" in officer.get(FORM).text
