"""Whole trips by vehicle, each as a small table and a line."""

from __future__ import annotations

from datetime import date

import pytest

from geo.answer import Policy
from geo.errors import InputError
from geo.transit.itinerary import Aim
from geo.transit.span import Told
from tests.journeys.rides import (
    PLACES,
    ask,
    draw_streets,
    read_table,
    say,
    say_one,
    say_passed,
)
from tests.timetable import DAY
from tests.town import barrier

CHAIR = "manual_wheelchair"


def test_one_bus() -> None:
    found = ask("1 ? A 10:10  B 10:30", "A-B", "10:00")

    assert say(found) == ["10:09 A 10:10 1 B 10:30"]


def test_nobody_leaves_earlier_than_needed() -> None:
    table = """
        1 ?  A 10:10  B 10:30
        2 ?  B 11:30  C 11:50
        1 ?  A 11:00  B 11:20
    """

    assert say(ask(table, "A-C", "10:00")) == [
        "10:59 A 11:00 1 B 11:20 B 11:30 2 C 11:50"
    ]


def test_a_change_from_one_stop_to_the_other_by_a_lift() -> None:
    table = """
        1 +  A 10:10  B 10:30
        2 +  b 10:40  c 11:00
    """

    assert say(ask(table, "A-c", "10:00")) == [
        "10:09 A 10:10 1 B 10:30 b 10:40 2 c 11:00"
    ]


def test_a_lift_out_of_order_after_midnight_makes_who_rolls_wait_for_another() -> None:
    table = """
        1 +  A 23:50  B 24:20  C 24:50
        2 +  b 24:40  d 25:10
        3 +  C 25:20  D 25:50
    """
    shut = barrier(draw_streets(), "lift B", "obstructed", True)

    free = ask(table, "A-d", "23:30", CHAIR)
    barred = ask(table, "A-d", "23:30", CHAIR, barriers=[shut])

    assert say(free)[0].endswith(
        "A 23:50 1 B 00:20 b 00:40 2 d 01:10 (stop_on, stop_off, stop_on, stop_off)"
    )
    assert say(barred)[0].endswith(
        "C 00:50 C 01:20 3 D 01:50 (stop_on, stop_off, stop_on, stop_off)"
    )


def test_o29_the_first_accessible_bus_is_later_and_the_earlier_ones_are_told() -> None:
    table = """
        1 -  A 10:10  B 10:30
        1 ?  A 10:25  B 10:45
        1 +  A 10:40  B 11:00
    """

    strict, cautious, freely = (
        ask(table, "A-B", "10:00", CHAIR, policy=policy)
        for policy in (Policy.STRICT, Policy.CAUTIOUS, Policy.OPEN)
    )

    stops = "(stop_on, stop_off)"
    asked = "(vehicle, stop_on, stop_off)"
    assert say(strict) == [f"10:37 A 10:40 1 B 11:00 {stops}"]
    assert say_passed(strict.found[0]) == ["1 10:10 -", "1 10:25 ?"]
    assert say(cautious) == [
        f"10:22 A 10:25 1 B 10:45 {asked}",
        f"10:37 A 10:40 1 B 11:00 {stops}",
    ] or say(cautious) == [
        f"10:37 A 10:40 1 B 11:00 {stops}",
        f"10:22 A 10:25 1 B 10:45 {asked}",
    ]
    assert say(freely)[0] == f"10:22 A 10:25 1 B 10:45 {asked}"


def test_o28_unknown_is_not_inaccessible() -> None:
    unknown, closed = (
        ask(f"1 {flag} A 10:10  B 10:30", "A-B", "10:00", CHAIR) for flag in "?-"
    )

    assert len(unknown.found) == 1
    assert unknown.found[0].doubts == 3
    assert closed.found == ()
    assert say_one(closed.of_others[0]) == "10:09 A 10:10 1 B 10:30"
    assert closed.of_others[0].rides[0].access == 2


def test_a_stop_where_nobody_in_a_wheelchair_gets_on_is_not_used() -> None:
    table = read_table("1 + A 10:10  B 10:30", boarding="A- B+")

    assert ask(table, "A-B", "10:00", CHAIR).found == ()
    assert len(ask(table, "A-B", "10:00").found) == 1


def test_where_some_stops_are_known_the_strict_use_only_these() -> None:
    table = read_table("1 + A 10:10  B 10:30  C 10:50", boarding="A+ C+")

    assert len(ask(table, "A-C", "10:00", CHAIR, policy=Policy.STRICT).found) == 1
    assert ask(table, "A-B", "10:00", CHAIR, policy=Policy.STRICT).found == ()


def test_what_leaves_when_full_has_a_range_and_no_minute() -> None:
    table = "L ?5-40 A 06:00  B 06:20 until 18:00"

    (found,) = ask(table, "A-B", "10:00").found

    assert say_one(found) == "10:00 A 10:06..10:41 L B 10:26..11:01 (wait)"
    assert found.only_full
    assert not found.only_if


def test_a_bus_that_is_caught_only_if_the_louage_leaves_soon_is_no_promise() -> None:
    table = """
        L ?5-40 A 06:00  B 06:20 until 18:00
        1 ?     B 10:45  C 11:00
        1 ?     B 11:45  C 12:00
    """

    found = ask(table, "A-C", "10:00")

    certain = [say_one(one) for one in found.found if not one.only_if]
    lucky = [say_one(one) for one in found.found if one.only_if]
    assert [one[-7:] for one in certain] == [" (wait)"]
    assert "1 C 12:00" in certain[0]
    assert any("B 10:45 1 C 11:00" in one for one in lucky)
    assert not found.found[0].only_if


def test_too_late_for_the_last_louage_nothing_is_promised() -> None:
    table = "L ?5-40 A 06:00  B 06:20 until 18:00"

    tomorrow, today = ask(table, "A-B", "17:30").found

    assert today.only_if
    assert today.leaves.day == DAY.day
    assert tomorrow.leaves.day == DAY.day + 1


def test_who_must_be_there_leaves_by_the_last_bus_that_is_in_time() -> None:
    table = """
        1 ?  A 09:10  B 09:30
        1 ?  A 09:40  B 10:00
        1 ?  A 10:10  B 10:30
    """

    assert say(ask(table, "A-B", "10:00", aim=Aim.ARRIVE)) == [
        "09:39 A 09:40 1 B 10:00"
    ]


def test_o29_who_has_to_be_there_is_told_of_later_buses_to_ask_about() -> None:
    table = """
        1 +  A 09:10  B 09:30
        1 ?  A 09:30  B 09:50
        1 -  A 09:35  B 09:55
        1 ?  A 09:45  B 10:05
    """

    found = ask(
        table, "A-B", "10:00", CHAIR, aim=Aim.ARRIVE, policy=Policy.STRICT
    ).found[0]

    assert "A 09:10 1 B 09:30" in say_one(found)
    assert say_passed(found) == ["1 09:30 ?", "1 09:35 -"]


def test_o29_a_later_bus_that_misses_the_change_is_not_told() -> None:
    table = """
        1 +  A 09:10  B 09:30
        1 ?  A 09:30  B 09:50
        1 ?  A 09:38  B 09:58
        2 +  B 10:00  C 10:20
    """

    found = ask(
        table, "A-C", "10:30", CHAIR, aim=Aim.ARRIVE, policy=Policy.STRICT
    ).found[0]

    assert say_passed(found) == ["1 09:30 ?"]


def test_a_window_tells_every_bus_in_it() -> None:
    table = """
        1 ?  A 10:10  B 10:30
        1 ?  A 10:40  B 11:00
        1 ?  A 11:10  B 11:30
    """

    found = ask(table, "A-B", "10:00", window_min=60)

    assert [line[:5] for line in say(found)] == ["10:09", "10:39"]


def test_a_window_tells_a_louage_once_from_its_beginning_to_its_end() -> None:
    table = """
        L ?5-40 A 06:00  B 06:20 until 18:00
        1 ?     A 10:30  B 10:50
    """

    found = ask(table, "A-B", "10:00", window_min=60).found

    (louage,) = [one for one in found if one.rides[0].short_name == "L"]
    assert f"{louage.leaves:%H:%M} {louage.until:%H:%M}" == "10:00 11:00"
    assert [one.until for one in found if one is not louage] == [None]


def test_a_louage_that_stops_within_the_window_is_told_until_it_does() -> None:
    table = "L ?5-40 A 06:00  B 06:20 until 11:10"

    found = ask(table, "A-B", "10:00", window_min=90).found

    spans = [
        (f"{one.leaves:%H:%M}", f"{one.until:%H:%M}", one.only_if)
        for one in found
        if one.until
    ]
    assert spans == [("10:00", "10:25", False), ("10:30", "11:00", True)]


def test_in_a_window_a_louage_meets_the_later_buses_too() -> None:
    table = """
        L ?5-40 A 06:00  B 06:20 until 18:00
        1 ?     B 11:10  C 11:30
        1 ?     B 11:40  C 12:00
    """

    found = ask(table, "A-C", "10:00", window_min=60).found

    today = [one for one in found if not one.only_if and one.leaves.date() == DAY]
    assert [f"{one.arrives.high:%H:%M}" for one in today] == ["11:30", "12:00"]
    assert [f"{one.leaves:%H:%M}" for one in today] == ["10:07", "10:37"]


def test_the_last_way_home_is_told_and_whether_it_is_missed() -> None:
    table = """
        1 ?  A 10:10  B 10:30
        1 ?  A 16:10  B 16:30
        1 ?  B 12:00  A 12:20
        1 ?  B 15:00  A 15:20
    """

    early, late = ask(table, "A-B", "10:00"), ask(table, "A-B", "16:00")

    assert early.home.first is not None
    assert say_one(early.home.first) == "11:59 B 12:00 1 A 12:20"
    assert early.home.last is not None
    assert say_one(early.home.last) == "14:59 B 15:00 1 A 15:20"
    assert not early.home.is_missed
    assert late.home.is_missed


def test_who_can_walk_there_sooner_is_not_sent_by_bus() -> None:
    found = ask("1 ? A 10:30  a 10:50", "A-a", "10:00")

    assert found.found == ()
    assert found.walk is not None


def test_outside_its_dates_a_timetable_is_said_to_have_ended() -> None:
    found = ask("1 ? A 10:10  B 10:30", "A-B", "10:00", day=date(2027, 5, 1))

    assert found.found == ()
    assert not found.runs
    assert [(one.source, one.told, one.day) for one in found.ended] == [
        ("daily", Told.ENDED, date(2026, 12, 31))
    ]


def test_a_place_far_from_streets_and_stops_is_refused() -> None:
    timetable = read_table("1 ? A 10:10  B 10:30")

    with pytest.raises(InputError, match="from"):
        ask(timetable, ((9.9, 36.9), PLACES["B"]), "10:00")
