"""What the server does by itself for privacy, the commands for it, and its page."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from click.testing import CliRunner

from app import cli
from data.heads import read_heads
from data.queries.audit_check import find_head
from data.queries.contact import find_own_contact, keep_contact
from data.queries.report import file_report
from geo.draft import Draft
from geo.retention import retention_rules
from tests.webmap.conftest import NOON
from tests.webmap.test_reports import advance
from webmap.ticker import delete_old, note_trail


@pytest.fixture
def withdrawn(held):
    with held.database.write() as session:
        draft = Draft("kerb", "canary", where_text="canary")
        tracking = file_report(session, draft, at=NOON).tracking
        values = {"email": "canary@example.org", "consent": True}
        keep_contact(session, tracking, **values, at=NOON)
    advance(held, tracking, "withdrawn")
    held.clock = lambda: NOON + timedelta(days=31)
    return tracking


def contact_of(held, tracking):
    with held.database.read() as session:
        return find_own_contact(session, tracking)


def run(held, *words):
    return CliRunner().invoke(cli, ["retention", *words], obj=held)


def test_the_server_deletes_by_itself(held, withdrawn):
    delete_old(held)

    assert contact_of(held, withdrawn) is None


def test_between_its_looks_the_server_deletes_nothing(held, withdrawn):
    held.clock = lambda: NOON + timedelta(days=31, minutes=5)

    delete_old(held)

    assert contact_of(held, withdrawn) is not None


def test_the_server_notes_the_head_of_the_trail(held, withdrawn):
    note_trail(held)
    note_trail(held)

    with held.database.read() as session:
        assert read_heads(held.settings.data_dir) == [find_head(session)]


def test_the_list_counts_what_is_due_and_deletes_nothing(held, withdrawn):
    for words in (("list", "--json"), ("run", "--dry-run", "--json")):
        rows = {row["rule"]: row for row in json.loads(run(held, *words).output)}
        assert rows["withdrawn"]["count"] == 1
        assert set(rows) == set(retention_rules())
        assert set(rows["mail"]["texts"]) == {"ar", "fr", "en"}

    assert contact_of(held, withdrawn) is not None


def test_the_command_deletes_and_names_the_reports(held, withdrawn):
    rows = {r["rule"]: r for r in json.loads(run(held, "run", "--json").output)}
    again = run(held, "run")

    assert rows["contact_unlisted"]["reports"] == [withdrawn]
    assert contact_of(held, withdrawn) is None
    assert "withdrawn" in again.output
    assert again.exit_code == 0


@pytest.mark.parametrize("lang", ["ar", "fr", "en"])
def test_the_page_on_privacy_shows_every_rule_of_the_schedule(client, lang):
    page = client.get(f"/{lang}/privacy").get_data(as_text=True)

    for rule in retention_rules().values():
        assert f'id="{rule.id}"' in page
        assert rule.text[lang] % {"days": rule.days} in page


def test_a_town_that_keeps_something_for_another_time_says_so(client, held):
    town = held.town
    held.__dict__["town"] = town.__class__(
        key="own", folder=town.folder, retention={"contact_closed": 11}
    )

    page = client.get("/en/privacy").get_data(as_text=True)

    assert "deleted 11 days after the report was closed" in page
