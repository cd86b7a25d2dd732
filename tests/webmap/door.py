"""Somebody who knocks: shared by the tests of signing in."""

from __future__ import annotations

import re

from sqlalchemy import select

from data.models import AuditEvent
from data.password import hash_password
from data.queries.password import change_password
from tests.webmap.people import somebody

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
