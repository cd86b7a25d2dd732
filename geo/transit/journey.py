"""Journeys by vehicle: the search asked from outside its kernels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from geo.transit.catch import list_caught
from geo.transit.day import Day
from geo.transit.least import list_hops, measure_least
from geo.transit.manner import Feet, Journey, Manner, Near, Ride
from geo.transit.pattern import Patterns
from geo.transit.raptor import search
from geo.transit.room import (
    ARRIVE,
    LATE,
    LEAVE,
    OFF,
    ON,
    PATTERN,
    RIDES,
    ROOMS,
    RUN,
    Ends,
    Rider,
)
from geo.transit.rows import Ints
from geo.transit.start import Starts, from_all, from_caught
from geo.transit.turn import bound_loose, turn_patterns
from geo.transit.window import list_marks

__all__ = [
    "Feet",
    "Journey",
    "Manner",
    "Near",
    "Ride",
    "find_journeys",
    "find_journeys_before",
    "find_journeys_within",
    "list_leaves",
    "measure_stops",
]

MOST_RIDES: Final = 5
"""Whoever changes more than four times has no journey but an expedition."""


def find_journeys(
    day: Day,
    manner: Manner,
    access: Near,
    egress: Near,
    *,
    leaves: Ints,
    rides: int = MOST_RIDES,
) -> list[Journey]:
    """Find the journeys that nothing beats in leaving, arriving and rides.

    Parameters
    ----------
    day : Day
    manner : Manner
    access, egress : Near
        From the origin, and to the destination.
    leaves : array of int32
        Times at which one may leave the origin, seconds of the day.
    rides : int
        So many at most.

    Returns
    -------
    list of Journey
        The latest to leave first, then by number of rides.
    """
    lines = day.patterns
    ends = _ends(day, access, egress, 0)
    rider = _rider(lines, manner, turned=False)
    return _search(lines, rider, ends, from_all(leaves, access), most=rides)


def find_journeys_within(
    day: Day, manner: Manner, access: Near, egress: Near, *, start: int, end: int
) -> list[Journey]:
    """Find the journeys that nothing beats between two times of leaving.

    Parameters
    ----------
    day : Day
    manner : Manner
    access, egress : Near
        From the origin, and to the destination.
    start, end : int
        Seconds of the day, both included.

    Returns
    -------
    list of Journey
        As ``find_journeys`` finds for the times of ``list_leaves``. At each of them
        only the stops are looked at where a vehicle is just caught, unless there are
        vehicles without a minute: then all are, and every few minutes, too.
    """
    lines = day.patterns
    rider = _rider(lines, manner, turned=False)
    caught = list_caught(lines, rider, access.stop, access.seconds, start, end)
    if lines.is_loose[manner.allowed].any():
        times = np.append(caught[:, 0], list_marks(start, end))
        starts = from_all(times.astype(np.int32), access)
    else:
        starts = from_caught(caught, len(lines.run), start, access)
    ends = _ends(day, access, egress, 0)
    least = measure_least(list_hops(day), manner.feet.turned, ends.egress_s)
    ends = ends._replace(least_s=least)
    return _search(lines, rider, ends, starts, most=MOST_RIDES)


def find_journeys_before(  # noqa: PLR0913
    day: Day,
    manner: Manner,
    access: Near,
    egress: Near,
    *,
    deadline: int,
    after: int = -LATE,
    rides: int = MOST_RIDES,
) -> list[Journey]:
    """Find the latest journeys that arrive by a time, for each number of rides.

    Parameters
    ----------
    day : Day
    manner : Manner
    access, egress : Near
        From the origin, and to the destination.
    deadline, after : int
        Seconds of the day; only who leaves later than ``after`` is of interest.
    rides : int
        So many at most.

    Returns
    -------
    list of Journey
        By number of rides; each arrives when it does, not when it may.
    """
    lines = turn_patterns(day)
    ends = _ends(day, egress, access, manner.board_s)
    rider = _rider(lines, manner, turned=True)
    starts = from_all(np.array([-deadline], dtype=np.int32), egress)
    found = _search(lines, rider, ends, starts, most=rides, bound=-after)
    return [_turn_back(lines, journey) for journey in found]


def measure_stops(
    day: Day, manner: Manner, access: Near, *, leave: int, rides: int = MOST_RIDES
) -> tuple[Ints, Ints]:
    """Measure when every stop is reached, by vehicle and on foot.

    Parameters
    ----------
    day : Day
    manner : Manner
    access : Near
    leave : int
        Seconds of the day.
    rides : int
        So many at most.

    Returns
    -------
    tuple of array of int32, shape (S,)
        Seconds of the day; ``LATE`` where it is not reached.
    """
    nowhere = Near(np.empty(0, dtype=np.int32), np.empty(0, dtype=np.int32))
    rider = _rider(day.patterns, manner, turned=False)
    ends = _ends(day, access, nowhere, 0)
    starts = from_all(np.array([leave], dtype=np.int32), access)
    _search(day.patterns, rider, ends, starts, most=rides)
    return ROOMS.room.vehicle.min(axis=0), ROOMS.room.foot.min(axis=0)


def list_leaves(
    day: Day, manner: Manner, access: Near, *, start: int, end: int
) -> Ints:
    """List when to leave the origin so as to catch a vehicle at its stop.

    Parameters
    ----------
    day : Day
    manner : Manner
    access : Near
    start, end : int
        Seconds of the day, both included.

    Returns
    -------
    array of int32
        With ``start`` itself: a vehicle without a minute waits for nobody's.
    """
    rider = _rider(day.patterns, manner, turned=False)
    caught = list_caught(day.patterns, rider, access.stop, access.seconds, start, end)
    return np.unique(np.append(caught[:, 0], np.int32(start)))


def _ends(day: Day, access: Near, egress: Near, board_s: int) -> Ends:
    """Lay out where a search begins and ends.

    Searched backwards, the time before a departure is spent where one gets off.
    """
    egress_s = np.full(len(day.timetable.stops), LATE, dtype=np.int32)
    np.minimum.at(egress_s, egress.stop, egress.seconds + np.int32(board_s))
    nothing = np.zeros(len(egress_s), dtype=np.int32)
    return Ends(access.stop, access.seconds - np.int32(board_s), egress_s, nothing)


def _rider(lines: Patterns, manner: Manner, *, turned: bool) -> Rider:
    feet = manner.feet.turned if turned else manner.feet
    return Rider(
        allowed=manner.allowed,
        on=manner.off if turned else manner.on,
        off=manner.on if turned else manner.off,
        board_s=manner.board_s,
        change_s=manner.change_s,
        foot_start=feet.start,
        foot_stop=feet.stop,
        foot_s=feet.seconds,
        window=bound_loose(lines, certain=manner.certain, turned=turned),
    )


def _search(
    lines: Patterns,
    rider: Rider,
    ends: Ends,
    starts: Starts,
    *,
    most: int,
    bound: int = LATE,
) -> list[Journey]:
    """Search; what arrives at a bound or later is of no interest."""
    room = ROOMS.clear(most + 1, len(rider.on), len(lines.access))
    room.best[:] = bound
    leaves, which = starts
    heads = np.empty((len(leaves) * most, 5), dtype=np.int32)
    rides = np.empty((len(leaves) * most, most, 4), dtype=np.int32)
    found = search(lines, rider, ends, room, leaves, which, heads, rides)
    return [_read(heads[one].tolist(), rides[one].tolist()) for one in range(found)]


def _read(head: Sequence[int], rides: Sequence[Sequence[int]]) -> Journey:
    own = rides[head[RIDES] - 1 :: -1] if head[RIDES] else []
    return Journey(
        leave_s=head[LEAVE],
        arrive_s=head[ARRIVE],
        rides=tuple(Ride(row[PATTERN], row[RUN], row[ON], row[OFF]) for row in own),
    )


def _turn_back(lines: Patterns, journey: Journey) -> Journey:
    return Journey(
        leave_s=-journey.arrive_s,
        arrive_s=-journey.leave_s,
        rides=tuple(_turn_ride(lines, ride) for ride in reversed(journey.rides)),
    )


def _turn_ride(lines: Patterns, ride: Ride) -> Ride:
    last = int(np.diff(lines.stop_start[ride.pattern : ride.pattern + 2])[0]) - 1
    if lines.is_loose[ride.pattern]:
        run = -ride.run
    else:
        run = int(np.diff(lines.run_start[ride.pattern : ride.pattern + 2])[0]) - 1
        run -= ride.run
    return Ride(ride.pattern, run, last - ride.off, last - ride.on)
