"""The GTFS importer."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from sqlalchemy.orm import Session

from data.models import Source
from data.queries.observation import sync_observations
from data.queries.place import refresh_access
from data.queries.source import SourceInfo
from data.queries.transit import replace_feed
from geo.errors import InputError
from geo.finding import Finding
from geo.transit.key import Keys
from importers.base import Parsed, Progress, Written
from importers.gtfs.block import check_blocks
from importers.gtfs.call import build_calls
from importers.gtfs.check import sieve
from importers.gtfs.fare import build_fares
from importers.gtfs.feed import Feed, read_feed
from importers.gtfs.frames import GtfsFrames
from importers.gtfs.headway import build_frequencies, check_headways
from importers.gtfs.keep import keep_rest
from importers.gtfs.line import build_agencies, build_lines
from importers.gtfs.name import read_translations
from importers.gtfs.order import add_modes, check_order
from importers.gtfs.place import require_here
from importers.gtfs.relation import check_relations
from importers.gtfs.shape import build_shapes
from importers.gtfs.station import build_levels, build_pathways, build_transfers
from importers.gtfs.stop import build_stops, observe_boarding
from importers.gtfs.tally import Tally
from importers.gtfs.travel import check_travel
from importers.gtfs.trip import build_services, build_trips
from importers.gtfs.use import check_use
from importers.gtfs.way import check_pathways


class GtfsImporter:
    """Reads a GTFS feed, a zip or a folder, without losing any of it.

    Keys: stops ``"{source}:{stop_id}"``; lines ``"{source}:line:{route_id}"``, and
    trips, services, shapes and agencies alike.
    """

    name = "gtfs"

    def parse(
        self, path: Path, source: SourceInfo, progress: Progress
    ) -> Parsed[GtfsFrames]:
        """Read the feed.

        Raises
        ------
        InputError
            If it is no feed, is damaged or dangerous, or has no stop and no zone.
        """
        read = read_feed(path, progress)
        feed, findings = sieve(read)
        frames = build_frames(feed, source)
        _require_stops(path, read, frames)
        long = frames.tally.findings()
        noticed = [*read.findings, *findings, *frames.findings, *long]
        frames.counts = {**_file_counts(read, frames), **_trip_counts(frames)}
        rejected = sum(f.times for f in noticed if f.severity == "error")
        if rejected:
            frames.counts["flaws that left something out"] = rejected
        return Parsed(frames, noticed)

    def check(self, frames: GtfsFrames) -> list[Finding]:
        """Look for trips whose times make no sense."""
        tally = Tally()
        tally.add(check_order(frames.calls))
        return tally.findings()

    def write(self, session: Session, source: Source, frames: GtfsFrames) -> Written:
        """Make what the source said before equal to the feed.

        Raises
        ------
        InputError
            If all of its stops have longitude and latitude swapped.
        """
        late = require_here(session, frames)
        is_changed = replace_feed(session, source, frames.rows, calls=frames.calls)
        synced = sync_observations(session, source, frames.observations)
        refresh_access(session)
        return Written(
            counts=frames.counts,
            findings=late,
            network=is_changed or synced.touched,
        )


def _require_stops(path: Path, read: Feed, frames: GtfsFrames) -> None:
    """Refuse a timetable of nowhere: it would take away the stops that are known."""
    if not frames.rows.get("stop") and read.locations is None:
        reason = "stops.txt is missing, empty or holds no stop that can be used"
        raise InputError(path.name, reason)


def build_frames(feed: Feed, source: SourceInfo) -> GtfsFrames:
    """Make the rows of every table from a sieved feed.

    Parameters
    ----------
    feed : Feed
        From ``sieve``.
    source : SourceInfo

    Returns
    -------
    GtfsFrames
    """
    keys, frames = Keys(source.key), GtfsFrames()
    translations = read_translations(feed)
    build_agencies(feed, keys, translations, frames)
    build_levels(feed, keys, translations, frames)
    build_stops(feed, keys, translations, frames)
    build_shapes(feed, keys, frames)
    build_services(feed, keys, frames)
    build_trips(feed, keys, translations, frames)
    build_calls(feed, keys, frames)
    build_lines(feed, keys, translations, frames)
    add_modes(frames)
    build_frequencies(feed, keys, frames)
    build_pathways(feed, keys, translations, frames)
    build_transfers(feed, keys, frames)
    build_fares(feed, keys, frames)
    keep_rest(feed, frames)
    for doubts in (
        check_relations(feed, frames),
        check_pathways(feed),
        check_headways(feed),
        check_use(feed, frames),
        check_travel(frames),
        check_blocks(feed, frames),
    ):
        frames.tally.add(doubts)
    frames.observations = observe_boarding(
        feed, keys, is_demonstration=source.is_demonstration
    )
    return frames


def _file_counts(feed: Feed, frames: GtfsFrames) -> dict[str, int]:
    counts = {name: len(table.rows) for name, table in sorted(feed.tables.items())}
    counts.update(frames.counts)
    if feed.locations is not None:
        counts["locations"] = len(feed.locations["features"])
    return counts


def _trip_counts(frames: GtfsFrames) -> dict[str, int]:
    flags = Counter(row["wheelchair_accessible"] for row in frames.rows["transit_trip"])
    return {
        "trips accessible": flags[1],
        "trips not accessible": flags[2],
        "trips unknown": flags[0],
        "stops boarding known": len(frames.observations),
    }
