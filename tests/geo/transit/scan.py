"""Another way to search: all connections of a day in the order of their departure."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from geo.transit.day import Day
from geo.transit.journey import Manner, Near
from geo.transit.room import LATE


def scan_connections(
    day: Day, manner: Manner, access: Near, *, leave: int
) -> tuple[list[int], list[int]]:
    """Give the earliest arrival at each stop, by vehicle and on foot.

    By any number of rides; every vehicle is looked at alone, call by call.
    """
    stops = len(day.timetable.stops)
    vehicle, foot = [LATE] * stops, [LATE] * stops
    for stop, seconds in zip(
        access.stop.tolist(), access.seconds.tolist(), strict=True
    ):
        foot[stop] = min(foot[stop], leave + seconds)
    on, off = manner.on.tolist(), manner.off.tolist()
    change, start = manner.change_s.tolist(), manner.feet.start.tolist()
    to, takes = manner.feet.stop.tolist(), manner.feet.seconds.tolist()
    aboard = [False] * len(day.runs.trip)
    for run, begin, end, departs, arrives in list_connections(day, leave):
        if not aboard[run]:
            ready = min(vehicle[begin] + change[begin], foot[begin] + manner.board_s)
            aboard[run] = on[begin] and ready <= departs
        if aboard[run] and off[end] and arrives < vehicle[end]:
            vehicle[end] = arrives
            for at in range(start[end], start[end + 1]):
                foot[to[at]] = min(foot[to[at]], arrives + takes[at])
    return vehicle, foot


def list_connections(day: Day, leave: int) -> Sequence[tuple[int, ...]]:
    """List what is ridden from one call to the next, by departure."""
    table = day.timetable
    calls = table.call_start
    length = calls[day.runs.trip + 1] - calls[day.runs.trip]
    run = np.repeat(np.arange(len(length)), length)
    first = np.repeat(calls[day.runs.trip], length)
    begins = np.repeat(np.cumsum(length) - length, length)
    call = first + np.arange(len(run)) - begins
    shift = day.runs.shift_s[run]
    same = run[1:] == run[:-1]
    one, other = call[:-1][same], call[1:][same]
    departs = table.departure_s[one] + shift[:-1][same]
    arrives = table.arrival_s[other] + shift[:-1][same]
    columns = run[:-1][same], table.call_stop[one], table.call_stop[other]
    order = np.lexsort((arrives, departs))
    order = order[departs[order] >= leave]
    every = np.stack([*columns, departs, arrives], axis=1)[order]
    return [tuple(row) for row in every.tolist()]
