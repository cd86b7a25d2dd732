"""The one loop of every importer: parse → check → write, and the report of it."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, Generic, Protocol, TypeVar

from sqlalchemy import update
from sqlalchemy.orm import Session
from tqdm import tqdm

from data.collector import without_collector
from data.db import Database
from data.lock import import_lock
from data.models import Source
from data.queries.audit import Change, record_change
from data.queries.revision import raise_revision
from data.queries.source import SourceInfo, ensure_source
from geo.errors import InputError
from geo.finding import Finding, count_findings, finding_rows

CHUNK: Final = 1 << 20

Frames = TypeVar("Frames")
Item = TypeVar("Item")


@dataclass(frozen=True)
class Progress:
    """Shows how far long work is, when the output is a terminal."""

    shown: bool = False

    def over(
        self, items: Iterable[Item], label: str, total: int | None = None
    ) -> Iterator[Item]:
        """Walk through items behind a progress bar."""
        yield from tqdm(items, desc=label, total=total, disable=not self.shown)


@dataclass
class Parsed(Generic[Frames]):
    """What an importer read: its frames and what it noticed on the way."""

    frames: Frames
    findings: list[Finding]


@dataclass(frozen=True)
class Written:
    """What an importer wrote: rows per table, and late findings."""

    counts: dict[str, int]
    findings: list[Finding] = field(default_factory=list)
    network: bool = False
    """Whether ways, nodes, heights or their observations changed."""
    barriers: bool = False


class Importer(Protocol[Frames]):
    """Four verbs; ``fetch`` is done before, ``parse`` and ``check`` are pure."""

    name: str

    def parse(
        self, path: Path, source: SourceInfo, progress: Progress
    ) -> Parsed[Frames]:
        """Read the file."""

    def check(self, frames: Frames) -> list[Finding]:
        """Look for flaws in what was read."""

    def write(self, session: Session, source: Source, frames: Frames) -> Written:
        """Replace what the source said before by what it says now."""


@dataclass
class ImportReport:
    """What an import did, for people and as JSON."""

    importer: str
    source: str
    file: str
    counts: dict[str, int]
    findings: list[Finding]
    seconds: float
    changed: bool

    def as_json(self) -> dict[str, Any]:
        """Give the report as plain values."""
        return {
            "importer": self.importer,
            "source": self.source,
            "file": self.file,
            "counts": self.counts,
            "findings": finding_rows(self.findings),
            "seconds": round(self.seconds, 2),
            "changed": self.changed,
        }

    def lines(self) -> list[str]:
        """Give the report as lines to print."""
        head = f"{self.importer}: {self.file} → source {self.source}"
        counts = [f"  {name}: {count}" for name, count in self.counts.items()]
        found = []
        for group in count_findings(self.findings):
            found.append(f"  {group.severity} {group.code}: {group.count}")
            found.extend(f"    e.g. {example}" for example in group.examples[:2])
        tail = f"  done in {self.seconds:.1f} s"
        return [head, *counts, *found, tail]


def require_file(path: Path, field_name: str = "FILE") -> Path:
    """Refuse a path that is missing or empty.

    Raises
    ------
    InputError
        Naming the file.
    """
    if not path.exists():
        raise InputError(field_name, f"{path} does not exist")
    if path.is_file() and path.stat().st_size == 0:
        raise InputError(field_name, f"{path} is empty")
    return path


def checksum(path: Path) -> str:
    """Digest a file, or every file of a folder in order of name."""
    digest = hashlib.sha256()
    files = (
        sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
    )
    for file in files:
        with file.open("rb") as handle:
            while block := handle.read(CHUNK):
                digest.update(block)
    return digest.hexdigest()


@without_collector()
def run(
    importer: Importer[Frames],
    database: Database,
    *,
    path: Path,
    source: SourceInfo,
    progress: Progress = Progress(),
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> ImportReport:
    """Run an importer: the only place with a transaction and a report.

    Parameters
    ----------
    importer : Importer
    database : Database
    path : Path
        File or folder, already fetched.
    source : SourceInfo
        Whose data it is.
    progress : Progress
    clock : callable
        Gives the present time, aware.

    Returns
    -------
    ImportReport

    Raises
    ------
    InputError
        If the file is missing, empty, of the wrong kind or broken; nothing is written.
    ConflictError
        If another import runs.
    """
    start = time.monotonic()
    require_file(path)
    parsed = importer.parse(path, source, progress)
    findings = [*parsed.findings, *importer.check(parsed.frames)]
    digest = checksum(path)
    with import_lock(database), database.write() as session:
        row = ensure_source(session, source)
        written = importer.write(session, row, parsed.frames)
        raise_revision(session, network=written.network, barriers=written.barriers)
        report = ImportReport(
            importer=importer.name,
            source=source.key,
            file=path.name,
            counts=written.counts,
            findings=[*findings, *written.findings],
            seconds=time.monotonic() - start,
            changed=row.checksum != digest,
        )
        _remember(session, row, report, digest=digest, at=clock())
    return report


def _remember(
    session: Session, row: Source, report: ImportReport, *, digest: str, at: datetime
) -> None:
    values = {"checksum": digest, "imported_at": at, "report": report.as_json()}
    session.execute(update(Source).where(Source.id == row.id).values(values))
    change = Change(
        role="importer",
        subject_kind="source",
        subject_key=row.key,
        action=f"import {report.importer}",
        details={"file": report.file, "counts": report.counts},
    )
    record_change(session, change, at=at)
