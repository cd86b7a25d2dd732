"""The patterns of a day seen backwards: who asks for an arrival searches from it."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from geo.transit.day import Day
from geo.transit.pattern import FIRST, HIGH, LAST, LOW, Patterns, starts_of
from geo.transit.room import LATE
from geo.transit.rows import Indices, Ints

BOUNDS: Final = 6
"""Columns of what holds of a loose pattern in one search."""


@lru_cache(maxsize=8)
def turn_patterns(day: Day) -> Patterns:
    """Turn the patterns of a day about in time.

    Parameters
    ----------
    day : Day

    Returns
    -------
    Patterns
        Times are negative; getting off is getting on. Vehicle ``r`` of ``n`` is
        ``n - 1 - r``, and call ``i`` of ``k`` is ``k - 1 - i``.
    """
    lines = day.patterns
    calls = _reversed_blocks(lines.stop_start)
    times = _reversed_blocks(lines.time_start)
    runs = _reversed_blocks(lines.run_start)
    stops = lines.stops[calls]
    lengths = np.diff(lines.stop_start)
    pattern = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
    within = np.arange(len(calls)) - np.repeat(lines.stop_start[:-1], lengths)
    serve = np.argsort(stops, kind="stable")
    return lines._replace(
        stops=stops,
        board=lines.alight[calls],
        alight=lines.board[calls],
        run=lines.run[runs],
        arrival=-lines.departure[times],
        departure=-lines.arrival[times],
        serve_start=starts_of(np.bincount(stops, minlength=len(day.timetable.stops))),
        serve_pattern=pattern[serve],
        serve_place=within[serve].astype(np.int32),
    )


def _reversed_blocks(starts: Indices) -> NDArray[np.intp]:
    """Give the places of rows when each block of them is turned about."""
    lengths = np.diff(starts)
    ends = np.repeat(starts[1:] - 1, lengths)
    turned: NDArray[np.intp] = ends - np.arange(starts[-1])
    return turned + np.repeat(starts[:-1], lengths)


def bound_loose(lines: Patterns, *, certain: bool, turned: bool) -> Ints:
    """Say when loose patterns are left, and how long one waits, for one search.

    Parameters
    ----------
    lines : Patterns
    certain : bool
        Whether one waits as long as it may take, or as short.
    turned : bool
        Whether the search goes back in time.

    Returns
    -------
    array of int32, shape (P, 6)
        At the first stop: one is there not before, and not after; one waits; then the
        vehicle leaves not before, and not after, having waited. The last three hold
        when one gets off, for a search that goes back in time.

    Notes
    -----
    Who waits as long as it may take must be there so long before the last departure:
    then one vehicle is certain to come.
    """
    first, last = lines.window[:, FIRST], lines.window[:, LAST]
    wait = lines.window[:, HIGH if certain else LOW]
    bounds = np.empty((len(wait), BOUNDS), dtype=np.int32)
    latest = last - wait
    if turned:
        bounds[:, :3] = -LATE, LATE, 0
        bounds[:, 3] = -latest
        bounds[:, 4] = np.where(latest < first, -LATE, -first)
        bounds[:, 5] = wait
    else:
        bounds[:, 0], bounds[:, 1], bounds[:, 2] = first, latest, wait
        bounds[:, 3:] = -LATE, LATE, 0
    return bounds
