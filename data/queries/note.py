"""Internal notes of staff, and what the town tells everybody: two tables, two doors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.models import ReportNote, ReportUpdate
from data.queries.audit import Change, lock_chain, record_change
from data.queries.report import get_row
from data.queries.report_event import actor_details
from data.queries.standing import standing_of
from geo.errors import ConflictError, InputError
from geo.standing import Actor

NOTE: Final = "report_note"
UPDATE: Final = "report_update"
LONGEST: Final = 2000
"""Letters of one note or answer."""
LANGUAGES: Final = ("ar", "fr", "en")


@dataclass(frozen=True)
class Note:
    """What somebody of the staff has noted, for staff only."""

    text: str
    who: str
    body: str
    at: datetime


@dataclass(frozen=True)
class Update:
    """What the town has told everybody about a report: language → words."""

    id: int
    texts: dict[str, str]
    state: str
    body: str
    at: datetime


def add_note(
    session: Session, tracking: str, text: str, *, actor: Actor, at: datetime
) -> None:
    """Keep a note; the audit trail says that there is one, not what it says.

    Raises
    ------
    InputError
        If it is empty or too long.
    MissingError
        If there is no such report.
    """
    lock_chain(session)
    report = get_row(session, tracking)
    said = _checked("note", text)
    row = ReportNote(
        report_id=report.id, at=at, who=actor.who, body=actor.body, text=said
    )
    session.add(row)
    session.flush()
    _tell(session, (NOTE, report.tracking, "note"), actor, at)


def list_notes(session: Session, tracking: str) -> list[Note]:
    """List the notes about a report, the oldest first; for staff."""
    report = get_row(session, tracking)
    wanted = select(ReportNote).where(ReportNote.report_id == report.id)
    rows = session.scalars(wanted.order_by(ReportNote.at, ReportNote.id))
    return [Note(row.text, row.who, row.body, row.at) for row in rows]


def add_update(
    session: Session,
    tracking: str,
    texts: Mapping[str, str],
    *,
    actor: Actor,
    at: datetime,
) -> Update:
    """Tell everybody something about a report.

    Parameters
    ----------
    session : Session
        A write session.
    tracking : str
    texts : mapping of str to str
        Language → words; one language is enough, others may be missing.
    actor : Actor
    at : datetime

    Returns
    -------
    Update

    Raises
    ------
    InputError
        If nothing is said, or too much.
    ConflictError
        If the report is not public.
    """
    lock_chain(session)
    report = get_row(session, tracking)
    if not standing_of(report).is_public:
        raise ConflictError(f"a report that is {report.state} takes no public answer")
    said = {lang: text.strip() for lang, text in texts.items() if text.strip()}
    if not said:
        raise InputError("answer", "is missing")
    for lang, text in said.items():
        if lang not in LANGUAGES:
            raise InputError("lang", f"{lang!r} is not one of {', '.join(LANGUAGES)}")
        _checked(f"answer_{lang}", text)
    row = ReportUpdate(
        report_id=report.id, at=at, state=report.state, body=actor.body, texts=said
    )
    session.add(row)
    session.flush()
    _tell(session, (UPDATE, report.tracking, "answer"), actor, at)
    return _update(row)


def list_updates(session: Session, tracking: str) -> list[Update]:
    """List what was told about a report, the oldest first; nothing if it is hidden."""
    report = get_row(session, tracking)
    if not standing_of(report).is_public:
        return []
    wanted = select(ReportUpdate).where(ReportUpdate.report_id == report.id)
    rows = session.scalars(wanted.order_by(ReportUpdate.at, ReportUpdate.id))
    return [_update(row) for row in rows]


def _update(row: ReportUpdate) -> Update:
    return Update(row.id, dict(row.texts), row.state, row.body, row.at)


def _checked(field: str, text: str) -> str:
    said = text.strip()
    if not said:
        raise InputError(field, "is missing")
    if len(said) > LONGEST:
        raise InputError(field, f"{len(said)} letters are more than {LONGEST}")
    return said


def _tell(
    session: Session, what: tuple[str, str, str], actor: Actor, at: datetime
) -> None:
    kind, tracking, action = what
    details = dict(actor_details(actor))
    change = Change(actor.role, kind, tracking, action, details=details)
    record_change(session, change, at=at)
