"""Trips, their times, and the days they run."""

from __future__ import annotations

from datetime import date
from typing import Final

from geo.finding import Finding
from geo.timetable import parse_day
from geo.transit.key import Keys
from importers.gtfs.check import Known
from importers.gtfs.feed import Feed
from importers.gtfs.frames import GtfsFrames, Row, others, records
from importers.gtfs.name import Translations
from importers.gtfs.table import FeedTable
from importers.gtfs.value import whole

WEEK: Final = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)
"""Columns of ``calendar.txt``, Monday first."""

TRIP_USED: Final = frozenset(
    {
        "trip_id",
        "route_id",
        "service_id",
        "shape_id",
        "trip_headsign",
        "direction_id",
        "wheelchair_accessible",
        "block_id",
        "wait_low_s",
        "wait_high_s",
    }
)
LONGEST_BLOCK: Final = 120
DIRECTIONS: Final = {"0": 0, "1": 1}


def build_services(feed: Feed, keys: Keys, frames: GtfsFrames) -> None:
    """Make the rows of calendars; a service of exceptions alone has no weekdays."""
    frames.rows["service"] = []
    frames.rows["service_date"] = []
    table = feed.table("calendar")
    for index, record in records(table):
        key = keys.of("service", record["service_id"])
        start, end = parse_day(record["start_date"]), parse_day(record["end_date"])
        if end < start:
            message = f"ends on {end}, before it starts on {start}"
            frames.findings.append(
                Finding("service-backwards", table.where(index), message)
            )
        weekdays = "".join(record.get(day, "0") for day in WEEK)
        frames.rows["service"].append(_service(key, weekdays, start, end))
    _build_exceptions(feed, keys, frames)


def _service(key: str, weekdays: str, start: date | None, end: date | None) -> Row:
    return {"key": key, "weekdays": weekdays, "start_date": start, "end_date": end}


def _build_exceptions(feed: Feed, keys: Keys, frames: GtfsFrames) -> None:
    known = {row["key"] for row in frames.rows["service"]}
    for _, record in records(feed.table("calendar_dates")):
        key = keys.of("service", record["service_id"])
        if key not in known:
            known.add(key)
            frames.rows["service"].append(_service(key, "0" * 7, None, None))
        row = {
            "service_key": key,
            "on_date": parse_day(record["date"]),
            "exception_type": int(record["exception_type"]),
        }
        frames.rows["service_date"].append(row)


def reject(frames: GtfsFrames, table: FeedTable, index: int, message: str) -> None:
    """Tell that a row is left out."""
    finding = Finding("row-rejected", table.where(index), message, "error")
    frames.findings.append(finding)


def build_trips(
    feed: Feed, keys: Keys, translations: Translations, frames: GtfsFrames
) -> None:
    """Make the rows of trips; services must have been made."""
    routes = Known(feed)["routes"]
    table = feed.table("trips")
    frames.rows["transit_trip"] = []
    for index, record in records(table):
        if record["route_id"] in routes:
            row = {**_trip(record, keys), **_wait(table, index, record, frames)}
            row["headsigns"] = translations.find(
                "trips", "trip_headsign", record["trip_id"], row["headsign"]
            )
            frames.rows["transit_trip"].append(row)
        else:
            message = f"route_id {record['route_id']!r} is not in routes.txt; left out"
            reject(frames, table, index, message)
    _check_references(feed, keys, frames)


def _trip(record: dict[str, str], keys: Keys) -> Row:
    shape = record.get("shape_id", "")
    direction = record.get("direction_id", "")
    used = TRIP_USED if direction in DIRECTIONS else TRIP_USED - {"direction_id"}
    return {
        "key": keys.of("trip", record["trip_id"]),
        "line_key": keys.of("line", record["route_id"]),
        "service_key": keys.of("service", record["service_id"]),
        "shape_key": keys.of("shape", shape) if shape else None,
        "headsign": record.get("trip_headsign", "")[:300],
        "direction": DIRECTIONS.get(direction),
        "wheelchair_accessible": int(record.get("wheelchair_accessible", 0)),
        "block": record.get("block_id", "")[:LONGEST_BLOCK],
        "extra": others(record, used),
    }


def _wait(
    table: FeedTable, index: int, record: dict[str, str], frames: GtfsFrames
) -> Row:
    """Give how long one waits for a vehicle that leaves when it is full."""
    low, high = whole(record, "wait_low_s"), whole(record, "wait_high_s")
    if low is None and high is None:
        return {"wait_low_s": None, "wait_high_s": None}
    if low is None or high is None or not 0 <= low <= high:
        message = "wait_low_s and wait_high_s are no range: the wait is unknown"
        frames.findings.append(Finding("wait-wrong", table.where(index), message))
        low = high = None
    return {"wait_low_s": low, "wait_high_s": high}


def _check_references(feed: Feed, keys: Keys, frames: GtfsFrames) -> None:
    services = {row["key"] for row in frames.rows["service"]}
    shapes = frames.shape_ids
    table = feed.table("trips")
    for index, record in records(table):
        message = ""
        if keys.of("service", record["service_id"]) not in services:
            name = record["service_id"]
            message = f"service_id {name!r} is in no calendar: never runs"
        elif record.get("shape_id") and record["shape_id"] not in shapes:
            message = f"shape_id {record['shape_id']!r} is not in shapes.txt"
        if message:
            finding = Finding("reference-dangling", table.where(index), message)
            frames.findings.append(finding)
