"""Whether the calls of trips make sense in their order, and what calls at stops."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from geo.finding import Finding
from geo.route_type import find_mode
from importers.gtfs.call_columns import NONE, CallColumns
from importers.gtfs.frames import GtfsFrames


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
    order, trip = calls.order, calls.column("trip")
    sequence = calls.column("sequence")
    same = trip[order[1:]] == trip[order[:-1]]
    twice = same & (sequence[order[1:]] == sequence[order[:-1]])
    for row in _firsts(trip, order[1:][twice]):
        message = f"stop_sequence {sequence[row]} of trip {_trip(calls, row)} is there "
        yield Finding("sequence-twice", calls.where(row), f"{message}twice")
    for row in _firsts(trip, _backward(calls)):
        message = f"trip {_trip(calls, row)} goes back in time"
        yield Finding("time-backwards", calls.where(row), message)


def _trip(calls: CallColumns, row: int) -> str:
    return calls.trips[int(calls.column("trip")[row])]


def _firsts(trip: NDArray[np.int32], rows: NDArray[np.int64]) -> list[int]:
    """Give the first of the rows of each trip."""
    _, first = np.unique(trip[rows], return_index=True)
    return sorted(rows[first].tolist())


def _backward(calls: CallColumns) -> NDArray[np.int64]:
    """Find rows with a time before the last known one of their trip."""
    order = calls.order
    both = (calls.column(name)[order] for name in ("arrival_s", "departure_s"))
    times = np.stack(list(both), axis=1).reshape(-1)
    known = np.flatnonzero(times != NONE)
    rows = order[known // 2]
    trip = calls.column("trip")[rows]
    back = (np.diff(times[known]) < 0) & (trip[1:] == trip[:-1])
    found: NDArray[np.int64] = rows[1:][back]
    return found


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
