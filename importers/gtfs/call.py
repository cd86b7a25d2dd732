"""Stop times: when a trip calls where, read part by part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final

from geo.finding import Finding
from geo.transit.key import Keys
from importers.gtfs.call_columns import NONE
from importers.gtfs.call_text import Numbers, left, write_texts
from importers.gtfs.check import Known, find_dangling, sieve_table
from importers.gtfs.feed import Feed
from importers.gtfs.frames import GtfsFrames
from importers.gtfs.rule import find_rule
from importers.gtfs.table import FeedTable

CHOICES: Final = {"pickup": "pickup_type", "drop_off": "drop_off_type"}
TIMES: Final = {"arrival_s": "arrival_time", "departure_s": "departure_time"}
PLACES: Final = ("stop_id", "location_group_id", "location_id")
"""Columns that say where: one of them is filled."""
WINDOW: Final = "start_pickup_drop_off_window"
VITAL: Final = frozenset({"trip_id", "stop_sequence"})


class CallReader:
    """Turns rows of ``stop_times.txt`` into columns.

    Parameters
    ----------
    feed : Feed
        Sieved.
    keys : Keys
    frames : GtfsFrames
        With trips; receives the columns and the findings.
    """

    def __init__(self, feed: Feed, keys: Keys, frames: GtfsFrames) -> None:
        self.feed = feed
        self.frames = frames
        self.calls = frames.calls
        self.calls.trips = [row["key"] for row in frames.rows["transit_trip"]]
        self.calls.stops = [row["key"] for row in frames.rows["stop"]]
        places = {key: at for at, key in enumerate(self.calls.trips)}
        self._trips = {
            trip: places[keys.of("trip", trip)]
            for trip in feed.table("trips").column("trip_id")
            if keys.of("trip", trip) in places
        }
        ids = feed.table("stops").column("stop_id")
        self._stops = {stop: at for at, stop in enumerate(ids)}
        self._known = Known(feed)
        self._times = {name: Numbers(column) for name, column in TIMES.items()}
        self._choices = {name: Numbers(of, 3) for name, of in CHOICES.items()}
        self._points = Numbers("timepoint", 1)

    @cached_property
    def _zones(self) -> set[str]:
        return self.feed.location_ids() | self._known["location_groups"]

    def take(self, part: FeedTable) -> None:
        """Check a part and keep its rows."""
        findings: list[Finding] = []
        rule = find_rule("stop_times")
        part = self._placed(sieve_table(rule, part, findings), findings)
        findings.extend(find_dangling(rule, part, self._known))
        self.frames.tally.add(findings)
        if part.rows:
            columns = self._columns(part)
            self.calls.add(columns, self._texts(part, columns))

    def _placed(self, part: FeedTable, findings: list[Finding]) -> FeedTable:
        """Leave out what is of no trip, or nowhere."""
        kept = []
        trips, stops = part.column("trip_id"), part.column("stop_id")
        for index, (trip, stop) in enumerate(zip(trips, stops, strict=True)):
            flaw = self._flaw(trip, stop)
            if flaw:
                where = part.where(index)
                findings.append(Finding("row-rejected", where, flaw, "error"))
            else:
                kept.append(index)
        whole = len(kept) == len(trips)
        part = part if whole else part.kept(kept)
        findings.extend(_nowhere(part))
        findings.extend(self._zones_as_stops(part))
        return part

    def _zones_as_stops(self, part: FeedTable) -> Iterator[Finding]:
        """Tell of zones where feeds of before had them: the reference moved them."""
        for index, stop in enumerate(part.column("stop_id")):
            if stop and stop not in self._stops:
                message = f"stop_id {stop!r} is a zone: location_id names those"
                yield Finding("zone-as-stop", part.where(index), message)

    def _flaw(self, trip: str, stop: str) -> str:
        if trip not in self._trips:
            return f"trip_id {trip!r} is not in trips.txt; left out"
        if stop and stop not in self._stops and stop not in self._zones:
            return f"stop_id {stop!r} is not in stops.txt; left out"
        return ""

    def _columns(self, part: FeedTable) -> dict[str, list[int]]:
        stops, trips = self._stops, self._trips
        order = part.column("stop_sequence")
        return {
            "trip": [trips[text] for text in part.column("trip_id")],
            "stop": [stops.get(text, NONE) for text in part.column("stop_id")],
            "sequence": [int(float(text)) for text in order],
            **{name: of.read(part) for name, of in self._times.items()},
            **{
                name: [max(value, 0) for value in of.read(part)]
                for name, of in self._choices.items()
            },
            "timepoint": self._points.read(part),
            "windowed": [1 if text else 0 for text in part.column(WINDOW)],
            "line": part.lines,
        }

    def _texts(
        self, part: FeedTable, columns: Mapping[str, Sequence[int]]
    ) -> list[str] | None:
        """Write what has no column: other cells, and those that cannot be read."""
        rest = self._unread(part, columns)
        known = {*VITAL, *rest, "stop_id", "timepoint"}
        known |= {*TIMES.values(), *CHOICES.values()}
        for name in part.header:
            if name and name not in known:
                rest[name] = part.column(name)
        return write_texts(rest)

    def _unread(
        self, part: FeedTable, columns: Mapping[str, Sequence[int]]
    ) -> dict[str, list[str]]:
        found = {"stop_id": left(part.column("stop_id"), columns["stop"])}
        for of in (*self._times.values(), *self._choices.values(), self._points):
            texts = part.column(of.column)
            found[of.column] = left(texts, [of[text] for text in texts])
        return found


def _nowhere(part: FeedTable) -> list[Finding]:
    """Tell of calls that name neither a stop nor a zone."""
    if any(name in part.header for name in PLACES[1:]):
        places = zip(*(part.column(name) for name in PLACES), strict=True)
        empty = [index for index, place in enumerate(places) if not any(place)]
    else:
        stops = part.column("stop_id")
        empty = [index for index, stop in enumerate(stops) if not stop]
    message = "names no stop and no zone: nobody can board there"
    return [Finding("call-nowhere", part.where(index), message) for index in empty]


def build_calls(feed: Feed, keys: Keys, frames: GtfsFrames) -> None:
    """Make the columns of stop times; stops and trips must have been made.

    Parameters
    ----------
    feed : Feed
    keys : Keys
    frames : GtfsFrames
        Receives the columns and the findings.

    Notes
    -----
    A blank time stays unknown. A stop that is a zone or group of on-demand service
    has no key; its id stays among the other columns.
    """
    table = feed.long.get("stop_times")
    if table is None or "trip_id" not in table.header:
        return
    reader = CallReader(feed, keys, frames)
    frames.calls.file = table.file
    for part in table.parts(frames.findings):
        frames.count("stop_times", len(part.rows))
        reader.take(part)
