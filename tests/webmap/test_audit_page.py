"""The audit trail for everybody: in words, redacted, and a chain that holds."""

from __future__ import annotations

import csv
import io
import json

import jsonschema
import pytest
from click.testing import CliRunner
from sqlalchemy import delete, update

from app import cli
from data.models import AuditEvent, Report
from data.queries.contact import keep_contact, see_contact
from data.queries.life_cycle import flag_report
from data.queries.report import file_report
from geo.draft import Draft
from geo.published import check_published
from geo.standing import Actor
from tests.tamper import hanging_on_reports, unsealed
from tests.webmap.conftest import NOON
from tests.webmap.test_reports import advance

PAGES = {"ar": "سجل التدقيق", "fr": "Journal de contrôle", "en": "Audit trail"}


def filed(held, words="canary") -> str:
    with held.database.write() as session:
        draft = Draft("kerb", words, where_text=words)
        return file_report(session, draft, at=NOON).tracking


@pytest.fixture
def told(held):
    """One report that is public, one held, one hidden, one private."""
    with held.database.write() as session:
        for table in hanging_on_reports():
            session.execute(delete(table))
        session.execute(delete(Report))
    names = ("public", "held", "hidden", "private")
    found = {name: filed(held) for name in names}
    for name in ("public", "hidden", "private"):
        advance(held, found[name], "published")
    advance(held, found["held"], "held", reason="abuse")
    advance(held, found["hidden"], "hidden", reason="abuse")
    with held.database.write() as session:
        actor = Actor("moderator", "p-1")
        flag_report(session, found["private"], "private", actor=actor, on=True, at=NOON)
        values = {"email": "canary@example.org", "consent": True}
        keep_contact(session, found["public"], **values, at=NOON)
        see_contact(session, found["public"], Actor("staff", "p-9"), "answer", NOON)
    return found


def text_of(answer) -> str:
    return answer.get_data(as_text=True)


@pytest.mark.parametrize("lang", PAGES)
def test_the_page_tells_in_words_what_has_happened(client, told, lang):
    answer = client.get(f"/{lang}/audit")
    page = text_of(answer)

    assert answer.status_code == 200
    assert PAGES[lang] in page
    assert told["public"] in page
    for name in ("held", "hidden", "private"):
        assert told[name] not in page
    assert "canary" not in page
    assert "p-9" not in page


def test_a_look_at_contact_details_is_told_without_saying_of_whom(client, told):
    page = text_of(client.get("/en/audit"))

    assert "Contact details were looked at" in page
    assert "To answer the reporter" in page
    assert page.count(told["public"]) == 2 * 2


def test_the_events_of_one_report_are_found_however_its_number_is_typed(client, told):
    typed = told["public"].lower().replace("-", " ")
    page = text_of(client.get("/en/audit", query_string={"report": typed}))

    assert "2 events" in page
    assert "Published" in page


@pytest.mark.parametrize("name", ["held", "hidden", "private"])
def test_a_report_that_is_not_public_is_unknown_here(client, told, name):
    page = client.get("/en/audit", query_string={"report": told[name]})
    program = client.get("/api/v1/audit", query_string={"report": told[name]})

    assert (page.status_code, program.status_code) == (404, 404)
    assert "There is no public report of this number." in text_of(page)


def walk(client, limit=3):
    path, events = f"/api/v1/audit?limit={limit}", []
    while path:
        body = client.get(path).json
        events += body["events"]
        path = next((x["href"] for x in body["links"] if x["rel"] == "next"), "")
    return events, body


def test_programs_walk_the_whole_chain_and_it_holds(client, told):
    events, body = walk(client)

    assert len(events) == body["numberMatched"]
    assert check_published(events) == body["head"]["hash"]
    text = json.dumps(events)
    assert told["public"] in text
    for secret in (told["held"], told["hidden"], told["private"], "canary", "p-9"):
        assert secret not in text


def test_what_becomes_public_opens_and_the_chain_stays_as_it_was(client, held, told):
    before, _body = walk(client)
    advance(held, told["held"], "published")
    after, _body = walk(client)

    assert [e["hash"] for e in after[: len(before)]] == [e["hash"] for e in before]
    assert told["held"] in json.dumps(after)


def test_programs_get_what_the_description_says(client, told):
    spec = client.get("/api/v1/openapi.json").json
    answer = client.get("/api/v1/audit?limit=3")
    described = spec["paths"]["/api/v1/audit"]["get"]["responses"]["200"]
    schema = described["content"]["application/json"]["schema"]

    jsonschema.validate(answer.json, {**schema, "components": spec["components"]})
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=1001", "cursor=x", "cursor=-1", "nonsense=1"]
)
def test_a_wrong_question_is_refused(client, told, query):
    assert client.get(f"/api/v1/audit?{query}").status_code == 422


def test_the_csv_holds_the_same_chain(client, told):
    answer = client.get("/en/audit/events.csv")
    rows = list(csv.DictReader(io.StringIO(text_of(answer))))
    events, _body = walk(client, limit=1000)

    assert answer.mimetype == "text/csv"
    assert [row["hash"] for row in rows] == [event["hash"] for event in events]
    assert {row["key"] for row in rows} == {told["public"], ""}
    assert "canary" not in text_of(answer)


def run(held, *words):
    return CliRunner().invoke(cli, list(words), obj=held, catch_exceptions=True)


def test_the_command_replays_and_says_so(held, told):
    done = run(held, "audit", "verify", "--json")
    body = json.loads(done.output)

    assert done.exit_code == 0
    assert (body["ok"], body["broken"], body["unlike"]) == (True, None, [])
    assert body["events"] == body["head"]["number"]


def test_the_command_names_the_broken_event(held, told):
    with unsealed(held.database) as session:
        third = update(AuditEvent).where(AuditEvent.id == 3)
        session.execute(third.values(role="staff"))

    done = run(held, "audit", "verify", "--json")

    body = json.loads(done.output)
    assert (body["ok"], body["broken"]["number"]) == (False, 3)
    assert "event 3 was changed" in str(done.exception)


def test_a_head_noted_earlier_shows_that_the_end_was_cut_off(held, told):
    noted = run(held, "audit", "head").output.strip()
    last = noted.partition(":")[0]
    sound = run(held, "audit", "verify", "--head", noted)
    with unsealed(held.database) as session:
        session.execute(delete(AuditEvent).where(AuditEvent.id == int(last)))

    cut = run(held, "audit", "verify", "--head", noted)

    assert sound.exit_code == 0
    assert "cut off" in str(cut.exception)


def test_saved_pages_are_checked_without_the_database(client, held, told, tmp_path):
    page = tmp_path / "page.json"
    page.write_bytes(client.get("/api/v1/audit?limit=1000").data)
    noted = run(held, "audit", "head").output.strip()

    sound = run(held, "audit", "check", str(page), "--head", noted)
    page.write_text(page.read_text().replace('"moderator"', '"staff"'))
    forged = run(held, "audit", "check", str(page))

    assert sound.exit_code == 0
    assert "was changed" in str(forged.exception)
