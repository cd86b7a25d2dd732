"""What was kept long enough goes, on time and once; the trail says so."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert, select, text

from data.models import AuditEvent, Base, Mail, Report
from data.photos import PhotoStore
from data.queries.audit_check import verify_trail
from data.queries.contact import find_own_contact, keep_contact
from data.queries.erase import DROPPED, ELSEWHERE, EMPTIED
from data.queries.life_cycle import advance_report
from data.queries.photo import add_photo, list_photos
from data.queries.report import file_report, get_report
from data.queries.retention_way import OF_REPORTS, OTHERS
from data.retention import list_due, run_retention
from geo.clock import SYSTEM
from geo.draft import Draft
from geo.life_cycle import report_states
from geo.photo import Caption
from geo.retention import retention_rules, schedule
from geo.standing import Actor, Move
from tests.life import usual_role
from tests.tamper import hanging_on_reports

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
DAY = timedelta(days=1)
RULES = schedule({})
LEFT = {
    "desk_severity": "levels of severity, by profile",
    "report_effect": "how trips changed",
}
"""Tables on reports that hold nothing that anybody has said."""


@pytest.fixture
def store(tmp_path):
    return PhotoStore(tmp_path / "photos")


def filed(database, *, at=NOON) -> str:
    with database.write() as session:
        draft = Draft("kerb", "canary text", where_text="canary street", lang="fr")
        tracking = file_report(session, draft, at=at).tracking
        values = {"name": "Canary", "email": "canary@example.org", "consent": True}
        keep_contact(session, tracking, **values, at=at)
    return tracking


def advance(database, tracking, *states, at=NOON, reason=""):
    for state in states:
        with database.write() as session:
            before = get_report(session, tracking).state
            actor = Actor(usual_role(before, state), "p-1")
            move = Move(state, actor, at, reason if state == states[-1] else "")
            advance_report(session, tracking, move)


def run(database, store, at):
    return {one.rule: one for one in run_retention(database, RULES, store, at=at)}


def kept(database, tracking):
    with database.read() as session:
        return get_report(session, tracking), find_own_contact(session, tracking)


def actions(database):
    with database.read() as session:
        wanted = select(AuditEvent.subject_kind, AuditEvent.action)
        return [tuple(row) for row in session.execute(wanted.order_by(AuditEvent.id))]


def test_every_rule_has_a_way_and_every_way_a_rule():
    ways = {rule.what for rule in retention_rules().values()}

    assert ways == set(OF_REPORTS) | set(OTHERS)


def test_every_table_that_rows_are_deleted_from_exists_and_has_the_column():
    rules = [rule for rule in RULES if rule.what == "rows"]

    assert rules
    for rule in rules:
        columns = Base.metadata.tables[rule.table].c
        assert rule.column in columns
        assert not rule.unless or rule.unless in columns


def test_no_table_on_reports_is_forgotten_when_one_is_deleted():
    known = {*EMPTIED, *DROPPED, *ELSEWHERE, *LEFT}

    forgotten = {table.name for table in hanging_on_reports()} - known

    assert forgotten == set()


def test_contact_details_go_when_a_report_has_been_closed_long_enough(database, store):
    tracking = filed(database)
    advance(database, tracking, "published")
    with database.write() as session:
        advance_report(
            session, tracking, Move("fix_claimed", Actor("public", "x"), NOON)
        )
        why = "not_verified_in_time"
        advance_report(session, tracking, Move("fixed_unverified", SYSTEM, NOON, why))

    early = run(database, store, NOON + 90 * DAY)
    still = kept(database, tracking)[1]
    late = run(database, store, NOON + 90 * DAY + timedelta(seconds=1))
    again = run(database, store, NOON + 91 * DAY)
    record, contact = kept(database, tracking)

    assert "contact_closed" not in early
    assert still is not None
    assert late["contact_closed"].reports == (tracking,)
    assert "contact_closed" not in again
    assert contact is None
    assert record.description == "canary text"
    assert ("contact", "remove") in actions(database)


def test_of_an_open_report_contact_details_stay_but_not_for_ever(database, store):
    tracking = filed(database)
    advance(database, tracking, "published")

    early = run(database, store, NOON + 730 * DAY)
    still = kept(database, tracking)[1]
    late = run(database, store, NOON + 731 * DAY)

    assert not [rule for rule in early if rule.startswith("contact")]
    assert still is not None
    assert late["contact_longest"].reports == (tracking,)
    assert kept(database, tracking)[1] is None


@pytest.mark.parametrize(("state", "days"), [("withdrawn", 30), ("hidden", 180)])
def test_what_was_withdrawn_or_hidden_is_emptied_and_stands_where_it_stood(
    database, store, state, days
):
    tracking = filed(database)
    with database.write() as session:
        file = store.seal(b"picture")
        said = Caption(alt="canary")
        add_photo(session, tracking, said, digest="0" * 64, sealed=file, at=NOON)
    reason = "abuse" if state == "hidden" else ""
    advance(database, tracking, "published", state, reason=reason)

    before = run(database, store, NOON + days * DAY)
    after = run(database, store, NOON + days * DAY + timedelta(seconds=1))
    record, contact = kept(database, tracking)

    assert state not in before
    assert after[state].reports == (tracking,)
    assert (record.description, record.where_text, record.lonlat) == ("", "", None)
    assert (record.state, record.flags) == (state, ("anonymised",))
    assert contact is None
    with database.read() as session:
        assert list_photos(session, tracking, public=False) == []
    assert not store.path(file).exists()
    assert verify_trail(database).holds
    assert run(database, store, NOON + 1000 * DAY).get(state) is None


def test_a_letter_that_was_sent_is_forgotten_and_one_that_waits_is_not(database, store):
    values = {"address": "", "template": "t", "lang": "fr", "values": {}, "tries": 1}
    times = {"created_at": NOON, "next_at": NOON, "trouble": ""}
    with database.write() as session:
        for key, ended, state in (("a", NOON, "sent"), ("b", None, "waiting")):
            row = {"key": key, "ended_at": ended, "state": state}
            session.execute(insert(Mail).values(**values, **times, **row))

    gone = run(database, store, NOON + 31 * DAY)

    assert gone["mail"].count == 1
    with database.read() as session:
        assert session.scalars(select(Mail.key)).all() == ["b"]
        event = session.scalars(
            select(AuditEvent).where(AuditEvent.subject_kind == "retention")
        ).one()
    assert (event.subject_key, event.action) == ("mail", "delete")
    assert event.details == {"count": 1}


def test_a_dry_run_counts_and_changes_nothing(database, store):
    tracking = filed(database)
    advance(database, tracking, "withdrawn")
    before = actions(database)

    due = list_due(database, RULES, at=NOON + 31 * DAY)

    counts = {one.rule: one.count for one in due if one.count}
    assert counts["withdrawn"] == 1
    assert counts["contact_unlisted"] == 1
    assert actions(database) == before
    assert kept(database, tracking)[0].description == "canary text"


def test_a_town_may_keep_something_for_another_time(database, store):
    tracking = filed(database)
    advance(database, tracking, "withdrawn")
    rules = schedule({"withdrawn": 5, "contact_unlisted": 1})

    run_retention(database, rules, store, at=NOON + 6 * DAY)

    assert kept(database, tracking)[0].description == ""


def test_more_reports_than_one_transaction_takes_are_all_emptied(database, store):
    trackings = [filed(database) for _ in range(3)]
    for tracking in trackings:
        advance(database, tracking, "withdrawn")

    gone = run(database, store, NOON + 40 * DAY)

    assert gone["contact_unlisted"].count == 3
    assert all(kept(database, one)[0].description == "" for one in trackings)


def test_the_trail_never_holds_what_was_deleted(database, store):
    tracking = filed(database)
    advance(database, tracking, "withdrawn")
    run(database, store, NOON + 400 * DAY)

    with database.read() as session:
        rows = session.execute(text("SELECT * FROM audit_event")).all()

    told = " ".join(str(value) for row in rows for value in row).lower()
    assert tracking.lower() in told
    assert "canary" not in told


def test_every_state_that_ends_has_its_contact_deleted_some_day(database):
    closed = [s.id for s in report_states().values() if s.open311 == "closed"]
    with database.read() as session:
        assert session.scalars(select(Report.id)).all() == []

    assert closed
    assert {"contact_closed", "contact_unlisted"} <= set(retention_rules())
