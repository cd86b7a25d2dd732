"""The runs of one line on one day, direction by direction, with the stops in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np

from geo.transit.day import Day
from geo.transit.departure import Leaves
from geo.transit.rows import Flags
from geo.transit.run import DAY_S, NEVER
from geo.transit.timetable import Timetable

Stops = tuple[int, ...]
"""Indexes into the stops of a timetable, in the order in which a vehicle calls."""


@dataclass(frozen=True)
class LineRun:
    """A vehicle of a line, or one that leaves again and again.

    Attributes
    ----------
    trip : int
        Index into the trips of the timetable.
    shift_s : int
        To be added to the trip's times to get seconds of the day, of the first one.
    leaves : Leaves
    first_s, last_s : int
        From when on it leaves its first stop, and until when; seconds of the day. By
        the clock the same.
    wait_low_s, wait_high_s : int, optional
        How long one waits; ``None`` by the clock, or where nobody says.
    access : int
        Of the vehicle, in GTFS's numbers.
    """

    trip: int
    shift_s: int
    leaves: Leaves
    first_s: int
    last_s: int
    wait_low_s: int | None
    wait_high_s: int | None
    access: int


@dataclass(frozen=True)
class CallAt:
    """When a run is at a stop, seconds of the day; of what has no minute, the first."""

    stop: int
    arrival_s: int
    departure_s: int
    estimated: bool


@dataclass(frozen=True)
class Course:
    """One direction of a line: runs that call at their stops in the same order.

    Attributes
    ----------
    stops : tuple of int
        All stops of its runs; a run may leave some out.
    runs : tuple of LineRun
        In order of time; by the clock first.
    """

    stops: Stops
    runs: tuple[LineRun, ...] = field(default=())


def list_courses(day: Day, line: int) -> list[Course]:
    """List the directions of a line, with the runs that leave on a day.

    Parameters
    ----------
    day : Day
    line : int
        Index into the lines of the timetable.

    Returns
    -------
    list of Course
        In the order of the feed; directions without a run on that day are left out.

    Notes
    -----
    Feeds need not number directions. Runs go the same way if most of the stops that
    they share come in the same order; the stops of the longest run come first, those
    of the others are put in behind the stop that they follow.
    """
    runs = sorted(
        [*_by_clock(day, line), *_without_minute(day, line)],
        key=lambda one: (one.leaves is not Leaves.CLOCK, one.first_s, one.trip),
    )
    patterns: dict[Stops, list[LineRun]] = {}
    for one in runs:
        patterns.setdefault(_stops_of(day.timetable, one.trip), []).append(one)
    courses: list[Course] = []
    for stops in sorted(patterns, key=len, reverse=True):
        _join(courses, stops, patterns[stops])
    return sorted(
        map(_in_order, courses), key=lambda one: min(r.trip for r in one.runs)
    )


def list_call_times(timetable: Timetable, run: LineRun) -> list[CallAt]:
    """Give when a run is at each of its stops."""
    start, end = timetable.call_start[run.trip : run.trip + 2].tolist()
    return [
        CallAt(
            stop=int(timetable.call_stop[call]),
            arrival_s=int(timetable.arrival_s[call]) + run.shift_s,
            departure_s=int(timetable.departure_s[call]) + run.shift_s,
            estimated=bool(timetable.estimated[call]),
        )
        for call in range(start, end)
    ]


def _stops_of(timetable: Timetable, trip: int) -> Stops:
    start, end = timetable.call_start[trip : trip + 2].tolist()
    return tuple(timetable.call_stop[start:end].tolist())


def _begins_s(timetable: Timetable, trip: int) -> int:
    return int(timetable.departure_s[timetable.call_start[trip]])


def _by_clock(day: Day, line: int) -> list[LineRun]:
    table, runs = day.timetable, day.runs
    found = []
    for at in np.flatnonzero(_is_of(table, line)[runs.trip]).tolist():
        trip, shift = int(runs.trip[at]), int(runs.shift_s[at])
        leaves = _begins_s(table, trip) + shift
        if 0 <= leaves < DAY_S:
            access = int(table.trip_access[trip])
            one = LineRun(trip, shift, Leaves.CLOCK, leaves, leaves, None, None, access)
            found.append(one)
    return found


def _without_minute(day: Day, line: int) -> list[LineRun]:
    table, loose = day.timetable, day.loose
    found = []
    for at in np.flatnonzero(_is_of(table, line)[loose.trip]).tolist():
        trip, first = int(loose.trip[at]), int(loose.first_s[at])
        if not 0 <= first < DAY_S:
            continue
        fills = not np.isnan([table.wait_low_s[trip], table.wait_high_s[trip]]).all()
        high = int(loose.high_s[at])
        one = LineRun(
            trip=trip,
            shift_s=first - _begins_s(table, trip),
            leaves=Leaves.FULL if fills else Leaves.OFTEN,
            first_s=first,
            last_s=int(loose.last_s[at]),
            wait_low_s=int(loose.low_s[at]),
            wait_high_s=None if high >= NEVER else high,
            access=int(table.trip_access[trip]),
        )
        found.append(one)
    return found


def _is_of(timetable: Timetable, line: int) -> Flags:
    return np.asarray(timetable.trip_line == line, dtype=np.bool_)


def _join(courses: list[Course], stops: Stops, runs: Sequence[LineRun]) -> None:
    """Put runs into the course that goes the same way, or begin one."""
    for place, course in enumerate(courses):
        if goes_the_same_way(course.stops, stops):
            merged = merge_stops(course.stops, stops)
            courses[place] = Course(merged, (*course.runs, *runs))
            return
    courses.append(Course(stops, tuple(runs)))


def goes_the_same_way(one: Sequence[int], other: Sequence[int]) -> bool:
    """Tell whether most of the stops that two runs share come in the same order."""
    place = {stop: number for number, stop in reversed(list(enumerate(one)))}
    shared = [place[stop] for stop in other if stop in place]
    steps = [after - before for before, after in pairwise(shared)]
    return sum(step > 0 for step in steps) > sum(step < 0 for step in steps)


def merge_stops(one: Sequence[int], other: Sequence[int]) -> Stops:
    """Put the stops that only the other run has behind the stop that they follow."""
    merged = list(one)
    place = 0
    for stop in other:
        if stop in merged:
            place = merged.index(stop) + 1
        else:
            merged.insert(place, stop)
            place += 1
    return tuple(merged)


def _in_order(course: Course) -> Course:
    runs = sorted(
        course.runs,
        key=lambda one: (one.leaves is not Leaves.CLOCK, one.first_s, one.trip),
    )
    return replace(course, runs=tuple(runs))
