"""Opening hours and conditions of time: what cannot be judged is never open."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import InputError
from geo.hours import Hours, Moment, judge_access, judge_hours, parse_at

TUNIS = ZoneInfo("Africa/Tunis")
KEF = (8.7095, 36.1765)
OPEN, SHUT, DOUBT = Hours.OPEN, Hours.SHUT, Hours.DOUBT
MONDAY_NOON = "2026-11-23T12:00"
MONDAY_NIGHT = "2026-11-23T23:00"
SUNDAY_NOON = "2026-11-22T12:00"


def moment(text: str) -> Moment:
    return Moment(parse_at(text, TUNIS), KEF)


@pytest.mark.parametrize(
    ("text", "at", "told"),
    [
        ("24/7", MONDAY_NIGHT, OPEN),
        ("Mo-Sa 07:00-20:00", MONDAY_NOON, OPEN),
        ("Mo-Sa 07:00-20:00", MONDAY_NIGHT, SHUT),
        ("Mo-Sa 07:00-20:00", SUNDAY_NOON, SHUT),
        ("22:00-06:00", MONDAY_NIGHT, OPEN),
        ("off", MONDAY_NOON, SHUT),
        ("sunrise-sunset", "2026-11-23T17:00", OPEN),
        ("sunrise-sunset", "2026-11-23T17:30", SHUT),
        ("Mo-Fr 09:00-12:00, 14:00-18:00", "2026-11-22T15:00", SHUT),
        ("Mo-Fr 09:00-12:00, 14:00-18:00", "2026-11-23T15:00", OPEN),
        ("Oct-Mar Mo-Su, PH 09:00-20:00", MONDAY_NIGHT, SHUT),
        ("08:00-20:00; PH off", "2026-03-20T12:00", SHUT),
        ("08:00-20:00; PH off", MONDAY_NOON, OPEN),
    ],
)
def test_hours_are_judged_in_the_time_of_the_town(
    text: str, at: str, told: Hours
) -> None:
    assert judge_hours(text, moment(at)) is told


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Mo-Fr 8-17",
        "by appointment",
        '"by appointment"',
        'Mo-Sa 08:00-17:00 "ring the bell"',
        "Mo-Sa 08:00-17:00 unknown",
        "08:00-20:00; SH off",
        "x" * 2000,
    ],
)
def test_hours_that_cannot_be_judged_are_a_doubt(text: str) -> None:
    assert judge_hours(text, moment(MONDAY_NOON)) is DOUBT


def test_where_no_holidays_are_known_hours_with_holidays_are_a_doubt() -> None:
    kabul = Moment(parse_at(MONDAY_NOON, ZoneInfo("Asia/Kabul")), (69.2, 34.5))

    assert judge_hours("08:00-20:00; PH off", kabul) is DOUBT
    assert judge_hours("13:00-20:00; PH off", kabul) is SHUT


@pytest.mark.parametrize(
    ("text", "at", "told"),
    [
        ("no @ (22:00-06:00)", MONDAY_NIGHT, SHUT),
        ("no @ (22:00-06:00)", MONDAY_NOON, None),
        ("yes @ (Su 00:00-24:00)", SUNDAY_NOON, OPEN),
        ("yes @ (Su 00:00-24:00)", MONDAY_NOON, None),
        ("private @ (Sa; Su)", SUNDAY_NOON, SHUT),
        ("no @ (Su); yes @ (Su 10:00-14:00)", SUNDAY_NOON, OPEN),
        ("no @ Mo-Sa 00:00-07:00,19:00-24:00; no @ Su", SUNDAY_NOON, SHUT),
        ("no @ Mo-Sa 00:00-07:00,19:00-24:00; no @ Su", MONDAY_NOON, None),
        ("no @ (07:30-19:00 AND weight>7.5)", MONDAY_NOON, None),
        ("no @ (wet)", MONDAY_NOON, DOUBT),
        ("no @ (22:00-06:00 AND wet)", MONDAY_NOON, None),
        ("yes @ (wet)", MONDAY_NOON, None),
        ("nonsense @ (Mo-Su 00:00-24:00)", MONDAY_NOON, DOUBT),
        ("nonsense", MONDAY_NOON, DOUBT),
        ("", MONDAY_NOON, DOUBT),
        ("no @ (22:00-06:00", MONDAY_NOON, DOUBT),
    ],
)
def test_the_last_condition_that_holds_counts(
    text: str, at: str, told: Hours | None
) -> None:
    assert judge_access(text, moment(at)) is told


@given(st.text(max_size=60))
def test_whatever_is_written_is_judged_without_an_error(text: str) -> None:
    assert judge_hours(text, moment(MONDAY_NOON)) in Hours
    assert judge_access(f"no @ ({text})", moment(MONDAY_NOON)) is not OPEN


@given(st.integers(0, 365 * 24 * 60))
def test_off_is_the_opposite_of_always(minutes: int) -> None:
    now = Moment(parse_at("2026-01-01T00:00", TUNIS) + timedelta(minutes=minutes), KEF)

    assert judge_hours("24/7", now) is OPEN
    assert judge_hours("24/7 off", now) is SHUT
    assert judge_access("no @ (24/7)", now) is SHUT


def test_a_time_is_read_as_the_time_of_the_town() -> None:
    assert (
        parse_at("2026-11-23T22:00", TUNIS).isoformat() == "2026-11-23T22:00:00+01:00"
    )
    assert parse_at("2026-11-23T22:00Z", TUNIS).hour == 23


@pytest.mark.parametrize(
    "text", ["", "tonight", "2026-13-01T10:00", "0001-01-01T00:00"]
)
def test_a_time_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="at"):
        parse_at(text, TUNIS)
