"""What became of every report, read from the audit trail to be measured."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from data.models import AuditEvent, Desk, DeskSeverity, Report
from data.queries.report import SUBJECT
from geo.life_cycle import FIRST, report_states
from geo.report_course import Course, Visit

STOPPING: Final = ("stops", "may_stop", "slows")
"""Severities of which a report is said to concern a profile."""


def list_courses(session: Session) -> list[Course]:
    """Read what became of every report that anybody could ever read.

    Parameters
    ----------
    session : Session

    Returns
    -------
    list of Course
        Ordered by report. Reports that never were public, and those that a flag
        hides, are left out: numbers must not tell of them.
    """
    visits = _visits(session)
    profiles = _profiles(session)
    columns = select(Report.id, Report.tracking, Report.category, Desk.area, Desk.body)
    wanted = columns.join(Desk, Desk.report_id == Report.id, isouter=True)
    shown = wanted.where(Report.is_private.is_(False)).order_by(Report.id)
    return [
        Course(
            visits=tuple(visits[row.tracking]),
            category=row.category,
            area=row.area or "",
            body=row.body or "",
            profiles=tuple(profiles.get(row.id, ())),
        )
        for row in session.execute(shown)
        if _was_public(visits.get(row.tracking, []))
    ]


def newest_event(session: Session) -> int:
    """Give the number of the newest event: while it stays, so do all numbers."""
    return session.scalar(select(func.max(AuditEvent.id))) or 0


def _visits(session: Session) -> dict[str, list[Visit]]:
    columns = (AuditEvent.subject_key, AuditEvent.after, AuditEvent.at)
    wanted = (
        select(*columns)
        .where(
            AuditEvent.subject_kind == SUBJECT, AuditEvent.after != AuditEvent.before
        )
        .order_by(AuditEvent.id)
    )
    found: dict[str, list[Visit]] = {}
    for tracking, state, at in session.execute(wanted):
        if state in report_states():
            found.setdefault(tracking, []).append((state, at))
    return found


def _was_public(visits: list[tuple[str, datetime]]) -> bool:
    states = [report_states()[state] for state, _ in visits]
    if not states or visits[0][0] != FIRST or states[-1].id == "hidden":
        return False
    return any(state.is_public for state in states)


def _profiles(session: Session) -> dict[int, list[str]]:
    wanted = (
        select(DeskSeverity.report_id, DeskSeverity.profile)
        .where(DeskSeverity.level.in_(STOPPING))
        .order_by(DeskSeverity.profile)
    )
    found: dict[int, list[str]] = {}
    for number, profile in session.execute(wanted):
        found.setdefault(number, []).append(profile)
    return found
