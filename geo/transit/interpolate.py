"""When a vehicle passes stops for which the timetable gives no time."""

from __future__ import annotations

import numpy as np

from geo.transit.rows import BLANK, CallColumns, Flags, Floats, Indices, Ints


def list_known(calls: CallColumns) -> tuple[Ints, Ints, Flags]:
    """Give arrival and departure, each from the other where only one is told.

    Returns
    -------
    tuple
        Arrivals and departures, seconds, ``BLANK`` where neither is told; and which
        are told.
    """
    arrival = np.where(calls.arrival_s == BLANK, calls.departure_s, calls.arrival_s)
    departure = np.where(calls.departure_s == BLANK, calls.arrival_s, calls.departure_s)
    return arrival, departure, arrival != BLANK


def between_known(known: Flags, trip: Ints) -> tuple[Indices, Indices]:
    """Give the last known call before each and the first after; -1 for none.

    Parameters
    ----------
    known : array of bool
    trip : array of int32
        Ascending.
    """
    place = np.arange(len(known), dtype=np.int64)
    before = np.maximum.accumulate(np.where(known, place, -1))
    after = np.minimum.accumulate(np.where(known, place, len(known))[::-1])[::-1]
    before[(before < 0) | (trip[before] != trip)] = -1
    beyond = after >= len(known)
    after[beyond] = -1
    after[trip[after] != trip] = -1
    return before, after


def _steps(calls: CallColumns, lonlat: Floats) -> Floats:
    """Give the straight line from the call before to each, in degrees of a meridian.

    NaN where a place is not known: only shares of a way are taken from these.
    """
    here = lonlat[calls.stop]
    step = np.diff(here, axis=0)
    step[:, 0] *= np.cos(np.radians(here[:-1, 1]))
    return np.concatenate([[0.0], np.hypot(step[:, 0], step[:, 1])])


def share_between(
    calls: CallColumns, lonlat: Floats, before: Indices, after: Indices
) -> Floats:
    """Tell how much of the way between two known calls lies behind each.

    Parameters
    ----------
    calls : CallColumns
        Sorted by trip and sequence.
    lonlat : array, shape (S, 2)
        Of the stops, degrees; NaN where not known.
    before, after : array of int64
        The known calls around each.

    Returns
    -------
    array of float64
        0 … 1: by the feed's own distances where these grow, else by straight lines
        from stop to stop, else by their number.
    """
    number = np.arange(len(calls.trip), dtype=np.float64)
    share = _share(number, before, after)
    steps = _steps(calls, lonlat)
    lost = np.isnan(steps)
    straight = np.cumsum(np.where(lost, 0.0, steps))
    gaps = np.cumsum(lost)
    whole = gaps[after] == gaps[before]
    drawn = _share(straight, before, after)
    share = np.where(whole & np.isfinite(drawn), drawn, share)
    told = _share(calls.distance, before, after)
    return np.where((told >= 0) & (told <= 1) & _grows(calls, before), told, share)


def _share(along: Floats, before: Indices, after: Indices) -> Floats:
    length = along[after] - along[before]
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(length > 0, (along - along[before]) / length, np.nan)


def _grows(calls: CallColumns, before: Indices) -> Flags:
    """Tell for which calls the feed's distances never fall since the last known one."""
    falls = np.concatenate([[True], ~(np.diff(calls.distance) >= 0)])
    count = np.cumsum(falls)
    grows: Flags = count == count[before]
    return grows
