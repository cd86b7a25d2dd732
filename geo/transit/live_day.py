"""A day's vehicles after what operators say now, for whole trips."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from geo.transit.day import Day
from geo.transit.live import Live, Run, TripUpdate
from geo.transit.live_run import is_about, tell_run
from geo.transit.live_times import CallTime
from geo.transit.pattern import NOT_AT_ALL, build_patterns, starts_of
from geo.transit.rows import Bytes, Flags, Indices, Ints
from geo.transit.run import Runs
from geo.transit.timetable import Timetable


@dataclass(frozen=True)
class _Told:
    """One run with its word."""

    run: int
    trip: int
    update: TripUpdate
    calls: Sequence[CallTime]


def with_live(day: Day, live: Live, *, now_s: int) -> Day:
    """Lay the word of operators over the vehicles of a day.

    Parameters
    ----------
    day : Day
    live : Live
    now_s : int
        Seconds of the day.

    Returns
    -------
    Day
        Its timetable has one trip more for each run that is not as planned: with the
        times of now, the access of the very vehicle, and nobody getting on or off
        where it does not call. Cancelled runs are gone. The same day without word.
    """
    told = _list_told(day, live, now_s)
    if not told:
        return day
    changed = [one for one in told if one.update.run is not Run.CANCELLED]
    timetable = _extend(day.timetable, changed)
    stays = np.ones(len(day.runs.trip), dtype=np.bool_)
    stays[[one.run for one in told]] = False
    count, before = len(changed), len(day.timetable.trips)
    runs = Runs(
        _joined(day.runs.trip[stays], range(before, before + count)),
        _joined(day.runs.shift_s[stays], [0] * count),
    )
    return replace(
        day,
        timetable=timetable,
        runs=runs,
        patterns=build_patterns(timetable, runs, day.loose),
    )


def _list_told(day: Day, live: Live, now_s: int) -> list[_Told]:
    """Find the runs that word is about; the first word on a run counts."""
    index = {row.key: number for number, row in enumerate(day.timetable.trips)}
    found: dict[int, _Told] = {}
    for update in live.updates:
        trip = index.get(update.trip)
        if trip is None:
            continue
        for run in np.flatnonzero(day.runs.trip == trip).tolist():
            shift = int(day.runs.shift_s[run])
            if run not in found and is_about(day, trip, shift, update, now_s=now_s):
                calls = tell_run(day, trip, shift, update)
                found[run] = _Told(run, trip, update, calls)
    return list(found.values())


def _extend(timetable: Timetable, changed: Sequence[_Told]) -> Timetable:
    """Add a trip for each run that is not as planned."""
    trips = np.array([one.trip for one in changed], dtype=np.intp)
    own = [
        np.arange(timetable.call_start[trip], timetable.call_start[trip + 1])
        for trip in trips.tolist()
    ]
    calls = np.concatenate([np.zeros(0, dtype=np.int64), *own])
    told = [call for one in changed for call in one.calls]
    skipped = np.array([call.is_skipped for call in told], dtype=np.bool_)
    live = np.array([call.is_live for call in told], dtype=np.bool_)
    nan = np.full(len(trips), np.nan)
    lengths = np.diff(timetable.call_start)
    return replace(
        timetable,
        trips=[*timetable.trips, *(timetable.trips[trip] for trip in trips.tolist())],
        trip_line=_joined(timetable.trip_line, timetable.trip_line[trips]),
        trip_service=_joined(timetable.trip_service, timetable.trip_service[trips]),
        trip_access=_joined(
            timetable.trip_access, [_access(timetable, one) for one in changed]
        ).astype(np.int8),
        wait_low_s=np.concatenate([timetable.wait_low_s, nan]),
        wait_high_s=np.concatenate([timetable.wait_high_s, nan]),
        call_start=starts_of(np.concatenate([lengths, [len(one) for one in own]])),
        call_stop=_joined(timetable.call_stop, timetable.call_stop[calls]),
        call_sequence=_joined(timetable.call_sequence, timetable.call_sequence[calls]),
        arrival_s=_joined(timetable.arrival_s, [call.arrival_s for call in told]),
        departure_s=_joined(timetable.departure_s, [call.departure_s for call in told]),
        estimated=np.concatenate(
            [timetable.estimated, timetable.estimated[calls] & ~live]
        ),
        pickup=_shut(timetable.pickup, calls, skipped),
        drop_off=_shut(timetable.drop_off, calls, skipped),
    )


def _access(timetable: Timetable, one: _Told) -> int:
    heard = one.update.access
    return int(timetable.trip_access[one.trip]) if heard is None else heard


def _joined(before: Ints | Bytes, more: object) -> Ints:
    return np.concatenate([before, np.asarray(more, dtype=np.int32)]).astype(np.int32)


def _shut(column: Bytes, calls: Indices, skipped: Flags) -> Bytes:
    own = np.where(skipped, NOT_AT_ALL, column[calls])
    return np.concatenate([column, own]).astype(np.int8)
