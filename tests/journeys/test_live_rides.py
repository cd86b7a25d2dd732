"""Whole trips after what operators say now, each as a small table and a line."""

from __future__ import annotations

from geo.answer import Policy
from geo.transit.live import Call, CallUpdate, Run, TripUpdate
from tests.journeys.rides import ask, say
from tests.timetable import DAY

CHAIR = "manual_wheelchair"
TABLE = """
    1 +  A 10:10  B 10:30
    1 +  A 11:10  B 11:30
    2 +  B 10:40  C 11:00
    2 +  B 11:40  C 12:00
"""
FIRST, THIRD = "t:0", "t:2"


def late(trip: str, minutes: int) -> TripUpdate:
    """Say that a vehicle is late from its first stop on."""
    seconds = minutes * 60
    return TripUpdate(trip, DAY, calls=(CallUpdate(arrival_s=seconds),))


def test_a_bus_that_is_late_is_told_with_the_times_of_now() -> None:
    found = ask(TABLE, "A-B", "10:00", live=[late(FIRST, 7)])

    assert say(found) == ["10:16 A 10:17 1 B 10:37"]
    assert [ride.is_live for ride in found.found[0].rides] == [True]


def test_who_would_miss_the_change_is_sent_by_the_next_one() -> None:
    planned = ask(TABLE, "A-C", "10:00")
    now = ask(TABLE, "A-C", "10:00", live=[late(FIRST, 20)])

    assert say(planned)[0].endswith("C 11:00")
    assert all(line.endswith("C 12:00") for line in say(now))


def test_a_late_bus_catches_a_late_one() -> None:
    now = ask(TABLE, "A-C", "10:00", live=[late(FIRST, 20), late(THIRD, 20)])

    assert say(now)[0].endswith("B 10:50 B 11:00 2 C 11:20")


def test_a_cancelled_bus_is_not_told() -> None:
    found = ask(TABLE, "A-B", "10:00", live=[TripUpdate(FIRST, DAY, run=Run.CANCELLED)])

    assert say(found) == ["11:09 A 11:10 1 B 11:30"]


def test_where_a_bus_does_not_call_nobody_gets_off() -> None:
    skips = CallUpdate(sequence=1, run=Call.SKIPPED)

    found = ask(TABLE, "A-B", "10:00", live=[TripUpdate(FIRST, DAY, calls=(skips,))])

    assert [line for line in say(found) if "10:10" in line] == []


def test_the_vehicle_of_today_counts_and_not_the_usual_one() -> None:
    without = TripUpdate(FIRST, DAY, access=2)

    planned = ask(TABLE, "A-B", "10:00", CHAIR, policy=Policy.OPEN)
    now = ask(TABLE, "A-B", "10:00", CHAIR, policy=Policy.OPEN, live=[without])

    assert "A 10:10" in say(planned)[0]
    assert "A 11:10" in say(now)[0]


def test_word_on_another_day_changes_nothing() -> None:
    tomorrow = DAY.replace(day=DAY.day + 1)
    word = TripUpdate(FIRST, tomorrow, run=Run.CANCELLED)

    assert say(ask(TABLE, "A-B", "10:00", live=[word])) == say(
        ask(TABLE, "A-B", "10:00")
    )
