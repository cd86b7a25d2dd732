"""The survey importer: what people saw in the street, written as observations."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Final

from sqlalchemy.orm import Session

from data.models import Source
from data.queries.observation import sync_observations
from data.queries.place import refresh_access
from data.queries.source import SourceInfo
from data.queries.survey import TABLES
from data.queries.sync import Row, Synced, delete_rows, sync_rows
from geo.errors import InputError
from geo.finding import Finding
from importers.base import Parsed, Progress, Written
from importers.survey.options import SurveyOptions
from importers.survey.parse import parse_table
from importers.survey.plan import Plan, Planner
from importers.survey.record import SurveyFrames
from importers.table import SHOWN, read_table

OWN: Final = ("places", "stops", "barriers", "areas", "entrances")


class SurveyImporter:
    """Reads CSV, GeoJSON, GeoPackage and XLSX files of surveyors.

    A file speaks of the subjects it names and of the attributes it has columns for:
    there it replaces what the same source said before, a blank cell withdraws. All
    else stays, and no other source is touched.

    Parameters
    ----------
    options : SurveyOptions, optional
    """

    name = "survey"

    def __init__(self, options: SurveyOptions | None = None) -> None:
        self.options = options or SurveyOptions()

    def parse(
        self, path: Path, source: SourceInfo, progress: Progress
    ) -> Parsed[SurveyFrames]:
        """Read the file; rows that are wrong become findings.

        Raises
        ------
        InputError
            If the file or the mapping or every row is wrong, or ``strict`` and one is.
        CrsError
            If its coordinates have no reference system.
        """
        table = read_table(path, layer=self.options.layer, crs=self.options.crs)
        table.rows = list(progress.over(table.rows, "rows"))
        frames, findings = parse_table(
            table, self.options, is_demonstration=source.is_demonstration
        )
        _require_some(frames)
        _require_right(frames, frames.errors)
        return Parsed(frames, findings)

    def check(self, frames: SurveyFrames) -> list[Finding]:
        """Look for rows that speak of the same thing twice."""
        seen: dict[tuple[str, str, str, tuple[str, ...]], int] = {}
        findings = []
        for record in frames.records:
            named = record.subject or record.id
            said = tuple(s.attribute for s in record.statements)
            key = (record.record, named, str(record.side), said)
            if named and key in seen:
                message = f"{named} is also in row {seen[key]}; the later row counts"
                findings.append(Finding("row-twice", record.where, message))
            seen[key] = record.number
        return findings

    def write(self, session: Session, source: Source, frames: SurveyFrames) -> Written:
        """Write the plan; what is equal already is not touched.

        Raises
        ------
        InputError
            If ``strict`` and a row is in the wrong place.
        """
        plan = Planner(session, source, frames).build()
        return write_plan(session, source, frames, plan)


def _require_some(frames: SurveyFrames) -> None:
    """Refuse a file of wrong rows only: it is another file, or its options are."""
    if frames.errors and not frames.records:
        some = "; ".join(frames.errors[:SHOWN])
        raise InputError(frames.file, f"no row can be used: {some}")


def _require_right(frames: SurveyFrames, errors: list[str]) -> None:
    if frames.strict and errors:
        reason = f"{len(errors)} rows are wrong; first {errors[0]}"
        raise InputError(frames.file, reason)


def write_plan(
    session: Session, source: Source, frames: SurveyFrames, plan: Plan
) -> Written:
    """Write what was planned and count it."""
    wrong = [f for f in plan.findings if f.severity == "error"]
    _require_right(frames, [f"{f.record}: {f.message}" for f in wrong])
    done = {name: _sync(session, source, name, plan.rows.get(name, [])) for name in OWN}
    if frames.whole:
        for name, synced in done.items():
            delete_rows(session, TABLES[name], synced.stale)
    sync_observations(session, source, plan.observations)
    refresh_access(session)
    return Written(
        counts=_counts(frames, plan, done),
        findings=plan.findings,
        network=plan.network,
        barriers=_touched(done["barriers"], whole=frames.whole),
    )


def _sync(session: Session, source: Source, name: str, rows: list[Row]) -> Synced:
    model = TABLES[name]
    return sync_rows(
        session,
        model,
        ({**row, "source_id": source.id} for row in rows),
        within=model.source_id == source.id,
    )


def _touched(done: Synced, *, whole: bool) -> bool:
    return bool(done.added or done.changed or (whole and done.stale))


def _counts(
    frames: SurveyFrames, plan: Plan, done: dict[str, Synced]
) -> dict[str, int]:
    """Count what was read and what differs; differences of zero are left out."""
    differing: dict[str, int] = {}
    totals = {"rows": len(frames.records)}
    for name, synced in done.items():
        if plan.rows.get(name):
            totals[name] = synced.added + synced.changed + synced.same
        differing[f"{name} new"] = synced.added
        differing[f"{name} changed"] = synced.changed
        differing[f"{name} removed"] = len(synced.stale) if frames.whole else 0
    kinds = Counter(change.what for change in plan.changes)
    for what in ("new", "changed", "withdrawn"):
        differing[f"values {what}"] = kinds[what]
    return {**totals, **{what: count for what, count in differing.items() if count}}
