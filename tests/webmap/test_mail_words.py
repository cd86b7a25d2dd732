"""Letters: in three languages, plain and formatted, with headers of ours alone."""

from __future__ import annotations

import re

import pytest

from data.queries.outbox import put_mail
from data.settings import Settings
from geo.errors import InputError
from tests.smtp import Post, mail_server
from tests.webmap.conftest import NOON
from tests.webmap.people import SYSTEM, somebody
from tests.webmap.post_office import VALUES, mailing, queue, uses
from webmap.mail import send_waiting
from webmap.mail_server import check_mail_settings, read_server
from webmap.mail_text import LETTERS
from webmap.people.letter import send_link


@pytest.fixture
def post():
    return Post()


@pytest.fixture
def held(embedded, tmp_path):
    """Give an instance that can send mail."""
    with mailing(embedded, tmp_path) as runtime:
        yield runtime


@pytest.mark.parametrize("lang", ["ar", "fr", "en"])
@pytest.mark.parametrize("template", list(LETTERS))
def test_every_letter_is_written_in_every_language_plain_and_formatted(
    held, post, template, lang
):
    values = {"unsubscribe": "https://map.example.org/u/1"}
    with held.database.write() as session:
        every = _Everything(VALUES | values)
        put_mail(
            session,
            to="amel@example.org",
            template=template,
            lang=lang,
            values=every.of(template),
            at=NOON,
        )

    with mail_server(post) as port:
        uses(held, f"smtp://127.0.0.1:{port}")
        assert send_waiting(held) == 1

    (letter,) = post.letters
    plain = letter.get_body(("plain",)).get_content()
    formatted = letter.get_body(("html",)).get_content()
    direction = "rtl" if lang == "ar" else "ltr"
    assert letter["Content-Language"] == lang
    assert f'<html lang="{lang}" dir="{direction}">' in formatted
    assert "%(" not in letter["Subject"] + plain + formatted
    assert ("ال" in plain) is (lang == "ar")
    assert not re.search(r"<script|<img|src=", formatted)


class _Everything:
    """Values for whatever a template asks for."""

    def __init__(self, known):
        self.known = known

    def of(self, template):
        text = LETTERS[template]
        said = " ".join((text.subject, *text.paragraphs))
        names = set(re.findall(r"%\((\w+)\)s", said))
        return {name: f"https://x.example/{name}" for name in names} | self.known


def test_the_link_stands_in_both_parts_and_begins_with_our_public_address(held, post):
    person = somebody(held, "staff", name="Amel")
    with mail_server(post) as port:
        uses(held, f"smtp://127.0.0.1:{port}")
        with held.database.write() as session:
            to = (person, "invite")
            link = send_link(session, held, to, by=SYSTEM, name="Zied")
        send_waiting(held)

    (letter,) = post.letters
    assert link.startswith("https://map.example.org/en/choose-password/")
    for kind in ("plain", "html"):
        assert link in letter.get_body((kind,)).get_content()


def test_no_name_writes_a_header_or_a_tag(held, post):
    evil = "Amel\r\nBcc: all@example.org\r\n\r\n<b>x</b>\x00\u2028"
    queue(held, name=evil, by=evil, lang="en")

    with mail_server(post) as port:
        uses(held, f"smtp://127.0.0.1:{port}")
        assert send_waiting(held) == 1

    (letter,) = post.letters
    assert letter["Bcc"] is None
    assert post.recipients == ["amel@example.org"]
    assert "<b>" not in letter.get_body(("html",)).get_content()


def test_a_town_with_a_line_break_in_its_name_writes_no_header(held, post):
    held.town.names["en"] = "Kef\r\nBcc: all@example.org"
    queue(held)

    with mail_server(post) as port:
        uses(held, f"smtp://127.0.0.1:{port}")
        assert send_waiting(held) == 1

    assert post.letters[0]["Bcc"] is None


def test_what_is_sent_again_and_again_ends_with_one_click(held, post):
    queue(held, unsubscribe="https://map.example.org/en/unfollow/abc")

    with mail_server(post) as port:
        uses(held, f"smtp://127.0.0.1:{port}")
        send_waiting(held)

    (letter,) = post.letters
    assert letter["List-Unsubscribe"] == "<https://map.example.org/en/unfollow/abc>"
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


@pytest.mark.parametrize(
    "bad",
    [
        {"smtp_url": "http://mail.example.org"},
        {"smtp_url": "smtp://"},
        {"smtp_url": "smtp://mail.example.org:port"},
        {"smtp_url": "smtp://me:secret-word@mail.example.org"},
        {"mail_from": "Wusul"},
        {"mail_from": "a@example.org\nBcc: b@example.org"},
        {"public_url": "map.example.org"},
        {"public_url": "https://map.example.org/wusul"},
    ],
)
def test_settings_that_cannot_be_right_are_refused_without_the_password(bad):
    with pytest.raises(InputError) as refused:
        check_mail_settings(Settings(**bad))

    assert refused.value.field.startswith("WUSUL_")
    assert "secret-word" not in str(refused.value)


def test_the_address_of_a_server_is_read_whole():
    server = read_server("smtp://me%40kef:p%3Aw@mail.example.org?starttls=1")

    assert (server.host, server.port) == ("mail.example.org", 25)
    assert (server.user, server.password) == ("me@kef", "p:w")
    assert server.starttls
    assert "p:w" not in repr(server)
    assert read_server("smtps://mail.example.org").port == 465
