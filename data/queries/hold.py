"""Reports that are held, and senders whose reports are held: marked, listed, lifted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, Select, delete, func, select, tuple_
from sqlalchemy.orm import Session

from data.models import HeldSender, Report, SenderMark
from data.queries.audit import Change, record_change
from data.queries.life_cycle import advance_report
from data.queries.report import get_row
from geo.clock import SYSTEM
from geo.errors import ConflictError, InputError, MissingError
from geo.hold import Arrival, find_hold, sender_kinds
from geo.life_cycle import report_reasons
from geo.standing import Actor, Move

SUBJECT: Final = "sender"
HELD: Final = "held"
LATELY: Final = timedelta(days=1)
"""How far back the same text counts as said again."""


@dataclass(frozen=True)
class HeldRecord:
    """A sender that is or was held; who that is, nobody can read from it."""

    id: int
    kind: str
    reason: str
    tracking: str
    held_by: str
    held_at: datetime
    until: datetime
    lifted_by: str
    lifted_at: datetime | None
    reports: int


def judge_arrival(
    session: Session, tracking: str, arrival: Arrival, *, said: str, at: datetime
) -> str:
    """Keep the marks of a sender, and hold the report if a rule says so.

    Parameters
    ----------
    session : Session
        A write session, in which the report has just been filed.
    tracking : str
    arrival : Arrival
        As the door knows it; what the database knows is added.
    said : str
        Keyed hash of the text; empty where it is too short to tell.
    at : datetime

    Returns
    -------
    str
        Id of the rule that holds it; empty where none does.
    """
    row = get_row(session, tracking)
    known = replace(
        arrival,
        flags=arrival.flags | frozenset(row.flags),
        said_before=_count_said(session, said, at) if said else 0,
        sender_held=_is_held(session, arrival, at),
    )
    _keep_marks(session, row, arrival, said, at)
    rule = find_hold(known)
    if rule is None:
        return ""
    advance_report(session, tracking, Move(HELD, SYSTEM, at, rule.reason))
    return rule.id


def _keep_marks(
    session: Session, row: Report, arrival: Arrival, said: str, at: datetime
) -> None:
    for kind, mark in arrival.senders.items():
        if mark:
            forget_at = at + timedelta(days=sender_kinds()[kind].kept_days)
            session.add(
                SenderMark(
                    report_id=row.id,
                    kind=kind,
                    mark=mark,
                    said=said,
                    at=at,
                    forget_at=forget_at,
                )
            )
    session.flush()


def _count_said(session: Session, said: str, at: datetime) -> int:
    wanted = select(func.count(SenderMark.report_id.distinct()))
    lately = wanted.where(SenderMark.said == said, SenderMark.at > at - LATELY)
    return session.scalar(lately) or 0


def _now_held(at: datetime) -> ColumnElement[bool]:
    return HeldSender.lifted_at.is_(None) & (HeldSender.until > at)


def _is_held(session: Session, arrival: Arrival, at: datetime) -> bool:
    marks = [(kind, mark) for kind, mark in arrival.senders.items() if mark]
    same = tuple_(HeldSender.kind, HeldSender.mark).in_(marks)
    found = select(HeldSender.id).where(same, _now_held(at)).limit(1)
    return bool(marks) and session.scalar(found) is not None


def hold_sender(
    session: Session, tracking: str, reason: str, *, by: Actor, at: datetime
) -> int:
    """Hold whoever sent a report: what else comes from there waits to be looked at.

    Parameters
    ----------
    session : Session
        A write session.
    tracking : str
    reason : str
        A reason for which reports are held.
    by : Actor
    at : datetime

    Returns
    -------
    int
        How many marks (device, network …) are held now.

    Raises
    ------
    MissingError
        If there is no such report.
    InputError
        If the reason is none.
    ConflictError
        If nothing is known any more of the sender.
    """
    known = [r.id for r in report_reasons().values() if HELD in r.states]
    if reason not in known:
        raise InputError("reason", f"{reason[:40]!r} is not one of {', '.join(known)}")
    report = get_row(session, tracking)
    marks = select(SenderMark).where(SenderMark.report_id == report.id)
    rows = session.scalars(marks.where(SenderMark.forget_at > at)).all()
    if not rows:
        raise ConflictError("nothing is known any more of who sent this report")
    for row in rows:
        until = at + timedelta(days=sender_kinds()[row.kind].held_days)
        session.add(
            HeldSender(
                kind=row.kind,
                mark=row.mark,
                reason=reason,
                tracking=report.tracking,
                held_by=by.who or by.role,
                held_at=at,
                until=until,
            )
        )
    _tell(session, by, ("hold", reason, report.tracking), len(rows), at)
    return len(rows)


def _tell(
    session: Session, by: Actor, what: tuple[str, str, str], count: int, at: datetime
) -> None:
    action, reason, key = what
    details = {"who": by.who, "marks": count}
    change = Change(by.role, SUBJECT, key, action, reason=reason, details=details)
    record_change(session, change, at=at)


def list_held_senders(session: Session, *, at: datetime) -> list[HeldRecord]:
    """List the senders that are held now, the last one first."""
    wanted = _with_count().where(_now_held(at)).order_by(HeldSender.id.desc())
    return [_record(row, count) for row, count in session.execute(wanted)]


def _with_count() -> Select[HeldSender, int]:
    sent = select(func.count()).where(
        SenderMark.kind == HeldSender.kind, SenderMark.mark == HeldSender.mark
    )
    return select(HeldSender, sent.scalar_subquery())


def _record(row: HeldSender, reports: int) -> HeldRecord:
    names = set(HeldRecord.__dataclass_fields__) - {"reports"}
    return HeldRecord(**{name: getattr(row, name) for name in names}, reports=reports)


def lift_sender(
    session: Session, held_id: int, *, by: Actor, at: datetime
) -> HeldRecord:
    """Hold a sender no longer.

    Raises
    ------
    MissingError
        If there is none of that number.
    ConflictError
        If the sender is not held any more.
    """
    found = session.execute(_with_count().where(HeldSender.id == held_id)).first()
    if found is None:
        raise MissingError(f"no sender is held under the number {held_id}")
    row, count = found
    if row.lifted_at is not None or row.until <= at:
        raise ConflictError("this sender is not held any more")
    row.lifted_at, row.lifted_by = at, by.who or by.role
    _tell(session, by, ("lift", row.reason, row.tracking), 1, at)
    return _record(row, count)


def forget_senders(session: Session, *, at: datetime) -> int:
    """Forget the marks whose time is over, and who was held long ago.

    Parameters
    ----------
    session : Session
        A write session.
    at : datetime

    Returns
    -------
    int
        How many there were.
    """
    over = select(SenderMark.id).where(SenderMark.forget_at <= at)
    marks = session.scalars(over).all()
    session.execute(delete(SenderMark).where(SenderMark.forget_at <= at))
    past = HeldSender.until <= at
    held = session.scalars(select(HeldSender.id).where(past)).all()
    session.execute(delete(HeldSender).where(past))
    return len(marks) + len(held)
