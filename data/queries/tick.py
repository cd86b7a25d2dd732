"""Clocks: what happens to reports and barriers when nobody does anything."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, exists, select, update
from sqlalchemy.orm import Session

from data.db import Database
from data.models import Barrier, Report
from data.queries.audit import lock_chain
from data.queries.life_cycle import step_row
from data.queries.report_barrier import ACTIVE
from data.queries.report_event import tell_change
from data.queries.revision import raise_revision
from data.queries.standing import keep_standing, standing_of
from geo.clock import SYSTEM, Calendar, find_struck, move_of, next_due, set_mark
from geo.life_cycle import Clock
from geo.replay import MARK

EXPIRED: Final = "expired"
BATCH: Final = 100
"""Reports of one transaction: nobody waits for longer to write."""


@dataclass(frozen=True)
class Moved:
    """What a clock did to a report: ``after`` is a state, or the mark that it set."""

    tracking: str
    before: str
    after: str


@dataclass(frozen=True)
class Ticked:
    """What all clocks did: to reports, and how many barriers have ended."""

    moved: tuple[Moved, ...]
    expired: int


def tick(database: Database, *, at: datetime, calendar: Calendar) -> Ticked:
    """Let the clocks strike that are due; a second time, nothing happens.

    Parameters
    ----------
    database : Database
    at : datetime
        The present time.
    calendar : Calendar
        Of the town.

    Returns
    -------
    Ticked
    """
    with database.read() as session:
        if not _has_due(session, at):
            return Ticked((), 0)
    with database.write() as session:
        expired = expire_barriers(session, at=at)
    moved: list[Moved] = []
    while True:
        with database.write() as session:
            looked_at, more = _tick_batch(session, calendar, at)
        moved += more
        if looked_at < BATCH:
            return Ticked(tuple(moved), expired)


def _has_due(session: Session, at: datetime) -> bool:
    due = select(exists().where(Report.due_at <= at))
    over = select(exists().where(_over(at)))
    return bool(session.scalar(due) or session.scalar(over))


def _tick_batch(
    session: Session, calendar: Calendar, at: datetime
) -> tuple[int, list[Moved]]:
    lock_chain(session)
    due = select(Report).where(Report.due_at <= at).order_by(Report.due_at, Report.id)
    rows = session.scalars(due.limit(BATCH).with_for_update()).all()
    return len(rows), [m for row in rows for m in _tick_row(session, row, calendar, at)]


def _tick_row(
    session: Session, row: Report, calendar: Calendar, at: datetime
) -> list[Moved]:
    """Let the clocks of one report strike, one after the other."""
    moved = []
    while (clock := find_struck(standing_of(row), calendar, at)) is not None:
        moved.append(Moved(row.tracking, row.state, clock.to or clock.mark))
        _strike(session, row, clock, at)
    row.due_at = next_due(standing_of(row), calendar)
    return moved


def _strike(session: Session, row: Report, clock: Clock, at: datetime) -> None:
    if clock.to:
        step_row(session, row, move_of(clock, at))
        return
    before = standing_of(row)
    now = set_mark(before, clock.mark, at)
    keep_standing(row, now)
    session.flush()
    said = (MARK, SYSTEM, "")
    tell_change(session, (before, now), said, {"name": clock.mark}, at=at)


def expire_barriers(session: Session, *, at: datetime) -> int:
    """Mark the barriers whose time has run out; trips have left them out already.

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
    over = _over(at)
    ids = session.scalars(select(Barrier.id).where(over)).all()
    session.execute(update(Barrier).where(over).values(status=EXPIRED))
    count = len(ids)
    if count:
        raise_revision(session, barriers=True)
    return count


def _over(at: datetime) -> ColumnElement[bool]:
    return (Barrier.status == ACTIVE) & (Barrier.expires_at <= at)
