"""Whether vehicles can travel as the feed says: speed, times at the ends, course."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.crs import GEOD, WGS84, project, utm_code
from geo.finding import Finding
from geo.route_type import find_mode
from geo.units import kmh_to_mps, mps_to_kmh
from importers.gtfs.call_columns import NONE, CallColumns
from importers.gtfs.frames import GtfsFrames, Row

_TABLE: Final = Path(__file__).parent / "fastest.toml"
GRACE_S: Final = 60
"""Times are often rounded to the minute."""

FAR_FROM_SHAPE_M: Final = 100.0

Floats = NDArray[np.float64]


@lru_cache
def fastest() -> dict[str, float]:
    """Read the highest believable speed of each mode, in km/h."""
    table = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    return {mode: float(kmh) for mode, kmh in table["fastest_kmh"].items()}


def check_travel(frames: GtfsFrames) -> Iterator[Finding]:
    """Look for travel that cannot be.

    Parameters
    ----------
    frames : GtfsFrames
        With all rows and columns.

    Yields
    ------
    Finding
        At the first such row of each trip; of courses, one for each shape and stop.
    """
    if not len(frames.calls):
        return
    yield from _open_ends(frames)
    points = _points(frames.rows["stop"])
    yield from _too_fast(frames, points)
    yield from _off_course(frames, points)


def _points(stops: list[Row]) -> Floats:
    """Give (lon, lat) of each stop; NaN where nobody knows."""
    shapes = np.asarray([row["geom"] for row in stops], dtype=object)
    return np.stack([shapely.get_x(shapes), shapely.get_y(shapes)], axis=1)


def _open_ends(frames: GtfsFrames) -> Iterator[Finding]:
    """Look for trips whose first or last call has no time at all."""
    calls, order = frames.calls, frames.calls.order
    trip = calls.column("trip")[order]
    edge = np.flatnonzero(np.diff(trip)) + 1
    firsts, lasts = np.r_[0, edge], np.r_[edge, len(trip)] - 1
    windowed = calls.column("windowed")
    for row in order[np.unique(np.r_[firsts, lasts])].tolist():
        times = (calls.column(name)[row] for name in ("arrival_s", "departure_s"))
        is_stop = calls.column("stop")[row] != NONE
        if all(time == NONE for time in times) and is_stop and not windowed[row]:
            name = calls.trips[int(calls.column("trip")[row])]
            message = f"trip {name} has no time at its first or last stop"
            yield Finding("time-missing-at-end", calls.where(row), message)


def _too_fast(frames: GtfsFrames, points: Floats) -> Iterator[Finding]:
    """Look for pairs of timed calls that no vehicle of the mode can make."""
    calls = frames.calls
    kinds = {row["key"]: find_mode(row["route_type"]) for row in frames.rows["line"]}
    modes = [kinds[row["line_key"]] for row in frames.rows["transit_trip"]]
    limits = np.asarray([fastest().get(mode, fastest()["other"]) for mode in modes])
    told: set[int] = set()
    for rows in calls.blocks():
        for row, trip, metres, seconds in _leaps(calls, rows, points, limits):
            if trip not in told:
                told.add(trip)
                kmh = mps_to_kmh(metres / seconds)
                message = (
                    f"trip {calls.trips[trip]} is too fast: {metres:.0f} m in "
                    f"{seconds - GRACE_S:.0f} s, at least {kmh:.0f} km/h; "
                    f"{modes[trip]} is believed up to {limits[trip]:.0f}"
                )
                yield Finding("travel-too-fast", calls.where(row), message)


def _leaps(
    calls: CallColumns, rows: NDArray[np.int64], points: Floats, limits: Floats
) -> Iterator[tuple[int, int, float, float]]:
    """Give row, trip, metres and seconds of what is too fast."""
    names = ("arrival_s", "departure_s", "stop")
    timed = np.all([calls.column(name)[rows] != NONE for name in names], axis=0)
    rows = rows[timed]
    arrival, departure, stop = (calls.column(name)[rows] for name in names)
    trip, here = calls.column("trip")[rows], points[stop]
    pair = np.flatnonzero(
        (trip[1:] == trip[:-1]) & ~np.isnan(here[1:, 0]) & ~np.isnan(here[:-1, 0])
    )
    seconds = arrival[pair + 1] - departure[pair] + GRACE_S
    pair, seconds = pair[seconds > 0], seconds[seconds > 0]
    metres = GEOD.inv(*here[pair].T, *here[pair + 1].T)[2]
    found = np.flatnonzero(metres / seconds > kmh_to_mps(1.0) * limits[trip[pair]])
    for at in found.tolist():
        place = pair[at]
        yield int(rows[place + 1]), int(trip[place]), metres[at], float(seconds[at])


def _off_course(frames: GtfsFrames, points: Floats) -> Iterator[Finding]:
    """Look for stops that are far from the shape of a trip that calls there."""
    drawn = {row["key"]: row["geom"] for row in frames.rows["shape"]}
    places = {key: at for at, key in enumerate(drawn)}
    of_trip = np.asarray(
        [places.get(row["shape_key"], NONE) for row in frames.rows["transit_trip"]],
        dtype=np.int64,
    )
    calls = frames.calls
    shape, stop = of_trip[calls.column("trip")], calls.column("stop")
    both = (shape != NONE) & (stop != NONE) & ~np.isnan(points[stop, 0])
    if not both.any():
        return
    pairs = np.unique(shape[both] * np.int64(len(points)) + stop[both])
    code = utm_code(*np.nanmedian(points, axis=0).tolist())
    metric = project(points, WGS84, code)
    lines = list(drawn.items())
    for at, near in _by_shape(pairs, len(points)):
        key, line = lines[at]
        course = shapely.transform(line, lambda c: project(c, WGS84, code))
        far = shapely.distance(course, shapely.points(metric[near]))
        for place in np.flatnonzero(far > FAR_FROM_SHAPE_M).tolist():
            name = calls.stops[near[place]]
            message = f"is {far[place]:.0f} m from shape {key}, which runs by it"
            yield Finding("stop-far-from-shape", f"stop {name}", message)


def _by_shape(
    pairs: NDArray[np.int64], stops: int
) -> Iterator[tuple[int, NDArray[np.int64]]]:
    shape, stop = np.divmod(pairs, stops)
    shapes, starts = np.unique(shape, return_index=True)
    parts = np.split(stop, starts[1:])
    yield from zip(shapes.tolist(), parts, strict=True)
