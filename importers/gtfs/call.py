"""Stop times: when a trip calls where."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from geo.finding import Finding
from geo.route_type import find_mode
from geo.transit.key import Keys
from importers.gtfs.check import known_ids
from importers.gtfs.feed import Feed, FeedTable
from importers.gtfs.frames import GtfsFrames, Row, others, records
from importers.gtfs.trip import reject
from importers.gtfs.value import seconds, whole

CHOICES: Final = {"pickup": "pickup_type", "drop_off": "drop_off_type"}
USED: Final = frozenset(
    {
        "trip_id",
        "stop_id",
        "stop_sequence",
        "arrival_time",
        "departure_time",
        "timepoint",
        *CHOICES.values(),
    }
)
TIMES: Final = {"arrival_time": "arrival_s", "departure_time": "departure_s"}


class Calls:
    """Reads the rows of ``stop_times.txt``.

    Parameters
    ----------
    feed : Feed
    keys : Keys
    frames : GtfsFrames
        With trips; receives findings.
    """

    def __init__(self, feed: Feed, keys: Keys, frames: GtfsFrames) -> None:
        self.table: FeedTable = feed.table("stop_times")
        self.keys = keys
        self.frames = frames
        self._trips = {row["key"] for row in frames.rows["transit_trip"]}
        self._stops = known_ids(feed, "stops")
        self._zones = feed.location_ids() | known_ids(feed, "location_groups")

    def flaw(self, record: dict[str, str]) -> str:
        """Say why a row cannot be used; empty if it can."""
        if self.keys.of("trip", record["trip_id"]) not in self._trips:
            return f"trip_id {record['trip_id']!r} is not in trips.txt; left out"
        stop = record.get("stop_id", "")
        if stop and stop not in self._stops and stop not in self._zones:
            return f"stop_id {stop!r} is not in stops.txt; left out"
        return ""

    def read(self, record: dict[str, str]) -> Row:
        """Make a row; what cannot be read stays among the other columns."""
        stop = record.get("stop_id", "")
        extra = others(record, USED)
        if stop and stop not in self._stops:
            extra["stop_id"] = stop
        times = {target: seconds(record, column) for column, target in TIMES.items()}
        for column, target in TIMES.items():
            if times[target] is None and column in record:
                extra[column] = record[column]
        return {
            "trip_key": self.keys.of("trip", record["trip_id"]),
            "stop_key": self.keys.stop(stop) if stop in self._stops else None,
            "sequence": int(float(record["stop_sequence"])),
            **times,
            **{
                name: _choice(record, column, 3) or 0
                for name, column in CHOICES.items()
            },
            "timepoint": _choice(record, "timepoint", 1),
            "extra": extra,
        }


def _choice(record: dict[str, str], column: str, most: int) -> int | None:
    value = whole(record, column)
    return value if value is not None and 0 <= value <= most else None


def build_calls(feed: Feed, keys: Keys, frames: GtfsFrames) -> None:
    """Make the rows of stop times; trips must have been made.

    Parameters
    ----------
    feed : Feed
    keys : Keys
    frames : GtfsFrames
        Receives the rows and the findings.

    Notes
    -----
    A blank time stays unknown. A stop that is a zone or group of on-demand service
    has no key; its id stays among the other columns.
    """
    rows: list[Row] = []
    frames.rows["stop_time"] = rows
    calls = Calls(feed, keys, frames)
    if "trip_id" not in calls.table.header:
        return
    for index, record in records(calls.table):
        flaw = calls.flaw(record)
        if flaw:
            reject(frames, calls.table, index, flaw)
        else:
            rows.append(calls.read(record))


def check_order(frames: GtfsFrames) -> list[Finding]:
    """Look for trips that go back in time, or call twice at one place of the order."""
    calls: dict[str, list[Row]] = {}
    for row in frames.rows.get("stop_time", ()):
        calls.setdefault(row["trip_key"], []).append(row)
    findings = []
    for trip, rows in calls.items():
        ordered = sorted(rows, key=lambda row: int(row["sequence"]))
        if len({row["sequence"] for row in ordered}) < len(ordered):
            message = "two stop times have the same stop_sequence"
            findings.append(Finding("sequence-twice", trip, message))
        if _goes_back(ordered):
            findings.append(Finding("time-backwards", trip, "goes back in time"))
    return findings


def _goes_back(rows: list[Row]) -> bool:
    times = [row[name] for row in rows for name in TIMES.values()]
    known = [time for time in times if time is not None]
    return any(later < sooner for sooner, later in pairwise(known))


def add_modes(frames: GtfsFrames) -> None:
    """Tell stops, and the stations they belong to, what calls there."""
    kinds = {row["key"]: find_mode(row["route_type"]) for row in frames.rows["line"]}
    of_trip = {row["key"]: row["line_key"] for row in frames.rows["transit_trip"]}
    found: dict[str, set[str]] = {}
    for call in frames.rows["stop_time"]:
        if call["stop_key"] is not None:
            mode = kinds[of_trip[call["trip_key"]]]
            found.setdefault(call["stop_key"], set()).add(mode)
    for stop in frames.rows["stop"]:
        if stop["parent_key"] and stop["key"] in found:
            found.setdefault(stop["parent_key"], set()).update(found[stop["key"]])
    for stop in frames.rows["stop"]:
        stop["modes"] = sorted(found.get(stop["key"], ()))
