"""The audit trail: append only, each event chained to the one before."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from data.models import AuditEvent, Json

CHAIN_LOCK: Final = 7_739_854
"""Advisory lock of PostgreSQL; SQLite has one writer at a time anyway."""


@dataclass(frozen=True)
class Change:
    """What changed, for the audit trail."""

    role: str
    subject_kind: str
    subject_key: str
    action: str
    before: str = ""
    after: str = ""
    reason: str = ""
    details: Json = field(default_factory=dict)


def _digest(change: Change, at: datetime, previous: str) -> str:
    text = json.dumps(
        [vars(change), at.astimezone(UTC).isoformat(), previous],
        sort_keys=True,
        ensure_ascii=False,
    )
    return hashlib.sha256(text.encode()).hexdigest()


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
    previous = last or ""
    event = AuditEvent(
        **vars(change),
        at=at,
        previous_hash=previous,
        hash=_digest(change, at, previous),
    )
    session.add(event)
    session.flush()
    return event


def find_broken_event(session: Session) -> AuditEvent | None:
    """Find the first event whose chain does not hold; ``None`` if all is well."""
    previous = ""
    for event in session.scalars(select(AuditEvent).order_by(AuditEvent.id)):
        change = Change(
            role=event.role,
            subject_kind=event.subject_kind,
            subject_key=event.subject_key,
            action=event.action,
            before=event.before,
            after=event.after,
            reason=event.reason,
            details=event.details,
        )
        right = _digest(change, event.at, previous)
        if event.previous_hash != previous or event.hash != right:
            return event
        previous = event.hash
    return None
