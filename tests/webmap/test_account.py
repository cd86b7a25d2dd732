"""My account, a forgotten password, and what administrators do."""

from __future__ import annotations

import re

import pytest

from data.password import check_password
from data.queries.password import get_hash
from data.queries.sign_in import list_sign_ins
from tests.webmap.conftest import NOON
from tests.webmap.door import (
    GOOD,
    events,
    knock,
    letters,
    link_of,
    post,
    with_mail,
    with_password,
)
from tests.webmap.people import signed_in, somebody
from webmap.people.cookie import SIGNED_IN

NEW = "seven yellow donkeys sing"
LANGUAGES = ("ar", "fr", "en")


@pytest.fixture
def mail(held):
    with_mail(held)


def test_whether_an_address_exists_shows_nowhere(client, held, mail):
    person = somebody(held, "staff", name="Amel")
    pages = []
    for email in (person.email, "nobody@example.org"):
        answer = post(client, "/en/forgot-password", "/en/forgot-password", email=email)
        pages.append((answer.status_code, answer.get_data()))

    assert pages[0] == pages[1]
    assert pages[0][0] == 200
    assert [(one[0], one[2]) for one in letters(held)] == [("forgot", {})] * 2


def test_nobody_is_flooded_with_letters(client, held, mail):
    for _ask in range(8):
        answer = post(
            client, "/en/forgot-password", "/en/forgot-password", email="a@example.org"
        )
        assert answer.status_code == 200

    assert len(letters(held)) == 3


def test_without_mail_the_page_says_so_and_whom_to_ask(client):
    page = client.get("/en/forgot-password").get_data(as_text=True)

    assert "No mail can be sent from here." in page
    assert 'name="email"' not in page


def test_an_address_that_is_none_is_said(client, mail):
    answer = post(
        client, "/en/forgot-password", "/en/forgot-password", email="a b@example.org"
    )

    assert answer.status_code == 422
    assert "name@example.org" in answer.get_data(as_text=True)


def test_an_invitation_is_accepted_with_ones_own_password(client, held):
    person = somebody(held, "staff", name="Amel")
    link = link_of(held, person)
    for _look in range(3):
        assert client.get(link).status_code == 200

    answer = post(client, link, link, password=NEW)

    assert answer.status_code == 303
    assert client.get("/en/account").status_code == 200
    assert client.get(link).status_code == 404
    assert [e.subject_key for e in events(held, "invitation_accepted")] == [person.key]


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("tiny secret", "too short"),
        ("password12345", "Many people"),
        ("amel@example.org", "made of your name"),
    ],
)
def test_a_bad_password_is_said_and_the_link_stays_good(client, held, password, said):
    person = somebody(held, "staff", name="Amel")
    link = link_of(held, person)

    answer = post(client, link, link, password=password)

    assert answer.status_code == 422
    assert said in answer.get_data(as_text=True)
    assert password not in re.sub(r'value="[^"]*"', "", answer.get_data(as_text=True))
    assert client.get(link).status_code == 200


@pytest.mark.parametrize("token", ["x", "x" * 43, "%00", "é", "'--", "a/b"])
def test_a_link_that_was_made_up_opens_nothing(client, token):
    answer = client.get(f"/en/choose-password/{token}")

    assert answer.status_code in (404, 422)


def test_the_page_of_a_link_tells_no_other_site_where_it_was(client, held):
    link = link_of(held, somebody(held, "staff", name="Amel"))

    answer = client.get(link)

    assert 'name="referrer" content="no-referrer"' in answer.get_data(as_text=True)
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_reset_signs_all_devices_out_and_says_so_by_mail(client, held, mail):
    amel = with_password(held)
    thief = client.application.test_client()
    knock(thief, amel.email, GOOD)
    link = link_of(held, amel, "reset")

    post(client, link, link, password=NEW)

    assert thief.get("/en/account").status_code == 303
    assert letters(held)[-1][0] == "password_changed"
    client.delete_cookie(SIGNED_IN)
    assert knock(client, amel.email, NEW).status_code == 303


def test_changing_the_password_needs_the_present_one(client, held):
    amel = with_password(held)
    other = client.application.test_client()
    knock(other, amel.email, GOOD)
    knock(client, amel.email, GOOD)
    before = client.get_cookie(SIGNED_IN).value

    wrong = post(client, "/en/account/password", current="no", password=NEW)
    right = post(client, "/en/account/password", current=GOOD, password=NEW)

    with held.database.read() as session:
        kept = get_hash(session, amel.key)
    assert (wrong.status_code, right.status_code) == (422, 303)
    assert check_password(kept, NEW)
    assert client.get_cookie(SIGNED_IN).value != before
    assert client.get("/en/account").status_code == 200
    assert other.get("/en/account").status_code == 303


def test_a_stolen_session_may_not_guess_the_password_for_ever(client, held):
    amel = with_password(held)
    knock(client, amel.email, GOOD)

    codes = [
        post(client, "/en/account/password", current="no", password=NEW).status_code
        for _try in range(12)
    ]

    assert codes[-1] == 429


def test_devices_are_shown_and_ended(client, held):
    amel = with_password(held)
    agent = {"User-Agent": "Mozilla/5.0 (Android 14; Mobile) Firefox/140.0"}
    phone = client.application.test_client()
    knock(phone, amel.email, GOOD, headers=agent)
    knock(client, amel.email, GOOD)

    page = client.get("/en/account").get_data(as_text=True)
    post(client, "/en/account/devices/end", device="others")

    assert "Firefox · Android" in page
    assert phone.get("/en/account").status_code == 303
    assert client.get("/en/account").status_code == 200


def test_signing_out_everywhere_signs_this_device_out_too(client, held):
    amel = with_password(held)
    knock(client, amel.email, GOOD)

    answer = post(client, "/en/account/devices/end", device="all")

    assert answer.headers["Location"] == "/en/sign-in"
    assert client.get("/en/account").status_code == 303


def test_the_device_of_somebody_else_cannot_be_ended(client, held):
    zied = signed_in(client.application.test_client(), "staff", name="Zied")
    signed_in(client, "staff", name="Amel")
    with held.database.read() as session:
        (theirs,) = list_sign_ins(session, zied.key, at=NOON)

    answer = post(client, "/en/account/devices/end", device=str(theirs.id))

    assert answer.status_code == 404
    with held.database.read() as session:
        assert len(list_sign_ins(session, zied.key, at=NOON)) == 1


@pytest.mark.parametrize("device", ["", "x", "-1", "9" * 30, "١"])
def test_a_device_that_does_not_exist_is_not_there(client, device):
    signed_in(client, "staff", name="Amel")

    answer = post(client, "/en/account/devices/end", device=device)

    assert answer.status_code == 404


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_of_accounts_stands_in_every_language(client, held, mail, lang):
    zied = signed_in(client, "admin", name="Zied")
    link = link_of(held, zied, "reset").replace("/en/", f"/{lang}/")
    paths = ["sign-in?next=x", "forgot-password", "account", "people"]
    pages = [f"/{lang}/{path}" for path in (*paths, f"people/{zied.key}")] + [link]

    answers = [client.get(page, follow_redirects=True) for page in pages]

    direction = "rtl" if lang == "ar" else "ltr"
    for answer in answers:
        page = answer.get_data(as_text=True)
        assert answer.status_code == 200
        assert f'lang="{lang}" dir="{direction}"' in page


def test_passwords_may_be_pasted_and_filled_in(client, held):
    link = link_of(held, somebody(held, "staff", name="Amel"))
    pages = [client.get(path).get_data(as_text=True) for path in ("/en/sign-in", link)]

    assert 'autocomplete="current-password"' in pages[0]
    assert all('autocomplete="username"' in page for page in pages)
    assert 'autocomplete="new-password"' in pages[1]
    assert not any(re.search("onpaste|captcha", page, re.IGNORECASE) for page in pages)


def test_a_typed_address_with_tags_stays_text(client):
    answer = knock(client, '"><script>alert(1)</script>', "x")

    assert "<script>alert" not in answer.get_data(as_text=True)
