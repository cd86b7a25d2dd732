"""Read the files of a GTFS feed, a zip or a folder, as they are."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import orjson
import shapely
from shapely.errors import ShapelyError

from geo.errors import InputError
from geo.finding import Finding
from importers.archive import Entry, list_entries
from importers.base import Progress
from importers.gtfs.reading import LongTable, open_table, read_table
from importers.gtfs.rule import rules
from importers.gtfs.table import FeedTable

LONG: Final = frozenset({"stop_times", "shapes"})
"""Files that may have millions of rows."""
LOCATIONS: Final = "locations"


@dataclass
class Feed:
    """All files of a feed.

    Attributes
    ----------
    name : str
        Of the zip or folder.
    tables : dict of str to FeedTable
        Long files are here without rows.
    long : dict of str to LongTable
    locations : dict, optional
        ``locations.geojson``, with the features that are sound.
    findings : list of Finding
    """

    name: str
    tables: dict[str, FeedTable] = field(default_factory=dict)
    long: dict[str, LongTable] = field(default_factory=dict)
    locations: dict[str, Any] | None = None
    findings: list[Finding] = field(default_factory=list)

    def table(self, name: str) -> FeedTable:
        """Give a table; an empty one where the feed has none of that name."""
        return self.tables.get(name) or FeedTable(name, f"{name}.txt", [])

    def location_ids(self) -> set[str]:
        """Give the ids of the zones of on-demand services."""
        features = (self.locations or {}).get("features", [])
        return {str(feature.get("id", "")) for feature in features}


def read_feed(path: Path, progress: Progress) -> Feed:
    """Read every file.

    Parameters
    ----------
    path : Path
        Zip or folder; files may be one folder down.
    progress : Progress

    Returns
    -------
    Feed

    Raises
    ------
    InputError
        If it is neither, is damaged or dangerous, or holds no GTFS file.
    """
    feed = Feed(path.name)
    entries = list_entries(path)
    for entry in progress.over(entries, "files", len(entries)):
        _read_entry(feed, entry)
    if not feed.tables and feed.locations is None:
        raise InputError(path.name, "holds no file of a GTFS feed, such as stops.txt")
    return feed


def _read_entry(feed: Feed, entry: Entry) -> None:
    stem, _, suffix = entry.base.lower().rpartition(".")
    name = table_name(stem)
    if suffix == "geojson" and name == LOCATIONS:
        feed.locations = _read_locations(feed, entry)
    elif suffix != "txt":
        message = "is no file of a GTFS feed; not read"
        feed.findings.append(Finding("file-ignored", entry.name, message, "info"))
    elif name in feed.tables:
        raise InputError(
            feed.name, f"holds {name}.txt twice: {feed.tables[name].file}, {entry.name}"
        )
    else:
        if name != stem:
            message = f"is read as {name}.txt"
            feed.findings.append(Finding("file-renamed", entry.name, message, "info"))
        _read_table(feed, entry, name)


def _read_table(feed: Feed, entry: Entry, name: str) -> None:
    table: FeedTable | None
    if name in LONG:
        opened = open_table(entry, name, feed.findings)
        table = None if opened is None else opened.empty()
        if opened is not None:
            feed.long[name] = opened
    else:
        table = read_table(entry, name, feed.findings)
    if table is None:
        message = "is empty: it has not even a header"
        feed.findings.append(Finding("file-empty", entry.name, message))
    else:
        feed.tables[name] = table


def table_name(stem: str) -> str:
    """Find which file of GTFS a name stands for.

    Parameters
    ----------
    stem : str
        Without suffix; what follows a known name after ``_`` is a label of the maker.

    Returns
    -------
    str
        The longest known name it begins with; an unknown name stays as it is.
    """
    known = {*rules(), LOCATIONS}
    if stem in known:
        return stem
    fits = [name for name in known if stem.startswith(f"{name}_")]
    return max(fits, key=len) if fits else stem


def _read_locations(feed: Feed, entry: Entry) -> dict[str, Any] | None:
    try:
        document = orjson.loads(entry.read())
        features = list(document["features"])
    except (orjson.JSONDecodeError, KeyError, TypeError) as cause:
        message = f"is not a GeoJSON FeatureCollection: {cause}"
        feed.findings.append(Finding("file-unreadable", entry.name, message, "error"))
        return None
    sound = []
    for number, feature in enumerate(features, 1):
        flaw = _location_flaw(feature)
        if flaw:
            where = f"{entry.name} feature {number}"
            feed.findings.append(Finding("location-broken", where, flaw, "error"))
        else:
            sound.append(feature)
    return {**document, "features": sound}


def _location_flaw(feature: Any) -> str:  # noqa: ANN401
    try:
        shape = shapely.from_geojson(orjson.dumps(feature["geometry"]))
    except (KeyError, TypeError, ShapelyError) as cause:
        return f"its shape cannot be read: {str(cause)[:100]}"
    if shapely.is_missing(shape) or shape.is_empty:
        return "it has no shape"
    return "" if feature.get("id") else "it has no id"
