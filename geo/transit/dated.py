"""Which calls of a timetable have a time, and which trips can be ridden."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from geo.finding import Finding
from geo.transit.interpolate import between_known, list_known, share_between
from geo.transit.rows import NO_STOP, CallColumns, Flags, Floats, Indices, TransitRows

LEAST_CALLS: Final = 2

Numbers = NDArray[np.signedinteger[Any]]


def date_calls(
    rows: TransitRows, lonlat: Floats
) -> tuple[CallColumns, Flags, list[Finding]]:
    """Give the calls in order with their times, and which of these are estimated.

    Parameters
    ----------
    rows : TransitRows
    lonlat : array, shape (S, 2)
        Of the stops, degrees; NaN where not known.

    Returns
    -------
    tuple
        Calls by trip and sequence, without those that nothing dates; which of them
        have a time that was worked out, or one that is told to be about right; and
        what is to be told.
    """
    order = np.lexsort((rows.calls.sequence, rows.calls.trip))
    calls = rows.calls.take(order)
    calls = calls.take(np.flatnonzero(calls.stop != NO_STOP))
    arrival, departure, known = list_known(calls)
    before, after = between_known(known, calls.trip)
    dated = (before >= 0) & (after >= 0)
    findings = _tell(
        rows,
        np.unique(calls.trip[~dated]),
        "time-blank-at-end",
        "no time at its beginning or end: these calls are left out",
    )
    share = share_between(calls, lonlat, before, after)
    left, reached = departure[before], arrival[after]
    between = left + np.rint(np.nan_to_num(share) * (reached - left)).astype(np.int32)
    timed = {
        "arrival_s": np.where(known, arrival, between).astype(np.int32),
        "departure_s": np.where(known, departure, between).astype(np.int32),
    }
    whole = CallColumns(**{**vars(calls), **timed}).take(np.flatnonzero(dated))
    return whole, ~known[dated] | whole.about, findings


def list_ridable(
    rows: TransitRows, calls: CallColumns, findings: list[Finding]
) -> tuple[NDArray[np.intp], Indices]:
    """Choose the trips that can be ridden, and tell where their calls begin.

    Parameters
    ----------
    rows : TransitRows
    calls : CallColumns
        As ``date_calls`` gives them.
    findings : list of Finding
        Grows by what is left out.
    """
    count = np.bincount(calls.trip, minlength=len(rows.trips))
    short = np.flatnonzero(count < LEAST_CALLS)
    same = calls.trip[1:] == calls.trip[:-1]
    later = np.concatenate([calls.arrival_s[1:], [0]])[:-1]
    falls = np.zeros(len(calls.trip), dtype=np.bool_)
    falls[:-1] = same & (later < calls.departure_s[:-1])
    falls |= calls.departure_s < calls.arrival_s
    backwards = np.unique(calls.trip[falls])
    findings += _tell(rows, short, "trip-too-short", "fewer than two calls: left out")
    findings += _tell(rows, backwards, "time-backwards", "goes back in time: left out")
    findings += _tell_unknown(rows)
    bad = np.union1d(short, backwards)
    bad = np.union1d(bad, _strangers(rows)).astype(np.intp)
    keep = np.setdiff1d(np.arange(len(rows.trips)), bad)
    starts = np.concatenate([[0], np.cumsum(count[keep])]).astype(np.int64)
    return keep, starts


def _strangers(rows: TransitRows) -> list[int]:
    """List the trips whose line or service is not known."""
    lines = {line.key for line in rows.lines}
    services = {service.key for service in rows.services}
    return [
        number
        for number, trip in enumerate(rows.trips)
        if trip.line not in lines or trip.service not in services
    ]


def _tell_unknown(rows: TransitRows) -> list[Finding]:
    strangers = np.array(_strangers(rows), dtype=np.intp)
    message = "its line or its service is not there: left out"
    return _tell(rows, strangers, "trip-without-line", message)


def _tell(rows: TransitRows, trips: Numbers, code: str, message: str) -> list[Finding]:
    keys = [rows.trips[trip].key for trip in trips.tolist()]
    return [Finding(code, f"trip {key}", message) for key in keys]
