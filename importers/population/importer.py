"""The importer of population."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import shapely
from sqlalchemy.orm import Session

from data.models import PopulationCell, Source
from data.queries.population import find_town, list_street_lines, replace_rows
from data.queries.source import SourceInfo
from data.queries.sync import Synced
from data.stored import Columns
from geo.errors import InputError
from geo.finding import Finding
from geo.people.group import people_groups
from importers.base import Parsed, Progress, Written
from importers.cells.check import (
    NEAR_DEGREES,
    find_fractions,
    find_misplaced,
    find_overlaps,
    find_undated,
    find_unknown,
    list_some,
)
from importers.cells.header import common_headers
from importers.cells.read import CellTable, read_cells, require_counts
from importers.cells.row import PLACED, Asked, CellRow
from importers.population.grid import Grid, cut_grid, open_grid
from importers.population.options import PopulationOptions

GRIDS: Final = (".tif", ".tiff")
PEOPLE: Final = "people"
DWELLINGS: Final = "dwellings"


@dataclass(frozen=True)
class PopulationFrames:
    """What a file says: a table of pieces of ground, or a grid that is read later."""

    source: str
    table: CellTable | None = None
    grid: Grid | None = None

    @property
    def rows(self) -> list[CellRow]:
        """Give the rows of the table."""
        return [] if self.table is None else self.table.rows


class PopulationImporter:
    """Reads counts of people: tables, map files and grids.

    A file is all that its source says: what it no longer names is removed.

    Parameters
    ----------
    options : PopulationOptions, optional
    """

    name = "population"

    def __init__(self, options: PopulationOptions | None = None) -> None:
        self.options = options or PopulationOptions()

    def parse(
        self, path: Path, source: SourceInfo, progress: Progress
    ) -> Parsed[PopulationFrames]:
        """Read the file; rows that are wrong become findings.

        Raises
        ------
        InputError
            If the file, an option or every row is wrong.
        CrsError
            If nobody knows where it is.
        """
        del progress
        if path.suffix.lower() in GRIDS:
            grid = open_grid(path, self.options.band)
            return Parsed(PopulationFrames(source.key, grid=grid), [])
        table, findings = read_cells(path, self.options, _asked())
        if self.options.buildings:
            _count_buildings(table.rows)
        else:
            require_counts(table.columns, (PEOPLE, DWELLINGS), table.file)
        return Parsed(PopulationFrames(source.key, table), findings)

    def check(self, frames: PopulationFrames) -> list[Finding]:
        """Look for counts that are odd; a grid is looked at when it is read."""
        if frames.table is not None:
            return list(_odd(frames.table))
        if self.options.year is not None:
            return []
        return [Finding("year-unknown", "grid", "there is no year; give --year")]

    def write(
        self, session: Session, source: Source, frames: PopulationFrames
    ) -> Written:
        """Replace what the source said before.

        Raises
        ------
        InputError
            If the ground is not where the town is.
        """
        lines = list_street_lines(session)
        town = find_town(session, shapely.get_coordinates(lines))
        if frames.grid is not None:
            if not len(lines):
                reason = "there is no network yet; import streets first"
                raise InputError(frames.grid.path.name, reason)
            around = shapely.box(*shapely.total_bounds(lines)).buffer(NEAR_DEGREES)
            rows, late = cut_grid(frames.grid, town or around, year=self.options.year)
        else:
            rows = frames.rows
            spots = _middles(rows) if self.options.buildings else rows
            late = list(list_some(find_misplaced(spots, lines, town)))
        columns = _columns(rows, source.key)
        done = replace_rows(session, source, PopulationCell, columns)
        counts = _counts(columns, done)
        if frames.table is not None and frames.table.rejected:
            counts["rows rejected"] = frames.table.rejected
        return Written(counts, late, network=done.touched)


def _asked() -> Asked:
    common = common_headers()
    groups = {group.id: group.headers for group in people_groups().values()}
    counts = {name: common[name] for name in (PEOPLE, DWELLINGS)}
    known = {**{name: common[name] for name in PLACED}, **counts, **groups}
    return Asked(known, frozenset({*counts, *groups}))


def _count_buildings(rows: Sequence[CellRow]) -> None:
    """Give a dwelling to each building of which nobody says how many it has."""
    for row in rows:
        told = row.counts.get(DWELLINGS)
        row.counts = {DWELLINGS: 1.0 if told is None else told}


def _middles(rows: Sequence[CellRow]) -> list[CellRow]:
    """Give buildings as points: they stand beside streets, not on them."""
    return [replace(row, shape=row.shape.representative_point()) for row in rows]


def _odd(table: CellTable) -> Iterator[Finding]:
    if PEOPLE in table.columns:
        yield from find_fractions(table.rows, PEOPLE)
        yield from list_some(find_unknown(table.rows, PEOPLE))
        yield from find_undated(table.rows)
    yield from list_some(find_overlaps(table.rows))
    yield from list_some(_find_larger_groups(table.rows))


def _find_larger_groups(rows: Sequence[CellRow]) -> Iterator[Finding]:
    for row in rows:
        people = row.counts.get(PEOPLE)
        for name in people_groups():
            count = row.counts.get(name)
            if people is not None and count is not None and count > people:
                message = f"{name} {count:g} is above all its {people:g} people: kept"
                yield Finding("group-above-whole", row.where, message)


def _columns(rows: Sequence[CellRow], source: str) -> Columns:
    groups = people_groups()
    return {
        "key": [f"{source}:{row.id}" for row in rows],
        PEOPLE: [row.counts.get(PEOPLE) for row in rows],
        DWELLINGS: [row.counts.get(DWELLINGS) for row in rows],
        "year": [row.year for row in rows],
        "groups": [
            {n: c for n, c in row.counts.items() if n in groups and c is not None}
            for row in rows
        ],
        "geom": [row.shape for row in rows],
    }


def _counts(columns: Columns, done: Synced) -> dict[str, int]:
    """Count what was read, and what differs from before."""
    known = [count for count in columns[PEOPLE] if count is not None]
    homes = [count for count in columns[DWELLINGS] if count is not None]
    counts = {
        "cells": len(columns["key"]),
        "people": round(math.fsum(known)),
        "cells without a number of people": len(columns["key"]) - len(known),
        DWELLINGS: round(math.fsum(homes)),
        "cells new": done.added,
        "cells changed": done.changed,
        "cells removed": len(done.stale),
    }
    return {name: count for name, count in counts.items() if count or name == "cells"}
