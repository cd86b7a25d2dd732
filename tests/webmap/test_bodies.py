"""Whoever acts for a body acts for one that the town names."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from data.queries.desk import load_rules
from data.queries.person import find_row, get_person
from data.towns import load_town
from geo.errors import InputError
from tests.webmap.door import post
from tests.webmap.people import signed_in, somebody
from webmap.people.cli import user

EMAIL = "amel@example.org"
NEW = {"name": "Amel", "email": EMAIL, "role": "verifier"}
UNKNOWN = "Body of nowhere"


@pytest.fixture
def kef(held):
    """Give the instance a town that names its bodies."""
    held.__dict__["town"] = load_town("kef")
    return held


def invited(held):
    with held.database.read() as session:
        return find_row(session, EMAIL)


def rules_of(held):
    with held.database.read() as session:
        return [one.id for one in load_rules(session)]


def on_terminal(held, *words):
    done = CliRunner().invoke(user, words, obj=held)
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.output


@pytest.mark.parametrize(
    ("lang", "name"), [("ar", "تويزة"), ("fr", "TWIZA"), ("en", "TWIZA")]
)
def test_the_bodies_of_the_town_are_offered_by_name(client, kef, lang, name):
    signed_in(client, "admin")

    page = client.get(f"/{lang}/people").get_data(as_text=True)

    assert f'<option value="twiza">{name}</option>' in page
    assert page.count("<option") > len(kef.town.bodies)


def test_an_invitation_for_a_body_of_the_town_keeps_its_key(client, kef):
    signed_in(client, "admin")

    answer = post(client, "/en/people", "/en/people", **NEW, body="twiza")

    assert answer.status_code == 200
    assert invited(kef).body == "twiza"


def test_a_body_that_the_town_has_not_is_refused_and_said(client, kef):
    signed_in(client, "admin")

    answer = post(client, "/en/people", "/en/people", **NEW, body=UNKNOWN)

    assert answer.status_code == 422
    assert "The town has no such body" in answer.get_data(as_text=True)
    assert invited(kef) is None


def test_another_role_takes_no_unknown_body_either(client, kef):
    signed_in(client, "admin")
    amel = somebody(kef, "staff", name="Amel")
    base = f"/en/people/{amel.key}"

    answer = post(client, f"{base}/role", base, role="verifier", body=UNKNOWN)

    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert '<option value="verifier" selected>' in page
    with kef.database.read() as session:
        assert get_person(session, amel.key).role == "staff"


def test_an_account_of_before_with_an_unknown_body_is_shown_as_such(client, kef):
    signed_in(client, "admin")
    old = somebody(kef, "verifier", name="Old", body=UNKNOWN)
    good = somebody(kef, "verifier", name="Good", body="TWIZA")

    everybody = client.get("/en/people").get_data(as_text=True)
    one = client.get(f"/en/people/{old.key}").get_data(as_text=True)
    other = client.get(f"/en/people/{good.key}").get_data(as_text=True)

    assert everybody.count("not a body of this town") == 1
    assert "No body of this town has this name." in one
    assert "No body of this town" not in other
    assert '<option value="twiza" selected>' in other


def test_a_town_without_bodies_leaves_the_name_to_its_administrators(client, held):
    signed_in(client, "admin")

    page = client.get("/en/people").get_data(as_text=True)
    answer = post(client, "/en/people", "/en/people", **NEW, body="Neighbours")

    assert '<input class="input" id="body"' in page
    assert answer.status_code == 200
    assert invited(held).body == "Neighbours"


def test_the_terminal_knows_a_body_by_any_of_its_names(kef):
    on_terminal(kef, "add", EMAIL, "--name=Amel", "--role=verifier", "--body=تويزة")

    assert invited(kef).body == "twiza"


def test_the_terminal_refuses_an_unknown_body_and_lists_the_others(kef):
    words = ("add", EMAIL, "--name=Amel", "--role=verifier", f"--body={UNKNOWN}")

    with pytest.raises(InputError, match="no body of this town: municipality, twiza"):
        on_terminal(kef, *words)

    assert invited(kef) is None


def test_before_a_rule_is_dropped_it_is_named_with_what_would_move(client, kef):
    signed_in(client, "admin")
    path = "/en/inbox/rules"
    rule = {"body": "onas", "category": "kerb", "area": "", "owner": ""}
    post(client, path, path, **rule, action="keep")
    (kept,) = rules_of(kef)

    looked = post(client, f"{path}/{kept}/drop", path).get_data(as_text=True)
    still = rules_of(kef)
    post(client, f"{path}/{kept}/drop", path, action="drop")

    assert "Without this rule: ONAS (sewers) · Kerb or ledge" in looked
    assert "No open report would go elsewhere" in looked
    assert still == [kept]
    assert rules_of(kef) == []


def test_a_key_of_a_program_acts_for_a_body_of_the_town_only(client, kef):
    signed_in(client, "admin")
    key = {"holder": "A program", "role": "public", "body": UNKNOWN}

    answer = post(client, "/en/keys", "/en/keys", **key)

    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.get_data(as_text=True)
