"""A replay of the trail: what was changed, cut off or moved past it is found."""

from __future__ import annotations

import tracemalloc
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, select, update

from data.heads import FILE, note_head, read_heads
from data.models import AuditEvent, Report
from data.queries.audit import Change, record_change
from data.queries.audit_check import find_head, verify_trail
from data.queries.life_cycle import advance_report
from data.queries.report import file_report
from geo.draft import Draft
from geo.errors import InputError
from geo.head import Head, parse_head
from geo.standing import Actor, Move
from geo.trail import Entry, hash_parted
from tests.tamper import hanging_on_reports, unsealed, write_long_trail

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
MODERATOR, STAFF = Actor("moderator", "p-1"), Actor("staff", "p-2")


@pytest.fixture
def trail(database):
    trackings = []
    for number in range(3):
        with database.write() as session:
            draft = Draft("kerb", where_text=f"Rue {number}")
            tracking = file_report(session, draft, at=NOON).tracking
            advance_report(session, tracking, Move("published", MODERATOR, NOON))
            asked = Move(
                "needs_info", STAFF, NOON, evidence={"question": "which side?"}
            )
            advance_report(session, tracking, asked)
            trackings.append(tracking)
    return database, trackings


def test_a_sound_trail_holds_and_tells_its_head(trail):
    database, _trackings = trail
    with database.read() as session:
        head = find_head(session)

    verdict = verify_trail(database, [head, Head(0, head.hash)])

    assert verdict.holds
    assert (verdict.events, verdict.last) == (9, head)


def test_an_empty_trail_holds(database):
    verdict = verify_trail(database)

    assert (verdict.holds, verdict.events, verdict.last) == (True, 0, None)


def test_the_first_broken_event_is_told_with_its_number(trail):
    database, _trackings = trail
    with unsealed(database) as session:
        numbers = session.scalars(select(AuditEvent.id).order_by(AuditEvent.id)).all()
        for number in numbers[4:6]:
            change = update(AuditEvent).where(AuditEvent.id == number)
            session.execute(change.values(role="staff"))

    verdict = verify_trail(database)

    assert not verdict.holds
    assert verdict.events == 4
    assert (verdict.broken.number, "its hash" in verdict.broken.what) == (
        numbers[4],
        True,
    )


def test_an_end_that_was_cut_off_holds_by_itself_but_not_against_a_noted_head(trail):
    database, _trackings = trail
    with database.read() as session:
        head = find_head(session)
    with unsealed(database) as session:
        session.execute(delete(AuditEvent).where(AuditEvent.id == head.number))

    verdict = verify_trail(database, [head])

    assert verdict.broken is None
    assert verdict.lost == [head]
    assert len(verdict.unlike) == 1


def test_a_chain_that_was_written_anew_is_found_by_a_noted_head(trail):
    database, _trackings = trail
    with database.read() as session:
        head = find_head(session)
    with unsealed(database) as session:
        _write_anew(session)

    assert verify_trail(database).broken is None
    assert verify_trail(database, [head]).lost == [head]


def _write_anew(session) -> None:
    """Forge as well as whoever owns the database can."""
    previous = ""
    for event in session.scalars(select(AuditEvent).order_by(AuditEvent.id)):
        event.role = "system" if event.role == "moderator" else event.role
        event.previous_hash = previous
        said = Entry(
            event.at,
            event.role,
            event.subject_kind,
            event.subject_key,
            event.action,
            event.before,
            event.after,
            event.reason,
            event.details,
        )
        previous = event.hash = hash_parted(said, event.salt, previous)
        session.flush()


@pytest.mark.parametrize(
    "values",
    [
        {"state": "triaged"},
        {"is_private": True},
        {"facts": {"question": "somebody else asked this"}},
        {"changed_at": NOON + timedelta(days=1)},
    ],
)
def test_a_report_that_was_changed_past_the_trail_is_told(trail, values):
    database, (first, second, _third) = trail
    with database.write() as session:
        moved = update(Report).where(Report.tracking == second)
        session.execute(moved.values(values))

    assert verify_trail(database).unlike == [second]
    assert first not in verify_trail(database).unlike


def test_a_report_that_was_deleted_past_the_trail_is_told(trail):
    database, (_first, second, _third) = trail
    with database.write() as session:
        row = select(Report.id).where(Report.tracking == second).scalar_subquery()
        for table in hanging_on_reports():
            session.execute(delete(table).where(table.c.report_id == row))
        session.execute(delete(Report).where(Report.tracking == second))

    assert verify_trail(database).unlike == [second]


def test_an_event_that_cannot_have_happened_breaks_the_replay(trail):
    database, (first, _second, _third) = trail
    with database.write() as session:
        change = Change("staff", "report", first, "lapsed", "planned", "lapsed")
        number = record_change(session, change, at=NOON).id

    broken = verify_trail(database).broken

    assert (broken.number, "was needs_info" in broken.what) == (number, True)


def test_the_head_is_noted_once_a_day_and_found_again(trail, tmp_path):
    database, _trackings = trail
    first = note_head(database, tmp_path, at=NOON)
    again = note_head(database, tmp_path, at=NOON + timedelta(hours=1))
    later = note_head(database, tmp_path, at=NOON + timedelta(days=1))

    assert again is None
    assert read_heads(tmp_path) == [first, later]
    assert (tmp_path / FILE).read_text().startswith("2026-11-23T12:00:00+00:00,")
    assert verify_trail(database, read_heads(tmp_path)).holds


@pytest.mark.parametrize("text", ["", "12", "x" * 64, "a:" + "0" * 64, "0" * 63])
def test_what_is_no_head_is_refused(text):
    with pytest.raises(InputError):
        parse_head(text)


def test_a_head_is_read_as_it_is_written():
    head = Head(12, "ab" * 32)

    assert parse_head(str(head)) == head
    assert parse_head(head.hash.upper()) == Head(0, head.hash)


def test_a_long_trail_is_replayed_without_being_held_in_memory(database):
    with database.write() as session:
        write_long_trail(session, 3000)

    tracemalloc.start()
    verdict = verify_trail(database)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert (verdict.holds, verdict.events) == (True, 3000)
    assert peak < 12_000_000
