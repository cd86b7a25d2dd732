"""Kernels: rounds of rides, each by one more vehicle, on foot between them.

Who arrives by vehicle may walk on, who arrives on foot may not: ways on foot are not
transitively closed, so both arrivals are kept apart. One label for both loses answers.

Nothing is handed on in a loop: a tuple of arrays costs more than what is done with it.
"""

from __future__ import annotations

import numpy as np

from geo.judge.kernel import kernel
from geo.transit.catch import find_caught
from geo.transit.pattern import Patterns
from geo.transit.room import (
    ACCESS,
    ANY,
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
def _horizon(best: Ints, number: int) -> int:
    """Give before when one must be at the destination who rides on after a round."""
    if number + 1 < len(best):
        return int(min(best[number], best[number + 1]))
    return LATE if best[number] == LATE else -LATE


@kernel
def _ride(  # noqa: C901, PLR0912, PLR0915
    lines: Patterns, rider: Rider, ends: Ends, room: Room, number: int
) -> None:
    """Ride by the patterns that wait in the queue.

    Of a loose pattern nobody can tell the minutes: in place of a vehicle stands when
    it leaves its first stop.
    """
    stop_start, run_start, time_start = (
        lines.stop_start,
        lines.run_start,
        lines.time_start,
    )
    stops, board, alight = lines.stops, lines.board, lines.alight
    arrival, departure, is_loose = lines.arrival, lines.departure, lines.is_loose
    can_on, can_off, window = rider.on, rider.off, rider.window
    egress_s, least_s = ends.egress_s, ends.least_s
    vehicle, ready = room.vehicle[number], room.ready[number - 1]
    ride, is_reached, reached = room.ride, room.is_reached, room.reached
    best, best_stop = room.best[number], room.best_stop[number]
    count = room.size[REACHED]
    horizon = _horizon(room.best, number)
    for one in range(room.size[QUEUED]):
        pattern = room.queue[one]
        start, times = stop_start[pattern], time_start[pattern]
        calls = stop_start[pattern + 1] - start
        vehicles = run_start[pattern + 1] - run_start[pattern]
        loose, run, on = is_loose[pattern], vehicles, -1
        if loose:
            run = LATE
        for call in range(room.place[pattern], calls):
            stop = stops[start + call]
            if on >= 0 and alight[start + call] and can_off[stop]:
                if not loose:
                    when = arrival[times + run * calls + call]
                elif run + window[pattern, 5] <= window[pattern, 4]:
                    leaves = max(run + window[pattern, 5], window[pattern, 3])
                    when = leaves + arrival[times + call]
                else:
                    when = LATE
                arrives = LATE
                if egress_s[stop] < LATE:
                    arrives = when + egress_s[stop]
                is_useful = arrives < best or when + least_s[stop] < horizon
                if when < vehicle[stop] and is_useful:
                    vehicle[stop] = when
                    ride[number, stop, PATTERN] = pattern
                    ride[number, stop, RUN] = run
                    ride[number, stop, ON] = on
                    ride[number, stop, OFF] = call
                    if arrives < best:
                        best, best_stop = arrives, stop
                        horizon = min(horizon, best)
                    if not is_reached[stop]:
                        is_reached[stop] = True
                        reached[count] = stop
                        count += 1
            if ready[stop] + least_s[stop] >= best:
                continue
            if not board[start + call] or not can_on[stop]:
                continue
            if not loose:
                if run > 0:
                    last = times + (run - 1) * calls + call
                    if departure[last] >= ready[stop]:
                        run = find_caught(
                            departure, times + call, calls, ready[stop], run - 1
                        )
                        on = call
            else:
                begins = max(ready[stop] - departure[times + call], window[pattern, 0])
                if begins <= window[pattern, 1] and begins + window[pattern, 2] < run:
                    run, on = begins + window[pattern, 2], call
        room.place[pattern] = LATE
    room.size[QUEUED], room.size[REACHED] = 0, count
    room.best[number], room.best_stop[number] = best, best_stop


@kernel
def _gather(lines: Patterns, rider: Rider, room: Room) -> None:
    """List the patterns that call at marked stops, each from its first such call."""
    serve_start, serve_pattern = lines.serve_start, lines.serve_pattern
    serve_place, place, queue = lines.serve_place, room.place, room.queue
    allowed, can_on, count = rider.allowed, rider.on, room.size[QUEUED]
    for one in range(room.size[MARKED]):
        stop = room.marked[one]
        room.is_marked[stop] = False
        if not can_on[stop]:
            continue
        for at in range(serve_start[stop], serve_start[stop + 1]):
            pattern = serve_pattern[at]
            if not allowed[pattern] or serve_place[at] >= place[pattern]:
                continue
            if place[pattern] == LATE:
                queue[count] = pattern
                count += 1
            place[pattern] = serve_place[at]
    room.size[MARKED], room.size[QUEUED] = 0, count


@kernel
def _walk(  # noqa: C901, PLR0915
    rider: Rider, ends: Ends, room: Room, number: int
) -> None:
    """Walk on from the stops that were reached by vehicle.

    Where one cannot get aboard earlier than before, nothing new begins.
    """
    vehicle, foot, ready = room.vehicle[number], room.foot[number], room.ready[number]
    walked, marked, is_marked = room.walked[number], room.marked, room.is_marked
    changed, is_changed = room.changed, room.is_changed
    foot_start, foot_stop, foot_s = rider.foot_start, rider.foot_stop, rider.foot_s
    horizon, board_s, change_s = (
        _horizon(room.best, number),
        rider.board_s,
        rider.change_s,
    )
    least_s = ends.least_s
    marks, changes = room.size[MARKED], room.size[CHANGED]
    for one in range(room.size[REACHED]):
        stop = room.reached[one]
        room.is_reached[stop] = False
        arrived = vehicle[stop]
        if not is_changed[stop]:
            is_changed[stop] = True
            changed[changes] = stop
            changes += 1
        if arrived + change_s[stop] < ready[stop]:
            ready[stop] = arrived + change_s[stop]
            if not is_marked[stop]:
                is_marked[stop] = True
                marked[marks] = stop
                marks += 1
        for at in range(foot_start[stop], foot_start[stop + 1]):
            when = arrived + foot_s[at]
            other = foot_stop[at]
            if when >= foot[other] or when + least_s[other] >= horizon:
                continue
            foot[other], walked[other] = when, stop
            if not is_changed[other]:
                is_changed[other] = True
                changed[changes] = other
                changes += 1
            if when + board_s < ready[other]:
                ready[other] = when + board_s
                if not is_marked[other]:
                    is_marked[other] = True
                    marked[marks] = other
                    marks += 1
    room.size[REACHED], room.size[MARKED], room.size[CHANGED] = 0, marks, changes


@kernel
def _inherit(room: Room, number: int) -> None:
    """Begin a round with what was reached by fewer rides."""
    before = number - 1
    if room.best[before] < room.best[number]:
        room.best[number] = room.best[before]
        room.best_stop[number] = BEFORE
    vehicle, foot, ready = room.vehicle, room.foot, room.ready
    ride, walked, changed = room.ride, room.walked, room.changed
    for one in range(room.size[CHANGED]):
        stop = changed[one]
        if vehicle[before, stop] < vehicle[number, stop]:
            vehicle[number, stop] = vehicle[before, stop]
            ride[number, stop, PATTERN] = BEFORE
        if foot[before, stop] < foot[number, stop]:
            foot[number, stop] = foot[before, stop]
            walked[number, stop] = BEFORE
        ready[number, stop] = min(ready[number, stop], ready[before, stop])


@kernel
def _set_out(rider: Rider, ends: Ends, room: Room, leave: int, which: Ints) -> None:
    """Walk to some of the first stops; what later times of leaving reached is known."""
    size, foot, place = room.size, room.foot, room.place
    for row in range(len(which)):
        one, pattern, call = which[row, 0], which[row, 1], which[row, 2]
        stop, when = ends.access_stop[one], leave + ends.access_s[one]
        is_new = when < foot[0, stop]
        if is_new:
            foot[0, stop] = when
            room.ready[0, stop] = when + rider.board_s
            room.walked[0, stop] = ACCESS
        if is_new and not room.is_changed[stop]:
            room.is_changed[stop] = True
            room.changed[size[CHANGED]] = stop
            size[CHANGED] += 1
        if pattern != ANY and call < place[pattern]:
            if place[pattern] == LATE:
                room.queue[size[QUEUED]] = pattern
                size[QUEUED] += 1
            place[pattern] = call
        if pattern == ANY and is_new and not room.is_marked[stop]:
            room.is_marked[stop] = True
            room.marked[size[MARKED]] = stop
            size[MARKED] += 1


@kernel
def _go(lines: Patterns, rider: Rider, ends: Ends, room: Room) -> None:
    """Search on from the stops that were set out to."""
    for number in range(1, room.vehicle.shape[0]):
        _inherit(room, number)
        if room.size[MARKED] == 0 and room.size[QUEUED] == 0:
            continue
        _gather(lines, rider, room)
        _ride(lines, rider, ends, room, number)
        _walk(rider, ends, room, number)
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
    which: Ints,
    heads: Ints,
    rides: Ints,
) -> int:
    """Find the journeys that nothing beats in leaving, arriving and rides.

    Parameters
    ----------
    leaves, which : array of int32
        When to leave, and what matters then: see ``geo.transit.start.Starts``.
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
        leave, first, last = leaves[one]
        _set_out(rider, ends, room, leave, which[first:last])
        _go(lines, rider, ends, room)
        for number in range(1, most):
            is_new = room.best[number] < before[number]
            if not is_new or room.best_stop[number] == BEFORE:
                continue
            count, stop = _trace(lines, rider, room, number, rides[found])
            heads[found, LEAVE] = leave
            heads[found, ARRIVE] = room.best[number]
            heads[found, RIDES] = count
            heads[found, STOP_ON] = stop
            heads[found, STOP_OFF] = room.best_stop[number]
            found += 1
    return found
