"""The vehicles of one day: those by the clock, and those without a minute."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from geo.transit.rows import Flags, Ints
from geo.transit.timetable import Timetable

DAY_S: Final = 24 * 3600
HORIZON_S: Final = 2 * DAY_S
"""What leaves later than this, seen from the day, is no answer any more."""
NEVER: Final = 1 << 28
"""Seconds after everything."""

Numbers = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Runs:
    """Vehicles of a day that leave by the clock.

    Attributes
    ----------
    trip : array of int32
        Index into the trips of the timetable.
    shift_s : array of int32
        To be added to the trip's times to get seconds of the day.
    """

    trip: Ints
    shift_s: Ints


@dataclass(frozen=True, eq=False)
class Loose:
    """Vehicles of a day that nobody can tell the minute of.

    Attributes
    ----------
    trip : array of int32
        Index into the trips of the timetable.
    first_s, last_s : array of int32
        Between when and when they leave the first stop, seconds of the day.
    low_s, high_s : array of int32
        How long one waits at least and at most; ``NEVER`` where nobody says.
    """

    trip: Ints
    first_s: Ints
    last_s: Ints
    low_s: Ints
    high_s: Ints


def sort_runs(timetable: Timetable, trip: Ints, shift: Ints) -> tuple[Runs, Loose]:
    """Tell vehicles by the clock from those without a minute.

    Parameters
    ----------
    timetable : Timetable
    trip, shift : array of int32
        Trips of some service days, and what brings their times to one of these.

    Returns
    -------
    tuple
        Those that are under way between the beginning of the day and ``HORIZON_S``.

    Notes
    -----
    GTFS: a trip with frequencies runs only by these; without ``exact_times`` one waits
    up to a headway. A trip that leaves when full waits as long as it says, whatever
    its headway; without one, it begins to fill at the time of its first stop.
    """
    often = timetable.often
    one, row = _pair(trip, often.trip)
    fills = ~np.isnan(timetable.wait_low_s) | ~np.isnan(timetable.wait_high_s)
    exact = often.exact[row] & ~fills[trip[one]]
    repeated = np.isin(trip, often.trip)
    once, full = ~repeated & ~fills[trip], ~repeated & fills[trip]
    runs = _join(
        Runs(trip[once], shift[once]),
        _repeat(timetable, trip[one[exact]], shift[one[exact]], row[exact]),
    )
    one, row = one[~exact], row[~exact]
    first = timetable.departure_s[timetable.call_start[:-1]]
    start = np.concatenate([often.start_s[row], first[trip[full]]])
    end = np.concatenate([often.end_s[row], first[trip[full]]])
    open_wait = np.full(int(full.sum()), NEVER)
    headway = np.concatenate([often.headway_s[row], open_wait])
    trips = np.concatenate([trip[one], trip[full]])
    shifts = np.concatenate([shift[one], shift[full]])
    low, high = _waits(timetable, trips, fills[trips], headway)
    end = np.where(np.arange(len(end)) < len(row), end, end + high)
    loose = Loose(trips, start + shifts, end + shifts, low, high)
    return _under_way(timetable, runs), _open(timetable, loose)


def _pair(trip: Ints, often: Ints) -> tuple[Numbers, Numbers]:
    """Give every trip with every row of frequencies that it has, by their places."""
    rows: dict[int, list[int]] = {}
    for row, number in enumerate(often.tolist()):
        rows.setdefault(number, []).append(row)
    pairs = [
        (place, row)
        for place in np.flatnonzero(np.isin(trip, often)).tolist()
        for row in rows[int(trip[place])]
    ]
    table = np.array(pairs, dtype=np.intp).reshape(-1, 2)
    return table[:, 0], table[:, 1]


def _repeat(timetable: Timetable, trip: Ints, shift: Ints, row: Numbers) -> Runs:
    """Make a vehicle of every departure of exact frequencies."""
    often = timetable.often
    length = often.end_s[row] - often.start_s[row]
    count = np.maximum(-(-length // often.headway_s[row]), 0)
    number = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
    leaves = np.repeat(often.start_s[row], count)
    leaves = leaves + number * np.repeat(often.headway_s[row], count)
    first = timetable.departure_s[timetable.call_start[trip]]
    return Runs(
        np.repeat(trip, count),
        (np.repeat(shift - first, count) + leaves).astype(np.int32),
    )


def _join(one: Runs, other: Runs) -> Runs:
    return Runs(
        np.concatenate([one.trip, other.trip]).astype(np.int32),
        np.concatenate([one.shift_s, other.shift_s]).astype(np.int32),
    )


def _waits(
    timetable: Timetable, trip: Ints, fills: Flags, headway: Ints
) -> tuple[Ints, Ints]:
    """Give how long one waits at least and at most."""
    low = np.nan_to_num(timetable.wait_low_s[trip], nan=0.0)
    high = np.where(
        fills, np.nan_to_num(timetable.wait_high_s[trip], nan=NEVER), headway
    )
    return low.astype(np.int32), high.astype(np.int32)


def _under_way(timetable: Timetable, runs: Runs) -> Runs:
    first = timetable.departure_s[timetable.call_start[runs.trip]] + runs.shift_s
    last = timetable.arrival_s[timetable.call_start[runs.trip + 1] - 1] + runs.shift_s
    used = (last >= 0) & (first < HORIZON_S)
    return Runs(runs.trip[used], runs.shift_s[used])


def _open(timetable: Timetable, loose: Loose) -> Loose:
    calls = timetable.call_start
    first = timetable.departure_s[calls[loose.trip]]
    takes = timetable.arrival_s[calls[loose.trip + 1] - 1] - first
    used = (loose.last_s + takes >= 0) & (loose.first_s < HORIZON_S)
    return Loose(
        **{name: row[used].astype(np.int32) for name, row in vars(loose).items()}
    )
