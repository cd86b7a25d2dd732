"""How long it is to the destination at the least, from every stop, whatever the hour.

A search over many times of leaving leaves out what cannot be in time even if no vehicle
had to be waited for.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from geo.engine.heap import drop, push
from geo.judge.kernel import kernel
from geo.transit.day import Day
from geo.transit.manner import Feet
from geo.transit.pattern import Patterns
from geo.transit.room import LATE
from geo.transit.rows import Indices, Ints

LOW = (1 << 32) - 1


@lru_cache(maxsize=8)
def list_hops(day: Day) -> Feet:
    """List the quickest rides from call to call, by the stop where they end.

    Parameters
    ----------
    day : Day

    Returns
    -------
    Feet
        As ways between stops that are turned about.
    """
    lines = day.patterns
    start, end, seconds = _measure_hops(lines)
    order = np.lexsort((seconds, start, end))
    start, end, seconds = start[order], end[order], seconds[order]
    best = np.ones(len(order), dtype=np.bool_)
    best[1:] = (np.diff(start) != 0) | (np.diff(end) != 0)
    stops = len(day.timetable.stops)
    begins = np.searchsorted(end[best], np.arange(stops + 1)).astype(np.int64)
    return Feet(begins, start[best], seconds[best])


@kernel
def _measure_hops(lines: Patterns) -> tuple[Ints, Ints, Ints]:
    """Give from where to where vehicles go without a call between, and how quickly."""
    most = len(lines.stops)
    start, end = np.empty(most, np.int32), np.empty(most, np.int32)
    seconds, count = np.empty(most, np.int32), 0
    for pattern in range(len(lines.access)):
        begin = lines.stop_start[pattern]
        calls = lines.stop_start[pattern + 1] - begin
        times, last = lines.time_start[pattern], lines.time_start[pattern + 1]
        for call in range(calls - 1):
            start[count], end[count] = (
                lines.stops[begin + call],
                lines.stops[begin + call + 1],
            )
            least = LATE
            for at in range(times + call, last, calls):
                least = min(least, lines.arrival[at + 1] - lines.departure[at])
            seconds[count] = max(least, 0)
            count += 1
    return start[:count], end[:count], seconds[:count]


def measure_least(hops: Feet, feet: Feet, egress_s: Ints) -> Ints:
    """Measure how long it is at the least from every stop to a destination.

    Parameters
    ----------
    hops, feet : Feet
        Rides from call to call and ways on foot, both by the stop where they end.
    egress_s : array of int32, shape (S,)
        From the stop on foot, ``LATE`` where nobody goes.

    Returns
    -------
    array of int32, shape (S,)
        Seconds; ``LATE`` where it cannot be reached at all.
    """
    rides = hops.start, hops.stop, hops.seconds
    return _spread(*rides, feet.start, feet.stop, feet.seconds, egress_s.copy())


@kernel
def _spread(  # noqa: C901, PLR0913, PLR0917
    hop_start: Indices,
    hop_stop: Ints,
    hop_s: Ints,
    foot_start: Indices,
    foot_stop: Ints,
    foot_s: Ints,
    least: Ints,
) -> Ints:
    """Go back from all stops that are near the destination at once."""
    heap = np.empty(len(least) + len(hop_stop) + len(foot_stop), np.int64)
    size = 0
    for stop in range(len(least)):
        if least[stop] < LATE:
            push(heap, size, (least[stop] << 32) | stop)
            size += 1
    while size > 0:
        key = heap[0]
        size -= 1
        drop(heap, size)
        spent, stop = key >> 32, key & LOW
        if spent > least[stop]:
            continue
        for at in range(hop_start[stop], hop_start[stop + 1]):
            other, total = hop_stop[at], spent + hop_s[at]
            if total < least[other]:
                least[other] = total
                push(heap, size, (total << 32) | other)
                size += 1
        for at in range(foot_start[stop], foot_start[stop + 1]):
            # Who stays aboard gains what others need to get aboard: no more than that.
            other, total = foot_stop[at], spent + max(foot_s[at], 0)
            if total < least[other]:
                least[other] = total
                push(heap, size, (total << 32) | other)
                size += 1
    return least
