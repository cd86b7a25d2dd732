"""What is to be told to those who follow a report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import Session

from data.models import AuditEvent, Barrier, Follower, Report, ReportEffect
from data.queries.follow import Following, following_of, last_event
from data.queries.report import SUBJECT
from data.queries.report_barrier import ACTIVE
from data.queries.standing import standing_of
from geo.life_cycle import report_states, unlisted_states
from geo.replay import EFFECT


@dataclass(frozen=True)
class News:
    """What is to be told to somebody: where a public report stands now."""

    following: Following
    tracking: str
    category: str
    state: str


@dataclass(frozen=True)
class Appeared:
    """A reported obstacle that trips have reckoned with since some time."""

    tracking: str
    category: str
    effect: str
    at: datetime


def has_news(session: Session) -> bool:
    """Tell whether something has happened of which somebody is to be told."""
    wanted = select(Follower.id).join(Report, Report.id == Follower.report_id)
    agreed = Follower.confirmed_at.is_not(None)
    return session.scalar(wanted.where(agreed, _happened()).limit(1)) is not None


def _happened() -> ColumnElement[bool]:
    """Say that a followed report, or the one that it was joined to, has a new state."""
    mine = or_(
        AuditEvent.subject_key == Report.tracking,
        AuditEvent.subject_key == Report.canonical,
    )
    return exists().where(
        AuditEvent.subject_kind == SUBJECT,
        mine,
        AuditEvent.id > Follower.told,
        AuditEvent.after != AuditEvent.before,
    )


def take_news(session: Session, *, key: str, limit: int) -> list[News]:
    """Take what is to be told; it is told once.

    Parameters
    ----------
    session : Session
        The write session in which the letters are put into the outbox.
    key : str
        The secret key of the instance.
    limit : int
        How many followers at once.

    Returns
    -------
    list of News
        Where the report stands now, however much has happened; of what nobody may
        see, nothing.
    """
    rows = session.execute(
        select(Follower, Report)
        .join(Report, Report.id == Follower.report_id)
        .where(Follower.confirmed_at.is_not(None), _happened())
        .order_by(Follower.id)
        .limit(limit)
        .with_for_update(of=Follower)
    ).all()
    last, found = last_event(session), []
    for follower, report in rows:
        shown = _shown(session, report, follower.told)
        follower.told = last
        if shown is not None:
            mine = following_of(follower, report.tracking, key)
            found.append(News(mine, shown.tracking, shown.category, shown.state))
    return found


def _shown(session: Session, report: Report, told: int) -> Report | None:
    """Give the report whose state is news: the canonical one once it is joined."""
    if not standing_of(report).is_public:
        return None
    if report.canonical is None or _has_moved(session, report.tracking, told):
        return report
    other = session.scalar(select(Report).where(Report.tracking == report.canonical))
    return other if other is not None and standing_of(other).is_public else None


def _has_moved(session: Session, tracking: str, told: int) -> bool:
    moved = select(AuditEvent.id).where(
        AuditEvent.subject_kind == SUBJECT,
        AuditEvent.subject_key == tracking,
        AuditEvent.id > told,
        AuditEvent.after != AuditEvent.before,
        AuditEvent.after.not_in(unlisted_states()),
    )
    return session.scalar(moved.limit(1)) is not None


def list_appeared(session: Session, since: datetime) -> dict[str, Appeared]:
    """List the reported barriers that began to act, or act otherwise, after a time.

    Parameters
    ----------
    session : Session
    since : datetime

    Returns
    -------
    dict of str to Appeared
        Key of the barrier → what appeared.
    """
    began = func.max(AuditEvent.at)
    rows = session.execute(
        select(
            Barrier.key, Report.tracking, Report.category, ReportEffect.effect, began
        )
        .join(Report, Report.id == Barrier.report_id)
        .join(ReportEffect, ReportEffect.report_id == Report.id)
        .join(AuditEvent, AuditEvent.subject_key == Report.tracking)
        .where(Barrier.status == ACTIVE, AuditEvent.subject_kind == SUBJECT, _changes())
        .group_by(Barrier.key, Report.tracking, Report.category, ReportEffect.effect)
        .having(began > since)
    )
    return {row.key: Appeared(*row[1:]) for row in rows}


def _changes() -> ColumnElement[bool]:
    """Say that what a report does to trips is another after an event."""
    groups = [
        [state.id for state in report_states().values() if state.acts == acts]
        for acts in ("warn", "block")
    ]
    moves = (AuditEvent.after.in_(g) & AuditEvent.before.not_in(g) for g in groups)
    return or_(AuditEvent.action == EFFECT, *moves)
