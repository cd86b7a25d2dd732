"""The audit trail for everybody: redacted, and still a chain that can be checked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from data.models import AuditEvent, Report
from data.queries.audit import entry_of
from data.queries.report import SUBJECT
from geo.errors import InputError, MissingError
from geo.life_cycle import unlisted_states
from geo.published import Published, publish

MOST: Final = 1000
DIGITS: Final = 18


@dataclass(frozen=True)
class TrailPage:
    """Some events, how many there are, and where the next ones begin."""

    events: list[Published]
    total: int
    next_cursor: str


def list_trail(
    session: Session,
    *,
    tracking: str = "",
    limit: int = 100,
    cursor: str = "",
    newest_first: bool = False,
) -> TrailPage:
    """List events as anybody may read them.

    Parameters
    ----------
    session : Session
    tracking : str
        Only those of one public report.
    limit : int
        1 … ``MOST``.
    cursor : str
        ``next_cursor`` of the page before.
    newest_first : bool
        Outsiders who check the chain go the other way.

    Returns
    -------
    TrailPage

    Raises
    ------
    InputError
        If the limit or the cursor is wrong.
    MissingError
        If the report does not exist or is not public.
    """
    if not 1 <= limit <= MOST:
        raise InputError("limit", f"{limit} is outside 1 … {MOST}")
    wanted = select(AuditEvent)
    if tracking:
        wanted = _of_report(session, wanted, tracking)
    total = session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    order = AuditEvent.id.desc() if newest_first else AuditEvent.id
    position = _position(cursor)
    if position:
        is_before = AuditEvent.id < position
        wanted = wanted.where(is_before if newest_first else AuditEvent.id > position)
    rows = session.scalars(wanted.order_by(order).limit(limit + 1)).all()
    shown = publish_events(session, rows[:limit])
    more = str(shown[-1].number) if rows[limit:] else ""
    return TrailPage(shown, total, more)


def publish_events(session: Session, events: Iterable[AuditEvent]) -> list[Published]:
    """Redact events by what is public now."""
    rows = list(events)
    public = _public(
        session, [e.subject_key for e in rows if e.subject_kind == SUBJECT]
    )
    return [
        publish(
            entry_of(row),
            (row.id, row.form, row.salt, row.previous_hash, row.hash),
            is_public=row.subject_key in public,
        )
        for row in rows
    ]


def _public(session: Session, trackings: Iterable[str]) -> frozenset[str]:
    """Tell which reports anybody may read, whatever they were before."""
    listed = Report.state.not_in(unlisted_states()) & Report.is_private.is_(False)
    wanted = select(Report.tracking).where(Report.tracking.in_(set(trackings)), listed)
    return frozenset(session.scalars(wanted))


def _of_report(
    session: Session, wanted: Select[AuditEvent], tracking: str
) -> Select[AuditEvent]:
    if tracking not in _public(session, [tracking]):
        raise MissingError(f"there is no public report {tracking[:20]!r}")
    is_its = (AuditEvent.subject_kind == SUBJECT) & (AuditEvent.subject_key == tracking)
    return wanted.where(is_its)


def _position(cursor: str) -> int:
    if not cursor:
        return 0
    is_number = cursor.isascii() and cursor.isdecimal() and len(cursor) <= DIGITS
    if not is_number:
        raise InputError("cursor", "is not one that a page before has given")
    return int(cursor)
