"""Reports that were sent before under the same key, also those that changed since."""

from __future__ import annotations

from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.models import AuditEvent, Report, to_shapely
from data.queries.question import get_told, told_of
from geo.draft import Draft, blur
from geo.errors import GoneError, InputError
from geo.replay import FILE
from geo.sent import mark_gone, mark_sent

SUBJECT: Final = "report"
SENT: Final = "sent"
"""What the event of a new report calls the mark of what was sent."""


def find_repeat(session: Session, draft: Draft) -> str:
    """Find the number of the report of which a draft is a repeat.

    Parameters
    ----------
    session : Session
    draft : Draft

    Returns
    -------
    str
        Empty for anything that was not sent just so before.
    """
    known = _find(session, draft.send_key)
    return known.tracking if known and _says_as(session, known, draft) else ""


def find_sent(session: Session, draft: Draft) -> str:
    """Find the number of the report that was sent before; empty if it is new.

    Parameters
    ----------
    session : Session
    draft : Draft

    Raises
    ------
    InputError
        If what was sent under the key says something else: it is somebody else's, or a
        mistake.
    GoneError
        If what was sent under the key was deleted since.
    """
    known = _find(session, draft.send_key)
    if known is None:
        return _require_not_gone(session, draft.send_key)
    if not _says_as(session, known, draft):
        reason = "was used for a report that says something else; make a new key"
        raise InputError("send_key", reason)
    return known.tracking


def _find(session: Session, key: str) -> Report | None:
    if not key:
        return None
    return session.scalar(select(Report).where(Report.idempotency_key == key))


def _require_not_gone(session: Session, key: str) -> str:
    if key and _find(session, mark_gone(key)) is not None:
        raise GoneError("the report that came in under this key was deleted since")
    return ""


def _says_as(session: Session, known: Report, draft: Draft) -> bool:
    """Compare with what is kept; where words were taken out, with what was sent."""
    told = get_told(session, known.tracking)
    point = None if known.geom is None else to_shapely(known.geom).centroid
    kept = (
        known.category,
        known.description,
        list(known.affected),
        known.where_text,
        None if point is None else (point.x, point.y),
    )
    said = (
        draft.category,
        draft.description,
        list(draft.affected),
        draft.where_text,
        None if draft.lonlat is None else blur(draft.lonlat),
    )
    is_same = told.says_as(told_of(draft)) and kept == said
    return is_same or _was_sent_so(session, known.tracking, draft)


def _was_sent_so(session: Session, tracking: str, draft: Draft) -> bool:
    filed = select(AuditEvent.details).where(
        AuditEvent.subject_kind == SUBJECT,
        AuditEvent.subject_key == tracking,
        AuditEvent.action == FILE,
    )
    details = session.scalar(filed) or {}
    return bool(details.get(SENT)) and details[SENT] == mark_sent(draft)
