"""Patterns: vehicles that call at the same stops, none of which overtakes another.

All of a pattern are alike in who gets aboard; so whoever may not ride by one of them
is kept from the whole pattern.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np

from geo.transit.change_class import classify_calls
from geo.transit.rows import Bytes, Flags, Indices, Ints
from geo.transit.run import Loose, Runs
from geo.transit.timetable import Timetable

NOT_AT_ALL: Final = 1
"""GTFS ``pickup_type`` and ``drop_off_type``: nobody gets on (off) here."""
FIRST, LAST, LOW, HIGH = range(4)
"""Columns of ``Patterns.window``."""


class Patterns(NamedTuple):
    """The patterns of a day; kernels take it as it is.

    Attributes
    ----------
    stop_start : array of int64, shape (P + 1,)
        Pattern ``p`` calls at ``stops[stop_start[p]:stop_start[p + 1]]``.
    stops : array of int32
    board, alight : array of bool
        By call of the pattern: whether people get on, and off.
    access : array of int8, shape (P,)
        GTFS ``wheelchair_accessible`` of its vehicles.
    run_start : array of int64, shape (P + 1,)
        Its vehicles, the earliest first, are ``run[run_start[p]:run_start[p + 1]]``.
    run : array of int32
        Index into the runs of the day; of a loose pattern, into the loose.
    time_start : array of int64, shape (P + 1,)
        Where its times begin, vehicle by vehicle.
    arrival, departure : array of int32
        Seconds of the day; of a loose pattern, seconds after its first stop.
    is_loose : array of bool, shape (P,)
        Whether nobody can tell its minutes.
    window : array of int32, shape (P, 4)
        Of a loose pattern: first and last departure at its first stop, and how long
        one waits at least and at most.
    serve_start : array of int64, shape (S + 1,)
    serve_pattern, serve_place : array of int32
        The patterns that call at a stop, and as their how-manieth call.
    """

    stop_start: Indices
    stops: Ints
    board: Flags
    alight: Flags
    access: Bytes
    run_start: Indices
    run: Ints
    time_start: Indices
    arrival: Ints
    departure: Ints
    is_loose: Flags
    window: Ints
    serve_start: Indices
    serve_pattern: Ints
    serve_place: Ints


class _Group(NamedTuple):
    """One pattern before it is written behind the others."""

    trip: int
    run: Ints
    arrival: Ints
    departure: Ints
    window: tuple[int, int, int, int] | None


def build_patterns(timetable: Timetable, runs: Runs, loose: Loose) -> Patterns:
    """Sort the vehicles of a day into patterns.

    Parameters
    ----------
    timetable : Timetable
    runs : Runs
    loose : Loose

    Returns
    -------
    Patterns
    """
    kind = classify_trips(timetable)
    calls = timetable.call_start
    leaves = timetable.departure_s[calls[runs.trip]] + runs.shift_s
    order = np.lexsort((leaves, kind[runs.trip]))
    ends = np.flatnonzero(np.diff(kind[runs.trip[order]])) + 1
    groups = [
        group
        for some in np.split(order, ends)
        if len(some)
        for group in _split(timetable, runs, some)
    ]
    groups += [_lay_loose(timetable, loose, one) for one in range(len(loose.trip))]
    return _write(timetable, groups)


@lru_cache(maxsize=2)
def classify_trips(timetable: Timetable) -> Ints:
    """Give trips alike in stops, who gets on and off, rules and access one number."""
    seen: dict[tuple[bytes, ...], int] = {}
    kind = np.empty(len(timetable.trips), dtype=np.int32)
    starts = timetable.call_start.tolist()
    rules = classify_calls(timetable).of_call
    columns = timetable.call_stop, timetable.pickup, timetable.drop_off, rules
    for trip, access in enumerate(timetable.trip_access.tolist()):
        calls = slice(starts[trip], starts[trip + 1])
        key = (*(column[calls].tobytes() for column in columns), bytes([access]))
        kind[trip] = seen.setdefault(key, len(seen))
    return kind


def _split(timetable: Timetable, runs: Runs, some: Indices) -> list[_Group]:
    """Part vehicles that overtake others from these; they come in order of leaving."""
    trips = runs.trip[some]
    starts = timetable.call_start[trips]
    count = int(timetable.call_start[trips[0] + 1] - starts[0])
    place = starts[:, None] + np.arange(count)
    shift = runs.shift_s[some][:, None]
    arrival = timetable.arrival_s[place] + shift
    departure = timetable.departure_s[place] + shift
    return [
        _Group(
            int(trips[0]),
            some[rows].astype(np.int32),
            arrival[rows].astype(np.int32),
            departure[rows].astype(np.int32),
            None,
        )
        for rows in _list_rows(np.concatenate([arrival, departure], axis=1))
    ]


def _list_rows(times: Ints) -> list[list[int]]:
    """Give the rows of each group in which no time falls from one to the next."""
    if (np.diff(times, axis=0) >= 0).all():
        return [list(range(len(times)))]
    groups: list[list[int]] = []
    for row, own in enumerate(times):
        for group in groups:
            if (own >= times[group[-1]]).all():
                group.append(row)
                break
        else:
            groups.append([row])
    return groups


def _lay_loose(timetable: Timetable, loose: Loose, one: int) -> _Group:
    trip = int(loose.trip[one])
    calls = slice(timetable.call_start[trip], timetable.call_start[trip + 1])
    first = timetable.departure_s[calls.start]
    window = (loose.first_s, loose.last_s, loose.low_s, loose.high_s)
    first_s, last_s, low_s, high_s = (int(column[one]) for column in window)
    return _Group(
        trip,
        np.array([one], dtype=np.int32),
        (timetable.arrival_s[calls] - first)[None].astype(np.int32),
        (timetable.departure_s[calls] - first)[None].astype(np.int32),
        (first_s, last_s, low_s, high_s),
    )


def _write(timetable: Timetable, groups: list[_Group]) -> Patterns:
    trips = np.array([group.trip for group in groups], dtype=np.int32)
    starts = timetable.call_start[trips]
    lengths = timetable.call_start[trips + 1] - starts
    stop_start = starts_of(lengths)
    within = np.arange(stop_start[-1]) - np.repeat(stop_start[:-1], lengths)
    calls = np.repeat(starts, lengths) + within
    stops = timetable.call_stop[calls]
    serve = np.argsort(stops, kind="stable")
    served = np.bincount(stops, minlength=len(timetable.stops))
    pattern = np.repeat(np.arange(len(groups), dtype=np.int32), lengths)
    counts = np.array([len(group.run) for group in groups], dtype=np.int64)
    window = [group.window or (0, 0, 0, 0) for group in groups]
    return Patterns(
        stop_start=stop_start,
        stops=stops,
        board=timetable.pickup[calls] != NOT_AT_ALL,
        alight=timetable.drop_off[calls] != NOT_AT_ALL,
        access=timetable.trip_access[trips],
        run_start=starts_of(counts),
        run=_flat([group.run for group in groups]),
        time_start=starts_of(counts * lengths),
        arrival=_flat([group.arrival for group in groups]),
        departure=_flat([group.departure for group in groups]),
        is_loose=np.array([g.window is not None for g in groups], dtype=np.bool_),
        window=np.array(window, dtype=np.int32).reshape(-1, 4),
        serve_start=starts_of(served),
        serve_pattern=pattern[serve],
        serve_place=within[serve].astype(np.int32),
    )


def starts_of(counts: Indices) -> Indices:
    """Give where each of several runs of rows begins, and the end of the last."""
    return np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)


def _flat(arrays: list[Ints]) -> Ints:
    none = np.empty(0, dtype=np.int32)
    return np.concatenate([none, *(array.ravel() for array in arrays)])
