"""Duplicates, clocks and races of reports on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from data.models import AuditEvent, Barrier
from data.queries.audit import find_broken_event
from data.queries.life_cycle import advance_report, flag_report
from data.queries.replay import find_unlike
from data.queries.report import count_voices, file_report, get_report
from data.queries.report_barrier import SiteCheck
from data.queries.tick import Moved, tick
from geo.clock import Calendar
from geo.draft import Draft
from geo.errors import ConflictError, DataError, InputError
from geo.standing import Actor, Move
from tests.map_rows import LAT, LON, filled
from tests.tamper import unsealed

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
DAY = timedelta(days=1)
ON_STREET = (LON + 0.001, LAT + 0.0005)
MODERATOR, STAFF = Actor("moderator"), Actor("staff", "ahmed")
CALENDAR = Calendar()
NEVER_FILED = {"K-received", "K-published", "K-hidden"}
"""Rows of the test town that no event tells of."""


@pytest.fixture
def town(database):
    return filled(database)


def _move(database, tracking, to, actor=STAFF, *, found=None, reason="", **given):
    with database.write() as session:
        move = Move(to, actor, NOON, reason, given)
        return advance_report(session, tracking, move, found=found)


def _published(database, category="kerb") -> str:
    with database.write() as session:
        draft = Draft(category, lonlat=ON_STREET)
        tracking = file_report(session, draft, at=NOON).tracking
    _move(database, tracking, "published", MODERATOR)
    return tracking


def _standing(database, tracking):
    with database.read() as session:
        return get_report(session, tracking).standing


def _join(database, tracking, canonical):
    return _move(database, tracking, "duplicate", canonical=canonical)


def _voices(database, tracking) -> int:
    with database.read() as session:
        return count_voices(session, tracking)


def test_who_joined_a_report_goes_along_when_it_is_joined_itself(town):
    first, second, third = (_published(town) for _ in range(3))
    _join(town, first, second.lower())

    _join(town, second, third)

    assert _standing(town, first).canonical == third
    assert _standing(town, second).canonical == third
    assert [_voices(town, one) for one in (first, second, third)] == [1, 1, 3]


def test_a_report_is_not_joined_to_one_that_is_joined(town):
    first, second = _published(town), _published(town)
    _join(town, first, second)

    with pytest.raises(InputError, match="is a duplicate itself"):
        _join(town, second, first)


@pytest.mark.parametrize("how", ["hidden", "withdrawn", "private"])
def test_no_duplicate_is_lost_with_the_report_that_it_points_to(town, how):
    first, second = _published(town), _published(town)
    _join(town, first, second)

    if how == "private":
        with town.write() as session:
            flag_report(session, second, how, actor=MODERATOR, on=True, at=NOON)
    else:
        actor = MODERATOR if how == "hidden" else Actor("author")
        _move(town, second, how, actor, reason="abuse" if how == "hidden" else "")

    now = _standing(town, first)
    assert (now.state, now.canonical) == ("published", "")
    with town.read() as session:
        assert get_report(session, first).reason == "canonical_gone"
        assert set(find_unlike(session)) == NEVER_FILED


def test_joining_both_ways_at_once_leaves_one_that_stands(town):
    first, second = _published(town), _published(town)

    def join(pair):
        try:
            _join(town, *pair)
        except (InputError, ConflictError):
            return 0
        return 1

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(join, [(first, second), (second, first)]))

    states = {_standing(town, one).state for one in (first, second)}
    assert (sum(done), states) == (1, {"duplicate", "published"})


def test_the_same_step_taken_by_many_at_once_is_taken_once(town):
    tracking = _published(town)

    def ask(number):
        try:
            _move(town, tracking, "needs_info", question=f"question {number}")
        except ConflictError:
            return 0
        return 1

    with ThreadPoolExecutor(6) as pool:
        done = sum(pool.map(ask, range(6)))

    with town.read() as session:
        assert find_broken_event(session) is None
    assert done == 1


def test_a_parked_car_lapses_after_a_day_and_comes_back_when_confirmed(town):
    tracking = _published(town, "vehicle")

    done = tick(town, at=NOON + DAY, calendar=CALENDAR)
    lapsed = _barrier(town, tracking).status
    _move(town, tracking, "published", Actor("public"))

    assert done.moved == (Moved(tracking, "published", "lapsed"),)
    assert lapsed == "expired"
    again = _barrier(town, tracking)
    assert (again.status, again.expires_at) == ("active", NOON + 2 * DAY)


def _barrier(database, tracking):
    with database.read() as session:
        key = f"report:{tracking}"
        return session.scalar(select(Barrier).where(Barrier.key == key))


def test_staff_says_how_long_an_obstacle_lasts(town):
    tracking, ends = _published(town, "works"), NOON + 90 * DAY

    found = SiteCheck(expires_at=ends)
    _move(town, tracking, "triaged", found=found)

    assert _standing(town, tracking).expires_at == ends
    assert _barrier(town, tracking).expires_at == ends


def test_what_is_planned_acts_until_it_is_repaired(town):
    tracking = _published(town, "works")
    _move(town, tracking, "triaged", found=SiteCheck())

    _move(town, tracking, "planned", target_date="2027-06-01", work="w:1")
    tick(town, at=NOON + 100 * DAY, calendar=CALENDAR)

    assert _barrier(town, tracking).status == "active"
    assert _barrier(town, tracking).expires_at is None


def test_a_repair_that_nobody_verifies_is_closed_with_a_caution(town):
    tracking = _published(town)
    _move(town, tracking, "triaged", found=SiteCheck(value=0.12))
    _move(town, tracking, "fix_claimed", Actor("body", body="works"), photo="a")

    early = tick(town, at=NOON + 27 * DAY, calendar=CALENDAR)
    blocked = _barrier(town, tracking).status
    late = tick(town, at=NOON + 28 * DAY, calendar=CALENDAR)

    now = _standing(town, tracking)
    assert (early.moved, blocked) == ((), "active")
    assert late.moved == (Moved(tracking, "fix_claimed", "fixed_unverified"),)
    assert (now.acts, now.open311, now.updated_at) == (
        "caution",
        "closed",
        NOON + 28 * DAY,
    )
    assert _barrier(town, tracking).status == "removed"


def test_ticks_at_the_same_time_move_every_report_once(town):
    trackings = [_published(town, "vehicle") for _ in range(5)]
    at = NOON + DAY

    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(lambda _: tick(town, at=at, calendar=CALENDAR), range(4)))

    moved = sorted(one.tracking for ticked in done for one in ticked.moved)
    assert moved == sorted(trackings)


def test_a_report_that_was_changed_past_the_trail_is_found(town):
    tracking = _published(town)
    with unsealed(town) as session:
        event = session.scalar(
            select(AuditEvent).where(
                AuditEvent.subject_key == tracking, AuditEvent.after == "published"
            )
        )
        event.before = "held"

    with town.read() as session, pytest.raises(DataError, match="was received"):
        find_unlike(session)
