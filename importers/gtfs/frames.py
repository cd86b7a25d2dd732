"""What a feed becomes: rows of our tables, and the keys of its things."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from geo.finding import Finding
from geo.observation import Observation
from importers.gtfs.feed import FeedTable

Row = dict[str, Any]


@dataclass
class GtfsFrames:
    """Rows of every table, without ids and sources.

    Attributes
    ----------
    rows : dict of str to list of Row
        Name of the database table → column → value; shapes are shapely's.
    observations : list of Observation
        Boarding of stops.
    counts : dict of str to int
        Rows that were read, by file.
    findings : list of Finding
        What was noticed while the rows were made.
    """

    rows: dict[str, list[Row]] = field(default_factory=dict)
    observations: list[Observation] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def records(table: FeedTable) -> Iterator[tuple[int, dict[str, str]]]:
    """Walk through the rows of a file: index and column → value, blanks left out."""
    header = table.header
    for index, row in enumerate(table.rows):
        cells = zip(header, row, strict=True)
        yield index, {name: value for name, value in cells if value and name}


def others(record: dict[str, str], used: frozenset[str]) -> dict[str, str]:
    """Give the columns that have no place of their own."""
    return {name: value for name, value in record.items() if name not in used}
