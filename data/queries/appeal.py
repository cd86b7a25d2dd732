"""Appeals: the author contests a decision, and somebody else hears it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.models import Appeal, AuditEvent, Report
from data.queries.audit import Change, lock_chain, record_change
from data.queries.life_cycle import advance_report
from data.queries.report import SUBJECT, get_row
from data.queries.report_event import actor_details
from geo.errors import ConflictError, ForbiddenError, InputError, MissingError
from geo.standing import Actor, Move

APPEAL: Final = "appeal"
CONTESTED: Final = ("held", "hidden")
"""Decisions of a moderator that the author can contest."""
LONGEST: Final = 2000
GRANTED: Final = "granted"
UPHELD: Final = "upheld"
SHOWN: Final = "published"


@dataclass(frozen=True)
class AppealRecord:
    """An appeal as it is kept."""

    id: int
    tracking: str
    at: datetime
    text: str
    state: str
    decided_by: str
    outcome: str
    heard_at: datetime | None
    answer: str


@dataclass(frozen=True)
class Decision:
    """Who brought a report to where it stands, and why."""

    state: str
    reason: str
    role: str
    who: str
    at: datetime


def find_decision(session: Session, report: Report) -> Decision | None:
    """Find the decision that a report stands under; ``None`` if it has just come in."""
    wanted = (
        select(AuditEvent)
        .where(
            AuditEvent.subject_kind == SUBJECT,
            AuditEvent.subject_key == report.tracking,
            AuditEvent.after == report.state,
            AuditEvent.before != AuditEvent.after,
        )
        .order_by(AuditEvent.id.desc())
        .limit(1)
    )
    event = session.scalar(wanted)
    if event is None:
        return None
    who = str(event.details.get("who", ""))
    return Decision(report.state, event.reason, event.role, who, event.at)


def file_appeal(
    session: Session, tracking: str, text: str, *, at: datetime
) -> AppealRecord:
    """Let the author contest that a report was held back or hidden.

    Raises
    ------
    ConflictError
        If it is neither, or an appeal is waiting already.
    InputError
        If nothing is said, or too much.
    """
    lock_chain(session)
    report = get_row(session, tracking, lock=True)
    said = text.strip()
    if not 0 < len(said) <= LONGEST:
        raise InputError("text", f"{len(said)} letters are outside 1 … {LONGEST}")
    if report.state not in CONTESTED:
        raise ConflictError(f"a report that is {report.state} is not held back")
    if find_open_appeal(session, report) is not None:
        raise ConflictError("an appeal is waiting already")
    decision = find_decision(session, report)
    row = Appeal(
        report_id=report.id,
        at=at,
        text=said,
        state=report.state,
        decided_by=decision.who if decision else "",
    )
    session.add(row)
    session.flush()
    _tell(session, (APPEAL, report.tracking, "file"), Actor("author"), {}, at)
    return _record(row, report.tracking)


def find_open_appeal(session: Session, report: Report) -> Appeal | None:
    """Find the appeal about a report that waits to be heard."""
    wanted = select(Appeal).where(Appeal.report_id == report.id, Appeal.outcome == "")
    return session.scalar(wanted)


def hear_appeal(
    session: Session,
    number: int,
    outcome: str,
    answer: str,
    *,
    actor: Actor,
    at: datetime,
) -> AppealRecord:
    """Decide an appeal: another person than the one who decided before.

    Parameters
    ----------
    session : Session
        A write session.
    number : int
    outcome : str
        ``"granted"``: the report is shown; ``"upheld"``: it stays as it is.
    answer : str
        What the author is told.
    actor : Actor
    at : datetime

    Returns
    -------
    AppealRecord

    Raises
    ------
    MissingError
        If there is no such appeal.
    ForbiddenError
        If the same person decided before.
    ConflictError
        If it has been heard, or the report can no longer be shown.
    InputError
        If the outcome or the answer is wrong.
    """
    lock_chain(session)
    appeal = session.get(Appeal, number, with_for_update=True)
    if appeal is None:
        raise MissingError(f"there is no appeal {number}")
    _check_hearing(appeal, outcome, answer.strip(), actor)
    report = session.get_one(Report, appeal.report_id)
    appeal.outcome, appeal.answer = outcome, answer.strip()
    appeal.heard_by, appeal.heard_at = actor.who, at
    if outcome == GRANTED and report.state in CONTESTED:
        reason = "hidden_by_mistake"
        move = Move(SHOWN, actor, at, reason)
        advance_report(session, report.tracking, move)
    session.flush()
    said = {"outcome": outcome}
    _tell(session, (APPEAL, report.tracking, "hear"), actor, said, at)
    return _record(appeal, report.tracking)


def _check_hearing(appeal: Appeal, outcome: str, answer: str, actor: Actor) -> None:
    if outcome not in (GRANTED, UPHELD):
        raise InputError("outcome", f"{outcome[:20]!r} is neither granted nor upheld")
    if not 0 < len(answer) <= LONGEST:
        raise InputError("answer", f"{len(answer)} letters are outside 1 … {LONGEST}")
    if appeal.outcome:
        raise ConflictError("the appeal has been heard")
    if not actor.who or actor.who == appeal.decided_by:
        raise ForbiddenError("who decided before cannot hear the appeal")


def list_appeals(session: Session, *, only_open: bool = True) -> list[AppealRecord]:
    """List appeals, the oldest first."""
    wanted = select(Appeal, Report.tracking).join(Report)
    if only_open:
        wanted = wanted.where(Appeal.outcome == "")
    rows = session.execute(wanted.order_by(Appeal.at, Appeal.id).limit(200))
    return [_record(appeal, tracking) for appeal, tracking in rows]


def find_last_appeal(session: Session, tracking: str) -> AppealRecord | None:
    """Find the newest appeal about a report."""
    report = get_row(session, tracking)
    wanted = select(Appeal).where(Appeal.report_id == report.id)
    row = session.scalar(wanted.order_by(Appeal.id.desc()).limit(1))
    return None if row is None else _record(row, report.tracking)


def _record(row: Appeal, tracking: str) -> AppealRecord:
    return AppealRecord(
        row.id,
        tracking,
        row.at,
        row.text,
        row.state,
        row.decided_by,
        row.outcome,
        row.heard_at,
        row.answer,
    )


def _tell(
    session: Session,
    what: tuple[str, str, str],
    actor: Actor,
    said: dict[str, str],
    at: datetime,
) -> None:
    kind, tracking, action = what
    details = {**said, **actor_details(actor)}
    change = Change(actor.role, kind, tracking, action, details=details)
    record_change(session, change, at=at)
