"""What the author of a report may see and do with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.models import AuditEvent, Base, Desk, Report
from data.queries import contact
from data.queries.audit import lock_chain
from data.queries.desk import searchable
from data.queries.erase import erase_content
from data.queries.photo_judge import delete_photos
from data.queries.report import SUBJECT, get_row
from data.queries.report_event import tell_change
from data.queries.standing import standing_of
from geo.errors import ConflictError, InputError
from geo.redact import is_taken_away
from geo.replay import REDACT
from geo.standing import Actor

AUTHOR: Final = Actor("author")
WITHDRAWN: Final = "withdrawn"
EXPORTED: Final = ("report_told", "report_update", "appeal", "report_origin")
"""Tables that hold what the author has said, or was told."""
KEYS: Final = ("id", "report_id", "api_key_id", "decided_by")


@dataclass(frozen=True)
class Look:
    """Somebody has looked at the contact details of a report."""

    at: datetime
    role: str
    reason: str


@dataclass(frozen=True)
class Passed:
    """An event of a report, as its author may know it: who it was is not told."""

    number: int
    at: datetime
    role: str
    action: str
    before: str
    after: str
    reason: str
    hash: str


def list_looks(session: Session, tracking: str) -> list[Look]:
    """List who has looked at the contact details of a report, the oldest first.

    Parameters
    ----------
    session : Session
    tracking : str
    """
    wanted = (
        select(AuditEvent.at, AuditEvent.role, AuditEvent.reason)
        .where(AuditEvent.subject_kind == contact.SUBJECT)
        .where(AuditEvent.subject_key == tracking, AuditEvent.action == contact.SEEN)
        .order_by(AuditEvent.id)
    )
    return [Look(*row) for row in session.execute(wanted)]


def list_passed(session: Session, tracking: str) -> list[Passed]:
    """List every event of a report, the oldest first, also those nobody else sees.

    Parameters
    ----------
    session : Session
    tracking : str
    """
    names = ("id", "at", "role", "action", "before", "after", "reason", "hash")
    wanted = (
        select(*(getattr(AuditEvent, name) for name in names))
        .where(AuditEvent.subject_kind == SUBJECT, AuditEvent.subject_key == tracking)
        .order_by(AuditEvent.id)
    )
    return [Passed(*row) for row in session.execute(wanted)]


def redact_report(
    session: Session, tracking: str, *, description: str, where_text: str, at: datetime
) -> bool:
    """Take words out of what was said; no copy of them is kept.

    Parameters
    ----------
    session : Session
        A write session.
    tracking : str
    description, where_text : str
        What is left.
    at : datetime

    Returns
    -------
    bool
        Whether anything was taken away.

    Raises
    ------
    InputError
        If something else than before stands in a text.
    MissingError
        If there is no such report.
    """
    lock_chain(session)
    row = get_row(session, tracking, lock=True)
    gone = {}
    for field, text in (("description", description), ("where_text", where_text)):
        before, after = getattr(row, field), text.strip().replace("\r\n", "\n")
        if after == before:
            continue
        if not is_taken_away(before, after):
            raise InputError(field, "holds words that were not there before")
        setattr(row, field, after)
        gone[field] = len(before) - len(after)
    if gone:
        _forget_words(session, row)
        _tell(session, row, {"letters": gone}, at=at)
    return bool(gone)


def _forget_words(session: Session, row: Report) -> None:
    """Let nobody find the report by what was taken away."""
    session.flush()
    desk = session.get(Desk, row.id)
    if desk is not None:
        desk.words = searchable(row)
        session.flush()


def drop_photos(session: Session, tracking: str, *, at: datetime) -> list[str]:
    """Delete the photos of a report, as its author wants.

    Parameters
    ----------
    session : Session
        A write session.
    tracking : str
    at : datetime

    Returns
    -------
    list of str
        Files, to be deleted when all is written.
    """
    lock_chain(session)
    row = get_row(session, tracking, lock=True)
    files = delete_photos(session, tracking)
    if files:
        _tell(session, row, {"photos": True}, at=at)
    return files


def erase_withdrawn(session: Session, tracking: str, *, at: datetime) -> list[str]:
    """Delete all that was said in a report that its author has withdrawn.

    Parameters
    ----------
    session : Session
        A write session.
    tracking : str
    at : datetime

    Returns
    -------
    list of str
        Files, to be deleted when all is written.

    Raises
    ------
    ConflictError
        If the report is not withdrawn.
    """
    lock_chain(session)
    row = get_row(session, tracking, lock=True)
    if row.state != WITHDRAWN:
        raise ConflictError(f"the report is {row.state}; withdraw it first")
    return erase_content(session, row, by=AUTHOR, at=at)


def _tell(
    session: Session, row: Report, details: dict[str, object], *, at: datetime
) -> None:
    now = standing_of(row)
    what = (REDACT, AUTHOR, "")
    tell_change(session, (now, now), what, details, at=max(at, now.since))


def list_texts(session: Session, tracking: str) -> dict[str, list[dict[str, Any]]]:
    """List what hangs on a report in other tables, for its author's own copy.

    Parameters
    ----------
    session : Session
    tracking : str

    Returns
    -------
    dict
        Name of the table → rows, without their numbers in the database.
    """
    row = get_row(session, tracking)
    found: dict[str, list[dict[str, Any]]] = {}
    for name in EXPORTED:
        table = Base.metadata.tables[name]
        rows = session.execute(select(table).where(table.c.report_id == row.id))
        kept = [{k: v for k, v in r.items() if k not in KEYS} for r in rows.mappings()]
        found[name] = kept
    return found
