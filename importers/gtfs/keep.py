"""Keep what has no table of its own, so that nothing of a feed is lost."""

from __future__ import annotations

from typing import Final

from geo.finding import Finding
from importers.gtfs.check import sieve_table
from importers.gtfs.feed import LOCATIONS, Feed
from importers.gtfs.frames import GtfsFrames, Row, others, records
from importers.gtfs.rule import find_rule
from importers.gtfs.table import FeedTable
from importers.gtfs.trip import WEEK

CALENDAR_USED: Final = frozenset({*WEEK, "start_date", "end_date"})
DATES_USED: Final = frozenset({"exception_type"})


def keep_rest(feed: Feed, frames: GtfsFrames) -> None:
    """Make the rows of files without a table, and of columns without a place.

    Parameters
    ----------
    feed : Feed
    frames : GtfsFrames
        Receives rows ``file, number, row``; numbers count from 1 in each file.
    """
    kept: list[Row] = []
    for name, table in feed.tables.items():
        if not find_rule(name).typed:
            rows = (record for _, record in records(table))
            kept.extend(_numbered(f"{name}.txt", list(rows)))
    kept.extend(_numbered("stop_times.txt", _calls_of_no_trip(feed, frames)))
    kept.extend(_numbered("calendar.txt", _rest(feed.table("calendar"), CALENDAR_USED)))
    dates = _rest(feed.table("calendar_dates"), DATES_USED)
    kept.extend(_numbered("calendar_dates.txt", dates))
    kept.extend(_numbered("shapes.txt", frames.shape_rest))
    if feed.locations is not None:
        kept.extend(_numbered(f"{LOCATIONS}.geojson", [feed.locations]))
    frames.rows["feed_row"] = kept


def _calls_of_no_trip(feed: Feed, frames: GtfsFrames) -> list[Row]:
    """Give the rows of stop times that come without trips, in a part of a feed."""
    table = feed.long.get("stop_times")
    if table is None or "trip_id" in table.header:
        return []
    kept: list[Row] = []
    for part in table.parts(frames.findings):
        frames.count("stop_times", len(part.rows))
        findings: list[Finding] = []
        whole = sieve_table(find_rule("stop_times"), part, findings)
        frames.tally.add(findings)
        kept.extend(record for _, record in records(whole))
    return kept


def _numbered(file: str, rows: list[Row]) -> list[Row]:
    return [
        {"file": file[:100], "number": number, "row": row}
        for number, row in enumerate(rows, 1)
    ]


def _rest(table: FeedTable, used: frozenset[str]) -> list[Row]:
    """Give the other columns of a file, beside what names its rows."""
    names = frozenset(find_rule(table.name).unique)
    rows = [others(record, used) for _, record in records(table)]
    return [dict(row) for row in rows if row.keys() - names]
