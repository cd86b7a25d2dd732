"""What administrators do: invite, give roles, close and open accounts."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from data.models import AuditEvent
from data.queries.person import get_person, list_people
from tests.webmap.door import (
    letters,
    post,
    with_mail,
)
from tests.webmap.people import signed_in, somebody
from webmap.people.cookie import SIGNED_IN

NEW = "seven yellow donkeys sing"
LANGUAGES = ("ar", "fr", "en")


@pytest.fixture
def mail(held):
    with_mail(held)


def test_an_administrator_invites_by_mail(client, held, mail):
    signed_in(client, "admin", name="Zied")
    new = {"name": "Amel", "email": "amel@example.org", "language": "fr"}

    answer = post(client, "/en/people", "/en/people", **new, role="staff")

    page = answer.get_data(as_text=True)
    (letter,) = letters(held)
    assert letter[:2] == ("invitation", "amel@example.org")
    assert letter[2]["link"].startswith("http://map.example.org/fr/choose-password/")
    assert letter[2]["by"] == "Zied"
    assert letter[2]["link"] not in page
    assert "on its way" in page


@pytest.mark.parametrize("host", ["127.0.0.1", "evil.example"])
def test_without_mail_the_link_is_handed_over_and_not_made_from_the_host(
    client, held, host
):
    signed_in(client, "admin", name="Zied")
    client.set_cookie(SIGNED_IN, client.get_cookie(SIGNED_IN).value, domain=host)
    new = {"name": "Amel", "email": "amel@example.org", "language": "fr"}
    proof = re.search(
        r'name="csrf_token" value="([^"]+)"',
        client.get("/en/people", base_url=f"http://{host}").get_data(as_text=True),
    )[1]

    answer = client.post(
        "/en/people",
        data=new | {"role": "staff", "csrf_token": proof},
        base_url=f"http://{host}",
    )

    page = answer.get_data(as_text=True)
    (link,) = set(re.findall(r'href="([^"]*choose-password/[^"]+)"', page))
    assert link.startswith("/fr/choose-password/")
    assert client.get(link).status_code == 200
    assert letters(held) == []


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"name": ""}, "Please write the name."),
        ({"email": "x"}, "name@example.org"),
        ({"email": "zied@example.org"}, "has an account already"),
        ({"role": ""}, "Please choose a role."),
        ({"role": "king"}, "Please choose a role."),
        ({"role": "verifier"}, "needs its name here"),
    ],
)
def test_what_is_wrong_with_an_invitation_is_said_and_kept(client, held, data, said):
    signed_in(client, "admin", name="Zied")
    good = {"name": "Amel", "email": "amel@example.org", "role": "staff"}

    answer = post(client, "/en/people", "/en/people", **good | data)

    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert said in page
    assert data.get("name") == "" or 'value="Amel"' in page
    with held.database.read() as session:
        assert len(list_people(session)) == 1


def test_an_administrator_changes_roles_closes_and_opens(client, held):
    zied = signed_in(client, "admin", name="Zied")
    amel = somebody(held, "staff", name="Amel")
    base = f"/en/people/{amel.key}"

    given = post(client, f"{base}/role", base, role="verifier", body="TWIZA")
    with held.database.read() as session:
        assert get_person(session, amel.key).body == "TWIZA"
    closed = post(client, f"{base}/close", base)
    with held.database.read() as session:
        assert not get_person(session, amel.key).is_active
    opened = post(client, f"{base}/open", base)

    assert [one.status_code for one in (given, closed, opened)] == [303, 303, 200]
    assert "choose-password" in opened.get_data(as_text=True)
    with held.database.read() as session:
        rows = select(AuditEvent).where(AuditEvent.subject_key == amel.key)
        told = [(e.action, e.details.get("who")) for e in session.scalars(rows)]
    assert told[1:] == [
        ("role_changed", zied.key),
        ("closed", zied.key),
        ("opened", zied.key),
        ("link_made", zied.key),
    ]


def test_the_last_administrator_is_told_why_nothing_changes(client, held):
    zied = signed_in(client, "admin", name="Zied")
    base = f"/en/people/{zied.key}"

    closed = post(client, f"{base}/close", base)
    lowered = post(client, f"{base}/role", base, role="staff")

    for answer in (closed, lowered):
        assert answer.status_code == 409
        assert "There has to be an administrator" in answer.get_data(as_text=True)
    assert client.get("/en/people").status_code == 200
