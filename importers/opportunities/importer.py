"""The importer of services counted over pieces of ground."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import shapely
from sqlalchemy.orm import Session

from data.models import OpportunityCount, Source
from data.queries.population import find_town, list_street_lines, replace_rows
from data.queries.source import SourceInfo
from data.queries.sync import Synced
from data.stored import Columns
from geo.finding import Finding
from geo.opportunity_service import opportunity_services
from importers.base import Parsed, Progress, Written
from importers.cells.check import (
    find_fractions,
    find_misplaced,
    find_overlaps,
    find_undated,
    find_unknown,
    list_some,
)
from importers.cells.header import common_headers
from importers.cells.options import CellOptions
from importers.cells.read import CellTable, read_cells, require_counts
from importers.cells.row import PLACED, Asked, CellRow


@dataclass(frozen=True)
class OpportunitiesFrames:
    """What a file says, and which services it counts."""

    table: CellTable
    services: tuple[str, ...]


class OpportunitiesImporter:
    """Reads counts of services: tables and map files.

    A file is all that its source says: what it no longer names is removed.

    Parameters
    ----------
    options : CellOptions, optional
    """

    name = "opportunities"

    def __init__(self, options: CellOptions | None = None) -> None:
        self.options = options or CellOptions()

    def parse(
        self, path: Path, source: SourceInfo, progress: Progress
    ) -> Parsed[OpportunitiesFrames]:
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
        require_counts(table.columns, tuple(opportunity_services()), table.file)
        services = tuple(n for n in opportunity_services() if n in table.columns)
        return Parsed(OpportunitiesFrames(table, services), findings)

    def check(self, frames: OpportunitiesFrames) -> list[Finding]:
        """Look for counts that are odd."""
        return list(_odd(frames))

    def write(
        self, session: Session, source: Source, frames: OpportunitiesFrames
    ) -> Written:
        """Replace what the source said before.

        Raises
        ------
        InputError
            If the ground is not where the town is.
        """
        lines = list_street_lines(session)
        town = find_town(session, shapely.get_coordinates(lines))
        rows = frames.table.rows
        late = list(list_some(find_misplaced(rows, lines, town)))
        columns = _columns(rows, frames.services, source.key)
        done = replace_rows(
            session, source, OpportunityCount, columns, identity=("key", "service")
        )
        return Written(_counts(frames, done), late)


def _asked() -> Asked:
    services, common = opportunity_services(), common_headers()
    counts = {name: service.headers for name, service in services.items()}
    known = {**{name: common[name] for name in PLACED}, **counts}
    return Asked(known, frozenset(counts))


def _odd(frames: OpportunitiesFrames) -> Iterator[Finding]:
    rows = frames.table.rows
    for name in frames.services:
        yield from find_fractions(rows, name)
        yield from list_some(find_unknown(rows, name))
    yield from find_undated(rows)
    yield from list_some(find_overlaps(rows))


def _columns(rows: Sequence[CellRow], services: Sequence[str], source: str) -> Columns:
    told = [(row, name) for row in rows for name in services]
    return {
        "key": [f"{source}:{row.id}" for row, _ in told],
        "service": [name for _, name in told],
        "amount": [row.counts[name] for row, name in told],
        "year": [row.year for row, _ in told],
        "geom": [row.shape for row, _ in told],
    }


def _counts(frames: OpportunitiesFrames, done: Synced) -> dict[str, int]:
    """Count what was read, and what differs from before."""
    rows = frames.table.rows
    totals = {
        name: round(math.fsum(row.counts[name] or 0.0 for row in rows))
        for name in frames.services
    }
    changes = {
        "rows rejected": frames.table.rejected,
        "counts new": done.added,
        "counts changed": done.changed,
        "counts removed": len(done.stale),
    }
    differing = {name: count for name, count in changes.items() if count}
    return {"cells": len(rows), **totals, **differing}
