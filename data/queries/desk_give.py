"""Assign a report: to a body, or to a member of staff."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from data.models import Report
from data.queries.audit import Change, lock_chain, record_change
from data.queries.desk import BY_PERSON, find_desk
from data.queries.report_event import actor_details
from geo.standing import Actor

SUBJECT: Final = "desk"


def give_to_body(
    session: Session, report: Report, body: str, *, actor: Actor, at: datetime
) -> bool:
    """Assign a report to a body by hand; no rule changes it any more.

    Returns
    -------
    bool
        Whether that changed anything; if so, one audit event tells of it.
    """
    lock_chain(session)
    desk = find_desk(session, report)
    before, desk.body, desk.assigned_by = desk.body, body, BY_PERSON
    session.flush()
    return _tell(session, report, ("assign", actor), (before, body), at=at)


def give_to_person(
    session: Session, report: Report, person: str, *, actor: Actor, at: datetime
) -> bool:
    """Let a member of staff take care of a report, or nobody; tell if that is new."""
    lock_chain(session)
    desk = find_desk(session, report)
    before, desk.person = desk.person, person
    session.flush()
    return _tell(session, report, ("take", actor), (before, person), at=at)


def _tell(
    session: Session,
    report: Report,
    what: tuple[str, Actor],
    change: tuple[str, str],
    *,
    at: datetime,
) -> bool:
    (action, actor), (before, after) = what, change
    if before == after:
        return False
    told = Change(
        role=actor.role,
        subject_kind=SUBJECT,
        subject_key=report.tracking,
        action=action,
        before=before,
        after=after,
        details=dict(actor_details(actor)),
    )
    record_change(session, told, at=at)
    return True
