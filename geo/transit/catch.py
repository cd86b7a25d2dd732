"""Kernels: which vehicle somebody catches, and when to leave so as to catch it."""

from __future__ import annotations

import numpy as np

from geo.judge.kernel import kernel
from geo.transit.pattern import Patterns
from geo.transit.room import LATE, Rider
from geo.transit.rows import Ints

CAUGHT_AT, CAUGHT_FROM, CAUGHT_BY, CAUGHT_CALL, CAUGHT_RUN = range(5)
"""Columns of what is caught."""


@kernel
def find_caught(times: Ints, first: int, step: int, ready: int, count: int) -> int:
    """Give the first of ``count`` times, a step apart, that is not before, or it."""
    low, high = 0, count
    while low < high:
        middle = (low + high) >> 1
        if times[first + middle * step] >= ready:
            high = middle
        else:
            low = middle + 1
    return low


@kernel
def list_caught(  # noqa: C901, PLR0915
    lines: Patterns, rider: Rider, stops: Ints, seconds: Ints, start: int, end: int
) -> Ints:
    """List when to leave for each departure that can be caught between two times.

    Returns
    -------
    array of int32, shape (p, 5)
        When to leave, the place of the first stop, the pattern, its call, its vehicle.
    """
    serve_start, stop_start = lines.serve_start, lines.stop_start
    run_start, time_start = lines.run_start, lines.time_start
    found = np.empty((1024, 5), np.int32)
    count = 0
    for one in range(len(stops)):
        stop, before = stops[one], seconds[one] + rider.board_s
        if not rider.on[stop]:
            continue
        for at in range(serve_start[stop], serve_start[stop + 1]):
            pattern, call = lines.serve_pattern[at], lines.serve_place[at]
            begin = stop_start[pattern]
            if not rider.allowed[pattern] or lines.is_loose[pattern]:
                continue
            if not lines.board[begin + call]:
                continue
            calls = stop_start[pattern + 1] - begin
            vehicles = run_start[pattern + 1] - run_start[pattern]
            first = time_start[pattern] + call
            run = find_caught(lines.departure, first, calls, start + before, vehicles)
            while run < vehicles:
                leave = lines.departure[first + run * calls] - before
                if leave > end:
                    break
                if count == len(found):
                    wider = np.empty((2 * count, 5), np.int32)
                    wider[:count] = found
                    found = wider
                found[count, CAUGHT_AT], found[count, CAUGHT_FROM] = leave, one
                found[count, CAUGHT_BY], found[count, CAUGHT_CALL] = pattern, call
                found[count, CAUGHT_RUN] = run_start[pattern] + run
                run += 1
                count += 1
    return found[:count].copy()


@kernel
def drop_vain(caught: Ints, vehicles: int) -> Ints:
    """Leave out where one leaves earlier to board the same vehicle later.

    Parameters
    ----------
    caught : array of int32, shape (p, 5)
        The latest to leave first.
    vehicles : int
        How many there are.
    """
    first = np.full(vehicles, LATE, np.int32)
    kept = np.empty(len(caught), np.int64)
    count = 0
    for row in range(len(caught)):
        vehicle, call = caught[row, CAUGHT_RUN], caught[row, CAUGHT_CALL]
        if call < first[vehicle]:
            first[vehicle] = call
            kept[count] = row
            count += 1
    return caught[kept[:count]]
