"""The importer of declared gaps."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Final

from sqlalchemy.orm import Session

from data.models import Source
from data.queries.gap_declared import Moment, declare_gap
from data.queries.source import SourceInfo
from geo.errors import InputError
from geo.finding import Finding
from geo.gap.declared import FIELDS, Declared, read_declared
from geo.standing import Actor
from importers.base import Parsed, Progress, Written, require_file
from importers.sheet import Lines, iter_csv, iter_workbook, read_headers

ROLE: Final = "importer"
READERS: Final[dict[str, Callable[[Path], Lines]]] = {
    ".csv": iter_csv,
    ".tsv": iter_csv,
    ".xlsx": iter_workbook,
}
NEEDED: Final = ("title", "text", "kind", "profile", "position")


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass
class GapsFrames:
    """The rows that were understood, and how many were read."""

    declared: list[Declared] = field(default_factory=list)
    rows: int = 0


class GapsImporter:
    """Reads gaps that an association declares: one row each.

    What a file does not name stays; a row that is sent again changes the gap of its
    ``id``, or nothing.

    Parameters
    ----------
    profiles : collection of str
        For which the town is analysed.
    country : str
        ISO 3166 code, for telephone numbers that must not be published.
    clock : callable
        Gives the present time, aware.
    zone : tzinfo
        Of the town.
    """

    name = "gaps"

    def __init__(
        self,
        profiles: Collection[str],
        *,
        country: str = "",
        clock: Callable[[], datetime] = _now,
        zone: tzinfo = UTC,
    ) -> None:
        self.profiles, self.country = profiles, country
        self.clock, self.zone = clock, zone

    def parse(
        self,
        path: Path,
        source: SourceInfo,  # noqa: ARG002
        progress: Progress,
    ) -> Parsed[GapsFrames]:
        """Read the file; a wrong row is left out and told.

        Raises
        ------
        InputError
            If it is no table of gaps, or no row of it can be used.
        """
        reader = READERS.get(require_file(path).suffix.lower())
        if reader is None:
            known = " ".join(READERS)
            raise InputError(path.name, f"is no table that is known: {known}")
        lines = reader(path)
        headers = read_headers(path, next(lines, (1, []))[1])
        missing = [name for name in NEEDED if name not in headers]
        if missing:
            raise InputError(path.name, f"has no column {', '.join(missing)}")
        frames, findings = GapsFrames(), []
        for number, cells in progress.over(lines, "gaps"):
            texts = ["" if cell is None else str(cell) for cell in cells]
            row = dict(zip(headers, texts, strict=False))
            findings += self._read(frames, row, number)
        if not frames.declared:
            told = "; ".join(f"{one.record}: {one.message}" for one in findings[:3])
            raise InputError(path.name, f"no row can be used: {told or 'it is empty'}")
        return Parsed(frames, findings)

    def _read(
        self, frames: GapsFrames, row: dict[str, str], number: int
    ) -> list[Finding]:
        if not any(row.get(name, "").strip() for name in FIELDS):
            return []
        frames.rows += 1
        try:
            one = read_declared(row, profiles=self.profiles, country=self.country)
        except InputError as wrong:
            where = f"row {number}, column {wrong.field}"
            return [Finding("gap-wrong", where, wrong.reason, "error")]
        frames.declared.append(one)
        return []

    def check(self, frames: GapsFrames) -> list[Finding]:  # noqa: ARG002
        """Find nothing: the next analysis says what it thinks of each gap."""
        return []

    def write(self, session: Session, source: Source, frames: GapsFrames) -> Written:
        """Declare each gap in the name of the source."""
        at = self.clock()
        moment = Moment(at, at.astimezone(self.zone).date())
        actor = Actor(ROLE, body=source.key)
        new = [
            declare_gap(session, one, actor=actor, moment=moment)[1]
            for one in frames.declared
        ]
        counts = {
            "rows": frames.rows,
            "gaps new or changed": sum(new),
            "gaps as before": len(new) - sum(new),
            "rows left out": frames.rows - len(new),
        }
        return Written(counts)
