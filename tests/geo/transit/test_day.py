from datetime import date, datetime
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from geo.timetable import ADDED, REMOVED
from geo.transit.day import Day, day_base, select_day
from geo.transit.pattern import HIGH
from geo.transit.rows import FrequencyRow, ServiceRow
from tests.timetable import ALWAYS, DAY, Call, Run, Sheet, bus, clock

ZURICH = "Europe/Zurich"


def leaves(day: Day) -> list[int]:
    """List when the vehicles of a day leave their first stops."""
    trip = day.timetable.call_start[day.runs.trip]
    return sorted((day.timetable.departure_s[trip] + day.runs.shift_s).tolist())


def test_a_day_has_yesterdays_trips_past_midnight_and_tomorrows_first() -> None:
    night = Sheet(2, [bus("0 24:10", "1 24:40")]).build()

    day = select_day(night, DAY)

    assert leaves(day) == [clock("00:10"), clock("24:10")]


def test_what_ended_before_midnight_is_not_of_the_day_after() -> None:
    only = ServiceRow("once", exceptions={date(2026, 11, 22): ADDED})
    sheet = Sheet(2, [bus("0 23:10", "1 23:40", service="once")], (only,))

    assert leaves(select_day(sheet.build(), DAY)) == []


def test_exceptions_outdo_the_weekdays() -> None:
    exceptions = {DAY: REMOVED, date(2026, 11, 24): REMOVED, date(2026, 11, 22): ADDED}
    mondays = ServiceRow("m", "1000000", ALWAYS.start, ALWAYS.end, exceptions)
    runs = [bus("0 30:00", "1 30:20", service="m")]

    day = select_day(Sheet(2, runs, (mondays,)).build(), DAY)

    assert leaves(day) == [clock("06:00")]
    assert day.services == 0


def test_a_day_outside_the_dates_runs_nothing() -> None:
    timetable = Sheet(2, [bus("0 10:00", "1 10:20")]).build()

    day = select_day(timetable, date(2027, 6, 1))

    assert day.services == 0
    assert len(day.patterns.access) == 0


@pytest.mark.parametrize(
    ("day", "hour"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 1)]
)
def test_times_count_from_noon_minus_twelve_hours(day: date, hour: int) -> None:
    base = day_base(day, ZURICH)

    assert (base.hour, base.minute) == (hour, 0)
    assert (
        base.timestamp() + 12 * 3600
        == datetime(
            day.year, day.month, day.day, 12, tzinfo=ZoneInfo(ZURICH)
        ).timestamp()
    )


def test_a_bus_at_ten_leaves_at_ten_on_the_day_clocks_change() -> None:
    timetable = Sheet(2, [bus("0 10:00", "1 10:20")], zone=ZURICH).build()

    day = select_day(timetable, date(2026, 3, 29))

    times = [day.time(seconds) for seconds in leaves(day)]
    assert [(one.day, one.hour, one.minute) for one in times] == [
        (29, 10, 0),
        (30, 10, 0),
    ]


def test_a_night_bus_of_the_day_before_keeps_its_minutes_when_clocks_change() -> None:
    # 25:30 of Saturday is 25.5 hours after noon minus twelve: half past one.
    saturday = ServiceRow("s", exceptions={date(2026, 3, 28): ADDED})
    runs = [bus("0 25:30", "1 26:30", service="s")]
    timetable = Sheet(2, runs, (saturday,), zone=ZURICH).build()

    day = select_day(timetable, date(2026, 3, 29))

    first, last = (day.time(s) for s in (leaves(day)[0], leaves(day)[0] + 3600))
    assert (first.hour, first.minute) == (1, 30)
    assert (last.hour, last.minute) == (3, 30)


def test_feeds_of_two_time_zones_meet_on_one_clock() -> None:
    far = ServiceRow(
        "far", ALWAYS.weekdays, ALWAYS.start, ALWAYS.end, zone="Asia/Tokyo"
    )
    runs = [bus("0 18:00", "1 18:20", service="far"), bus("0 10:00", "1 10:20")]
    timetable = Sheet(2, runs, (far, ALWAYS)).build()

    day = select_day(timetable, DAY)

    assert leaves(day)[:2] == [clock("10:00"), clock("10:00")]


def test_exact_frequencies_are_departures_until_just_before_their_end() -> None:
    often = FrequencyRow("t0", clock("08:00"), clock("08:30"), 600, exact=True)
    timetable = Sheet(2, [bus("0 06:00", "1 06:05")], frequencies=[often]).build()

    day = select_day(timetable, DAY)

    assert leaves(day)[:3] == [clock("08:00"), clock("08:10"), clock("08:20")]
    assert len(leaves(day)) == 6  # today and tomorrow


def test_other_frequencies_are_a_wait_of_up_to_a_headway() -> None:
    often = FrequencyRow("t0", clock("08:00"), clock("20:00"), 1800)
    timetable = Sheet(2, [bus("0 06:00", "1 06:05")], frequencies=[often]).build()

    day = select_day(timetable, DAY)

    assert leaves(day) == []
    assert day.loose.first_s.tolist() == [clock("08:00"), clock("32:00")]
    assert day.loose.low_s.tolist() == [0, 0]
    assert day.loose.high_s.tolist() == [1800, 1800]
    assert day.patterns.is_loose.all()
    assert day.patterns.arrival[:2].tolist() == [0, 300]


def test_what_leaves_when_full_waits_as_it_says() -> None:
    run = bus("0 06:00", "1 06:40", wait_low_s=600, wait_high_s=5400)
    often = FrequencyRow("t0", clock("05:30"), clock("18:00"), 3000)

    day = select_day(Sheet(2, [run], frequencies=[often]).build(), DAY)

    assert (day.loose.low_s[0], day.loose.high_s[0]) == (600, 5400)
    assert day.loose.last_s[0] == clock("18:00")


def test_without_a_longest_wait_no_arrival_is_certain() -> None:
    run = bus("0 06:00", "1 06:40", wait_low_s=600)

    day = select_day(Sheet(2, [run]).build(), DAY)

    window = day.patterns.window[0]
    assert window[HIGH] > 3600 * 1000


def test_vehicles_of_a_pattern_never_overtake() -> None:
    runs = [
        bus("0 10:00", "1 11:00"),
        bus("0 10:10", "1 10:30"),
        bus("0 10:20", "1 11:10"),
    ]

    day = select_day(Sheet(2, runs).build(), DAY)

    patterns = day.patterns
    assert len(patterns.access) == 2
    for one, start in enumerate(patterns.time_start[:-1]):
        times = patterns.arrival[start : patterns.time_start[one + 1]].reshape(-1, 2)
        assert (np.diff(times, axis=0) >= 0).all()


def test_vehicles_that_take_wheelchairs_have_patterns_of_their_own() -> None:
    runs = [bus("0 10:00", "1 11:00", access=1), bus("0 12:00", "1 13:00", access=2)]

    day = select_day(Sheet(2, runs).build(), DAY)

    assert sorted(day.patterns.access.tolist()) == [1, 2]


def test_the_same_day_is_chosen_once() -> None:
    timetable = Sheet(2, [Run([Call(0, 0, 0), Call(1, 9, 9)])]).build()

    assert select_day(timetable, DAY) is select_day(timetable, DAY)
