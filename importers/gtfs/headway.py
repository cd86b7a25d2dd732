"""Runs by headway: ``frequencies.txt``."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from geo.finding import Finding
from geo.transit.key import Keys
from importers.gtfs.feed import Feed
from importers.gtfs.frames import GtfsFrames, others, records
from importers.gtfs.value import seconds, whole

USED: Final = frozenset(
    {"trip_id", "start_time", "end_time", "headway_secs", "exact_times"}
)


def build_frequencies(feed: Feed, keys: Keys, frames: GtfsFrames) -> None:
    """Make the rows of frequencies; the sieve has left only those that can be read."""
    frames.rows["frequency"] = [
        {
            "trip_key": keys.of("trip", record["trip_id"]),
            "start_s": seconds(record, "start_time"),
            "end_s": seconds(record, "end_time"),
            "headway_s": whole(record, "headway_secs"),
            "exact": record.get("exact_times") == "1",
            "extra": others(record, USED),
        }
        for _, record in records(feed.table("frequencies"))
    ]


def check_headways(feed: Feed) -> Iterator[Finding]:
    """Look for headways that end before they begin, or overlap on one trip."""
    table = feed.table("frequencies")
    spans: dict[str, list[tuple[int, int, int]]] = {}
    for index, record in records(table):
        start = seconds(record, "start_time") or 0
        end = seconds(record, "end_time") or 0
        spans.setdefault(record["trip_id"], []).append((start, end, index))
        if end <= start:
            message = "ends before it begins: it never runs"
            yield Finding("frequency-backwards", table.where(index), message)
    for trip, said in spans.items():
        for (_, end, _), (start, _, index) in pairwise(sorted(said)):
            if start < end:
                message = f"overlaps another headway of trip {trip!r}"
                yield Finding("frequency-overlap", table.where(index), message)
