"""A report that is sent once more, long after: still the same, never another."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select, update

from data.models import AuditEvent, Report, ReportTold
from data.queries.audit_check import verify_trail
from data.queries.life_cycle import advance_report
from data.queries.own import erase_withdrawn, redact_report
from data.queries.redact import redact_text
from data.queries.replay import find_unlike, replay_reports
from data.queries.report import file_report
from data.queries.report_sent import find_repeat, find_sent
from geo.draft import Draft
from geo.errors import GoneError, InputError
from geo.standing import Actor, Move
from tests.tamper import unsealed

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
SAID = Draft(
    "kerb", "high, call Canary", (), "Rue", (8.7, 36.1), "fr", "device-1", channel="api"
)


def file(database, draft=SAID):
    with database.write() as session:
        return file_report(session, draft, at=NOON)


def by_author(session, tracking):
    left = {"description": "high", "where_text": "Rue"}
    return redact_report(session, tracking, **left, at=NOON)


def by_moderator(session, tracking):
    who = Actor("moderator", "m")
    said = "high, […]"
    return redact_text(session, tracking, "description", said, actor=who, at=NOON)


@pytest.mark.parametrize("redact", [by_author, by_moderator])
def test_a_late_retry_is_known_although_words_were_taken_out(database, redact):
    first = file(database)
    with database.write() as session:
        assert redact(session, first.tracking)

    again = file(database)

    assert (again.tracking, again.is_new) == (first.tracking, False)
    with pytest.raises(InputError, match="make a new key"):
        file(database, replace(SAID, description="something else"))


def test_a_late_retry_of_what_was_deleted_makes_no_second_report(database):
    first = file(database)
    with database.write() as session:
        move = Move("withdrawn", Actor("author", "a"), NOON)
        advance_report(session, first.tracking, move)
        erase_withdrawn(session, first.tracking, at=NOON)

    with pytest.raises(GoneError):
        file(database)

    with database.read() as session:
        kept = session.scalars(select(Report)).one()
        assert "device-1" not in kept.idempotency_key
        assert find_repeat(session, SAID) == ""


def test_only_exactly_the_same_is_a_repeat(database):
    first = file(database)
    with database.read() as session:
        assert find_repeat(session, SAID) == first.tracking
        assert find_sent(session, SAID) == first.tracking
        assert find_repeat(session, replace(SAID, description="x")) == ""
        assert find_repeat(session, replace(SAID, send_key="other")) == ""
        assert find_repeat(session, replace(SAID, send_key="")) == ""


def test_the_trail_tells_by_which_way_a_report_came(database):
    filed = file(database)
    with database.read() as session:
        assert replay_reports(session)[filed.tracking].channel == "api"
        assert find_unlike(session) == []
    with database.write() as session:
        session.execute(update(ReportTold).values(channel="desk"))
    with database.read() as session:
        assert find_unlike(session) == [filed.tracking]


def test_a_trail_of_before_tells_no_channel_and_holds(database):
    filed = file(database)
    with unsealed(database) as session:
        event = session.scalars(select(AuditEvent)).one()
        session.execute(update(AuditEvent).values(details={"flags": []}))
        session.expire(event)
    with database.read() as session:
        assert find_unlike(session) == []
        assert replay_reports(session)[filed.tracking].channel == ""


def test_the_chain_holds_with_what_new_events_tell(database):
    file(database)
    file(database, replace(SAID, send_key="", channel="phone"))

    verdict = verify_trail(database)

    assert verdict.holds
    with database.read() as session:
        assert session.scalar(select(func.count(AuditEvent.id))) == verdict.events
