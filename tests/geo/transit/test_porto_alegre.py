"""A whole city on a Wednesday, against a scan of its connections."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from scipy.spatial import cKDTree

from geo.transit.day import Day, select_day
from geo.transit.journey import (
    Feet,
    Manner,
    Near,
    find_journeys,
    find_journeys_before,
    find_journeys_within,
    list_leaves,
    measure_stops,
)
from geo.transit.room import LATE
from tests.geo.transit.scan import scan_connections
from tests.porto_alegre import WEDNESDAY, read_timetable
from tests.timetable import clock

RIDES = 14
"""More than any best journey of this city takes."""
METRES_PER_DEGREE = 111_194.9
TWO_O_CLOCK = clock("14:00")
NOT_SERVED = 400
SOURCES = range(11, 4000, 997)


@pytest.fixture(scope="module")
def day(test_data: Path) -> Day:
    return select_day(read_timetable(test_data), WEDNESDAY)


@pytest.fixture(scope="module")
def feet(day: Day) -> Feet:
    """Walk up to 250 m in a straight line, at 1 m/s, from stop to stop."""
    lonlat = day.timetable.stop_lonlat
    flat = lonlat * METRES_PER_DEGREE
    flat[:, 0] *= np.cos(np.radians(lonlat[:, 1].mean()))
    pairs = cKDTree(flat).query_pairs(250.0, output_type="ndarray")
    both = np.concatenate([pairs, pairs[:, ::-1]])
    both = both[np.lexsort((both[:, 1], both[:, 0]))]
    metres = np.hypot(*(flat[both[:, 0]] - flat[both[:, 1]]).T)
    count = np.bincount(both[:, 0], minlength=len(lonlat))
    return Feet(
        np.concatenate([[0], np.cumsum(count)]).astype(np.int64),
        both[:, 1].astype(np.int32),
        np.ceil(metres).astype(np.int32) + 30,
    )


def manner(day: Day, feet: Feet, access: set[int]) -> Manner:
    every = np.ones(len(day.timetable.stops), dtype=np.bool_)
    return Manner(
        allowed=np.isin(day.patterns.access, sorted(access)),
        on=every,
        off=every,
        board_s=60,
        change_s=np.full(len(every), 60, dtype=np.int32),
        feet=feet,
    )


def only(stop: int) -> Near:
    return Near(np.array([stop], dtype=np.int32), np.zeros(1, dtype=np.int32))


@pytest.mark.parametrize("source", SOURCES)
def test_all_stops_are_reached_as_a_scan_of_all_connections_reaches_them(
    day: Day, feet: Feet, source: int
) -> None:
    how = manner(day, feet, {0, 1, 2})

    vehicle, foot = measure_stops(
        day, how, only(source), leave=TWO_O_CLOCK, rides=RIDES
    )

    other_vehicle, other_foot = scan_connections(
        day, how, only(source), leave=TWO_O_CLOCK
    )
    assert vehicle.tolist() == other_vehicle
    assert foot.tolist() == other_foot
    assert (vehicle < LATE).sum() > NOT_SERVED


@pytest.mark.parametrize("source", [11, 2005])
def test_a_strict_passenger_in_a_wheelchair_rides_only_by_flagged_trips(
    day: Day, feet: Feet, source: int
) -> None:
    how = manner(day, feet, {1})
    leaves = np.array([TWO_O_CLOCK], dtype=np.int32)
    table, lines = day.timetable, day.patterns
    reached, _ = measure_stops(day, how, only(source), leave=TWO_O_CLOCK)
    targets = np.flatnonzero(reached < LATE)[::97]

    journeys = [
        journey
        for target in targets.tolist()
        for journey in find_journeys(
            day, how, only(source), only(target), leaves=leaves
        )
    ]

    assert len(journeys) > 10
    runs = [
        lines.run[lines.run_start[ride.pattern] + ride.run]
        for journey in journeys
        for ride in journey.rides
    ]
    assert set(table.trip_access[day.runs.trip[runs]].tolist()) == {1}


def test_who_asks_for_an_arrival_arrives_as_early_when_leaving_then(
    day: Day, feet: Feet
) -> None:
    how = manner(day, feet, {0, 1, 2})
    deadline = clock("16:00")
    for source, target in ((11, 1500), (2005, 300), (3002, 120)):
        before = find_journeys_before(
            day, how, only(source), only(target), deadline=deadline
        )
        for late in before:
            assert late.arrive_s <= deadline
            leaves = np.array([late.leave_s], dtype=np.int32)
            again = find_journeys(
                day,
                how,
                only(source),
                only(target),
                leaves=leaves,
                rides=len(late.rides),
            )
            assert again[-1].arrive_s <= late.arrive_s


def test_a_window_has_the_best_of_each_of_its_departures(day: Day, feet: Feet) -> None:
    how = manner(day, feet, {0, 1, 2})
    start, end = TWO_O_CLOCK, clock("15:00")
    leaves = list_leaves(day, how, only(11), start=start, end=end)

    found = find_journeys(day, how, only(11), only(1500), leaves=leaves)
    again = find_journeys_within(day, how, only(11), only(1500), start=start, end=end)

    assert again == found
    assert len({one.leave_s for one in found}) > 1
    for leave in leaves.tolist():
        alone = find_journeys(
            day, how, only(11), only(1500), leaves=np.array([leave], dtype=np.int32)
        )
        known = [one.arrive_s for one in found if one.leave_s >= leave]
        assert min(one.arrive_s for one in alone) == min(known)
