"""The counters that tell when compiled things are out of date."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.models import Revision


def get_revision(session: Session) -> Revision:
    """Read the counters; zero in a fresh database."""
    row = session.scalar(select(Revision))
    return row or Revision(id=1, identity="", network=0, barriers=0, content=0)


def raise_revision(
    session: Session, *, network: bool = False, barriers: bool = False
) -> Revision:
    """Count a change: always of content, and of what else is named."""
    row = session.scalar(select(Revision).with_for_update())
    if row is None:
        row = Revision(id=1, network=0, barriers=0, content=0)
        session.add(row)
    row.network += network
    row.barriers += barriers
    row.content += 1
    session.flush()
    return row
