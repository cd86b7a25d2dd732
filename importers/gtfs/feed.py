"""Read the files of a GTFS feed, a zip or a folder, as they are."""

from __future__ import annotations

import csv
import io
import itertools
from collections.abc import Iterable, Iterator
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
from importers.gtfs.rule import rules

COMMENT: Final = "#"
LOCATIONS: Final = "locations"


@dataclass
class FeedTable:
    """One file of the feed.

    Attributes
    ----------
    name : str
        ``"stops"``.
    file : str
        As it is called in the feed.
    header : list of str
    rows : list of list of str
        Stripped cells, as many as the header has.
    lines : list of int
        Line of each row in the file.
    """

    name: str
    file: str
    header: list[str]
    rows: list[list[str]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)

    def column(self, name: str) -> list[str]:
        """Give a column; blanks where the file has none of that name."""
        if name not in self.header:
            return [""] * len(self.rows)
        index = self.header.index(name)
        return [row[index] for row in self.rows]

    def where(self, index: int) -> str:
        """How findings call a row."""
        return f"{self.file} line {self.lines[index]}"

    def kept(self, indexes: Iterable[int]) -> FeedTable:
        """Give the table with some of its rows."""
        chosen = list(indexes)
        return FeedTable(
            self.name,
            self.file,
            self.header,
            [self.rows[i] for i in chosen],
            [self.lines[i] for i in chosen],
        )


@dataclass
class Feed:
    """All files of a feed.

    Attributes
    ----------
    name : str
        Of the zip or folder.
    tables : dict of str to FeedTable
    locations : dict, optional
        ``locations.geojson``, with the features that are sound.
    findings : list of Finding
    """

    name: str
    tables: dict[str, FeedTable] = field(default_factory=dict)
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


def _read_table(feed: Feed, entry: Entry, name: str) -> None:
    with entry.open() as handle:
        try:
            with io.TextIOWrapper(handle, encoding="utf-8-sig", newline="") as text:
                table = _parse_table(feed, entry, name, text)
        except UnicodeDecodeError as cause:
            line = _broken_line(entry)
            raise InputError(entry.name, f"line {line} is not UTF-8") from cause
        except csv.Error as cause:
            raise InputError(entry.name, f"is not a table: {cause}") from cause
    if table is None:
        message = "is empty: it has not even a header"
        feed.findings.append(Finding("file-empty", entry.name, message))
    else:
        feed.tables[name] = table


def _broken_line(entry: Entry) -> int:
    """Find the first line that is not UTF-8."""
    for number, line in enumerate(entry.read().split(b"\n"), 1):
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            return number
    return 0


def _parse_table(
    feed: Feed, entry: Entry, name: str, text: Iterator[str]
) -> FeedTable | None:
    skipped, first = _skip_comments(text)
    lines = itertools.chain([first], text) if first else iter(())
    reader = csv.reader(lines, skipinitialspace=True)
    header = next(reader, None)
    if header is None:
        return None
    if skipped:
        message = f"{skipped} lines of comment before the header were passed over"
        feed.findings.append(Finding("file-comment", entry.name, message, "info"))
    table = FeedTable(name, entry.name, [cell.strip() for cell in header])
    _require_header(entry, table.header)
    for row, line in _rows(reader, skipped):
        table.rows.append(_fitted(feed, table, row, line))
        table.lines.append(line)
    return table


def _skip_comments(text: Iterable[str]) -> tuple[int, str]:
    skipped = 0
    for line in text:
        if line.strip() and not line.startswith(COMMENT):
            return skipped, line
        skipped += 1
    return skipped, ""


def _require_header(entry: Entry, header: list[str]) -> None:
    twice = next((c for c in header if c and header.count(c) > 1), None)
    if twice is not None:
        raise InputError(entry.name, f"has two columns named {twice!r}")


def _rows(reader: Any, skipped: int) -> Iterator[tuple[list[str], int]]:  # noqa: ANN401
    for row in reader:
        cells = [cell.strip() for cell in row]
        if any(cells):
            yield cells, reader.line_num + skipped


def _fitted(feed: Feed, table: FeedTable, row: list[str], line: int) -> list[str]:
    """Give a row as many cells as the header has."""
    missing = len(table.header) - len(row)
    if missing >= 0:
        return row + [""] * missing
    if any(row[missing:]):
        message = f"has {len(row)} cells, the header has {len(table.header)}"
        where = f"{table.file} line {line}"
        feed.findings.append(Finding("row-too-long", where, message))
    return row[:missing]
