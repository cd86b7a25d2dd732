"""Accounts on the terminal, and the postman behind the server."""

from __future__ import annotations

import json
import re
from threading import Event

import pytest
from click.testing import CliRunner

from data.queries.outbox import count_mail
from data.queries.person import find_row
from geo.errors import ConflictError, InputError, MissingError
from tests.smtp import Post, mail_server
from tests.webmap.door import events, letters, with_mail, with_password
from tests.webmap.people import signed_in, somebody
from webmap.people.cli import user
from webmap.people.landing import first_page
from webmap.postman import Postman


def run(held, *words):
    done = CliRunner().invoke(user, words, obj=held)
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.output


def add(held, *more, role="admin"):
    words = ("add", "amel@example.org", "--name", "Amel", "--lang", "en")
    return run(held, *words, "--role", role, *more)


def test_the_first_administrator_is_made_on_the_terminal(client, held):
    said = add(held)

    link = re.search(r"/en/choose-password/\S+", said)[0]
    assert client.get(link).status_code == 200
    assert "WUSUL_PUBLIC_URL" in said
    (event,) = events(held, "invited")
    assert (event.role, event.details["who"]) == ("system", "terminal")


def test_with_mail_the_terminal_shows_no_link(held):
    with_mail(held)

    said = add(held)

    assert "on its way" in said
    assert "choose-password" not in said
    assert [one[0] for one in letters(held)] == ["invitation"]


def test_a_role_that_does_not_exist_is_refused(held):
    with pytest.raises(InputError, match="not one of staff"):
        add(held, role="king")


def test_people_are_listed_for_people_and_programs(held):
    add(held)

    table, body = run(held, "list"), json.loads(run(held, "list", "--json"))

    assert "invited" in table
    assert body[0]["email"] == "amel@example.org"
    assert "hash" not in str(body)


def test_roles_are_changed_and_accounts_closed_and_opened(client, held):
    with_password(held, "Zied", role="admin")
    signed_in(client, "staff", name="Amel")

    role = run(held, "role", "amel@example.org", "--role", "body", "--body", "SONEDE")
    assert client.get("/en/account").status_code == 303
    closed = run(held, "deactivate", "amel@example.org")
    opened = run(held, "activate", "amel@example.org")

    assert role == "amel@example.org: body SONEDE\n"
    assert closed == "amel@example.org: closed\n"
    assert "/en/choose-password/" in opened


def test_the_last_administrator_stays_on_the_terminal_too(held):
    add(held)

    with pytest.raises(ConflictError, match="last administrator"):
        run(held, "deactivate", "amel@example.org")


def test_a_link_is_made_and_devices_signed_out(client, held):
    amel = signed_in(client, "staff", name="Amel")

    link = run(held, "reset-link", amel.key)
    out = run(held, "sign-out", amel.email)

    assert "/en/choose-password/" in link
    assert out == "devices signed out: 1\n"
    assert client.get("/en/account").status_code == 303
    assert events(held, "signed_out_everywhere")[0].role == "system"


@pytest.mark.parametrize("who", ["nobody@example.org", "0123"])
def test_who_does_not_exist_is_said(held, who):
    with pytest.raises(MissingError):
        run(held, "reset-link", who)


def test_the_postman_carries_letters_until_he_is_stopped(held):
    arrived = Event()

    class Awaited(Post):
        async def handle_DATA(self, server, session, envelope):  # noqa: N802
            answer = await super().handle_DATA(server, session, envelope)
            arrived.set()
            return answer

    post = Awaited()
    with mail_server(post) as port:
        with_mail(held)
        object.__setattr__(held.settings, "smtp_url", f"smtp://127.0.0.1:{port}")
        add(held)
        postman = Postman(held, period_s=0.01)
        postman.start()
        came = arrived.wait(60)
        postman.stop()

    with held.database.read() as session:
        assert count_mail(session)["sent"] == 1
        assert find_row(session, "amel@example.org") is not None
    assert came
    assert len(post.letters) == 1


@pytest.mark.parametrize(
    ("role", "page"),
    [("staff", "inbox"), ("verifier", "inbox"), ("admin", "people")],
)
def test_everybody_begins_with_the_page_of_their_work(client, held, role, page):
    somebody(held, role)
    signed_in(client, role)

    assert first_page(role, "fr") == f"/fr/{page}"
    assert client.get(f"/fr/{page}").status_code == 200
