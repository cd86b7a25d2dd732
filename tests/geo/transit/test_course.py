"""The runs of a line on a day, direction by direction."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from geo.transit.course import (
    goes_the_same_way,
    list_call_times,
    list_courses,
    merge_stops,
)
from geo.transit.day import select_day
from geo.transit.departure import Leaves
from geo.transit.rows import FrequencyRow
from geo.transit.run import DAY_S
from tests.timetable import DAY, Sheet, bus, clock

STOPS = st.lists(st.integers(0, 8), min_size=2, max_size=8, unique=True)


def _courses(*runs, stops=4, **more):
    day = select_day(Sheet(stops, runs, **more).build(), DAY)
    return day, list_courses(day, 0)


def test_runs_of_two_directions_are_two_courses_in_order_of_time():
    _, courses = _courses(
        bus("0 10:00", "1 10:10", "2 10:20"),
        bus("2 11:00", "1 11:10", "0 11:20"),
        bus("0 08:00", "1 08:10", "2 08:20"),
    )

    assert [one.stops for one in courses] == [(0, 1, 2), (2, 1, 0)]
    assert [run.first_s for run in courses[0].runs] == [clock("08:00"), clock("10:00")]


def test_a_run_that_branches_off_puts_its_stops_behind_the_one_that_they_follow():
    _, courses = _courses(
        bus("0 08:00", "1 08:10", "2 08:20"), bus("0 09:00", "1 09:10", "3 09:30")
    )

    assert [set(one.stops) for one in courses] == [{0, 1, 2, 3}]
    assert courses[0].stops[:2] == (0, 1)


def test_a_line_has_no_course_on_a_day_on_which_it_does_not_run():
    table = Sheet(2, [bus("0 08:00", "1 08:10")]).build()

    assert list_courses(select_day(table, date(2027, 6, 1)), 0) == []


def test_what_has_no_minute_keeps_its_range_and_stands_behind_the_clock():
    _, courses = _courses(
        bus("0 06:00", "1 06:10"),
        bus("0 09:00", "1 09:10"),
        frequencies=[FrequencyRow("t0", clock("07:00"), clock("19:00"), 1800)],
    )

    clocked, often = courses[0].runs
    assert (clocked.leaves, often.leaves) == (Leaves.CLOCK, Leaves.OFTEN)
    assert (often.first_s, often.last_s) == (clock("07:00"), clock("19:00"))
    assert often.wait_high_s == 1800


def test_the_calls_of_a_run_are_told_in_seconds_of_the_day():
    day, courses = _courses(
        bus("0 06:00", "1 06:10"),
        frequencies=[FrequencyRow("t0", clock("07:00"), clock("08:00"), 1800, True)],
    )

    found = [list_call_times(day.timetable, run) for run in courses[0].runs]

    assert [calls[1].arrival_s for calls in found] == [clock("07:10"), clock("07:40")]


def test_what_leaves_after_midnight_of_yesterday_is_of_today():
    _, courses = _courses(bus("0 25:10", "1 25:30"))

    assert [run.first_s for run in courses[0].runs] == [clock("25:10") - DAY_S]


@given(STOPS, STOPS)
def test_merged_stops_are_all_stops_and_keep_the_order_of_the_first(one, other):
    merged = merge_stops(one, other)

    assert sorted(merged) == sorted({*one, *other})
    assert [stop for stop in merged if stop in one] == one


@given(STOPS)
def test_a_run_goes_its_own_way_and_not_back(stops):
    assert goes_the_same_way(stops, stops)
    assert not goes_the_same_way(stops, stops[::-1])
