"""The audit trail cannot be changed unseen."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import select

from data.models import AuditEvent
from data.queries.audit import Change, find_broken_event, record_change

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def trail(database):
    with database.write() as session:
        for number in range(5):
            change = Change("officer", "report", f"R{number}", "publish", "a", "b")
            record_change(session, change, at=NOON + timedelta(minutes=number))
    return database


def test_an_untouched_trail_holds(trail):
    with trail.read() as session:
        assert find_broken_event(session) is None


def test_the_zone_in_which_a_time_was_told_does_not_matter(trail):
    told = NOON.astimezone(timezone(timedelta(hours=1)))
    with trail.write() as session:
        record_change(session, Change("officer", "report", "R9", "publish"), at=told)

    with trail.read() as session:
        assert find_broken_event(session) is None


@pytest.mark.parametrize(
    ("column", "value"), [("after", "hidden"), ("role", "citizen"), ("hash", "0" * 64)]
)
def test_a_changed_event_is_found(trail, column, value):
    with trail.write() as session:
        third = session.scalars(select(AuditEvent).order_by(AuditEvent.id)).all()[2]
        setattr(third, column, value)

    with trail.read() as session:
        broken = find_broken_event(session)

    assert broken is not None
    assert broken.subject_key == "R2"


def test_a_removed_event_is_found(trail):
    with trail.write() as session:
        session.delete(session.scalars(select(AuditEvent)).all()[1])

    with trail.read() as session:
        assert find_broken_event(session) is not None
