"""Keys of programs: made once, shown once, of no use once revoked."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from app import cli
from data.models import ApiKey, AuditEvent
from data.queries.api_key import add_key, find_key, list_keys, note_use, revoke_key
from data.queries.audit import find_broken_event
from geo.errors import ConflictError, InputError, MissingError
from geo.standing import Actor
from tests.webmap.people import signed_in

ADMIN = Actor("admin", "a1")


def make(held, **values):
    given = {"role": "public", "body": "", **values}
    with held.database.write() as session:
        return add_key(session, "An app", **given, by=ADMIN, at=held.clock())


def find(held, key):
    with held.database.read() as session:
        return find_key(session, key)


def test_a_key_is_found_by_itself_and_not_kept(held):
    key, record = make(held, role="body", body="steg")

    assert find(held, key) == record
    assert record.actor == Actor("body", f"key:{record.name}", "steg")
    with held.database.read() as session:
        row = session.scalars(select(ApiKey)).one()
    assert key not in str(vars(row))
    assert re.fullmatch("[0-9a-f]{64}", row.hash)


def test_a_revoked_key_is_of_no_use(held):
    key, record = make(held)

    with held.database.write() as session:
        revoke_key(session, record.name, by=ADMIN, at=held.clock())

    assert find(held, key) is None
    with held.database.write() as session, pytest.raises(ConflictError):
        revoke_key(session, record.name, by=ADMIN, at=held.clock())
    with held.database.write() as session, pytest.raises(MissingError):
        revoke_key(session, "nothing", by=ADMIN, at=held.clock())


def test_what_happens_to_keys_is_in_the_trail_without_the_key(held):
    key, record = make(held)
    with held.database.write() as session:
        revoke_key(session, record.name, by=ADMIN, at=held.clock())

    with held.database.read() as session:
        wanted = select(AuditEvent).where(AuditEvent.subject_kind == "api_key")
        events = list(session.scalars(wanted))
        assert find_broken_event(session) is None

    assert [event.action for event in events] == ["add", "revoke"]
    assert key not in str([vars(event) for event in events])


@pytest.mark.parametrize("role", ["system", "author", ""])
def test_no_program_has_a_role_of_nobody(held, role):
    with pytest.raises(InputError, match="role"):
        make(held, role=role)


def test_use_is_noted_now_and_then(held, watch):
    key, record = make(held)
    for minutes in (1, 5, 20):
        watch.move(minutes=minutes)
        with held.database.write() as session:
            note_use(session, find(held, key) or record, at=watch.now)

    with held.database.read() as session:
        assert list_keys(session)[0].used_at == watch.now


def test_an_administrator_makes_and_revokes_a_key_on_the_page(client, held, site):
    signed_in(client, "admin")
    page = client.get("/en/keys").text
    proof = page.split('name="csrf_token" value="', 1)[1].split('"', 1)[0]

    made = client.post(
        "/en/keys",
        data={"csrf_token": proof, "holder": "An <b>app</b>", "role": "public"},
    )

    (key,) = re.findall(r"wusul_[0-9a-f]{8}_[\w-]+", made.text)
    assert "An &lt;b&gt;app" in made.text
    assert "no-store" in made.headers["Cache-Control"]
    record = find(held, key)
    assert record is not None
    assert key not in client.get("/en/keys").text
    revoked = client.post(f"/en/keys/{record.name}/revoke", data={"csrf_token": proof})
    assert revoked.status_code == 303
    assert find(held, key) is None


def test_a_key_without_a_holder_is_asked_for_again(client):
    signed_in(client, "admin")
    page = client.get("/fr/keys").text
    proof = page.split('name="csrf_token" value="', 1)[1].split('"', 1)[0]

    answer = client.post("/fr/keys", data={"csrf_token": proof, "role": "public"})

    assert answer.status_code == 422
    assert 'id="holder-error"' in answer.text


def test_keys_are_for_administrators(client):
    for role in ("staff", "moderator", "body", "verifier", "monitor"):
        signed_in(client, role)
        assert client.get("/en/keys").status_code == 403


def test_the_command_line_makes_lists_and_revokes(held):
    def run(*words):
        done = CliRunner().invoke(cli, ["open311", "key", *words], obj=held)
        assert done.exit_code == 0, done.output
        return done.output

    made = run("add", "The app of the town", "--role", "staff")
    key = made.splitlines()[0]
    name = key.split("_")[1]

    assert find(held, key).role == "staff"
    assert name in run("list")
    run("revoke", name)
    assert find(held, key) is None


def test_the_command_line_holds_and_lifts_senders(held, app):
    number = app.report()

    def run(*words):
        return CliRunner().invoke(cli, ["sender", *words], obj=held)

    assert "1 marks" in run("hold", number).output
    assert number in run("list").output
    assert "waits" not in app.post().json[0].get("service_notice", "")
    assert "token" in app.post().json[0]
    listed = run("list").output.splitlines()[1]
    assert run("lift", listed.split()[0]).exit_code == 0
    assert "service_request_id" in app.post().json[0]
