"""What leaves a stop: by the clock, again and again, when full; after word of now."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.transit.day import select_day
from geo.transit.departure import Leaves, list_departures
from geo.transit.live import Call, CallUpdate, Live, Run, TripUpdate
from geo.transit.live_day import with_live
from geo.transit.live_departure import tell_departures
from geo.transit.rows import (
    CallColumns,
    FrequencyRow,
    LineRow,
    ServiceRow,
    StopRow,
    TransitRows,
    TripRow,
)
from geo.transit.timetable import build_timetable

MONDAY = date(2026, 11, 23)
ZONE = "Africa/Tunis"
H = 3600
A, B, C = 0, 1, 2
TIMES = {
    "early": [8 * H, 8 * H + 600, 8 * H + 1200],
    "late": [9 * H, 9 * H + 600, 9 * H + 1200],
    "night": [24 * H + 600, 24 * H + 1200, 24 * H + 1800],
    "often": [6 * H, 6 * H + 300, 6 * H + 900],
    "exact": [0, 300, 900],
    "full": [7 * H, 7 * H + 900, 7 * H + 1800],
}
NAMES = list(TIMES)


def _calls(pickup):
    rows = [
        (trip, stop, 10 * (stop + 1), time, pickup.get((name, stop), 0))
        for trip, (name, times) in enumerate(TIMES.items())
        for stop, time in enumerate(times)
    ]
    trip, stop, sequence, time, gets_on = np.array(rows, dtype=np.int32).T
    zero = np.zeros(len(rows), dtype=np.int8)
    blank = np.full(len(rows), np.nan)
    gets_on = gets_on.astype(np.int8)
    return CallColumns(
        trip, stop, sequence, time, time, gets_on, zero, zero != 0, blank
    )


def make_day(day=MONDAY, pickup=None):
    """Give three stops on one line, with vehicles of every kind."""
    waits = {"full": {"wait_low_s": 600.0, "wait_high_s": 5400.0}}
    access = {"early": 1, "late": 2}
    rows = TransitRows(
        revision=1,
        zone=ZONE,
        stops=[StopRow(f"x:{one}", lonlat=(8.7, 36.17)) for one in "abc"],
        lines=[LineRow("x:line:1")],
        services=[
            ServiceRow("x:s", "1111111", MONDAY - timedelta(days=9), date(2027, 1, 1))
        ],
        trips=[
            TripRow(
                f"x:trip:{name}",
                "x:line:1",
                "x:s",
                access=access.get(name, 0),
                **waits.get(name, {}),
            )
            for name in NAMES
        ],
        calls=_calls(pickup or {}),
        frequencies=[
            FrequencyRow("x:trip:often", 6 * H, 20 * H, 1800),
            FrequencyRow("x:trip:exact", 10 * H, 11 * H, 1200, exact=True),
            FrequencyRow("x:trip:full", 7 * H, 18 * H, 3600),
        ],
    )
    return select_day(build_timetable(rows)[0], day)


def _listed(found):
    return [(NAMES[one.trip], one.leaves, one.first_s, one.last_s) for one in found]


def test_what_leaves_by_the_clock_comes_in_order_and_the_rest_after_it():
    found = list_departures(make_day(), [B], from_s=8 * H)

    assert _listed(found) == [
        ("early", "clock", 8 * H + 600, 8 * H + 600),
        ("late", "clock", 9 * H + 600, 9 * H + 600),
        ("exact", "clock", 10 * H + 300, 10 * H + 300),
        ("exact", "clock", 10 * H + 1500, 10 * H + 1500),
        ("exact", "clock", 10 * H + 2700, 10 * H + 2700),
        ("often", "often", 6 * H + 300, 20 * H + 300),
        ("full", "full", 7 * H + 900, 18 * H + 900),
    ]


def test_yesterdays_night_bus_leaves_today():
    found = list_departures(make_day(), [A], from_s=0, until_s=H)

    assert _listed(found)[0] == ("night", "clock", 600, 600)


def test_nothing_leaves_from_the_last_stop():
    assert list_departures(make_day(), [C], from_s=0) == []


def test_where_nobody_may_get_on_nothing_leaves():
    day = make_day(pickup={("early", B): 1, ("late", B): 2})

    found = list_departures(day, [B], from_s=8 * H, until_s=10 * H)

    assert [(NAMES[one.trip], one.on_call) for one in found[:1]] == [("late", 2)]


def test_a_wait_is_told_as_it_is_stated_and_a_headway_as_a_wait():
    found = list_departures(make_day(), [A], from_s=12 * H)
    waits = {one.leaves: (one.wait_low_s, one.wait_high_s) for one in found}

    assert waits == {Leaves.OFTEN: (0, 1800), Leaves.FULL: (600, 5400)}


def test_outside_its_days_nothing_leaves():
    assert list_departures(make_day(date(2027, 6, 1)), [A], from_s=0) == []


def _told(*updates, stop=B, now_s=8 * H):
    day = make_day()
    found = list_departures(day, [stop], from_s=8 * H, until_s=10 * H)
    return tell_departures(day, found, Live(day.base, updates), now_s=now_s)


def _word(trip="early", day=MONDAY, **rest):
    return TripUpdate(f"x:trip:{trip}", day, **rest)


LATE = (CallUpdate(sequence=20, arrival_s=240, departure_s=240),)


def test_without_word_a_departure_is_as_the_timetable_has_it():
    first = _told()[0]

    assert (first.now_s, first.leaves_s, first.access) == (None, 8 * H + 600, 1)


def test_a_delay_is_told():
    first = _told(_word(calls=LATE))[0]

    assert first.now_s == 8 * H + 840


def test_who_is_very_late_comes_later_in_the_list():
    hours = (CallUpdate(sequence=10, departure_s=2 * H),)

    told = _told(_word(calls=hours))

    assert [NAMES[one.departure.trip] for one in told][:2] == ["late", "early"]


def test_word_on_another_day_is_not_about_this_run():
    assert _told(_word(day=MONDAY + timedelta(days=1), calls=LATE))[0].now_s is None


def test_word_without_a_day_is_about_the_run_that_is_under_way():
    assert _told(_word(day=None, calls=LATE))[0].now_s == 8 * H + 840
    assert _told(_word(day=None, calls=LATE), now_s=20 * H)[0].now_s is None


@pytest.mark.parametrize(
    "update",
    [
        _word(run=Run.CANCELLED),
        _word(calls=(CallUpdate(sequence=20, run=Call.SKIPPED),)),
    ],
)
def test_what_does_not_come_is_cancelled(update):
    assert [one.is_cancelled for one in _told(update)[:2]] == [True, False]


def test_the_access_of_the_very_vehicle_counts():
    told = _told(_word(access=2), _word("late", access=0))

    assert [(one.access, one.is_access_live) for one in told[:2]] == [
        (2, True),
        (0, True),
    ]


def test_word_on_one_run_of_a_trip_that_repeats_is_about_that_run():
    day = make_day()
    found = list_departures(day, [B], from_s=10 * H, until_s=11 * H)
    word = _word("exact", starts_s=10 * H + 1200, calls=LATE)

    told = tell_departures(day, found, Live(day.base, (word,)), now_s=10 * H)

    clock = [one for one in told if one.departure.leaves is Leaves.CLOCK]
    assert [one.now_s for one in clock] == [None, 10 * H + 1740, None]


def _day_with(*updates):
    day = make_day()
    return day, with_live(day, Live(day.base, updates), now_s=8 * H)


def _names(day, stop=B, until_s=10 * H):
    found = list_departures(day, [stop], from_s=8 * H, until_s=until_s)
    clock = [one for one in found if one.leaves is Leaves.CLOCK]
    keys = (day.timetable.trips[one.trip].key for one in clock)
    return [
        (key.rpartition(":")[2], one.first_s, one.access)
        for key, one in zip(keys, clock, strict=True)
    ]


def test_a_day_without_word_is_the_same_day():
    day, told = _day_with()

    assert told is day


def test_whole_trips_are_searched_with_the_times_and_the_vehicles_of_now():
    _, told = _day_with(_word(calls=LATE, access=2), _word("late", run=Run.CANCELLED))

    assert _names(told) == [("early", 8 * H + 840, 2)]
    assert told.patterns.arrival.max() > 0


def test_nobody_gets_on_where_a_vehicle_does_not_call():
    skipped = (CallUpdate(sequence=20, run=Call.SKIPPED),)

    _, told = _day_with(_word(calls=skipped))

    assert _names(told) == [("late", 9 * H + 600, 2)]
    assert _names(told, stop=A)[0] == ("early", 8 * H, 1)


@given(st.lists(st.sampled_from(["early", "late", "exact"]), max_size=3))
def test_word_that_agrees_with_the_timetable_changes_no_departure(names):
    as_planned = (CallUpdate(sequence=10, arrival_s=0, departure_s=0),)
    day, told = _day_with(*(_word(name, calls=as_planned) for name in names))

    assert _names(told, until_s=12 * H) == _names(day, until_s=12 * H)
    assert len(told.runs.trip) == len(day.runs.trip)
