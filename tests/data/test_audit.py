"""The audit trail cannot be changed, and not at all unseen."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import delete, func, select, text, update
from sqlalchemy.exc import DBAPIError

from data.models import AuditEvent
from data.queries.audit import Change, entry_of, find_broken_event, record_change
from geo.trail import WHOLE, hash_whole
from tests.tamper import unsealed

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
REFUSED = "never changed or deleted"


@pytest.fixture
def trail(database):
    with database.write() as session:
        for number in range(5):
            change = Change(
                "officer", "report", f"R{number}", "publish", "a", "b", "", {"n": 1.5}
            )
            record_change(session, change, at=NOON + timedelta(minutes=number))
    return database


def third(session):
    return session.scalars(select(AuditEvent).order_by(AuditEvent.id)).all()[2]


def broken_key(database):
    with database.read() as session:
        broken = find_broken_event(session)
        return broken and session.get(AuditEvent, broken.number).subject_key


def test_an_untouched_trail_holds(trail):
    assert broken_key(trail) is None


def test_the_zone_in_which_a_time_was_told_does_not_matter(trail):
    told = NOON.astimezone(timezone(timedelta(hours=1)))
    with trail.write() as session:
        record_change(session, Change("officer", "report", "R9", "publish"), at=told)

    assert broken_key(trail) is None


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("after", "hidden"),
        ("role", "citizen"),
        ("subject_key", "R7"),
        ("reason", "abuse"),
        ("details", {"n": 2}),
        ("at", NOON),
        ("salt", "0" * 32),
        ("form", WHOLE),
        ("hash", "0" * 64),
    ],
)
def test_a_changed_event_is_found(trail, column, value):
    with unsealed(trail) as session:
        number = third(session).id
        setattr(third(session), column, value)

    with trail.read() as session:
        broken = find_broken_event(session)

    assert broken is not None
    assert broken.number == number
    assert "was changed" in broken.what


def test_a_removed_event_is_found_at_the_one_after_it(trail):
    with unsealed(trail) as session:
        session.delete(third(session))

    with trail.read() as session:
        broken = find_broken_event(session)

    assert broken_key(trail) == "R3"
    assert "does not follow" in broken.what


def test_an_event_that_was_slipped_in_is_found(trail):
    with unsealed(trail) as session:
        row = third(session)
        forged = Change("officer", "report", "R9", "publish")
        session.delete(row)
        session.flush()
        values = {"form": 2, "salt": "", "previous_hash": row.previous_hash}
        session.add(
            AuditEvent(id=row.id, at=NOON, hash="f" * 64, **vars(forged), **values)
        )

    assert broken_key(trail) == "R9"


def test_events_of_the_older_form_still_hold_and_new_ones_follow_them(database):
    with unsealed(database) as session:
        record_change(session, Change("staff", "report", "R1", "file"), at=NOON)
        old = session.scalars(select(AuditEvent)).one()
        old.form, old.salt = WHOLE, ""
        old.hash = hash_whole(entry_of(old), "")
        session.flush()
        record_change(session, Change("staff", "report", "R2", "file"), at=NOON)

    assert broken_key(database) is None


@pytest.mark.parametrize(
    "change",
    [
        update(AuditEvent).values(after="hidden"),
        delete(AuditEvent),
        delete(AuditEvent).where(AuditEvent.subject_key == "R4"),
    ],
)
def test_the_database_itself_refuses_to_change_an_event(trail, change):
    with pytest.raises(DBAPIError, match=REFUSED), trail.write() as session:
        session.execute(change)

    with trail.read() as session:
        assert session.scalar(select(func.count(AuditEvent.id))) == 5
    assert broken_key(trail) is None


def test_the_trail_cannot_be_emptied_or_overwritten_by_other_words(trail):
    is_server = trail.engine.dialect.name == "postgresql"
    replaced = (
        "INSERT OR REPLACE INTO audit_event SELECT id, at, 'x', subject_kind,"
        " subject_key, action, before, after, reason, details, previous_hash, hash,"
        " form, salt FROM audit_event WHERE id = 2"
    )
    words = "TRUNCATE audit_event" if is_server else replaced

    with pytest.raises(DBAPIError, match=REFUSED), trail.write() as session:
        session.execute(text(words))

    assert broken_key(trail) is None


def test_many_writers_at_once_make_one_chain(database):
    def write(writer: int) -> None:
        for number in range(10):
            change = Change("officer", "report", f"{writer}-{number}", "publish")
            with database.write() as session:
                record_change(session, change, at=NOON)

    writers = [threading.Thread(target=write, args=(n,)) for n in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    with database.read() as session:
        assert session.scalar(select(func.count(AuditEvent.id))) == 40
    assert broken_key(database) is None
