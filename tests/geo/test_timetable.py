"""Times and days of timetables."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import InputError
from geo.timetable import (
    ADDED,
    LATEST_HOUR,
    REMOVED,
    format_time,
    parse_day,
    parse_time,
    runs_on,
)

WEDNESDAY = date(2019, 5, 15)
SUNDAY = date(2019, 5, 19)
WEEK = {
    "weekdays": "1111100",
    "start": date(2019, 1, 1),
    "end": date(2019, 12, 31),
    "exceptions": {},
}


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("00:00:00", 0),
        ("6:05:00", 21_900),
        ("25:10:00", 90_600),
        (" 12:00:01 ", 43_201),
        ("", None),
        ("  ", None),
    ],
)
def test_times_pass_midnight_and_blanks_stay_unknown(text, seconds):
    assert parse_time(text) == seconds


@pytest.mark.parametrize("text", ["12:00", "12:60:00", "12:00:61", "noon", "-1:00:00"])
def test_what_is_no_time_is_refused_with_its_text(text):
    with pytest.raises(InputError, match=text):
        parse_time(text)


@given(st.integers(0, LATEST_HOUR * 3600 + 3599))
def test_a_time_that_is_written_is_read_back(seconds):
    assert parse_time(format_time(seconds)) == seconds


def test_days_are_read_and_impossible_ones_refused():
    assert parse_day("20190515") == WEDNESDAY

    for text in ("20190230", "2019-05-15", ""):
        with pytest.raises(InputError, match="YYYYMMDD"):
            parse_day(text)


def test_a_service_runs_on_its_weekdays_between_its_ends():
    assert runs_on(WEDNESDAY, **WEEK)
    assert not runs_on(SUNDAY, **WEEK)
    assert not runs_on(date(2020, 1, 1), **WEEK)


def test_exceptions_are_stronger_than_weekdays():
    said = {**WEEK, "exceptions": {WEDNESDAY: REMOVED, SUNDAY: ADDED}}

    assert not runs_on(WEDNESDAY, **said)
    assert runs_on(SUNDAY, **said)


def test_a_service_without_weekdays_runs_on_added_days_only():
    only = {"weekdays": "0000000", "start": None, "end": None}

    assert runs_on(SUNDAY, **only, exceptions={SUNDAY: ADDED})
    assert not runs_on(WEDNESDAY, **only, exceptions={SUNDAY: ADDED})
