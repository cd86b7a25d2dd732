"""Somebody who knocks: shared by the tests of signing in."""

from __future__ import annotations

import re

from sqlalchemy import select

from data.models import AuditEvent, Mail
from data.password import hash_password
from data.queries.password import change_password, make_link
from tests.webmap.people import SYSTEM, somebody

GOOD = "green stairs in the rain"


def with_password(held, name="Amel", role="staff"):
    """Give somebody who can sign in."""
    person = somebody(held, role, name=name)
    with held.database.write() as session:
        change_password(session, person.key, hash_password(GOOD), at=held.clock())
    return person


def proof_of(client, path="/en/sign-in"):
    """Read the proof of a form from its page."""
    page = client.get(path).get_data(as_text=True)
    return re.search(r'name="csrf_token" value="([^"]+)"', page)[1]


def knock(client, email, password, next_page="", *, proof="", **more):
    """Try to sign in."""
    data = {"email": email, "password": password, "next": next_page}
    data["csrf_token"] = proof or proof_of(client)
    return client.post("/en/sign-in", data=data, **more)


def events(held, action):
    """List the events of the audit trail of an action."""
    with held.database.read() as session:
        rows = select(AuditEvent).where(AuditEvent.action == action)
        return session.scalars(rows.order_by(AuditEvent.id)).all()


def with_mail(held):
    """Let an instance have settings of mail; nobody listens there."""
    for name, value in (
        ("smtp_url", "smtp://127.0.0.1:1"),
        ("mail_from", "wusul@example.org"),
        ("public_url", "http://map.example.org"),
    ):
        object.__setattr__(held.settings, name, value)


def post(client, path, form_page="/en/account", **data):
    """Send a form with the proof of its page."""
    return client.post(path, data=data | {"csrf_token": proof_of(client, form_page)})


def letters(held):
    """List the letters of the outbox."""
    with held.database.read() as session:
        rows = session.scalars(select(Mail).order_by(Mail.id)).all()
        return [(row.template, row.address, row.values) for row in rows]


def link_of(held, person, kind="invite"):
    """Make a link to choose a password with."""
    with held.database.write() as session:
        token = make_link(session, person.key, kind, by=SYSTEM, at=held.clock())
    return f"/en/choose-password/{token}"
