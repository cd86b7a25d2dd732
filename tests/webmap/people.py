"""People with an account, for tests of pages that need one."""

from __future__ import annotations

from flask.testing import FlaskClient

from data.queries.person import NewPerson, Person, add_person, find_row, person_of
from data.queries.sign_in import start_sign_in
from data.runtime import Runtime
from geo.permission import get_role
from geo.standing import Actor
from webmap.context import KEY
from webmap.people.cookie import SIGNED_IN

SYSTEM = Actor("system")


def somebody(held: Runtime, role: str, *, name: str = "", body: str = "") -> Person:
    """Give a person of a role, with an account from now on; the same by name."""
    name = name or f"Somebody {role}"
    email = f"{name.replace(' ', '.').lower()}@example.org"
    if get_role(role).acts_for_body:
        body = body or f"Body of {role}"
    with held.database.write() as session:
        row = find_row(session, email)
        if row is not None:
            return person_of(row)
        new = NewPerson(name, email, role, body, "en")
        return add_person(session, new, by=SYSTEM, at=held.clock())


def signed_in(
    client: FlaskClient, role: str, *, name: str = "", body: str = ""
) -> Person:
    """Sign a client in as somebody of a role; two names are two people."""
    held: Runtime = client.application.extensions[KEY]
    person = somebody(held, role, name=name, body=body)
    with held.database.write() as session:
        token = start_sign_in(session, person.key, device="Test", at=held.clock())
    client.set_cookie(SIGNED_IN, token)
    return person
