"""What of a feed is used: stops without calls, lines without trips, idle services."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from geo.finding import Finding
from geo.timetable import ADDED
from importers.gtfs.call_columns import NONE
from importers.gtfs.feed import Feed
from importers.gtfs.frames import GtfsFrames, records
from importers.gtfs.table import FeedTable

NEVER = "0000000"


def check_use(feed: Feed, frames: GtfsFrames) -> Iterator[Finding]:
    """Look for things that nothing uses; a part of a feed is not asked.

    Parameters
    ----------
    feed : Feed
    frames : GtfsFrames
        With all rows and columns.

    Yields
    ------
    Finding
        Mostly notes; trips and services that carry nobody are doubts.
    """
    yield from _services(feed, frames)
    if not {"trips", "stop_times"} <= feed.tables.keys():
        return
    yield from _stops(feed, frames)
    yield from _lines(feed, frames)
    yield from _short_trips(frames)
    drawn = {row["shape_key"] for row in frames.rows["transit_trip"]}
    idle = [row for row in frames.rows["shape"] if row["key"] not in drawn]
    for row in idle:
        yield Finding("shape-unused", row["key"], "no trip runs along it", "info")


def _stops(feed: Feed, frames: GtfsFrames) -> Iterator[Finding]:
    table = feed.table("stops")
    places = np.unique(frames.calls.column("stop"))
    served = {frames.calls.stops[at] for at in places.tolist() if at != NONE}
    parents = {row["parent_key"] for row in frames.rows["stop"]}
    for index, row in enumerate(frames.rows["stop"]):
        is_stop = row["location_type"] == 0 and row["key"] not in parents
        if is_stop and row["key"] not in served:
            yield Finding("stop-unused", table.where(index), "no trip calls", "info")
        if row["location_type"] == 1 and row["key"] not in parents:
            message = "no stop belongs to this station"
            yield Finding("station-unused", table.where(index), message, "info")


def _lines(feed: Feed, frames: GtfsFrames) -> Iterator[Finding]:
    table = feed.table("routes")
    yield from _continuous(table, frames)
    for index, row in enumerate(frames.rows["line"]):
        if not row["trips"]:
            yield Finding("line-unused", table.where(index), "has no trip", "info")


def _windowed(frames: GtfsFrames) -> set[str]:
    """Give the keys of the lines that come on demand in windows of time."""
    calls = frames.calls
    trips = np.unique(calls.column("trip")[calls.column("windowed") == 1])
    return {frames.rows["transit_trip"][at]["line_key"] for at in trips.tolist()}


def _continuous(table: FeedTable, frames: GtfsFrames) -> Iterator[Finding]:
    lines = _windowed(frames)
    for index, record in records(table):
        is_windowed = frames.rows["line"][index]["key"] in lines
        for column in ("continuous_pickup", "continuous_drop_off"):
            if column in record and is_windowed:
                message = f"{column} must be empty where trips have windows of time"
                yield Finding("value-forbidden", table.where(index), message)


def _short_trips(frames: GtfsFrames) -> Iterator[Finding]:
    calls = np.bincount(
        frames.calls.column("trip"), minlength=len(frames.rows["transit_trip"])
    )
    for place in np.flatnonzero(calls < 2).tolist():
        key = frames.rows["transit_trip"][place]["key"]
        message = f"has {calls[place]} usable stop times: nobody can ride"
        yield Finding("trip-too-short", f"trip {key}", message)


def _services(feed: Feed, frames: GtfsFrames) -> Iterator[Finding]:
    """Look for services that never run, and those that no trip uses."""
    added = {
        row["service_key"]
        for row in frames.rows["service_date"]
        if row["exception_type"] == ADDED
    }
    used = {row["service_key"] for row in frames.rows["transit_trip"]}
    for row in frames.rows["service"]:
        if row["weekdays"] == NEVER and row["key"] not in added:
            message = "runs on no weekday, and no day is added"
            yield Finding("service-never", f"service {row['key']}", message)
        if row["key"] not in used and "trips" in feed.tables:
            message = "no trip runs by it"
            where = f"service {row['key']}"
            yield Finding("service-unused", where, message, "info")
