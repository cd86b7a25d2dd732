"""Who asks, and what the person may do."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Blueprint

from data.queries.person import close_account
from tests.webmap.conftest import NOON
from tests.webmap.people import SYSTEM, signed_in
from webmap.people.who import current_actor, current_person, needs
from webmap.site import create_site

probe = Blueprint("probe", __name__)


@probe.get("/en/probe")
@probe.post("/api/v1/probe")
@needs("inbox.read")
def look() -> dict[str, str]:
    """Say who asks."""
    person, actor = current_person(), current_actor()
    return {"name": person.name if person else "", "role": actor.role, "who": actor.who}


@pytest.fixture
def client(held):
    site = create_site(held)
    site.register_blueprint(probe)
    return site.test_client()


def test_a_page_leads_to_signing_in_and_back(client):
    answer = client.get("/en/probe?a=1")

    assert answer.status_code == 303
    assert answer.headers["Location"] == "/en/sign-in?next=%2Fen%2Fprobe%3Fa%3D1"


def test_a_program_hears_that_it_must_sign_in(client):
    answer = client.post("/api/v1/probe")

    assert answer.status_code == 401
    assert answer.json["code"] == "unauthorized"


def test_who_may_is_known_by_name_role_and_key(client):
    person = signed_in(client, "staff")

    answer = client.get("/en/probe")

    assert answer.json == {"name": person.name, "role": "staff", "who": person.key}
    assert answer.headers["Cache-Control"] == "no-store, private"


def test_who_may_not_is_refused(client):
    signed_in(client, "admin")

    assert client.get("/en/probe").status_code == 403
    assert client.post("/api/v1/probe").json["code"] == "forbidden"


@pytest.mark.parametrize(
    "sent",
    [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://else.example"}],
)
def test_a_page_of_another_site_changes_nothing_in_somebodys_name(client, sent):
    signed_in(client, "staff")

    refused = client.post("/api/v1/probe", headers=sent)
    own = client.post("/api/v1/probe", headers={"Sec-Fetch-Site": "same-origin"})

    assert (refused.status_code, own.status_code) == (403, 200)


def test_a_closed_account_is_out_at_once(client, held):
    person = signed_in(client, "staff")
    with held.database.write() as session:
        close_account(session, person.key, by=SYSTEM, at=NOON)

    assert client.get("/en/probe").status_code == 303


@pytest.mark.parametrize("waited", [timedelta(hours=22), timedelta(days=8)])
def test_a_device_that_was_left_alone_is_signed_out(client, held, waited):
    signed_in(client, "staff")
    held.clock = lambda: NOON + waited

    assert client.get("/en/probe").status_code == 303


def test_a_device_that_is_used_stays_for_a_week_and_no_longer(client, held):
    signed_in(client, "staff")
    kept = []
    for hours in range(20, 24 * 8, 20):
        held.clock = lambda now=NOON + timedelta(hours=hours): now
        kept.append(client.get("/en/probe").status_code == 200)

    assert kept == [True] * 8 + [False]
