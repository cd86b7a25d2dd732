"""Reports: hand in, look up, list."""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from shapely import Point
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from data.models import Report, to_column, to_shapely
from data.queries.audit import Change, record_change
from data.queries.desk import lay_on_desk
from data.queries.question import keep_told, told_of
from data.queries.report_sent import SENT, find_sent
from data.queries.standing import keep_standing, standing_of
from geo.answer import LonLat
from geo.draft import Draft, blur
from geo.errors import MissingError
from geo.life_cycle import FIRST
from geo.replay import FILE
from geo.sent import mark_sent
from geo.standing import Standing

ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without letters and digits that are taken for one another when read aloud."""
GROUP: Final = 5
SUBJECT: Final = "report"
PUBLIC: Final = "public"
"""Role of somebody who hands in a report."""


@dataclass(frozen=True)
class Filed:
    """What became of a draft; ``is_new`` is false if it had been sent before."""

    tracking: str
    is_new: bool


@dataclass(frozen=True)
class ReportRecord:
    """All that is kept of a report, for staff."""

    tracking: str
    state: str
    category: str
    description: str
    affected: tuple[str, ...]
    where_text: str
    lang: str
    reason: str
    flags: tuple[str, ...]
    created_at: datetime
    changed_at: datetime
    lonlat: LonLat | None
    standing: Standing

    @property
    def is_public(self) -> bool:
        """Whether anybody may read it now."""
        return self.standing.is_public


def new_tracking() -> str:
    """Make a tracking number that nobody guesses: ``"7KQ2M-X9R4T"``."""
    letters = [secrets.choice(ALPHABET) for _ in range(2 * GROUP)]
    return f"{''.join(letters[:GROUP])}-{''.join(letters[GROUP:])}"


def read_tracking(typed: str) -> str:
    """Read a tracking number as people type it: small letters, other digits, spaces."""
    folded = unicodedata.normalize("NFKC", typed).upper()
    digits = (unicodedata.decimal(sign, sign) for sign in folded)
    signs = "".join(str(sign) for sign in digits if str(sign).isalnum())
    if len(signs) != 2 * GROUP:
        return typed.strip()
    return f"{signs[:GROUP]}-{signs[GROUP:]}"


def file_report(
    session: Session,
    draft: Draft,
    *,
    flags: Sequence[str] = (),
    tracking: str = "",
    at: datetime,
) -> Filed:
    """Keep a report in its first state.

    Parameters
    ----------
    session : Session
        A write session.
    draft : Draft
        Sound: see ``geo.draft.find_faults``.
    flags : sequence of str
        What staff must know.
    tracking : str
        Its number; a fresh one by default.
    at : datetime

    Returns
    -------
    Filed
        The report that was sent before under the same key, if there is one.

    Raises
    ------
    InputError
        If another report was sent under the key: it is somebody else's, or a mistake.
    GoneError
        If what was sent under the key was deleted since.
    """
    row = _row(draft, tracking or new_tracking(), at)
    row.flags = list(flags)
    keep_standing(row, standing_of(row))
    try:
        with session.begin_nested():
            known = find_sent(session, draft)
            if known:
                return Filed(known, is_new=False)
            session.add(row)
            session.flush()
            keep_told(session, row.tracking, told_of(draft))
    except IntegrityError:
        known = find_sent(session, draft)
        if not known:
            raise
        return Filed(known, is_new=False)
    lay_on_desk(session, row)
    said = _filing(row, draft)
    change = Change(PUBLIC, SUBJECT, row.tracking, FILE, after=FIRST, details=said)
    record_change(session, change, at=at)
    return Filed(row.tracking, is_new=True)


def _filing(row: Report, draft: Draft) -> dict[str, object]:
    """Say how it came in, and leave a mark by which a repeat is known for ever."""
    sent = {SENT: mark_sent(draft)} if draft.send_key else {}
    return {"flags": list(row.flags), "channel": draft.channel, **sent}


def _row(draft: Draft, tracking: str, at: datetime) -> Report:
    lonlat = draft.lonlat
    return Report(
        tracking=tracking,
        idempotency_key=draft.send_key or None,
        state=FIRST,
        category=draft.category,
        description=draft.description,
        affected=list(draft.affected),
        where_text=draft.where_text,
        lang=draft.lang,
        created_at=at,
        changed_at=at,
        geom=None if lonlat is None else to_column(Point(*blur(lonlat))),
    )


def record_of(row: Report) -> ReportRecord:
    """Copy a row."""
    point = None if row.geom is None else to_shapely(row.geom).centroid
    return ReportRecord(
        tracking=row.tracking,
        state=row.state,
        category=row.category,
        description=row.description,
        affected=tuple(row.affected),
        where_text=row.where_text,
        lang=row.lang,
        reason=row.reason,
        flags=tuple(row.flags),
        created_at=row.created_at,
        changed_at=row.changed_at,
        lonlat=None if point is None else (point.x, point.y),
        standing=standing_of(row),
    )


def get_row(session: Session, tracking: str, *, lock: bool = False) -> Report:
    """Give the row of a report.

    Raises
    ------
    MissingError
        If there is none of that number.
    """
    given = tracking.strip()
    wanted = select(Report).where(Report.tracking.in_((given, given.upper())))
    row = session.scalar(wanted.with_for_update() if lock else wanted)
    if row is None:
        raise MissingError(f"there is no report {tracking[:20]!r}")
    return row


def get_report(session: Session, tracking: str) -> ReportRecord:
    """Give all that is kept of a report; for staff, and to be filtered for others.

    Parameters
    ----------
    session : Session
    tracking : str

    Raises
    ------
    MissingError
        If there is none of that number.
    """
    return record_of(get_row(session, tracking))


def count_voices(session: Session, tracking: str) -> int:
    """Count who has reported an obstacle: the report and those joined to it.

    Parameters
    ----------
    session : Session
    tracking : str
        Of the report that stands for all.

    Returns
    -------
    int
        At least 1.
    """
    joined = select(func.count(Report.id)).where(Report.canonical == tracking)
    return 1 + (session.scalar(joined) or 0)


def list_reports(
    session: Session, *, states: Sequence[str] = (), limit: int = 100
) -> list[ReportRecord]:
    """List reports, the oldest first, for staff.

    Parameters
    ----------
    session : Session
    states : sequence of str
        Only these states; all by default.
    limit : int
    """
    wanted = select(Report).order_by(Report.created_at, Report.id).limit(limit)
    if states:
        wanted = wanted.where(Report.state.in_(states))
    return [record_of(row) for row in session.scalars(wanted)]
