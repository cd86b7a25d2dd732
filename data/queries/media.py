"""Pictures whose address another program has told: to be fetched behind the request."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.models import MediaFetch, Report
from data.queries.audit import Change, record_change
from data.queries.report import SUBJECT, get_row
from geo.clock import SYSTEM

WAITING: Final = "waiting"
FETCHED: Final = "fetched"
FAILED: Final = "failed"
PAUSES: Final = (
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=3),
    timedelta(days=1),
)
"""How long to wait after each time that nobody answered; then it is given up."""
CLAIMED: Final = timedelta(minutes=10)
"""Nobody else fetches the same picture meanwhile, unless this process dies."""
LONGEST_REASON: Final = 300
BATCH: Final = 5


@dataclass(frozen=True)
class Wanted:
    """A picture that is to be fetched now."""

    id: int
    tracking: str
    url: str


def want_media(session: Session, tracking: str, url: str, *, at: datetime) -> None:
    """Note the address of a picture of a report."""
    row = get_row(session, tracking)
    session.add(MediaFetch(report_id=row.id, url=url, next_at=at))
    session.flush()


def claim_media(session: Session, *, at: datetime) -> list[Wanted]:
    """Take the pictures that are due, for this process alone.

    Parameters
    ----------
    session : Session
        A write session.
    at : datetime
    """
    due = (
        select(MediaFetch, Report.tracking)
        .join(Report, Report.id == MediaFetch.report_id)
        .where(MediaFetch.state == WAITING, MediaFetch.next_at <= at)
        .order_by(MediaFetch.next_at, MediaFetch.id)
        .limit(BATCH)
        .with_for_update(of=MediaFetch, skip_locked=True)
    )
    found = session.execute(due).all()
    for row, _tracking in found:
        row.next_at = at + CLAIMED
    return [Wanted(row.id, tracking, row.url) for row, tracking in found]


def has_due_media(session: Session, *, at: datetime) -> bool:
    """Tell whether there is anything to fetch."""
    due = select(MediaFetch.id).where(
        MediaFetch.state == WAITING, MediaFetch.next_at <= at
    )
    return session.scalar(due.limit(1)) is not None


def note_fetched(session: Session, wanted: Wanted) -> None:
    """Note that a picture is there; its address is of no more use."""
    row = session.get_one(MediaFetch, wanted.id)
    row.state, row.next_at, row.reason, row.url = FETCHED, None, "", ""


def note_failed(
    session: Session, wanted: Wanted, reason: str, *, permanent: bool, at: datetime
) -> str:
    """Note why a picture did not come, and when to try again.

    Parameters
    ----------
    session : Session
        A write session.
    wanted : Wanted
    reason : str
    permanent : bool
        Whether trying again is of no use.
    at : datetime

    Returns
    -------
    str
        Its state now; when it is given up, an event of the report tells so.
    """
    row = session.get_one(MediaFetch, wanted.id)
    row.reason = reason[:LONGEST_REASON]
    row.tries += 1
    if permanent or row.tries > len(PAUSES):
        row.state, row.next_at, row.url = FAILED, None, ""
        details = {"why": row.reason}
        change = Change(SYSTEM.role, SUBJECT, wanted.tracking, "media", details=details)
        record_change(session, change, at=at)
    else:
        row.next_at = at + PAUSES[row.tries - 1]
    return row.state
