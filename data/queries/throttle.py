"""Tries that were in vain: counted in the database, so that all workers see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from data.models import Throttle
from data.queries.audit import lock_chain
from geo.patience import Patience

KEPT: Final = timedelta(days=2)
"""Longer than any row of the table remembers."""


@dataclass(frozen=True)
class Counted:
    """What is counted: whose mark, and by which rule."""

    mark: str
    rule: Patience


@dataclass(frozen=True)
class Try:
    """Whether somebody may try now.

    Attributes
    ----------
    wait_s : int
        Seconds to wait; 0 if it is allowed, and then it was counted.
    counts : tuple of int
        How many tries there were, this one too, in the order of what is counted.
    """

    wait_s: int
    counts: tuple[int, ...] = ()


def claim_try(session: Session, counted: list[Counted], *, at: datetime) -> Try:
    """Count a try before it is made, so that many at once are counted too.

    Parameters
    ----------
    session : Session
        A write session, to be committed before the try.
    counted : list of Counted
    at : datetime

    Returns
    -------
    Try
    """
    lock_chain(session)
    session.execute(delete(Throttle).where(Throttle.last_at < at - KEPT))
    rows = [_row(session, one, at) for one in counted]
    wait = max((row.until - at for row in rows), default=timedelta())
    if wait > timedelta():
        return Try(int(wait.total_seconds()) + 1)
    for row, one in zip(rows, counted, strict=True):
        row.count += 1
        row.last_at = at
        row.until = at + timedelta(seconds=one.rule.wait_s(row.count))
    return Try(0, tuple(row.count for row in rows))


def _row(session: Session, one: Counted, at: datetime) -> Throttle:
    row = session.scalar(select(Throttle).where(Throttle.mark == one.mark))
    if row is None:
        row = Throttle(mark=one.mark, count=0, last_at=at, until=at)
        session.add(row)
        session.flush()
    elif row.last_at + timedelta(seconds=one.rule.forget_s) < at:
        row.count, row.until = 0, at
    return row


def forgive(session: Session, counted: list[Counted], *, at: datetime) -> None:
    """Take back what was counted, as the try was right.

    Who signs in may not wipe out what others have tried: of a shared count only the
    one try is taken back.
    """
    lock_chain(session)
    for one in counted:
        row = _row(session, one, at)
        row.count = max(row.count - 1, 0) if one.rule.shared else 0
        row.until = at
