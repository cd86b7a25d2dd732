"""Replay the whole audit trail, and hold it against reports and heads noted before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.db import Database
from data.models import AuditEvent
from data.queries.audit import check_chain, read_events
from data.queries.replay import list_unlike, told_of
from geo.head import Head
from geo.replay import replay
from geo.trail import TrailError

WHOLE_VIEW: Final = {"isolation_level": "REPEATABLE READ"}
"""PostgreSQL: all that is read is of one moment, as it always is on SQLite."""


@dataclass
class Verdict:
    """What a replay has found.

    Attributes
    ----------
    events : int
        How many hold.
    last : Head, optional
        The last one of them.
    broken : TrailError, optional
        The first event that does not hold.
    unlike : list of str
        Reports that stand elsewhere than their events have led them.
    lost : list of Head
        Heads noted before that are not in the chain: its end was cut off.
    """

    events: int = 0
    last: Head | None = None
    broken: TrailError | None = None
    unlike: list[str] = field(default_factory=list)
    lost: list[Head] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        """Whether all is well."""
        return not (self.broken or self.unlike or self.lost)


def find_head(session: Session) -> Head | None:
    """Find the last event of the trail.

    Parameters
    ----------
    session : Session

    Returns
    -------
    Head or None
        ``None`` while nothing was written.
    """
    columns = (AuditEvent.id, AuditEvent.hash, AuditEvent.at)
    row = session.execute(select(*columns).order_by(AuditEvent.id.desc()).limit(1))
    found = row.first()
    return None if found is None else Head(*found)


def verify_trail(database: Database, heads: Sequence[Head] = ()) -> Verdict:
    """Replay the trail from its first event, in one pass.

    Parameters
    ----------
    database : Database
    heads : sequence of Head
        Noted before; each must be in the chain.

    Returns
    -------
    Verdict
    """
    verdict = Verdict()
    left = {head.hash: head for head in heads}
    with database.read() as session:
        if database.engine.dialect.name == "postgresql":
            session.connection(execution_options=WHOLE_VIEW)
        events = _watched(check_chain(read_events(session)), verdict, left)
        try:
            told = replay(told_of(events))
        except TrailError as broken:
            verdict.broken = broken
            return verdict
        verdict.unlike = list_unlike(session, told)
    verdict.lost = sorted(left.values(), key=lambda head: (head.number, head.hash))
    return verdict


def _watched(
    events: Iterable[AuditEvent], verdict: Verdict, left: dict[str, Head]
) -> Iterator[AuditEvent]:
    """Count the events that hold and strike out the heads that are among them."""
    for event in events:
        at: datetime = event.at
        head = left.get(event.hash)
        if head is not None and head.number in (0, event.id):
            del left[event.hash]
        yield event
        verdict.events += 1
        verdict.last = Head(event.id, event.hash, at)
