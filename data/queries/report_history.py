"""What has happened with a report, as anybody may know it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.models import AuditEvent
from data.queries.report import SUBJECT
from geo.life_cycle import unlisted_states


@dataclass(frozen=True)
class Happened:
    """A report came to a state."""

    state: str
    role: str
    at: datetime


def list_history(session: Session, tracking: str) -> list[Happened]:
    """List the public states that a report has been in, the oldest first.

    Parameters
    ----------
    session : Session
    tracking : str
        Of a public report; who did it, and what was hidden, is not told.

    Returns
    -------
    list of Happened
    """
    wanted = (
        select(AuditEvent.after, AuditEvent.role, AuditEvent.at)
        .where(AuditEvent.subject_kind == SUBJECT, AuditEvent.subject_key == tracking)
        .where(AuditEvent.after != AuditEvent.before)
        .where(AuditEvent.after.not_in(unlisted_states()))
        .order_by(AuditEvent.id)
    )
    return [Happened(*row) for row in session.execute(wanted)]
