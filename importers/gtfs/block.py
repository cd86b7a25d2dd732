"""Blocks: one vehicle runs several trips, so none may begin before the last ends."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from geo.finding import Finding
from geo.timetable import ADDED
from importers.gtfs.call_columns import NONE, CallColumns
from importers.gtfs.feed import Feed
from importers.gtfs.frames import GtfsFrames, Row


@dataclass(frozen=True, order=True)
class _Run:
    start: int
    end: int
    trip: int
    service: str


def check_blocks(feed: Feed, frames: GtfsFrames) -> Iterator[Finding]:
    """Look for trips of one block that run at the same time on the same day.

    Parameters
    ----------
    feed : Feed
    frames : GtfsFrames
        With trips, calendars and calls.

    Yields
    ------
    Finding
        One for each pair, at the trip that begins too soon.
    """
    blocks: dict[str, list[int]] = defaultdict(list)
    for place, row in enumerate(frames.rows["transit_trip"]):
        if row["block"]:
            blocks[row["block"]].append(place)
    if not any(len(trips) > 1 for trips in blocks.values()):
        return
    spans = _spans(frames.calls)
    days = _days(frames)
    lines = _lines(feed)
    trips = frames.rows["transit_trip"]
    for block, places in blocks.items():
        runs = [_Run(*spans[at], at, trips[at]["service_key"]) for at in places]
        for run, other in _clashes(sorted(runs), days):
            ids = (frames.calls.trips[one.trip] for one in (run, other))
            message = f"block {block!r}: {' and '.join(ids)} run at the same time"
            yield Finding("block-overlap", lines[run.trip], message)


def _clashes(
    runs: list[_Run], days: dict[str, frozenset[int]]
) -> Iterator[tuple[_Run, _Run]]:
    """Give each pair of runs of which one begins before the other has ended."""
    for at, run in enumerate(runs):
        if run.start == NONE:
            continue
        for other in runs[:at]:
            none = frozenset[int]()
            shared = days.get(run.service, none) & days.get(other.service, none)
            if other.start != NONE and run.start < other.end and shared:
                yield run, other


def _spans(calls: CallColumns) -> list[tuple[int, int]]:
    """Give first and last known time of each trip."""
    count = len(calls.trips)
    latest = np.full(count, NONE, dtype=np.int64)
    soonest = np.full(count, np.iinfo(np.int64).max)
    trip = calls.column("trip")
    for name in ("arrival_s", "departure_s"):
        times = calls.column(name)
        known = times != NONE
        np.maximum.at(latest, trip[known], times[known])
        np.minimum.at(soonest, trip[known], times[known])
    soonest[latest == NONE] = NONE
    return list(zip(soonest.tolist(), latest.tolist(), strict=True))


def _days(frames: GtfsFrames) -> dict[str, frozenset[int]]:
    """Give the days of each service as numbers."""
    days = {row["key"]: _weekly(row) for row in frames.rows["service"]}
    for row in frames.rows["service_date"]:
        held, day = days[row["service_key"]], row["on_date"].toordinal()
        if row["exception_type"] == ADDED:
            held.add(day)
        else:
            held.discard(day)
    return {key: frozenset(held) for key, held in days.items()}


def _weekly(row: Row) -> set[int]:
    start, end = row["start_date"], row["end_date"]
    if start is None or end is None or "1" not in row["weekdays"]:
        return set()
    spans = (start + timedelta(days) for days in range((end - start).days + 1))
    return {day.toordinal() for day in spans if row["weekdays"][day.weekday()] == "1"}


def _lines(feed: Feed) -> list[str]:
    """Give where each trip stands; those of no line were left out."""
    table = feed.table("trips")
    kept = set(feed.table("routes").column("route_id"))
    routes = table.column("route_id")
    return [table.where(at) for at, route in enumerate(routes) if route in kept]
