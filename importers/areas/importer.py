"""The importer of areas."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import shapely
from sqlalchemy.orm import Session

from data.models import Area, Source
from data.queries.population import find_town, list_street_lines, replace_rows
from data.queries.source import SourceInfo
from data.queries.sync import Synced
from data.stored import Columns
from geo.errors import InputError
from geo.finding import Finding
from importers.areas.options import AreaOptions, check_kind
from importers.base import Parsed, Progress, Written
from importers.cells.check import (
    find_fractions,
    find_misplaced,
    find_overlaps,
    find_undated,
    list_some,
)
from importers.cells.header import common_headers
from importers.cells.read import CellTable, read_cells
from importers.cells.row import PLACED, Asked, CellRow

PEOPLE: Final = "people"
DWELLINGS: Final = "dwellings"
WORDS: Final = ("kind", "name")


class AreasImporter:
    """Reads districts and quarters: polygons with names, and counts if there are any.

    A file is all that its source says: what it no longer names is removed.

    Parameters
    ----------
    options : AreaOptions, optional
    """

    name = "areas"

    def __init__(self, options: AreaOptions | None = None) -> None:
        self.options = options or AreaOptions()

    def parse(
        self, path: Path, source: SourceInfo, progress: Progress
    ) -> Parsed[CellTable]:
        """Read the file; rows that are wrong become findings.

        Raises
        ------
        InputError
            If the file, an option or every row is wrong.
        CrsError
            If nobody knows where it is.
        """
        del source, progress
        table, findings = read_cells(path, self.options, _asked())
        sound = []
        for row in table.rows:
            try:
                sound.append(self._area(row))
            except InputError as error:
                found = Finding("row-rejected", row.where, str(error), "error")
                findings.append(found)
        if not sound:
            raise InputError(path.name, f"no row can be used: {findings[-1].message}")
        table.rejected += len(table.rows) - len(sound)
        table.rows = sound
        return Parsed(table, findings)

    def _area(self, row: CellRow) -> CellRow:
        """Give the row its kind; refuse what is no area."""
        if row.shape.area <= 0:
            reason = f"a {row.shape.geom_type} has no ground; give the outline"
            raise InputError("geometry", reason)
        row.texts["kind"] = check_kind(row.texts.get("kind") or self.options.kind)
        return row

    def check(self, frames: CellTable) -> list[Finding]:
        """Look for areas that are odd."""
        return list(_odd(frames))

    def write(self, session: Session, source: Source, frames: CellTable) -> Written:
        """Replace what the source said before.

        Raises
        ------
        InputError
            If the ground is not where the town is.
        """
        lines = list_street_lines(session)
        town = find_town(session, shapely.get_coordinates(lines))
        late = list(list_some(find_misplaced(frames.rows, lines, town)))
        columns = _columns(frames.rows, source.key)
        done = replace_rows(session, source, Area, columns)
        return Written(_counts(frames, columns, done), late, network=done.touched)


def _asked() -> Asked:
    common = common_headers()
    counts = (PEOPLE, DWELLINGS)
    known = {name: common[name] for name in (*PLACED, *counts, *WORDS)}
    return Asked(known, frozenset(counts), frozenset(WORDS))


def _odd(table: CellTable) -> Iterator[Finding]:
    if PEOPLE in table.columns:
        yield from find_fractions(table.rows, PEOPLE)
        yield from find_undated(table.rows)
    for kind in sorted({row.texts["kind"] for row in table.rows}):
        own = [row for row in table.rows if row.texts["kind"] == kind]
        yield from list_some(find_overlaps(own))
    for row in table.rows:
        if not _names(row):
            message = f"{row.id!r} has no name in any language"
            yield Finding("area-without-name", row.where, message)


def _names(row: CellRow) -> dict[str, str]:
    """Give names by language; the key "" holds the default, where there is any."""
    names = {
        target.partition(":")[2]: text
        for target, text in row.texts.items()
        if text and target.partition(":")[0] == "name"
    }
    return {**names, "": names.get("", next(iter(names.values())))} if names else {}


def _columns(rows: Sequence[CellRow], source: str) -> Columns:
    return {
        "key": [f"{source}:{row.id}" for row in rows],
        "kind": [row.texts["kind"] for row in rows],
        "names": [_names(row) for row in rows],
        "residents": [row.counts.get(PEOPLE) for row in rows],
        "dwellings": [row.counts.get(DWELLINGS) for row in rows],
        "year": [row.year for row in rows],
        "geom": [row.shape for row in rows],
    }


def _counts(table: CellTable, columns: Columns, done: Synced) -> dict[str, int]:
    """Count what was read, and what differs from before."""
    known = [count for count in columns["residents"] if count is not None]
    homes = [count for count in columns["dwellings"] if count is not None]
    counts = {
        "people": round(math.fsum(known)),
        "dwellings": round(math.fsum(homes)),
        "rows rejected": table.rejected,
        "areas new": done.added,
        "areas changed": done.changed,
        "areas removed": len(done.stale),
    }
    told = {name: count for name, count in counts.items() if count}
    return {"areas": len(table.rows), **told}
