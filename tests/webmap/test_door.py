"""Signing in and out: what is right, what is wrong, and how long to wait."""

from __future__ import annotations

import re

import pytest
from argon2 import PasswordHasher, extract_parameters
from sqlalchemy import func, select

from data.models import SignIn
from data.password import _nobodys, check_password, hash_password
from data.queries.password import change_password, get_hash
from data.queries.person import close_account
from tests.webmap.conftest import NOON
from tests.webmap.door import GOOD, events, knock, proof_of, with_password
from tests.webmap.people import SYSTEM, signed_in, somebody
from webmap.people.cookie import KNOWN, SIGNED_IN
from webmap.people.landing import read_next


@pytest.fixture
def amel(held):
    return with_password(held)


def test_who_knows_the_password_is_in_and_the_trail_tells(client, held, amel):
    answer = knock(client, amel.email.upper(), GOOD)

    assert answer.status_code == 303
    assert client.get("/en/account").status_code == 200
    (event,) = events(held, "signed_in")
    assert (event.subject_key, event.role) == (amel.key, "staff")
    assert "@" not in str(event.details)


def test_the_cookie_is_kept_from_scripts_and_other_sites(client, amel):
    cookies = knock(client, amel.email, GOOD).headers.getlist("Set-Cookie")

    mine = [one for one in cookies if one.startswith((SIGNED_IN, KNOWN))]
    assert len(mine) == 2
    assert all("HttpOnly" in one and "SameSite=Lax" in one for one in mine)
    assert all("Domain" not in one and "Path=/" in one for one in mine)


def test_behind_https_cookies_are_for_this_host_and_encrypted_only(client, held, amel):
    object.__setattr__(held.settings, "public_url", "https://map.example.org")

    cookies = knock(client, amel.email, GOOD).headers.getlist("Set-Cookie")

    mine = [one for one in cookies if one.startswith(f"__Host-{SIGNED_IN}=")]
    assert len(mine) == 1
    assert "Secure" in mine[0]


def test_the_database_does_not_hold_what_the_cookie_holds(client, held, amel):
    knock(client, amel.email, GOOD)
    token = client.get_cookie(SIGNED_IN).value

    with held.database.read() as session:
        (kept,) = session.scalars(select(SignIn.token_hash)).all()
    assert len(token) >= 43
    assert token not in kept


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("somebody.staff@example.org", GOOD),
        ("amel@example.org", "green stairs in the sun"),
        ("amel@example.org", ""),
        ("", ""),
        ("nobody@example.org", GOOD),
        ("not an address", GOOD),
        ("amel@example.org", "x" * 5000),
    ],
)
def test_what_is_wrong_is_never_told_apart(client, amel, email, password):
    answer = knock(client, email, password)
    page = answer.get_data(as_text=True)
    page = re.sub(r'value="[^"]*"', "", page)

    other = knock(client, "stranger@example.org", "another wrong one")
    other_page = re.sub(r'value="[^"]*"', "", other.get_data(as_text=True))
    assert answer.status_code == other.status_code == 422
    assert page == other_page
    assert client.get_cookie(SIGNED_IN) is None


def test_a_closed_account_and_one_without_password_look_like_none(client, held, amel):
    invited = somebody(held, "staff", name="Invited")
    with held.database.write() as session:
        close_account(session, amel.key, by=SYSTEM, at=NOON)

    assert knock(client, amel.email, GOOD).status_code == 422
    assert knock(client, invited.email, "").status_code == 422


def test_for_nobody_a_password_is_compared_with_the_same_effort():
    nobodys, somebodys = _nobodys(), hash_password(GOOD)

    assert extract_parameters(nobodys) == extract_parameters(somebodys)
    assert not check_password("", GOOD)
    assert check_password(somebodys, GOOD)


def test_signing_in_gives_a_token_that_nobody_had_before(client, held, amel):
    client.set_cookie(SIGNED_IN, "planted-by-somebody-else")

    knock(client, amel.email, GOOD)
    first = client.get_cookie(SIGNED_IN).value
    thief = client.application.test_client()
    thief.set_cookie(SIGNED_IN, "planted-by-somebody-else")

    assert first != "planted-by-somebody-else"
    assert thief.get("/en/account").status_code == 303


def test_signing_in_again_ends_the_session_before(client, held, amel):
    knock(client, amel.email, GOOD)
    first = client.get_cookie(SIGNED_IN).value
    client.delete_cookie(SIGNED_IN)
    token = proof_of(client)
    client.set_cookie(SIGNED_IN, first)

    data = {"email": amel.email, "password": GOOD, "csrf_token": token}
    client.post("/en/sign-in", data=data)

    assert client.get_cookie(SIGNED_IN).value != first
    with held.database.read() as session:
        assert session.scalar(select(func.count()).select_from(SignIn)) == 1


def test_the_proof_of_a_form_from_before_signing_in_is_worth_nothing_after(
    client, amel
):
    before = proof_of(client)
    knock(client, amel.email, GOOD)

    answer = client.post("/en/sign-out", data={"csrf_token": before})

    assert answer.status_code == 400
    assert client.get("/en/account").status_code == 200


def test_who_signs_out_is_out_even_with_a_copy_of_the_cookie(client, held, amel):
    knock(client, amel.email, GOOD)
    copy = client.get_cookie(SIGNED_IN).value

    client.post("/en/sign-out", data={"csrf_token": proof_of(client, "/en/account")})
    client.set_cookie(SIGNED_IN, copy)

    assert client.get("/en/account").status_code == 303
    assert [one.subject_key for one in events(held, "signed_out")] == [amel.key]


def test_a_hash_with_older_parameters_is_made_anew(client, held, amel):
    weak = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1)
    with held.database.write() as session:
        change_password(session, amel.key, weak.hash(GOOD), at=NOON)

    knock(client, amel.email, GOOD)

    with held.database.read() as session:
        kept = get_hash(session, amel.key)
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    client.delete_cookie(SIGNED_IN)
    assert knock(client, amel.email, GOOD).status_code == 303


@pytest.mark.parametrize(
    "wanted",
    [
        "https://evil.example/",
        "//evil.example/en/",
        "/\\evil.example/en/",
        "\\\\evil.example",
        "/en/../../evil",
        "javascript:alert(1)",
        "/en/x\r\nSet-Cookie: a=b",
        "/en/ x",
        "///evil.example/en/",
        "/%2f%2fevil.example",
        "http:/en/",
        "/api/v1/places",
        "en/inbox",
        "/en/\u202eevil",
        "/\t/evil.example",
        "https:evil.example",
        "/" * 3000,
    ],
)
def test_after_signing_in_one_stays_on_this_site(client, amel, wanted):
    answer = knock(client, amel.email, GOOD, wanted)

    target = answer.headers["Location"]
    assert answer.status_code == 303
    assert target.startswith("/en/")
    assert "evil" not in target or target == "/en/../../evil"


def test_after_signing_in_one_comes_to_what_one_wanted(client, amel):
    assert read_next("/ar/people?a=1&b=%D9%83") == "/ar/people?a=1&b=%D9%83"

    answer = knock(client, amel.email, GOOD, "/fr/account?a=1")

    assert answer.headers["Location"] == "/fr/account?a=1"


def test_who_is_signed_in_need_not_sign_in_again(client):
    signed_in(client, "staff")

    answer = client.get("/en/sign-in?next=/en/account")

    assert (answer.status_code, answer.headers["Location"]) == (303, "/en/account")
