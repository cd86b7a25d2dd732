"""Kernels: rounds of rides, each by one more vehicle, on foot between them.

Who arrives by vehicle may walk on, who arrives on foot may not: ways on foot are not
transitively closed, so both arrivals are kept apart. One label for both loses answers.
"""

from __future__ import annotations

import numpy as np

from geo.judge.kernel import kernel
from geo.transit.pattern import Patterns
from geo.transit.room import (
    ACCESS,
    ARRIVE,
    BEFORE,
    CHANGED,
    LATE,
    LEAVE,
    MARKED,
    OFF,
    ON,
    PATTERN,
    QUEUED,
    REACHED,
    RIDES,
    RUN,
    STOP_OFF,
    STOP_ON,
    Ends,
    Rider,
    Room,
)
from geo.transit.rows import Ints


@kernel
def _ready(rider: Rider, room: Room, number: int, stop: int) -> int:
    """Tell when one can leave a stop by vehicle after so many rides."""
    by_vehicle = room.vehicle[number, stop]
    on_foot = room.foot[number, stop]
    ready = LATE
    if by_vehicle < LATE:
        ready = by_vehicle + rider.change_s[stop]
    if on_foot < LATE:
        ready = min(ready, on_foot + rider.board_s)
    return int(ready)


@kernel
def _arrive(
    rider: Rider,
    ends: Ends,
    room: Room,
    at: tuple[int, int, int],
    by: tuple[int, int, int, int],
) -> None:
    """Note an arrival by vehicle if it is earlier than those known."""
    number, stop, when = at
    if not rider.off[stop] or when >= room.vehicle[number, stop]:
        return
    if when >= room.best[number]:
        return
    room.vehicle[number, stop] = when
    ride = room.ride[number, stop]
    ride[PATTERN], ride[RUN], ride[ON], ride[OFF] = by
    if ends.egress_s[stop] < LATE and when + ends.egress_s[stop] < room.best[number]:
        room.best[number] = when + ends.egress_s[stop]
        room.best_stop[number] = stop
    if not room.is_reached[stop]:
        room.is_reached[stop] = True
        room.reached[room.size[REACHED]] = stop
        room.size[REACHED] += 1


@kernel
def _catch(lines: Patterns, pattern: int, call: int, ready: int, run: int) -> int:
    """Give the first vehicle before ``run`` that one who is ready catches, or it."""
    calls = lines.stop_start[pattern + 1] - lines.stop_start[pattern]
    first = lines.time_start[pattern] + call
    low, high = 0, run
    while low < high:
        middle = (low + high) >> 1
        if lines.departure[first + middle * calls] >= ready:
            high = middle
        else:
            low = middle + 1
    return low


@kernel
def _ride(
    lines: Patterns, rider: Rider, ends: Ends, room: Room, number: int, pattern: int
) -> None:
    """Ride by the vehicles of one pattern."""
    start = lines.stop_start[pattern]
    calls = lines.stop_start[pattern + 1] - start
    vehicles = lines.run_start[pattern + 1] - lines.run_start[pattern]
    times = lines.time_start[pattern]
    run, on = vehicles, -1
    for call in range(room.place[pattern], calls):
        stop = lines.stops[start + call]
        if run < vehicles and lines.alight[start + call]:
            when = lines.arrival[times + run * calls + call]
            at = (int(number), int(stop), int(when))
            by = (int(pattern), int(run), on, int(call))
            _arrive(rider, ends, room, at, by)
        if lines.board[start + call] and rider.on[stop]:
            ready = _ready(rider, room, number - 1, stop)
            if ready < LATE:
                better = _catch(lines, pattern, call, ready, run)
                if better < run:
                    run, on = better, int(call)


@kernel
def _ride_loose(
    lines: Patterns, rider: Rider, ends: Ends, room: Room, number: int, pattern: int
) -> None:
    """Do the same by a pattern of which nobody can tell the minutes."""
    start = lines.stop_start[pattern]
    times = lines.time_start[pattern]
    first, last, wait, early, late, after = rider.window[pattern]
    leaves, on = int(LATE), -1
    for call in range(room.place[pattern], lines.stop_start[pattern + 1] - start):
        stop = lines.stops[start + call]
        if leaves < LATE and lines.alight[start + call] and leaves + after <= late:
            when = max(leaves + after, early) + lines.arrival[times + call]
            at = (int(number), int(stop), int(when))
            _arrive(rider, ends, room, at, (int(pattern), leaves, on, int(call)))
        if lines.board[start + call] and rider.on[stop]:
            ready = _ready(rider, room, number - 1, stop)
            begins = max(ready - lines.departure[times + call], first)
            if ready < LATE and begins <= last and begins + wait < leaves:
                leaves, on = int(begins + wait), int(call)


@kernel
def _mark(room: Room, stop: int) -> None:
    """Note that a stop is reached earlier than before."""
    if not room.is_marked[stop]:
        room.is_marked[stop] = True
        room.marked[room.size[MARKED]] = stop
        room.size[MARKED] += 1
    if not room.is_changed[stop]:
        room.is_changed[stop] = True
        room.changed[room.size[CHANGED]] = stop
        room.size[CHANGED] += 1


@kernel
def _gather(lines: Patterns, rider: Rider, room: Room) -> None:
    """List the patterns that call at marked stops, each from its first such call."""
    for one in range(room.size[MARKED]):
        stop = room.marked[one]
        room.is_marked[stop] = False
        if not rider.on[stop]:
            continue
        for at in range(lines.serve_start[stop], lines.serve_start[stop + 1]):
            pattern, place = lines.serve_pattern[at], lines.serve_place[at]
            if not rider.allowed[pattern] or place >= room.place[pattern]:
                continue
            if room.place[pattern] == LATE:
                room.queue[room.size[QUEUED]] = pattern
                room.size[QUEUED] += 1
            room.place[pattern] = place
    room.size[MARKED] = 0


@kernel
def _walk(rider: Rider, room: Room, number: int) -> None:
    """Walk on from the stops that were reached by vehicle."""
    for one in range(room.size[REACHED]):
        stop = room.reached[one]
        room.is_reached[stop] = False
        _mark(room, stop)
        for at in range(rider.foot_start[stop], rider.foot_start[stop + 1]):
            other = rider.foot_stop[at]
            when = room.vehicle[number, stop] + rider.foot_s[at]
            if when < room.foot[number, other] and when < room.best[number]:
                room.foot[number, other] = when
                room.walked[number, other] = stop
                _mark(room, other)
    room.size[REACHED] = 0


@kernel
def _inherit(room: Room, number: int) -> None:
    """Begin a round with what was reached by fewer rides."""
    before = number - 1
    if room.best[before] < room.best[number]:
        room.best[number] = room.best[before]
        room.best_stop[number] = BEFORE
    for one in range(room.size[CHANGED]):
        stop = room.changed[one]
        if room.vehicle[before, stop] < room.vehicle[number, stop]:
            room.vehicle[number, stop] = room.vehicle[before, stop]
            room.ride[number, stop, PATTERN] = BEFORE
        if room.foot[before, stop] < room.foot[number, stop]:
            room.foot[number, stop] = room.foot[before, stop]
            room.walked[number, stop] = BEFORE


@kernel
def _leave(lines: Patterns, rider: Rider, ends: Ends, room: Room, leave: int) -> None:
    """Search with one time of leaving; what later ones reached is known."""
    for one in range(len(ends.access_stop)):
        stop, when = ends.access_stop[one], leave + ends.access_s[one]
        if when < room.foot[0, stop]:
            room.foot[0, stop] = when
            room.walked[0, stop] = ACCESS
            _mark(room, stop)
    for number in range(1, room.vehicle.shape[0]):
        _inherit(room, number)
        _gather(lines, rider, room)
        for one in range(room.size[QUEUED]):
            pattern = room.queue[one]
            if lines.is_loose[pattern]:
                _ride_loose(lines, rider, ends, room, number, pattern)
            else:
                _ride(lines, rider, ends, room, number, pattern)
            room.place[pattern] = LATE
        room.size[QUEUED] = 0
        _walk(rider, room, number)
    for one in range(room.size[CHANGED]):
        room.is_changed[room.changed[one]] = False
        room.is_marked[room.changed[one]] = False
    room.size[CHANGED] = 0
    room.size[MARKED] = 0


@kernel
def _trace(
    lines: Patterns, rider: Rider, room: Room, number: int, rides: Ints
) -> tuple[int, int]:
    """Write the rides to the destination, the last first; their number, first stop."""
    stop, count, on_foot = room.best_stop[number], 0, False
    while number > 0:
        if on_foot and room.walked[number, stop] != BEFORE:
            stop, on_foot = room.walked[number, stop], False
        if not on_foot and room.ride[number, stop, PATTERN] != BEFORE:
            rides[count] = room.ride[number, stop]
            pattern, call = rides[count, PATTERN], rides[count, ON]
            count += 1
            stop = lines.stops[lines.stop_start[pattern] + call]
            by_vehicle = room.vehicle[number - 1, stop] + rider.change_s[stop]
            on_foot = room.foot[number - 1, stop] + rider.board_s <= by_vehicle
        number -= 1
    return count, stop


@kernel
def search(  # noqa: PLR0913, PLR0917
    lines: Patterns,
    rider: Rider,
    ends: Ends,
    room: Room,
    leaves: Ints,
    heads: Ints,
    rides: Ints,
) -> int:
    """Find the journeys that nothing beats in leaving, arriving and rides.

    Parameters
    ----------
    leaves : array of int32
        Times of leaving, the latest first.
    heads : array of int32, shape (J, 5)
        Receives leaving, arriving, rides, first and last stop.
    rides : array of int32, shape (J, K, 4)
        Receives the rides of each journey, the last first.

    Returns
    -------
    int
        How many journeys were found.
    """
    found = 0
    most = room.vehicle.shape[0]
    before = np.empty(most, np.int32)
    for one in range(len(leaves)):
        before[:] = room.best
        _leave(lines, rider, ends, room, leaves[one])
        for number in range(1, most):
            is_new = room.best[number] < before[number]
            if not is_new or room.best_stop[number] == BEFORE:
                continue
            count, stop = _trace(lines, rider, room, number, rides[found])
            heads[found, LEAVE] = leaves[one]
            heads[found, ARRIVE] = room.best[number]
            heads[found, RIDES] = count
            heads[found, STOP_ON] = stop
            heads[found, STOP_OFF] = room.best_stop[number]
            found += 1
    return found


@kernel
def list_caught(
    lines: Patterns, rider: Rider, stops: Ints, seconds: Ints, start: int, end: int
) -> Ints:
    """List when to leave for each departure that can be caught between two times."""
    found = np.empty(1024, np.int32)
    count = 0
    for one in range(len(stops)):
        stop, before = stops[one], seconds[one] + rider.board_s
        for at in range(lines.serve_start[stop], lines.serve_start[stop + 1]):
            pattern, call = lines.serve_pattern[at], lines.serve_place[at]
            begin = lines.stop_start[pattern]
            calls = lines.stop_start[pattern + 1] - begin
            usable = rider.allowed[pattern] and rider.on[stop]
            if not usable or lines.is_loose[pattern] or not lines.board[begin + call]:
                continue
            vehicles = lines.run_start[pattern + 1] - lines.run_start[pattern]
            run = _catch(lines, pattern, call, start + before, vehicles)
            first = lines.time_start[pattern] + call
            while run < vehicles:
                leave = lines.departure[first + run * calls] - before
                run += 1
                if leave > end:
                    break
                if count == len(found):
                    wider = np.empty(2 * count, np.int32)
                    wider[:count] = found
                    found = wider
                found[count] = leave
                count += 1
    return found[:count].copy()
