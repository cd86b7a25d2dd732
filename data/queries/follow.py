"""Addresses to which changes of a report are mailed, once each has agreed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from data.models import AuditEvent, Follower, Report
from data.queries.report import get_row
from data.queries.standing import standing_of
from data.seal import is_same, new_key, seal
from geo.email_address import check_email, email_key
from geo.errors import MissingError

FOLLOWING: Final = "following"
MARK_LETTERS: Final = 40
ASKED_AGAIN: Final = timedelta(days=1)
"""Whoever typed somebody else's address fills no letter box with questions."""


@dataclass(frozen=True)
class Following:
    """Somebody who wants to hear of a report.

    Attributes
    ----------
    token : str
        What stands in the links of the letters.
    tracking, email, lang : str
    is_confirmed : bool
    """

    token: str
    tracking: str
    email: str
    lang: str
    is_confirmed: bool


def make_token(settings_key: str, name: str) -> str:
    """Make what stands in a link; a copy of the database is not enough to make it."""
    return f"{name}.{seal(settings_key, FOLLOWING, name)[:MARK_LETTERS]}"


def start_following(
    session: Session,
    tracking: str,
    *,
    email: str,
    lang: str,
    key: str,
    at: datetime,
) -> Following | None:
    """Keep an address until it has been asked.

    Parameters
    ----------
    session : Session
        A write session.
    tracking, email, lang : str
    key : str
        The secret key of the instance.
    at : datetime

    Returns
    -------
    Following or None
        Whom to ask now; ``None`` if there is nothing to ask: the address has agreed,
        or was asked a short time ago.

    Raises
    ------
    InputError
        If no letter can be sent to the address.
    MissingError
        If there is no such public report.
    """
    address = check_email(email)
    row = get_row(session, tracking)
    if not standing_of(row).is_public:
        raise MissingError(f"there is no report {tracking[:20]!r}")
    known = _find_same(session, row, address)
    if known is not None and (
        known.confirmed_at or at - known.created_at < ASKED_AGAIN
    ):
        return None
    if known is None:
        known = Follower(report_id=row.id, email=address, token=new_key(), told=0)
        session.add(known)
    known.lang, known.created_at = lang, at
    session.flush()
    return following_of(known, row.tracking, key)


def follow_own(
    session: Session, tracking: str, *, email: str, lang: str, at: datetime
) -> None:
    """Keep the address of an author who wants to hear of her report, public or not.

    She is asked by the letter that asks whether the address is hers (``agree_own``).

    Parameters
    ----------
    session : Session
        A write session.
    tracking, email, lang : str
    at : datetime

    Raises
    ------
    InputError
        If no letter can be sent to the address.
    MissingError
        If there is no such report.
    """
    address, row = check_email(email), get_row(session, tracking)
    if _find_same(session, row, address) is None:
        known = Follower(report_id=row.id, email=address, token=new_key(), told=0)
        known.lang, known.created_at = lang, at
        session.add(known)
        session.flush()


def agree_own(session: Session, tracking: str, *, email: str, at: datetime) -> bool:
    """Note that an author's address agrees; tell whether she wants to hear anything.

    Parameters
    ----------
    session : Session
        A write session.
    tracking, email : str
    at : datetime

    Raises
    ------
    MissingError
        If there is no such report.
    """
    known = _find_same(session, get_row(session, tracking), email)
    if known is None:
        return False
    _agree(session, known, at)
    return True


def _find_same(session: Session, row: Report, address: str) -> Follower | None:
    same = func.lower(Follower.email) == email_key(address)
    return session.scalar(select(Follower).where(Follower.report_id == row.id, same))


def _agree(session: Session, row: Follower, at: datetime) -> None:
    if row.confirmed_at is None:
        row.confirmed_at, row.told = at, last_event(session)
    session.flush()


def find_following(session: Session, token: str, *, key: str) -> Following:
    """Find whom a link belongs to.

    Raises
    ------
    MissingError
        If the link is none of ours, or it was ended.
    """
    row = _find(session, token, key)
    report = session.get_one(Report, row.report_id)
    return following_of(row, report.tracking, key)


def agree(session: Session, token: str, *, key: str, at: datetime) -> Following:
    """Note that an address agrees; from now on it is told what happens.

    Raises
    ------
    MissingError
        If the link is none of ours, or it was ended.
    """
    row = _find(session, token, key)
    report = session.get_one(Report, row.report_id)
    _agree(session, row, at)
    return following_of(row, report.tracking, key)


def end_following(session: Session, token: str, *, key: str) -> bool:
    """Forget an address; tell whether it was known: twice is no error."""
    try:
        row = _find(session, token, key)
    except MissingError:
        return False
    session.execute(delete(Follower).where(Follower.id == row.id))
    return True


def _find(session: Session, token: str, key: str) -> Follower:
    name, _, mark = token.partition(".")
    right = make_token(key, name).partition(".")[2]
    row = session.scalar(select(Follower).where(Follower.token == name[:64]))
    if row is None or not is_same(mark, right):
        raise MissingError("this link is not known, or it was ended")
    return row


def following_of(row: Follower, tracking: str, key: str) -> Following:
    """Copy a row, with what stands in its links."""
    token = make_token(key, row.token)
    return Following(token, tracking, row.email, row.lang, bool(row.confirmed_at))


def last_event(session: Session) -> int:
    """Give the number of the last event of the audit trail."""
    return session.scalar(select(func.max(AuditEvent.id))) or 0
