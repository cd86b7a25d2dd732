"""What leaves a stop after a time: by the clock, every so often, or when it is full."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

import numpy as np

from geo.transit.day import Day
from geo.transit.rows import Indices, Ints
from geo.transit.run import DAY_S, NEVER
from geo.transit.timetable import Timetable

NO_PICKUP: Final = 1


class Leaves(StrEnum):
    """How a vehicle leaves."""

    CLOCK = "clock"
    OFTEN = "often"
    FULL = "full"


@dataclass(frozen=True)
class Departure:
    """A vehicle that leaves a stop, or a line that leaves it again and again.

    Attributes
    ----------
    trip : int
        Index into the trips of the timetable.
    call : int
        Index into its calls.
    leaves : Leaves
    first_s : int
        When it leaves; for what has no minute, from when on it does. Seconds of the
        day.
    last_s : int
        Until when; by the clock the same as ``first_s``.
    wait_low_s, wait_high_s : int, optional
        How long one waits at least and at most; ``None`` if nobody says.
    estimated : bool
        Whether the feed gives no time here and this one was worked out.
    access : int
        Of the vehicle, in GTFS's numbers.
    shift_s : int
        What brings the trip's times to seconds of the day.
    on_call : int
        GTFS ``pickup_type``: 2 by telephone, 3 by a sign to the driver.
    """

    trip: int
    call: int
    leaves: Leaves
    first_s: int
    last_s: int
    wait_low_s: int | None
    wait_high_s: int | None
    estimated: bool
    access: int
    shift_s: int
    on_call: int


def list_departures(
    day: Day, stops: Collection[int], *, from_s: int, until_s: int = DAY_S
) -> list[Departure]:
    """List what leaves some stops.

    Parameters
    ----------
    day : Day
    stops : collection of int
        Indexes into the stops: of a stop, or of all platforms of a station.
    from_s, until_s : int
        Seconds of the day; what leaves by the clock leaves between them, what has no
        minute runs at some time between them.

    Returns
    -------
    list of Departure
        First what leaves by the clock, in order of time, then what has no minute. A
        vehicle's last stop, and where nobody may get on, are not among them.
    """
    calls = _boardable(day.timetable, stops)
    exact = [
        one
        for one in _by_clock(day, calls)
        if from_s <= one.first_s < until_s and one.first_s >= 0
    ]
    loose = [
        one
        for one in _without_minute(day, calls)
        if one.last_s >= from_s and one.first_s < until_s
    ]
    exact.sort(key=lambda one: (one.first_s, one.trip))
    return [*exact, *sorted(loose, key=lambda one: (one.first_s, one.trip))]


def _boardable(timetable: Timetable, stops: Collection[int]) -> Indices:
    """Give the calls at stops where somebody may get on."""
    order, ordered = _calls_by_stop(timetable)
    found = [
        order[slice(*np.searchsorted(ordered, [stop, stop + 1]))]
        for stop in sorted(set(stops))
    ]
    calls = np.concatenate([np.zeros(0, dtype=np.int64), *found])
    last = np.isin(calls, timetable.call_start[1:] - 1)
    open_to_all = timetable.pickup[calls] != NO_PICKUP
    return np.asarray(calls[~last & open_to_all], dtype=np.int64)


@lru_cache(maxsize=2)
def _calls_by_stop(timetable: Timetable) -> tuple[Indices, Ints]:
    order = np.argsort(timetable.call_stop, kind="stable")
    return order, timetable.call_stop[order]


def _trip_of(timetable: Timetable, calls: Indices) -> Indices:
    found = np.searchsorted(timetable.call_start, calls, side="right") - 1
    return np.asarray(found, dtype=np.int64)


def _by_clock(day: Day, calls: Indices) -> Iterator[Departure]:
    own = _trip_of(day.timetable, calls)
    for call, run in _meet(own, day.runs.trip):
        shift = int(day.runs.shift_s[run])
        leaves = int(day.timetable.departure_s[calls[call]]) + shift
        yield _departure(
            day.timetable, int(calls[call]), int(own[call]), (leaves, leaves), shift
        )


def _without_minute(day: Day, calls: Indices) -> Iterator[Departure]:
    table, loose = day.timetable, day.loose
    own = _trip_of(table, calls)
    for call, row in _meet(own, loose.trip):
        trip, number = int(own[call]), int(calls[call])
        begins = int(table.departure_s[table.call_start[trip]])
        takes = int(table.departure_s[number]) - begins
        span = int(loose.first_s[row]) + takes, int(loose.last_s[row]) + takes
        waits = int(loose.low_s[row]), int(loose.high_s[row])
        yield _departure(table, number, trip, span, span[0] - takes - begins, waits)


def _meet(own: Indices, trips: Ints) -> Iterator[tuple[int, int]]:
    """Give every call with every row of its trip."""
    order = np.argsort(trips, kind="stable")
    first = np.searchsorted(trips[order], own, side="left")
    last = np.searchsorted(trips[order], own, side="right")
    for call, (start, end) in enumerate(
        zip(first.tolist(), last.tolist(), strict=True)
    ):
        for row in order[start:end].tolist():
            yield call, row


def _departure(
    table: Timetable,
    call: int,
    trip: int,
    span: tuple[int, int],
    shift_s: int,
    waits: tuple[int, int] | None = None,
) -> Departure:
    low, high = waits or (None, None)
    fills = not np.isnan(table.wait_low_s[trip]) or not np.isnan(
        table.wait_high_s[trip]
    )
    without = Leaves.FULL if fills else Leaves.OFTEN
    return Departure(
        trip=trip,
        call=call,
        leaves=Leaves.CLOCK if waits is None else without,
        first_s=span[0],
        last_s=min(span[1], NEVER),
        wait_low_s=low,
        wait_high_s=None if high is None or high >= NEVER else high,
        estimated=bool(table.estimated[call]),
        access=int(table.trip_access[trip]),
        shift_s=shift_s,
        on_call=int(table.pickup[call]),
    )
