"""The importer of lines by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.orm import Session

from data.models import Source
from data.queries.hand_line import find_unknown_stops, keep_lines
from data.queries.source import SourceInfo
from geo.errors import InputError
from geo.finding import Finding
from geo.standing import Actor
from geo.transit.hand_cells import LineCells, read_line
from geo.transit.hand_line import HandLine, LineFault, list_calls, stop_key
from geo.transit.hand_table import TableLine, read_table
from importers.base import Parsed, Progress, Written
from importers.lines.read import read_rows

IMPORTER = Actor("importer")
SHOWN = 3
"""Flaws that a refusal names."""


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class ReadLine:
    """A line of the file: sound by itself, and where it stands."""

    table: TableLine
    line: HandLine

    @property
    def cells(self) -> LineCells:
        """Give its cells."""
        return self.table.cells


@dataclass
class LinesFrames:
    """The lines of a file that were understood.

    Attributes
    ----------
    lines : list of ReadLine
    source : str
        Key of the source.
    rows, wrong : int
        Rows that were read; lines that were left out.
    """

    source: str
    lines: list[ReadLine] = field(default_factory=list)
    rows: int = 0
    wrong: int = 0


class LinesImporter:
    """Reads lines from a table: one row for each stop, in three languages.

    A file speaks of the lines it names: of these it replaces what was entered before
    (which stays in their history). All other lines stay.

    Parameters
    ----------
    clock : callable
        Gives the present time, aware.
    """

    name = "lines"

    def __init__(self, clock: Callable[[], datetime] = _now) -> None:
        self.clock = clock

    def parse(
        self, path: Path, source: SourceInfo, progress: Progress
    ) -> Parsed[LinesFrames]:
        """Read the file; a line with a fault is left out whole, each fault is told.

        Raises
        ------
        InputError
            If it is no table of lines, or no line of it can be used.
        """
        rows, findings = read_rows(path)
        frames = LinesFrames(source.key, rows=len(rows))
        for table in progress.over(read_table(rows), "lines"):
            findings += self._read(frames, table)
        if not frames.lines:
            errors = [one for one in findings if one.severity == "error"]
            told = "; ".join(f"{e.record}: {e.message}" for e in errors[:SHOWN])
            reason = f"no line can be used: {told}" if told else "holds no line"
            raise InputError(path.name, reason)
        return Parsed(frames, findings)

    def _read(self, frames: LinesFrames, table: TableLine) -> list[Finding]:
        clashes = [
            Finding("cell-clash", f"row {row}, column {column}", CLASH)
            for row, column in table.clashes
        ]
        line, faults = read_line(table.cells, today=self.clock().date())
        if faults:
            frames.wrong += 1
            return [*clashes, *_told(table, faults)]
        frames.lines.append(ReadLine(table, line))
        return clashes

    def check(self, frames: LinesFrames) -> list[Finding]:
        """Look for lines on which no journey can be built."""
        return [
            Finding("stop-without-position", _where(one.table, name), UNPLACED, "info")
            for one in frames.lines
            for name in _unplaced(one.line)
        ]

    def write(self, session: Session, source: Source, frames: LinesFrames) -> Written:
        """Keep the lines and make the rows that others read."""
        own = {
            stop_key(one.line, stop, source.key)
            for one in frames.lines
            for _, stop in list_calls([one.line])
            if not stop.stop_key
        }
        late, sound = [], []
        for one in frames.lines:
            faults = find_unknown_stops(session, one.line, source=source.key, also=own)
            late += _told(one.table, faults)
            sound += [] if faults else [one.cells]
        kept = keep_lines(session, source, sound, actor=IMPORTER, at=self.clock())
        left_out = frames.wrong + len(frames.lines) - len(sound)
        counts = {
            "rows": frames.rows,
            "lines added": kept.added,
            "lines changed": kept.changed,
            "lines as before": kept.same,
            "lines left out": left_out,
        }
        return Written(counts, findings=late, network=kept.is_network)


CLASH = "says something else than a row of this line before; the first one counts"
UNPLACED = "has no position: on the page of the line, but not on the map"


def _told(table: TableLine, faults: list[LineFault]) -> list[Finding]:
    name = table.cells.line.get("id", "")
    return [
        Finding(
            "line-wrong",
            _where(table, fault.field),
            f"{fault.reason}; the line {name!r} is left out",
            "error",
        )
        for fault in faults
    ]


def _where(table: TableLine, name: str) -> str:
    row, column = table.place(name)
    return f"row {row}, column {column}"


def _unplaced(line: HandLine) -> list[str]:
    return [
        f"d{one}-s{two}-lon"
        for one, way in enumerate(line.directions)
        for two, stop in enumerate(way.stops)
        if not stop.stop_key and stop.lonlat is None
    ]
