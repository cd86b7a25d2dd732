"""Runs by headway: ``frequencies.txt``."""

from __future__ import annotations

from typing import Final

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
