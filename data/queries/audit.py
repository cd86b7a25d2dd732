"""The audit trail: append only, each event chained to the one before."""

from __future__ import annotations

import secrets
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from data.models import AuditEvent, Json
from geo.trail import PARTED, Entry, TrailError, hash_parted, hash_whole

CHAIN_LOCK: Final = 7_739_854
"""Advisory lock of PostgreSQL; SQLite has one writer at a time anyway."""
SALT_BYTES: Final = 16
BLOCK: Final = 500
"""Events that are read at a time."""


@dataclass(frozen=True)
class Change:
    """What changed, for the audit trail; nothing personal, for it is never deleted."""

    role: str
    subject_kind: str
    subject_key: str
    action: str
    before: str = ""
    after: str = ""
    reason: str = ""
    details: Json = field(default_factory=dict)


def lock_chain(session: Session) -> None:
    """Let one writer at a time append, until the end of its transaction."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(CHAIN_LOCK)))


def record_change(session: Session, change: Change, *, at: datetime) -> AuditEvent:
    """Append one event; the hash covers the event and the hash before it."""
    lock_chain(session)
    last = session.scalar(
        select(AuditEvent.hash).order_by(AuditEvent.id.desc()).limit(1)
    )
    previous, salt = last or "", secrets.token_hex(SALT_BYTES)
    event = AuditEvent(
        **vars(change),
        at=at,
        form=PARTED,
        salt=salt,
        previous_hash=previous,
    )
    event.hash = hash_parted(entry_of(event), salt, previous)
    session.add(event)
    session.flush()
    return event


def entry_of(event: AuditEvent) -> Entry:
    """Read what an event says."""
    return Entry(
        at=event.at,
        role=event.role,
        kind=event.subject_kind,
        key=event.subject_key,
        action=event.action,
        before=event.before,
        after=event.after,
        reason=event.reason,
        details=event.details,
    )


def read_events(session: Session) -> Iterator[AuditEvent]:
    """Read the whole trail, the oldest first, a block at a time.

    Parameters
    ----------
    session : Session
        What was read is let go of: the trail may be longer than the memory.

    Yields
    ------
    AuditEvent
    """
    wanted = select(AuditEvent).order_by(AuditEvent.id)
    stream = session.scalars(wanted.execution_options(yield_per=BLOCK))
    for block in stream.partitions():
        yield from block
        for event in block:
            session.expunge(event)


def check_chain(events: Iterable[AuditEvent]) -> Iterator[AuditEvent]:
    """Let events pass as long as each one follows the one before.

    Parameters
    ----------
    events : iterable of AuditEvent
        From the first one on.

    Yields
    ------
    AuditEvent

    Raises
    ------
    TrailError
        Naming the first event that does not hold, and what does not.
    """
    previous, number = "", 0
    for event in events:
        if event.previous_hash != previous:
            before = f"event {number}" if number else "nothing"
            what = f"does not follow {before}: one was changed, removed or slipped in"
            raise TrailError(event.id, what)
        if event.hash != _hash(event):
            raise TrailError(event.id, "was changed: its hash does not fit its words")
        previous, number = event.hash, event.id
        yield event


def _hash(event: AuditEvent) -> str:
    if event.form == PARTED:
        return hash_parted(entry_of(event), event.salt, event.previous_hash)
    return hash_whole(entry_of(event), event.previous_hash)


def find_broken_event(session: Session) -> TrailError | None:
    """Find the first event whose chain does not hold; ``None`` if all is well."""
    try:
        deque(check_chain(read_events(session)), maxlen=0)
    except TrailError as broken:
        return broken
    return None
