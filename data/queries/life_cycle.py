"""Move a report through its life cycle; its barrier on the network moves along."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.models import Report
from data.queries.audit import lock_chain
from data.queries.desk import follow_body
from data.queries.question import find_end
from data.queries.report import ReportRecord, get_row, record_of
from data.queries.report_barrier import SiteCheck
from data.queries.report_effect import act_on_trips
from data.queries.report_event import (
    BARRIER,
    actor_details,
    barrier_details,
    given_details,
    tell_change,
)
from data.queries.revision import raise_revision
from data.queries.standing import keep_standing, standing_of
from geo.advance import set_flag, take_step
from geo.category import get_category
from geo.clock import SYSTEM
from geo.errors import MissingError
from geo.replay import FLAG, REPOINT, UNFLAG
from geo.standing import CANONICAL, Actor, Move, Standing

LONELY: Final = "canonical_gone"
"""Why a duplicate stands for itself again."""


def advance_report(
    session: Session,
    tracking: str,
    move: Move,
    *,
    found: SiteCheck | None = None,
) -> ReportRecord:
    """Take one step; one audit event tells of it.

    Parameters
    ----------
    session : Session
        A write session: when the step is refused, nothing of it is kept.
    tracking : str
    move : Move
    found : SiteCheck, optional
        What staff found on the spot.

    Returns
    -------
    ReportRecord
        The report after the step.

    Raises
    ------
    MissingError
        If there is no such report.
    ConflictError
        If the life cycle does not allow the step.
    ForbiddenError
        If the role or the person may not take it.
    InputError
        If evidence is missing or wrong.
    """
    lock_chain(session)
    row = get_row(session, tracking, lock=True)
    step_row(session, row, _filled(session, row, move, found), found)
    return record_of(row)


def _filled(session: Session, row: Report, move: Move, found: SiteCheck | None) -> Move:
    """Add to a move what only the database knows."""
    evidence = dict(move.evidence)
    kind = get_category(found.kind if found and found.kind else row.category)
    ends = (found.expires_at if found else None) or find_end(session, row, move.at)
    if ends is None and kind.lasts_days:
        ends = max(move.at, row.changed_at) + timedelta(days=kind.lasts_days)
    if found is not None:
        evidence[BARRIER] = "found"
    other = _find_other(session, str(evidence.get(CANONICAL) or ""))
    if other is not None:
        evidence[CANONICAL] = other.tracking
    return replace(move, evidence=evidence, other=other, expires_at=ends)


def _find_other(session: Session, tracking: str) -> Standing | None:
    if not tracking:
        return None
    try:
        return standing_of(get_row(session, tracking, lock=True))
    except MissingError:
        return None


def step_row(
    session: Session, row: Report, move: Move, found: SiteCheck | None = None
) -> None:
    """Take one step with the row of a report; whoever rests on it follows."""
    before = standing_of(row)
    now = take_step(before, move)
    keep_standing(row, now)
    row.reason = move.reason
    barriers = act_on_trips(session, row, found)
    follow_body(session, row)
    session.flush()
    raise_revision(session, barriers=barriers)
    details = {
        **barrier_details(session, row),
        **actor_details(move.actor),
        **given_details(move.evidence),
    }
    if move.expires_at:
        details["expires_at"] = move.expires_at.isoformat()
    what = (move.to, move.actor, move.reason)
    tell_change(session, (before, now), what, details)
    _follow(session, now)


def _follow(session: Session, now: Standing) -> None:
    """Keep duplicates one step from a report that is shown, and lose none of them."""
    wanted = select(Report).where(Report.canonical == now.tracking).order_by(Report.id)
    for child in session.scalars(wanted).all():
        if now.canonical:
            _repoint(session, child, now)
        elif not now.is_public:
            move = Move("published", SYSTEM, now.since, LONELY)
            step_row(session, child, _filled(session, child, move, None))


def _repoint(session: Session, child: Report, now: Standing) -> None:
    before = standing_of(child)
    after = replace(before, canonical=now.canonical)
    keep_standing(child, after)
    session.flush()
    what = (REPOINT, SYSTEM, "")
    said = {CANONICAL: now.canonical}
    tell_change(session, (before, after), what, said, at=now.since)


def flag_report(
    session: Session,
    tracking: str,
    flag: str,
    *,
    actor: Actor,
    on: bool,
    at: datetime,
) -> ReportRecord:
    """Set a flag of a report or take it away; one audit event tells of it.

    Parameters
    ----------
    session : Session
        A write session.
    tracking, flag : str
    actor : Actor
    on : bool
    at : datetime

    Returns
    -------
    ReportRecord

    Raises
    ------
    MissingError
        If there is no such report.
    InputError
        If there is no such flag.
    ForbiddenError
        If the role may not set it.
    """
    lock_chain(session)
    row = get_row(session, tracking, lock=True)
    before = standing_of(row)
    now = set_flag(before, flag, actor, on=on)
    if now == before:
        return record_of(row)
    row.flags = [*(f for f in row.flags if f != flag), *([flag] if on else [])]
    row.is_private = now.is_private
    if now.acts != before.acts:
        raise_revision(session, barriers=act_on_trips(session, row, None))
    session.flush()
    told = (FLAG if on else UNFLAG, actor, "")
    when = max(at, now.since)
    details = {"name": flag, **actor_details(actor)}
    tell_change(session, (before, now), told, details, at=when)
    _follow(session, replace(now, since=when))
    return record_of(row)
