"""Keep what has no table of its own, so that nothing of a feed is lost."""

from __future__ import annotations

from collections import defaultdict
from typing import Final

from importers.gtfs.feed import LOCATIONS, Feed, FeedTable
from importers.gtfs.frames import GtfsFrames, Row, others, records
from importers.gtfs.line import SHAPE_USED
from importers.gtfs.rule import find_rule
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
        is_part = name == "stop_times" and "trip_id" not in table.header
        if not find_rule(name).typed or is_part:
            rows = (record for _, record in records(table))
            kept.extend(_numbered(f"{name}.txt", list(rows)))
    kept.extend(_numbered("calendar.txt", _rest(feed.table("calendar"), CALENDAR_USED)))
    dates = _rest(feed.table("calendar_dates"), DATES_USED)
    kept.extend(_numbered("calendar_dates.txt", dates))
    kept.extend(_numbered("shapes.txt", _shape_rest(feed.table("shapes"))))
    if feed.locations is not None:
        kept.extend(_numbered(f"{LOCATIONS}.geojson", [feed.locations]))
    frames.rows["feed_row"] = kept


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


def _shape_rest(table: FeedTable) -> list[Row]:
    """Give the other columns of shapes, one row for each shape."""
    wanted = [name for name in table.header if name and name not in SHAPE_USED]
    filled = [name for name in wanted if any(table.column(name))]
    if not filled:
        return []
    order = [float(number) for number in table.column("shape_pt_sequence")]
    groups: dict[str, list[int]] = defaultdict(list)
    for index, shape in enumerate(table.column("shape_id")):
        groups[shape].append(index)
    columns = {name: table.column(name) for name in ("shape_pt_sequence", *filled)}
    return [
        {
            "shape_id": shape,
            **{
                name: [values[i] for i in sorted(indexes, key=order.__getitem__)]
                for name, values in columns.items()
            },
        }
        for shape, indexes in groups.items()
    ]
