"""What the reference asks of rows of several files together: places and agencies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from geo.crs import distance_m
from geo.finding import Finding
from importers.gtfs.feed import Feed
from importers.gtfs.frames import GtfsFrames, records
from importers.gtfs.table import FeedTable

STATION: Final = "1"
PLATFORM: Final = "0"
PARENT_OF: Final[Mapping[str, str]] = {"0": "1", "2": "1", "3": "1", "4": "0"}
"""Location type → type of what it belongs to."""

FAR_FROM_PARENT_M: Final = 1000.0
"""A platform or entrance farther from its station is doubted."""

NEEDS_AGENCY: Final = ("agency", "routes", "fare_attributes")
"""Where ``agency_id`` must be filled as soon as there are several agencies."""


def check_relations(feed: Feed, frames: GtfsFrames) -> Iterator[Finding]:
    """Look for rows that do not go together.

    Parameters
    ----------
    feed : Feed
        Sieved.
    frames : GtfsFrames
        With stops.

    Yields
    ------
    Finding
    """
    yield from _parents(feed)
    yield from _far_from_parent(feed, frames)
    yield from _agencies(feed)
    yield from _names(feed)
    if "translations" in feed.tables and "feed_info" not in feed.tables:
        message = "translations.txt needs it for the language of the feed"
        yield Finding("file-missing", "feed_info.txt", message)


def _types(stops: FeedTable) -> dict[str, str]:
    kinds = (kind or PLATFORM for kind in stops.column("location_type"))
    return dict(zip(stops.column("stop_id"), kinds, strict=True))


def _parents(feed: Feed) -> Iterator[Finding]:
    stops = feed.table("stops")
    kinds = _types(stops)
    for index, record in records(stops):
        parent = record.get("parent_station", "")
        wanted = PARENT_OF.get(kinds[record["stop_id"]])
        if wanted is None or kinds.get(parent, wanted) == wanted:
            continue
        message = (
            f"location_type {kinds[record['stop_id']]} belongs to {parent!r} "
            f"of location_type {kinds[parent]}, not {wanted}"
        )
        yield Finding("parent-wrong", stops.where(index), message)


def _far_from_parent(feed: Feed, frames: GtfsFrames) -> Iterator[Finding]:
    stops = feed.table("stops")
    places = {row["key"]: row["geom"] for row in frames.rows["stop"]}
    for index, row in enumerate(frames.rows["stop"]):
        parent = places.get(row["parent_key"])
        if row["geom"] is None or parent is None:
            continue
        here, there = row["geom"].coords[0], parent.coords[0]
        far = distance_m(here, there)
        if far > FAR_FROM_PARENT_M:
            message = f"is {far:.0f} m from the station that it belongs to"
            yield Finding("stop-far-from-parent", stops.where(index), message)


def _agencies(feed: Feed) -> Iterator[Finding]:
    agencies = feed.table("agency")
    if len(agencies.rows) < 2:
        return
    zones = agencies.column("agency_timezone")
    for index, zone in enumerate(zones):
        if zone != zones[0]:
            message = f"agency_timezone {zone!r} differs from {zones[0]!r} before it"
            yield Finding("time-zone-differs", agencies.where(index), message)
    for name in NEEDS_AGENCY:
        table = feed.table(name)
        for index, agency in enumerate(table.column("agency_id")):
            if not agency:
                message = "agency_id must be filled where there are several agencies"
                yield Finding("value-missing-here", table.where(index), message)


def _names(feed: Feed) -> Iterator[Finding]:
    table = feed.table("routes")
    for index, record in records(table):
        if not {"route_short_name", "route_long_name"} & record.keys():
            message = "has neither route_short_name nor route_long_name"
            yield Finding("line-without-name", table.where(index), message)
