"""Delete what has been kept long enough; each deletion is told in the audit trail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from data.models import Report
from data.queries.audit import Change, lock_chain, record_change
from data.queries.retention_way import OF_REPORTS, OTHERS
from geo.clock import SYSTEM
from geo.retention import Rule, cutoff

SUBJECT: Final = "retention"
DELETED: Final = "delete"
BATCH: Final = 100
"""Reports of one transaction."""


@dataclass(frozen=True)
class Gone:
    """What one rule has deleted, or would: how much, of which reports, which files.

    ``refused``: the reports of photos that were refused because nobody looked at them.
    """

    rule: str
    count: int
    reports: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()


def count_due(session: Session, rule: Rule, *, at: datetime) -> int:
    """Count what a rule would delete now.

    Parameters
    ----------
    session : Session
    rule : Rule
    at : datetime

    Returns
    -------
    int
    """
    wanted = _due(rule, at)
    return session.scalar(select(func.count()).select_from(wanted.subquery())) or 0


def apply_rule(session: Session, rule: Rule, *, at: datetime) -> Gone:
    """Delete what one rule says, at most ``BATCH`` reports at once.

    Parameters
    ----------
    session : Session
        A write session.
    rule : Rule
    at : datetime

    Returns
    -------
    Gone
        The files are deleted by the caller when all is written.
    """
    lock_chain(session)
    if rule.what in OF_REPORTS:
        return _apply_to_reports(session, rule, at=at)
    count = count_due(session, rule, at=at)
    if not count:
        return Gone(rule.id, 0)
    done = OTHERS[rule.what].delete(session, rule, at)
    _tell(session, rule, count, at=at)
    return Gone(rule.id, count, files=done.files, refused=done.refused)


def _apply_to_reports(session: Session, rule: Rule, *, at: datetime) -> Gone:
    rows = session.scalars(_due(rule, at).order_by(Report.id).limit(BATCH)).all()
    files: list[str] = []
    for row in rows:
        files += OF_REPORTS[rule.what].erase(session, row, rule, at)
    if rows and not OF_REPORTS[rule.what].tells:
        _tell(session, rule, len(rows), at=at)
    return Gone(rule.id, len(rows), tuple(row.tracking for row in rows), tuple(files))


def _tell(session: Session, rule: Rule, count: int, *, at: datetime) -> None:
    change = Change(SYSTEM.role, SUBJECT, rule.id, DELETED, details={"count": count})
    record_change(session, change, at=at)


def _due(rule: Rule, at: datetime) -> Select[Any]:
    before = cutoff(rule, at)
    if rule.what in OF_REPORTS:
        return select(Report).where(*OF_REPORTS[rule.what].due(before))
    return OTHERS[rule.what].due(rule, before)
