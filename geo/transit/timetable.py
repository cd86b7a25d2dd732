"""The timetable of all days as flat arrays, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geo.boarding import inherit_boarding
from geo.finding import Finding
from geo.transit.dated import date_calls, list_ridable
from geo.transit.rows import (
    NO_STOP,
    Bytes,
    Flags,
    Floats,
    FrequencyRow,
    Indices,
    Ints,
    LineRow,
    ServiceRow,
    StopRow,
    TransferRow,
    TransitRows,
    TripRow,
)


@dataclass(frozen=True, eq=False)
class Often:
    """Trips that run every so often, one array a column.

    Attributes
    ----------
    trip : array of int32
        Index into the trips.
    start_s, end_s, headway_s : array of int32
        When one leaves the first stop for the first time, until when, and how often.
    exact : array of bool
        Whether they leave by the clock.
    """

    trip: Ints
    start_s: Ints
    end_s: Ints
    headway_s: Ints
    exact: Flags


@dataclass(frozen=True, eq=False)
class Timetable:
    """All services; two are the same only if they are one object.

    Attributes
    ----------
    revision : int
        Of the rows it was compiled from.
    zone : str
        The town's time zone.
    stops : sequence of StopRow
    lines : sequence of LineRow
    services : sequence of ServiceRow
    trips : sequence of TripRow
        Those that can be ridden: with two calls at least, and times.
    transfers : sequence of TransferRow
        Between stops.
    stop_lonlat : array, shape (S, 2)
        Degrees, EPSG:4326; NaN where not known.
    stop_boarding : array of int8, shape (S,)
        GTFS, inherited from the station: 0 unknown, 1 possible, 2 not possible.
    stop_parent : array of int32, shape (S,)
    trip_line, trip_service : array of int32, shape (T,)
    trip_access : array of int8, shape (T,)
        GTFS: 0 unknown, 1 a wheelchair gets aboard, 2 it does not.
    wait_low_s, wait_high_s : array of float64, shape (T,)
        Until it is full; NaN where it leaves by the clock.
    call_start : array of int64, shape (T + 1,)
        The calls of trip ``t`` are ``call_start[t]:call_start[t + 1]``.
    call_stop : array of int32
    call_sequence : array of int32
        The feed's own numbers, by which word of now names calls.
    arrival_s, departure_s : array of int32
        Seconds after noon minus twelve hours of the service day.
    estimated : array of bool
        Whether the feed tells no time and this one was worked out, or it tells that
        its time is about right.
    pickup, drop_off : array of int8
    often : Often
    """

    revision: int
    zone: str
    stops: Sequence[StopRow]
    lines: Sequence[LineRow]
    services: Sequence[ServiceRow]
    trips: Sequence[TripRow]
    transfers: Sequence[TransferRow]
    stop_lonlat: Floats
    stop_boarding: Bytes
    stop_parent: Ints
    trip_line: Ints
    trip_service: Ints
    trip_access: Bytes
    wait_low_s: Floats
    wait_high_s: Floats
    call_start: Indices
    call_stop: Ints
    call_sequence: Ints
    arrival_s: Ints
    departure_s: Ints
    estimated: Flags
    pickup: Bytes
    drop_off: Bytes
    often: Often


def build_timetable(rows: TransitRows) -> tuple[Timetable, list[Finding]]:
    """Lay out the rows of public transport as arrays.

    Parameters
    ----------
    rows : TransitRows

    Returns
    -------
    tuple
        The timetable, and what was left out of it or had to be worked out.

    Notes
    -----
    Blank times are spread between the known ones by the feed's own distances, else by
    straight lines from stop to stop, and marked as estimated. Before the first and
    after the last known time nothing can be told: these calls are left out.
    """
    lonlat = _places(rows.stops)
    calls, estimated, findings = date_calls(rows, lonlat)
    keep, starts = list_ridable(rows, calls, findings)
    renumbered = _renumber(len(rows.trips), keep)
    own = renumbered[calls.trip] >= 0
    trips = [rows.trips[trip] for trip in keep]
    lines = _index(line.key for line in rows.lines)
    services = _index(service.key for service in rows.services)
    return Timetable(
        revision=rows.revision,
        zone=rows.zone,
        stops=rows.stops,
        lines=rows.lines,
        services=rows.services,
        trips=trips,
        transfers=rows.transfers,
        stop_lonlat=lonlat,
        stop_boarding=_boarding(rows.stops),
        stop_parent=_parents(rows.stops),
        trip_line=_ints(lines[trip.line] for trip in trips),
        trip_service=_ints(services[trip.service] for trip in trips),
        trip_access=_ints(trip.access for trip in trips).astype(np.int8),
        wait_low_s=np.array([trip.wait_low_s for trip in trips], dtype=np.float64),
        wait_high_s=np.array([trip.wait_high_s for trip in trips], dtype=np.float64),
        call_start=starts,
        call_stop=calls.stop[own],
        call_sequence=calls.sequence[own],
        arrival_s=calls.arrival_s[own],
        departure_s=calls.departure_s[own],
        estimated=estimated[own],
        pickup=calls.pickup[own],
        drop_off=calls.drop_off[own],
        often=_often(rows.frequencies, _index(trip.key for trip in trips)),
    ), findings


def _renumber(count: int, keep: NDArray[np.intp]) -> Ints:
    renumbered = np.full(count, -1, dtype=np.int32)
    renumbered[keep] = np.arange(len(keep), dtype=np.int32)
    return renumbered


def _index(keys: Iterable[str]) -> dict[str, int]:
    return {key: number for number, key in enumerate(keys)}


def _ints(values: Iterable[int]) -> Ints:
    return np.fromiter(values, dtype=np.int32)


def _places(stops: Sequence[StopRow]) -> Floats:
    nowhere = (np.nan, np.nan)
    rows = [nowhere if stop.lonlat is None else stop.lonlat for stop in stops]
    return np.array(rows, dtype=np.float64).reshape(-1, 2)


def _boarding(stops: Sequence[StopRow]) -> Bytes:
    own = {stop.key: stop.boarding for stop in stops}
    parent = {stop.key: stop.parent for stop in stops if stop.parent is not None}
    return np.array([*inherit_boarding(own, parent).values()], dtype=np.int8)


def _parents(stops: Sequence[StopRow]) -> Ints:
    index = _index(stop.key for stop in stops)
    return _ints(index.get(stop.parent or "", NO_STOP) for stop in stops)


def _often(rows: Sequence[FrequencyRow], trips: dict[str, int]) -> Often:
    used = [row for row in rows if row.trip in trips and row.headway_s > 0]
    return Often(
        trip=_ints(trips[row.trip] for row in used),
        start_s=_ints(row.start_s for row in used),
        end_s=_ints(row.end_s for row in used),
        headway_s=_ints(row.headway_s for row in used),
        exact=np.array([row.exact for row in used], dtype=np.bool_),
    )
