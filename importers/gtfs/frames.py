"""What a feed becomes: rows of our tables, and the keys of its things."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from geo.finding import Finding
from geo.observation import Observation
from importers.gtfs.call_columns import CallColumns
from importers.gtfs.table import FeedTable
from importers.gtfs.tally import Tally

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
    calls : CallColumns
        The stop times.
    tally : Tally
        What was noticed in long files.
    shape_ids : set of str
        Shapes that the feed has, also those too short to be drawn.
    shape_rest : list of Row
        What else is said of shapes.
    """

    rows: dict[str, list[Row]] = field(default_factory=dict)
    observations: list[Observation] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    calls: CallColumns = field(default_factory=CallColumns)
    tally: Tally = field(default_factory=Tally)
    shape_ids: set[str] = field(default_factory=set)
    shape_rest: list[Row] = field(default_factory=list)

    def count(self, file: str, rows: int) -> None:
        """Count rows that were read of a long file."""
        self.counts[file] = self.counts.get(file, 0) + rows


def records(table: FeedTable) -> Iterator[tuple[int, dict[str, str]]]:
    """Walk through the rows of a file: index and column → value, blanks left out."""
    header = table.header
    for index, row in enumerate(table.rows):
        cells = zip(header, row, strict=True)
        yield index, {name: value for name, value in cells if value and name}


def others(record: dict[str, str], used: frozenset[str]) -> dict[str, str]:
    """Give the columns that have no place of their own."""
    return {name: value for name, value in record.items() if name not in used}
