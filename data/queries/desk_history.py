"""What has happened with a report, as staff may know it: also who did it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.models import AuditEvent

KINDS: Final = (
    "report",
    "desk",
    "report_note",
    "report_update",
    "report_text",
    "appeal",
)
"""Subjects of events that are about one report."""


@dataclass(frozen=True)
class DeskEvent:
    """One event; ``who`` is the key of a person, empty for none that is known."""

    kind: str
    action: str
    role: str
    who: str
    before: str
    after: str
    reason: str
    name: str
    at: datetime


def list_desk_history(session: Session, tracking: str) -> list[DeskEvent]:
    """List the events of a report, the oldest first; for staff."""
    wanted = (
        select(AuditEvent)
        .where(AuditEvent.subject_kind.in_(KINDS), AuditEvent.subject_key == tracking)
        .order_by(AuditEvent.id)
    )
    return [_event(row) for row in session.scalars(wanted)]


def _event(row: AuditEvent) -> DeskEvent:
    details = row.details or {}
    return DeskEvent(
        kind=row.subject_kind,
        action=row.action,
        role=row.role,
        who=str(details.get("who", "")),
        before=row.before,
        after=row.after,
        reason=row.reason,
        name=str(details.get("name") or details.get("field") or ""),
        at=row.at,
    )
