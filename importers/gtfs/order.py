"""Whether the calls of trips make sense in their order, and what calls at stops."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from geo.finding import Finding
from geo.route_type import find_mode
from importers.gtfs.call_columns import NONE, CallColumns
from importers.gtfs.frames import GtfsFrames

Trips = NDArray[np.int32]
Places = NDArray[np.int64]


def check_order(calls: CallColumns) -> Iterator[Finding]:
    """Look for trips that go back in time, or call twice at one place of the order.

    Parameters
    ----------
    calls : CallColumns
        In any order of rows.

    Yields
    ------
    Finding
        One a trip and kind, at the first such row.
    """
    for rows in calls.blocks():
        trip, sequence = calls.column("trip")[rows], calls.column("sequence")[rows]
        twice = (np.diff(trip) == 0) & (np.diff(sequence) == 0)
        for row in _firsts(trip[1:][twice], rows[1:][twice]):
            place = calls.column("sequence")[row]
            message = (
                f"stop_sequence {place} of trip {_trip(calls, row)} is there twice"
            )
            yield Finding("sequence-twice", calls.where(row), message)
        for row in _firsts(*_backward(calls, rows)):
            message = f"trip {_trip(calls, row)} goes back in time"
            yield Finding("time-backwards", calls.where(row), message)


def _trip(calls: CallColumns, row: int) -> str:
    return calls.trips[int(calls.column("trip")[row])]


def _firsts(trip: Trips, rows: Places) -> list[int]:
    """Give the first of the rows of each trip."""
    _, first = np.unique(trip, return_index=True)
    return sorted(rows[first].tolist())


def _backward(calls: CallColumns, rows: Places) -> tuple[Trips, Places]:
    """Find rows with a time before the last known one of their trip."""
    both = [calls.column(name)[rows] for name in ("arrival_s", "departure_s")]
    times = np.stack(both, axis=1).reshape(-1)
    known = np.flatnonzero(times != NONE)
    rows = rows[known // 2]
    trip = calls.column("trip")[rows]
    back = (np.diff(times[known]) < 0) & (np.diff(trip) == 0)
    return trip[1:][back], rows[1:][back]


def add_modes(frames: GtfsFrames) -> None:
    """Tell stops, and the stations they belong to, what calls there."""
    kinds = {row["key"]: find_mode(row["route_type"]) for row in frames.rows["line"]}
    modes = sorted(set(kinds.values()))
    places = {mode: at for at, mode in enumerate(modes)}
    of_trip = np.asarray(
        [places[kinds[row["line_key"]]] for row in frames.rows["transit_trip"]],
        dtype=np.int64,
    )
    found: dict[str, set[str]] = {}
    for stop, mode in _pairs(frames.calls, of_trip, len(modes)):
        found.setdefault(frames.calls.stops[stop], set()).add(modes[mode])
    for row in frames.rows["stop"]:
        if row["parent_key"] and row["key"] in found:
            found.setdefault(row["parent_key"], set()).update(found[row["key"]])
    for row in frames.rows["stop"]:
        row["modes"] = sorted(found.get(row["key"], ()))


def _pairs(
    calls: CallColumns, of_trip: NDArray[np.int64], modes: int
) -> list[tuple[int, int]]:
    """Give each pair of a stop and a mode that calls there, once."""
    stop, trip = calls.column("stop"), calls.column("trip")
    served = stop != NONE
    if not served.any():
        return []
    mixed = np.unique(stop[served] * np.int64(modes) + of_trip[trip[served]])
    return [divmod(int(pair), modes) for pair in mixed]
