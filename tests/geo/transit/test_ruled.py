"""Changing by rules for lines and trips, against trying everything."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings

from geo.transit.change_rule import GETS_OFF, STAYS
from geo.transit.day import select_day
from geo.transit.journey import Journey, find_journeys, find_journeys_before
from geo.transit.rows import TransferRow
from geo.transit.ruled import rule_day
from geo.transit.timing import Clock
from tests.geo.transit.brute import Person
from tests.geo.transit.changes import RIDES, RuledTown, Trying, draw_ruled
from tests.geo.transit.towns import Town, near
from tests.timetable import DAY, Run, Sheet, bus, clock


def ask(one: RuledTown, *, leave: int | None = None) -> list[Journey]:
    ground, when = one.ruled, one.town.leave if leave is None else leave
    return find_journeys(
        ground.day,
        ground.manner,
        ground.access,
        ground.egress,
        leaves=np.array([when], dtype=np.int32),
        rides=RIDES,
    )


@given(draw_ruled())
@settings(max_examples=150)
def test_the_search_finds_under_rules_what_trying_everything_finds(
    one: RuledTown,
) -> None:
    found = {len(journey.rides): journey.arrive_s for journey in ask(one)}

    assert found == Trying.of(one).find_best()


@given(draw_ruled())
@settings(max_examples=100)
def test_journeys_under_rules_are_told_with_the_times_that_were_searched(
    one: RuledTown,
) -> None:
    ends = near(one.town.access), near(one.town.egress)
    teller = Clock(one.day, one.ruled, *ends)

    for journey in ask(one):
        rides = teller.list_rides(journey)

        assert all(ride.is_certain for ride in rides)
        last = rides[-1]
        assert last.arrives.high + one.town.egress[last.end] == journey.arrive_s
        assert not rides[0].stays


@given(draw_ruled())
@settings(max_examples=100)
def test_arriving_by_a_time_follows_the_same_rules_as_departing(one: RuledTown) -> None:
    ground = one.ruled
    for journey in ask(one):
        before = find_journeys_before(
            ground.day,
            ground.manner,
            ground.access,
            ground.egress,
            deadline=journey.arrive_s,
            rides=len(journey.rides),
        )

        latest = max(found.leave_s for found in before)
        again = ask(one, leave=latest)
        assert latest >= one.town.leave
        assert min(found.arrive_s for found in again) <= journey.arrive_s


RUNS = [
    bus("0 10:00", "1 10:20", line="1"),
    bus("1 10:21", "2 10:40", line="2"),
    bus("1 10:25", "2 10:50", line="3"),
    bus("1 10:55", "2 11:10", line="2"),
]


def arrive(
    *transfers: TransferRow, runs: list[Run] = RUNS, change_s: int = 120
) -> list[int]:
    day = select_day(Sheet(3, runs, transfers=transfers).build(), DAY)
    town = Town(day, Person(), {0: 0}, {2: 0}, clock("09:50"))
    return [found.arrive_s for found in ask(RuledTown(town, day, change_s))]


def test_no_rules_no_stops_of_their_own() -> None:
    assert rule_day(select_day(Sheet(3, RUNS).build(), DAY)) is None
    assert arrive() == [clock("10:50")]


def test_a_rule_for_two_lines_holds_for_these_alone() -> None:
    slow = TransferRow("s1", "s1", 2, 1200, from_line="1", to_line="3")

    assert arrive(slow) == [clock("11:10")]
    assert arrive(slow, change_s=0) == [clock("10:40")]


def test_the_more_specific_rule_holds_whatever_the_order() -> None:
    never = TransferRow("s1", "s1", 3, from_line="1")
    but = TransferRow("s1", "s1", 0, from_line="1", to_line="3")

    assert arrive(never) == []
    assert arrive(never, but) == arrive(but, never) == [clock("10:50")]


def test_the_operators_time_never_shortens_the_persons_own() -> None:
    quick = TransferRow("s1", "s1", 2, 0, from_line="1", to_line="2")

    assert arrive(quick) == [clock("10:50")]


def test_who_stays_aboard_needs_no_time_to_change() -> None:
    stays = TransferRow("", "", STAYS, from_trip="t0", to_trip="t1")

    assert arrive(stays, change_s=600) == [clock("10:40")]


def test_the_trips_of_a_block_are_one_vehicle_unless_the_feed_says_otherwise() -> None:
    runs = [
        bus("0 10:00", "1 10:20", line="1", block="b"),
        bus("1 10:21", "2 10:40", line="2", block="b"),
        bus("1 11:00", "2 11:20", line="2", block="b"),
    ]
    not_so = TransferRow("", "", GETS_OFF, from_trip="t0", to_trip="t1")

    assert arrive(runs=runs, change_s=300) == [clock("10:40")]
    assert arrive(not_so, runs=runs, change_s=300) == [clock("11:20")]


def test_who_cannot_get_off_at_the_end_of_a_trip_may_stay_aboard() -> None:
    runs = [
        bus("0 10:00", "1 10:20", block="b"),
        bus("1 10:21", "2 10:40", block="b"),
    ]
    day = select_day(Sheet(3, runs).build(), DAY)
    nowhere = frozenset({0, 2})
    town = Town(
        day, Person(on=nowhere, off=nowhere), {0: 0}, {1: 0, 2: 0}, clock("09:50")
    )

    assert [found.arrive_s for found in ask(RuledTown(town, day, 120))] == [
        clock("10:40")
    ]
