"""How two rides meet: the operators' own word on changing, laid over ways on foot."""

from __future__ import annotations

import numpy as np

from geo.transit.journey import Feet
from geo.transit.rows import Ints
from geo.transit.timetable import Timetable

NEEDS_TIME, NOT_POSSIBLE = 2, 3
"""GTFS ``transfer_type``."""


def list_changes(timetable: Timetable, change_s: int) -> Ints:
    """Give how long a change at each stop takes: as the person, or the operator, says.

    Parameters
    ----------
    timetable : Timetable
    change_s : int
        What the person needs; an operator may ask for more, never for less.
    """
    changes = np.full(len(timetable.stops), change_s, dtype=np.int32)
    index = {stop.key: number for number, stop in enumerate(timetable.stops)}
    for row in timetable.transfers:
        if row.start == row.end and row.kind == NEEDS_TIME and row.start in index:
            stop = index[row.start]
            changes[stop] = max(changes[stop], row.min_s or 0)
    return changes


def apply_transfers(timetable: Timetable, feet: Feet, board_s: int) -> Feet:
    """Lay the operators' transfers over the ways on foot between stops.

    Parameters
    ----------
    timetable : Timetable
    feet : Feet
    board_s : int
        How long before departure the person is at the stop.

    Returns
    -------
    Feet
        Where the operator says that it cannot be done, there is no way; where it
        takes a time, no less. A way that this person cannot go is not opened by it.
    """
    index = {stop.key: number for number, stop in enumerate(timetable.stops)}
    rules = {
        (index[row.start], index[row.end]): row
        for row in timetable.transfers
        if row.start in index and row.end in index and row.start != row.end
    }
    if not rules:
        return feet
    seconds, kept = feet.seconds.copy(), np.ones(len(feet.stop), dtype=np.bool_)
    for (start, end), row in rules.items():
        first, last = feet.start[start], feet.start[start + 1]
        for at in np.flatnonzero(feet.stop[first:last] == end) + first:
            kept[at] = row.kind != NOT_POSSIBLE
            if row.kind == NEEDS_TIME:
                seconds[at] = max(seconds[at], (row.min_s or 0) - board_s)
    count = np.concatenate([[0], np.cumsum(kept)])
    return Feet(count[feet.start].astype(np.int64), feet.stop[kept], seconds[kept])
