"""The last word of each GTFS Realtime feed."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from data.models import LiveFeed, TransitTrip
from geo.transit.live import LiveSource

BATCH: Final = 500
"""So many keys are asked for at once."""


@dataclass(frozen=True)
class LiveState:
    """How a feed stands.

    Attributes
    ----------
    feed : LiveSource
    id : int
    checked_at : datetime
    made_at : datetime, optional
    digest : str
        Of what came last; empty if nothing ever did.
    fault : str
        Why nothing came at the last try; empty if it did.
    """

    feed: LiveSource
    id: int
    checked_at: datetime
    made_at: datetime | None
    digest: str
    fault: str


def list_live(session: Session) -> list[LiveState]:
    """List the feeds, in order of source and address."""
    rows = session.scalars(select(LiveFeed).order_by(LiveFeed.source_key, LiveFeed.url))
    return [
        LiveState(
            LiveSource(row.source_key, row.url),
            row.id,
            row.checked_at,
            row.made_at,
            row.digest,
            row.fault,
        )
        for row in rows
    ]


def get_body(session: Session, feed_id: int) -> bytes:
    """Give what came last."""
    found = session.scalar(select(LiveFeed.body).where(LiveFeed.id == feed_id))
    return found or b""


def count_unknown(session: Session, trips: Collection[str]) -> int:
    """Count the trips that no timetable has.

    Parameters
    ----------
    session : Session
    trips : collection of str
        Keys.
    """
    wanted = sorted(set(trips))
    known = sum(
        session.scalar(
            select(func.count()).where(TransitTrip.key.in_(wanted[at : at + BATCH]))
        )
        or 0
        for at in range(0, len(wanted), BATCH)
    )
    return len(wanted) - known


def keep_body(
    session: Session, feed: LiveSource, body: bytes, *, made_at: datetime, at: datetime
) -> None:
    """Keep what came.

    Parameters
    ----------
    session : Session
        A write session.
    feed : LiveSource
    body : bytes
    made_at : datetime
        When the operator made it.
    at : datetime
    """
    row = _row(session, feed, at)
    row.body, row.made_at, row.fault = body, made_at, ""
    row.digest = hashlib.sha256(body).hexdigest()


def keep_fault(session: Session, feed: LiveSource, fault: str, *, at: datetime) -> None:
    """Note why nothing came; what came before stays until it is too old."""
    _row(session, feed, at).fault = fault[:500]


def drop_others(session: Session, feeds: Collection[LiveSource]) -> None:
    """Forget the feeds that are read no more."""
    for row in session.scalars(select(LiveFeed)).all():
        if LiveSource(row.source_key, row.url) not in feeds:
            session.delete(row)


def _row(session: Session, feed: LiveSource, at: datetime) -> LiveFeed:
    own = LiveFeed.source_key == feed.source, LiveFeed.url == feed.url
    row = session.scalar(select(LiveFeed).where(*own))
    if row is None:
        row = LiveFeed(source_key=feed.source, url=feed.url)
        session.add(row)
    row.checked_at = at
    return row
