"""The outbox: letters that wait in the database until a server takes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from data.models import Mail
from data.seal import new_key
from geo.email_address import check_email

WAITING: Final = "waiting"
SENT: Final = "sent"
GIVEN_UP: Final = "given_up"
LEASE: Final = timedelta(minutes=10)
"""Who has taken a letter has so long to send it; a crash does not lose it."""
FIRST_WAIT: Final = timedelta(minutes=1)
LONGEST_WAIT: Final = timedelta(hours=6)
KEPT_TRYING: Final = timedelta(days=3)
"""Servers ask for up to five days (RFC 5321, 4.5.4.1); a link to a password is old by
then."""
LONGEST_TROUBLE: Final = 200


@dataclass(frozen=True)
class Letter:
    """A letter that somebody has taken to send it."""

    id: int
    key: str
    address: str
    template: str
    lang: str
    values: dict[str, str]
    created_at: datetime


@dataclass(frozen=True)
class LostLetter:
    """A letter that could not be sent; nobody is told to whom, or what it said."""

    key: str
    template: str
    created_at: datetime
    ended_at: datetime
    tries: int
    trouble: str


def put_mail(
    session: Session,
    *,
    to: str,
    template: str,
    lang: str,
    values: Mapping[str, str],
    at: datetime,
) -> str:
    """Put a letter into the outbox; it leaves if the transaction is committed.

    Parameters
    ----------
    session : Session
        A write session.
    to : str
        One address.
    template : str
        A row of ``webmap/mail_text.py``.
    lang : str
    values : mapping of str to str
        What the template is filled with.
    at : datetime

    Returns
    -------
    str
        Key of the letter.

    Raises
    ------
    InputError
        If the address is none.
    """
    row = Mail(
        key=new_key(),
        address=check_email(to),
        template=template,
        lang=lang,
        values=dict(values),
        state=WAITING,
        created_at=at,
        next_at=at,
    )
    session.add(row)
    session.flush()
    return row.key


def has_due_letter(session: Session, *, at: datetime) -> bool:
    """Tell whether a letter is due: looking takes no lock."""
    due = (Mail.state == WAITING) & (Mail.next_at <= at)
    return bool(session.scalar(select(exists().where(due))))


def take_letter(session: Session, *, at: datetime) -> Letter | None:
    """Take the letter that has waited longest; nobody else takes it meanwhile.

    Parameters
    ----------
    session : Session
        A write session, to be committed before the letter is sent.
    at : datetime

    Returns
    -------
    Letter or None
        Nothing if none is due.
    """
    due = (Mail.state == WAITING) & (Mail.next_at <= at)
    rows = select(Mail).where(due).order_by(Mail.next_at, Mail.id).limit(1)
    row = session.scalar(rows.with_for_update(skip_locked=True))
    if row is None:
        return None
    row.next_at = at + LEASE
    row.tries += 1
    return Letter(
        row.id,
        row.key,
        row.address,
        row.template,
        row.lang,
        dict(row.values),
        row.created_at,
    )


def note_sent(session: Session, letter: Letter, *, at: datetime) -> None:
    """Note that a server has taken a letter; address and words are forgotten."""
    row = session.get_one(Mail, letter.id)
    row.trouble = ""
    _end(row, SENT, at)


def note_trouble(
    session: Session, letter: Letter, trouble: str, *, permanent: bool, at: datetime
) -> str:
    """Note that a letter could not be sent: it waits longer each time.

    Parameters
    ----------
    session : Session
        A write session.
    letter : Letter
    trouble : str
        What the server said.
    permanent : bool
        Whether trying again is of no use.
    at : datetime

    Returns
    -------
    str
        ``"waiting"``, or ``"given_up"`` after some days.
    """
    row = session.get_one(Mail, letter.id)
    row.trouble = trouble[:LONGEST_TROUBLE]
    if permanent or at - row.created_at >= KEPT_TRYING:
        _end(row, GIVEN_UP, at)
    else:
        row.next_at = at + wait_after(row.tries)
    return row.state


def wait_after(tries: int) -> timedelta:
    """Tell how long a letter waits after some tries: twice as long each time."""
    doubled: timedelta = FIRST_WAIT * 2 ** min(tries - 1, 20)
    return min(doubled, LONGEST_WAIT)


def _end(row: Mail, state: str, at: datetime) -> None:
    row.state, row.ended_at = state, at
    row.address, row.values = "", {}


def list_lost(session: Session, *, limit: int = 100) -> list[LostLetter]:
    """List the letters that were given up, the newest first."""
    lost = select(Mail).where(Mail.state == GIVEN_UP)
    rows = session.scalars(lost.order_by(Mail.ended_at.desc()).limit(limit))
    return [
        LostLetter(
            row.key,
            row.template,
            row.created_at,
            row.ended_at or row.next_at,
            row.tries,
            row.trouble,
        )
        for row in rows
    ]


def count_mail(session: Session) -> dict[str, int]:
    """Count the letters of the outbox: state → how many."""
    rows = session.execute(select(Mail.state, func.count()).group_by(Mail.state)).all()
    counted = dict.fromkeys((WAITING, SENT, GIVEN_UP), 0)
    for state, count in rows:
        counted[state] = count
    return counted
