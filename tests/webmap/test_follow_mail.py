"""Letters about a report: only to who agreed, only what is public, ended by a click."""

from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from sqlalchemy import func, select

from data.models import Follower, Mail
from data.queries.life_cycle import advance_report, flag_report
from data.queries.outbox import take_letter
from data.queries.report import file_report
from data.runtime import Runtime
from data.settings import Settings
from geo.draft import Draft
from geo.standing import Actor, Move
from tests.map_rows import LAT, LON, filled
from tests.smtp import Post, mail_server
from tests.webmap.conftest import NOON
from webmap.following.post import tell_followers
from webmap.mail import send_waiting, write_letter
from webmap.site import create_site
from webmap.ticker import TASKS

EMAIL = "amel@example.org"
CANARY = "canary words of the reporter"


@pytest.fixture
def held(database, tmp_path):
    settings = Settings(
        database_url=filled(database).url,
        data_dir=tmp_path,
        town="none",
        smtp_url="smtp://127.0.0.1:9",
        mail_from="wusul@kef.example.org",
        public_url="https://map.example.org",
    )
    runtime = Runtime(settings, clock=lambda: NOON)
    yield runtime
    runtime.close()


@pytest.fixture
def client(held):
    return create_site(held).test_client()


@pytest.fixture
def number(held):
    return publish(held)


def publish(held, category="kerb"):
    with held.database.write() as session:
        draft = Draft(category, CANARY, (), CANARY, (LON + 0.001, LAT + 0.0005))
        tracking = file_report(session, draft, at=NOON).tracking
    step(held, tracking, "published", "moderator")
    return tracking


def step(held, tracking, state, role="staff", reason="", **given):
    with held.database.write() as session:
        move = Move(state, Actor(role, "x"), NOON, reason, given)
        advance_report(session, tracking, move)


def letters(held):
    """Take the letters out of the box and write them."""
    found = []
    with held.database.write() as session:
        while (letter := take_letter(session, at=held.clock())) is not None:
            found.append(write_letter(letter, held.settings, "Le Kef"))
    return found


def ask(client, tracking, email=EMAIL, lang="en"):
    page = client.get(f"/{lang}/following/report/{tracking}").text
    proof = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]
    data = {"email": email, "csrf_token": proof}
    return client.post(f"/{lang}/following/report/{tracking}", data=data)


def path_in(letter):
    text = letter.get_body(("plain",)).get_content()
    return urlsplit(re.search(r"https://map\.example\.org(\S+)", text)[0]).path


def agree(client, held, tracking, email=EMAIL, lang="en"):
    assert ask(client, tracking, email, lang).status_code == 200
    (letter,) = letters(held)
    path = path_in(letter)
    assert client.post(path).status_code == 200
    return path


def count(held, model=Follower):
    with held.database.read() as session:
        return session.scalar(select(func.count()).select_from(model))


@pytest.mark.parametrize("lang", ["ar", "fr", "en"])
def test_nothing_is_sent_before_the_address_agrees(client, held, number, lang):
    ask(client, number, lang=lang)
    (question,) = letters(held)
    step(held, number, "needs_info", question="where?")
    before = tell_followers(held)
    seen = client.get(path_in(question))
    after = tell_followers(held)

    assert (before, after, seen.status_code) == (0, 0, 200)
    assert question["To"] == EMAIL
    assert question["Content-Language"] == lang
    assert "List-Unsubscribe" not in question
    assert CANARY not in question.as_string()
    assert seen.headers["Referrer-Policy"] == "no-referrer"


def test_who_agreed_is_told_once_where_the_report_stands(client, held, number):
    agree(client, held, number, lang="fr")
    step(held, number, "needs_info", question=CANARY)

    told = tell_followers(held), tell_followers(held)
    (news,) = letters(held)

    assert told == (1, 0)
    assert (
        news["Subject"]
        == f"Signalement {number}\N{NO-BREAK SPACE}: Précisions demandées"
    )
    text = news.get_body(("plain",)).get_content()
    assert "Ressaut ou bordure\N{NO-BREAK SPACE}: Précisions demandées." in text
    assert f"https://map.example.org/fr/reports/{number}" in text
    assert CANARY not in news.as_string()


def test_one_click_ends_it_without_cookies(client, held, number):
    agree(client, held, number)
    step(held, number, "needs_info", question="where?")
    tell_followers(held)
    (news,) = letters(held)
    path = urlsplit(news["List-Unsubscribe"].strip("<>")).path
    assert news["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    stranger = create_site(held).test_client()

    looked = stranger.get(path)
    kept = count(held)
    clicked = stranger.post(path, data={"List-Unsubscribe": "One-Click"})
    again = stranger.post(path, data={"List-Unsubscribe": "One-Click"})

    assert (looked.status_code, kept) == (200, 1)
    assert (clicked.status_code, again.status_code, count(held)) == (200, 200, 0)
    assert tell_followers(held) == 0


def test_a_letter_goes_out_by_the_clock_and_ends_by_what_arrived(held, client, number):
    """From a change to a real mail server, and back by its one-click address."""
    post = Post()
    with mail_server(post) as port:
        settings = held.settings
        object.__setattr__(settings, "smtp_url", f"smtp://127.0.0.1:{port}")
        ask(client, number, lang="ar")
        send_waiting(held)
        client.post(path_in(post.letters[0]))
        step(held, number, "needs_info", question=CANARY)
        TASKS["news of reports could not be told"](held)
        send_waiting(held)

    question, news = post.letters
    end = urlsplit(news["List-Unsubscribe"].strip("<>")).path
    client.post(end, data={"List-Unsubscribe": "One-Click"})

    assert post.recipients == [EMAIL, EMAIL]
    assert news["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert question["Content-Language"] == news["Content-Language"] == "ar"
    assert not any(CANARY in letter.as_string() for letter in post.letters)
    assert count(held) == 0


def test_a_hidden_report_is_told_of_to_nobody(client, held, number):
    agree(client, held, number)
    step(held, number, "hidden", "moderator", "personal_data")
    assert tell_followers(held) == 0

    step(held, number, "published", "moderator")
    assert tell_followers(held) == 1


def test_a_private_report_is_told_of_to_nobody(client, held, number):
    agree(client, held, number)
    step(held, number, "needs_info", question="where?")
    with held.database.write() as session:
        staff = Actor("staff")
        flag_report(session, number, "private", actor=staff, on=True, at=NOON)

    assert tell_followers(held) == 0
    assert letters(held) == []


def test_followers_of_a_duplicate_follow_the_report_that_stands_for_it(
    client, held, number
):
    canonical = publish(held)
    agree(client, held, number)
    step(held, number, "duplicate", canonical=canonical)
    tell_followers(held)
    (joined,) = letters(held)
    step(held, canonical, "needs_info", question="where?")
    tell_followers(held)
    (news,) = letters(held)
    step(held, number, "published")
    step(held, canonical, "hidden", "moderator", "personal_data")
    tell_followers(held)
    (parted,) = letters(held)

    assert joined["Subject"] == f"Report {number}: Duplicate"
    assert news["Subject"] == f"Report {canonical}: More information needed"
    assert parted["Subject"] == f"Report {number}: Published"


def test_reporters_who_left_no_address_get_no_letter(held, number):
    step(held, number, "needs_info", question="where?")

    assert (tell_followers(held), count(held, Mail)) == (0, 0)


def test_the_answer_is_the_same_for_every_address(client, held, number):
    agree(client, held, number)
    known, other = (ask(client, number, email) for email in (EMAIL, "b@example.org"))

    def said(answer):
        return re.sub(r'value="[^"]*"', "", answer.text)

    assert said(known) == said(other)
    assert [letter["To"] for letter in letters(held)] == ["b@example.org"]


def test_nobody_is_asked_again_and_again(client, held, number):
    for typed in (EMAIL, EMAIL.upper(), f" {EMAIL} "):
        ask(client, number, typed)
    first = len(letters(held))
    held.clock = lambda: NOON + timedelta(days=2)
    ask(client, number)

    assert (first, count(held, Mail), count(held)) == (1, 2, 1)


@pytest.mark.parametrize("email", ["", "nobody", "a@b", "x@y.z\r\nBcc: q@r.st"])
def test_what_is_no_address_is_told_and_kept_on_the_page(client, held, number, email):
    answer = ask(client, number, email)

    assert answer.status_code == 422
    assert (count(held), count(held, Mail)) == (0, 0)


@pytest.mark.parametrize("token", ["x", "x.y", "a" * 300])
def test_a_link_that_is_none_opens_nothing(client, token):
    assert client.get(f"/en/following/mail/{token}").status_code == 404
    assert client.post(f"/en/following/mail/{token}").status_code == 404
    assert client.post(f"/en/following/mail/{token}/end").status_code == 200


def test_a_copy_of_the_database_makes_no_link(client, held, number):
    path = agree(client, held, number)
    with held.database.read() as session:
        kept = session.scalars(select(Follower.token)).one()

    mark = path.rsplit(".", 1)[1]
    assert kept in path
    assert mark not in kept
    assert client.get(path.replace(mark, "0" * len(mark))).status_code == 404


def test_a_report_that_nobody_may_see_cannot_be_followed(client, held):
    with held.database.write() as session:
        hidden = file_report(session, Draft("kerb", where_text="x"), at=NOON).tracking

    assert client.get(f"/en/following/report/{hidden}").status_code == 404
