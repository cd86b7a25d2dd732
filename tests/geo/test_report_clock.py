"""Clocks of reports: each strikes once, at its time, by the town's calendar."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.clock import EAGER, Calendar, find_struck, next_due, set_mark
from geo.life_cycle import report_states
from geo.standing import Standing

TUNIS = Calendar(ZoneInfo("Africa/Tunis"))
THURSDAY = datetime(2026, 11, 26, 9, tzinfo=UTC)
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)


def stands(state: str, **values) -> Standing:
    return Standing("AAAAA-AAAAA", THURSDAY, state, **values)


@pytest.mark.parametrize(
    ("state", "days"),
    [
        ("received", 1),
        ("held", 5),
        ("published", 7),
        ("needs_info", 10),
        ("forwarded", 30),
        ("fix_claimed", 28),
        ("reopened", 7),
    ],
)
def test_the_first_clock_strikes_after_the_days_of_the_design(state, days):
    assert next_due(stands(state), TUNIS) == THURSDAY + days * DAY


def test_days_of_rest_are_the_towns():
    friday_and_saturday = Calendar(ZoneInfo("Asia/Riyadh"), frozenset({4, 5}))

    assert next_due(stands("received"), friday_and_saturday) == THURSDAY + 3 * DAY


def test_a_plan_is_overdue_when_its_day_has_ended_in_the_town():
    now = stands("planned", facts={"target_date": "2027-03-01"})

    assert next_due(now, TUNIS) == datetime(2027, 3, 1, 23, tzinfo=UTC)


def test_a_temporary_obstacle_lapses_when_its_time_is_over():
    now = stands("published", expires_at=THURSDAY + DAY)

    struck = find_struck(now, TUNIS, THURSDAY + DAY)

    assert (struck.to, struck.reason) == ("lapsed", "time_over")
    assert find_struck(now, TUNIS, THURSDAY + DAY - timedelta(seconds=1)) is None


def test_a_question_is_repeated_before_its_report_is_closed():
    now = stands("needs_info")

    first = find_struck(now, TUNIS, THURSDAY + 40 * DAY)
    reminded = set_mark(now, first.mark, THURSDAY + 40 * DAY)

    assert first.mark == "reminded"
    assert find_struck(reminded, TUNIS, THURSDAY + 50 * DAY) is None
    assert find_struck(reminded, TUNIS, THURSDAY + 51 * DAY).to == "not_found"


@pytest.mark.parametrize(
    "state", ["triaged", "in_progress", "fixed_verified", "duplicate", "withdrawn"]
)
def test_some_states_wait_for_nobody(state):
    assert next_due(stands(state), TUNIS) is None


MOMENTS = st.integers(0, 2 * 365 * 24 * 60).map(lambda m: THURSDAY + m * MINUTE)
CALENDARS = st.builds(
    Calendar,
    st.sampled_from([ZoneInfo(n) for n in ("UTC", "Africa/Tunis", "Pacific/Auckland")]),
    st.frozensets(st.integers(0, 6), max_size=6),
)


@given(
    at=MOMENTS,
    state=st.sampled_from(list(report_states())),
    calendar=CALENDARS,
    lasts=st.none() | st.integers(0, 60),
)
def test_a_clock_never_strikes_before_the_report_is_looked_at(
    at, state, calendar, lasts
):
    ends = None if lasts is None else at + lasts * DAY
    facts = {"target_date": f"{at + 3 * DAY:%Y-%m-%d}"}
    now = Standing("A", at, state, expires_at=ends, facts=facts)

    exact, early = next_due(now, calendar), next_due(now, EAGER)

    assert (exact is None) == (early is None)
    if exact is not None:
        # A day may be an hour shorter or longer where clocks are put forward.
        assert early <= exact + timedelta(hours=1)
        assert find_struck(now, calendar, exact) is not None


@given(at=MOMENTS, days=st.integers(0, 30), calendar=CALENDARS)
def test_working_days_end_on_a_working_day(at, days, calendar):
    end = calendar.add_working_days(at, days)

    assert end >= at + days * DAY - timedelta(hours=1)
    assert not days or end.astimezone(calendar.zone).weekday() not in calendar.rest
