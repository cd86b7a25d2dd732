"""The search against trying everything, and against itself."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.transit.day import Day, select_day
from geo.transit.journey import (
    Journey,
    find_journeys,
    find_journeys_before,
    find_journeys_within,
    list_leaves,
    measure_stops,
)
from geo.transit.room import LATE
from tests.geo.transit.brute import FOOT, VEHICLE, Person, find_arrivals, find_best
from tests.geo.transit.towns import Town, draw_towns, manner_of, near
from tests.timetable import DAY, Sheet, bus, clock

RIDES = 4


def ask(town: Town, *, leave: int | None = None, rides: int = RIDES) -> list[Journey]:
    """Search from one time of leaving."""
    when = town.leave if leave is None else leave
    return find_journeys(
        town.day,
        town.manner,
        near(town.access),
        near(town.egress),
        leaves=np.array([when], dtype=np.int32),
        rides=rides,
    )


@given(draw_towns())
@settings(max_examples=120)
def test_every_stop_is_reached_when_trying_everything_reaches_it(town: Town) -> None:
    wanted = find_arrivals(
        town.day, town.person, town.access, leave=town.leave, rides=RIDES
    )[-1]

    vehicle, foot = measure_stops(
        town.day, town.manner, near(town.access), leave=town.leave, rides=RIDES
    )

    for stop in range(len(vehicle)):
        assert vehicle[stop] == wanted.get((stop, VEHICLE), LATE)
        assert foot[stop] == wanted.get((stop, FOOT), LATE)


@given(draw_towns())
@settings(max_examples=120)
def test_more_rides_are_told_only_where_they_arrive_earlier(town: Town) -> None:
    wanted = find_best(
        town.day,
        town.person,
        town.access,
        town.egress,
        leave=town.leave,
        rides=RIDES,
    )

    found = {len(one.rides): one.arrive_s for one in ask(town)}

    assert found == wanted


@given(draw_towns())
@settings(max_examples=120)
def test_every_journey_can_be_ridden_as_it_is_told(town: Town) -> None:
    for journey in ask(town):
        assert ride_along(town, journey) == journey.arrive_s


def ride_along(town: Town, journey: Journey) -> int | None:
    """Go through a journey call by call; ``None`` where it cannot be done."""
    lines, person = town.day.patterns, town.person
    at, when, by = None, journey.leave_s, FOOT
    for ride in journey.rides:
        start = lines.stop_start[ride.pattern]
        on, off = lines.stops[start + ride.on], lines.stops[start + ride.off]
        ready = _ready(town, (at, when, by), int(on))
        assert ride.on < ride.off
        assert lines.board[start + ride.on]
        assert lines.alight[start + ride.off]
        assert lines.access[ride.pattern] in person.access
        departure, arrival = _times(town.day, ride)
        assert ready is not None
        assert ready <= departure
        at, when, by = int(off), arrival, VEHICLE
    return None if at is None else when + town.egress[at]


def _ready(town: Town, state: tuple[int | None, int, str], stop: int) -> int | None:
    at, when, _ = state
    person = town.person
    if at is None:
        return when + town.access[stop] + person.board_s
    ways = [when + person.change_s.get(stop, 0)] if at == stop else []
    seconds = person.feet.get(at, {}).get(stop)
    if seconds is not None:
        ways.append(when + seconds + person.board_s)
    return min(ways, default=None)


def _times(day: Day, ride) -> tuple[int, int]:
    lines = day.patterns
    calls = lines.stop_start[ride.pattern + 1] - lines.stop_start[ride.pattern]
    row, shift = ride.run, 0
    if lines.is_loose[ride.pattern]:
        row, shift = 0, ride.run
    first = lines.time_start[ride.pattern] + row * calls
    departure, arrival = (
        lines.departure[first + ride.on],
        lines.arrival[first + ride.off],
    )
    return int(departure) + shift, int(arrival) + shift


@given(draw_towns(loose=False))
@settings(max_examples=120)
def test_the_window_finds_what_asking_for_every_minute_finds(town: Town) -> None:
    start, end = town.leave, town.leave + 3600
    leaves = list_leaves(town.day, town.manner, near(town.access), start=start, end=end)

    found = find_journeys(
        town.day,
        town.manner,
        near(town.access),
        near(town.egress),
        leaves=leaves,
        rides=RIDES,
    )

    for minute in range(start, end + 1, 60):
        for number in range(1, RIDES + 1):
            known = [
                journey.arrive_s
                for journey in found
                if journey.leave_s >= minute and len(journey.rides) <= number
            ]
            alone = [
                journey.arrive_s
                for journey in ask(town, leave=minute)
                if len(journey.rides) <= number
            ]
            later = [one for one in alone if one < min(known, default=LATE)]
            assert not later or minute > max(leaves)
    assert len(found) == len(
        {(one.leave_s, len(one.rides), one.arrive_s) for one in found}
    )


@given(draw_towns(loose=False))
@settings(max_examples=120)
def test_the_window_need_only_look_at_what_is_just_caught(town: Town) -> None:
    start, end = town.leave, town.leave + 3600
    leaves = list_leaves(town.day, town.manner, near(town.access), start=start, end=end)
    ends = near(town.access), near(town.egress)

    wanted = find_journeys(town.day, town.manner, *ends, leaves=leaves)

    found = find_journeys_within(town.day, town.manner, *ends, start=start, end=end)
    assert list(map(_told, found)) == list(map(_told, wanted))
    assert all(ride_along(town, journey) == journey.arrive_s for journey in found)


def _told(journey: Journey) -> tuple[int, int, int]:
    return journey.leave_s, journey.arrive_s, len(journey.rides)


@given(draw_towns(), st.integers(-600, 600))
@settings(max_examples=80)
def test_a_bound_leaves_out_only_who_leaves_earlier(town: Town, shift: int) -> None:
    ends = near(town.access), near(town.egress)
    deadline, after = town.leave + 7200, town.leave + shift

    every = find_journeys_before(town.day, town.manner, *ends, deadline=deadline)
    found = find_journeys_before(
        town.day, town.manner, *ends, deadline=deadline, after=after
    )

    assert found == [journey for journey in every if journey.leave_s > after]


@given(draw_towns())
@settings(max_examples=120)
def test_who_asks_for_an_arrival_leaves_as_late_as_anybody(town: Town) -> None:
    for journey in ask(town):
        before = find_journeys_before(
            town.day,
            town.manner,
            near(town.access),
            near(town.egress),
            deadline=journey.arrive_s,
            rides=len(journey.rides),
        )

        latest = max(one.leave_s for one in before)
        again = ask(town, leave=latest, rides=len(journey.rides))
        after = ask(town, leave=latest + 1, rides=len(journey.rides))
        assert latest >= town.leave
        assert min(one.arrive_s for one in again) <= journey.arrive_s
        assert all(one.arrive_s > journey.arrive_s for one in after)


def test_who_walked_to_a_stop_does_not_walk_on_but_who_rode_there_does() -> None:
    # Stop 2 is reached on foot from 1 at 10:25 and by vehicle at 10:30; only from
    # the vehicle one walks on to 3, where the last bus leaves.
    runs = [
        bus("0 10:00", "1 10:20", "2 10:30"),
        bus("3 10:40", "4 11:00"),
    ]
    day = select_day(Sheet(5, runs).build(), DAY)
    person = Person(feet={1: {2: 300}, 2: {3: 300}})
    town = Town(day, person, {0: 0}, {4: 0}, clock("09:50"))

    (journey,) = ask(town)

    assert journey.arrive_s == clock("11:00")
    assert len(journey.rides) == 2


def test_o29_a_passenger_in_a_wheelchair_takes_the_later_accessible_bus() -> None:
    runs = [
        bus("0 10:10", "1 10:30", access=2),
        bus("0 10:40", "1 11:00", access=1),
    ]
    day = select_day(Sheet(2, runs).build(), DAY)

    def arrive(access: set[int]) -> list[int]:
        person = Person(access=frozenset(access))
        town = Town(day, person, {0: 60}, {1: 60}, clock("10:00"))
        return [journey.arrive_s for journey in ask(town)]

    assert arrive({1}) == [clock("11:01")]
    assert arrive({0, 1, 2}) == [clock("10:31")]


def test_time_to_get_aboard_misses_the_bus_that_others_catch() -> None:
    day = select_day(
        Sheet(2, [bus("0 10:10", "1 10:30"), bus("0 10:40", "1 11:00")]).build(), DAY
    )

    for board_s, arrival in ((60, "10:30"), (180, "11:00")):
        town = Town(day, Person(board_s=board_s), {0: 0}, {1: 0}, clock("10:08"))
        assert [one.arrive_s for one in ask(town)] == [clock(arrival)]


def test_a_search_leaves_nothing_behind_for_the_next() -> None:
    day = select_day(Sheet(2, [bus("0 10:10", "1 10:30")]).build(), DAY)
    town = Town(day, Person(), {0: 0}, {1: 0}, clock("10:00"))

    first, later, again = ask(town), ask(town, leave=clock("11:00")), ask(town)

    assert first == again
    assert [one.arrive_s for one in later] == [clock("34:30")]
    assert np.all(manner_of(day, Person()).allowed)
