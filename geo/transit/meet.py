"""How two rides meet: what operators say of pairs of stops, laid over ways on foot."""

from __future__ import annotations

from typing import Final

import numpy as np

from geo.transit.change_rule import NEEDS_TIME, NOT_POSSIBLE, read_changes
from geo.transit.manner import Feet
from geo.transit.rows import Ints
from geo.transit.timetable import Timetable

NEVER_S: Final = 1 << 28
"""So long a change takes that is not possible."""


def list_changes(timetable: Timetable, change_s: int) -> Ints:
    """Give how long a change at each stop takes: as the person, or the operator, says.

    Parameters
    ----------
    timetable : Timetable
    change_s : int
        What the person needs; an operator may ask for more, never for less, or say that
        nobody changes there at all.
    """
    changes = np.full(len(timetable.stops), change_s, dtype=np.int32)
    for (start, end), row in read_changes(timetable).general.items():
        if start == end and row.kind == NEEDS_TIME:
            changes[start] = max(changes[start], row.min_s or 0)
        if start == end and row.kind == NOT_POSSIBLE:
            changes[start] = NEVER_S
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
    general = read_changes(timetable).general
    rules = {ends: row for ends, row in general.items() if ends[0] != ends[1]}
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
