"""A dry run: do everything, list it, and take it back."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from data.db import Database
from data.lock import import_lock
from data.queries.source import SourceInfo, ensure_source
from geo.observation import Observation
from importers.base import ImportReport, Progress, require_file
from importers.survey.importer import SurveyImporter, write_plan
from importers.survey.plan import Planner, ValueChange


@dataclass
class Preview:
    """What an import would do, without doing it.

    Attributes
    ----------
    report : ImportReport
        As the import itself would give it.
    changes : list of ValueChange
        Every value that would be new, changed or withdrawn.
    """

    report: ImportReport
    changes: list[ValueChange] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """Give report and changes as plain values."""
        return {
            **self.report.as_json(),
            "dry_run": True,
            "changes": [_change_json(change) for change in self.changes],
        }

    def lines(self) -> list[str]:
        """Give report and changes as lines to print."""
        listed = [f"  {_change_line(change)}" for change in self.changes]
        return [*self.report.lines(), *listed, "  nothing was written: dry run"]


def _shown(observation: Observation | None) -> str | float | bool | None:
    return None if observation is None else observation.value


def _change_json(change: ValueChange) -> dict[str, Any]:
    return {
        "row": change.where,
        "subject": change.subject,
        "attribute": change.attribute,
        "side": change.side,
        "what": change.what,
        "old": _shown(change.before),
        "new": _shown(change.after),
    }


def _change_line(change: ValueChange) -> str:
    old = "nothing" if change.before is None else _spoken(change.before)
    new = "nothing" if change.after is None else _spoken(change.after)
    side = "" if change.side == "both" else f" ({change.side})"
    what = f"{change.where}: {change.subject} {change.attribute}{side}"
    return f"{what}: {old} → {new}"


def _spoken(observation: Observation) -> str:
    return "unknown" if observation.value is None else str(observation.value)


def preview(
    importer: SurveyImporter,
    database: Database,
    *,
    path: Path,
    source: SourceInfo,
    progress: Progress,
) -> Preview:
    """Do everything that an import does, list it, and take it back.

    Parameters
    ----------
    importer : SurveyImporter
    database : Database
    path : Path
    source : SourceInfo
    progress : Progress

    Returns
    -------
    Preview

    Raises
    ------
    InputError
        If the file is wrong.
    ConflictError
        If an import runs.
    """
    start = time.monotonic()
    require_file(path)
    parsed = importer.parse(path, source, progress)
    findings = [*parsed.findings, *importer.check(parsed.frames)]
    with import_lock(database), database.write() as session:
        row = ensure_source(session, source)
        plan = Planner(session, row, parsed.frames).build()
        written = write_plan(session, row, parsed.frames, plan)
        session.rollback()
    report = ImportReport(
        importer=importer.name,
        source=source.key,
        file=path.name,
        counts=written.counts,
        findings=[*findings, *written.findings],
        seconds=time.monotonic() - start,
        changed=bool(plan.changes),
    )
    return Preview(report, plan.changes)
