"""Every form wants its proof, and every page for staff asks who is there."""

from __future__ import annotations

import re

import pytest

from geo.permission import is_allowed, list_permissions, list_roles
from tests.webmap.people import signed_in
from webmap.people.proof import FREE
from webmap.people.who import NEEDS
from webmap.site import create_site

WHO = ("", *list_roles())


def _views(site, method):
    """List the pages that take a method: rule and view."""
    return [
        (rule, site.view_functions[rule.endpoint])
        for rule in site.url_map.iter_rules()
        if method in rule.methods and rule.rule.startswith("/<any(ar,fr,en):lang>")
    ]


def _path(rule):
    return re.sub(r"<[^>]+>", "x", rule.rule.replace("<any(ar,fr,en):lang>", "en"))


def test_a_form_without_its_proof_changes_nothing(site):
    guarded = [r for r, view in _views(site, "POST") if not hasattr(view, FREE)]
    client = site.test_client()
    signed_in(client, "admin")

    taken = [
        rule.rule
        for rule in guarded
        if client.post(_path(rule), data={}).status_code not in (400, 404, 422)
    ]

    assert len(guarded) >= 8
    assert taken == []


def test_a_form_of_another_site_changes_nothing_even_with_a_proof(site):
    client = site.test_client()
    signed_in(client, "admin")
    page = client.get("/en/account").get_data(as_text=True)
    proof = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]

    answers = {
        name: client.post(
            "/en/sign-out", data={"csrf_token": proof}, headers={name: value}
        ).status_code
        for name, value in (
            ("Sec-Fetch-Site", "cross-site"),
            ("Sec-Fetch-Site", "same-site"),
            ("Origin", "https://evil.example"),
            ("Origin", "null"),
        )
    }

    assert set(answers.values()) == {403}
    assert client.get("/en/account").status_code == 200


def test_views_that_take_forms_without_proof_are_few_and_known(site):
    free = {rule.endpoint for rule, view in _views(site, "POST") if hasattr(view, FREE)}

    by_letter = {"following.confirm", "following.end", "addresses.confirm"}
    assert free <= {"reports.send", *by_letter}


def _is_refused(client, path):
    answer = client.get(path)
    return answer.status_code == 403 or "/sign-in" in answer.headers.get("Location", "")


@pytest.mark.parametrize("role", WHO)
def test_each_page_for_staff_opens_for_exactly_those_of_the_table(site, role):
    client = site.test_client()
    if role:
        signed_in(client, role)
    pages = [(r, v) for r, v in _views(site, "GET") if hasattr(v, NEEDS)]

    wrong = {
        rule.rule
        for rule, view in pages
        if _is_refused(client, _path(rule))
        is is_allowed(role or "public", getattr(view, NEEDS))
    }

    assert len(pages) >= 3
    assert wrong == set()


def test_views_ask_only_for_permissions_of_the_table(site):
    asked = {getattr(view, NEEDS, "") for view in site.view_functions.values()}

    assert {"account.own", "people.manage"} <= asked
    assert asked - {""} <= set(list_permissions())


def test_behind_https_the_proof_is_bound_to_this_host_and_encrypted(held):
    object.__setattr__(held.settings, "public_url", "https://map.example.org")

    answer = create_site(held).test_client().get("/en/sign-in")

    (cookie,) = answer.headers.getlist("Set-Cookie")
    assert cookie.startswith("__Host-wusul=")
    assert {"Secure", "HttpOnly", "Path=/"} <= set(cookie.split("; "))
    assert "Domain" not in cookie


def test_the_public_trail_does_not_tell_when_anybody_signs_in(site):
    signed_in(site.test_client(), "moderator")

    page = site.test_client().get("/en/audit").get_data(as_text=True)

    assert "Invited to an account" in page
    assert "Signed in" not in page
