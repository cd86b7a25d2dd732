"""Devices that are signed in: one row each, known by the hash of its token."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session

from data.models import PersonRow, SignIn
from data.queries.audit import lock_chain
from data.queries.person import Person, get_row, person_of, tell
from data.seal import hash_token, new_token
from geo.errors import ForbiddenError, MissingError
from geo.standing import Actor

IDLE: Final = timedelta(hours=21)
"""More than 20 hours: nobody is hurried (WCAG 2.2.1)."""
LONGEST: Final = timedelta(days=7)
SEEN_EVERY: Final = timedelta(minutes=5)
"""How exactly is known when a device was last used: not every request writes."""


@dataclass(frozen=True)
class SignedIn:
    """A device of a person that is signed in.

    Attributes
    ----------
    id : int
    person : Person
    device : str
    created_at, seen_at : datetime
    """

    id: int
    person: Person
    device: str
    created_at: datetime
    seen_at: datetime


def _lasting(at: datetime) -> ColumnElement[bool]:
    return (SignIn.expires_at > at) & (SignIn.seen_at > at - IDLE)


def find_sign_in(session: Session, token: str, *, at: datetime) -> SignedIn | None:
    """Find who is signed in with a token; nobody once it has ended.

    Parameters
    ----------
    session : Session
    token : str
        As the cookie holds it.
    at : datetime

    Returns
    -------
    SignedIn or None
    """
    mine = (SignIn.token_hash == hash_token(token)) & _lasting(at)
    found = session.execute(
        select(SignIn, PersonRow)
        .join(PersonRow, PersonRow.id == SignIn.person_id)
        .where(mine & PersonRow.is_active)
    ).first()
    return None if found is None else _signed_in(*found)


def _signed_in(row: SignIn, person: PersonRow) -> SignedIn:
    return SignedIn(row.id, person_of(person), row.device, row.created_at, row.seen_at)


def start_sign_in(
    session: Session, key: str, *, device: str, at: datetime, action: str = "signed_in"
) -> str:
    """Sign a device of a person in, with a token that nobody has had before.

    Parameters
    ----------
    session : Session
        A write session.
    key : str
        Of the person.
    device : str
        Browser and system in words.
    at : datetime
    action : str
        What the audit trail calls it.

    Returns
    -------
    str
        The token for the cookie; only its hash is kept.

    Raises
    ------
    ForbiddenError
        If the account is closed.
    """
    lock_chain(session)
    row = get_row(session, key)
    if not row.is_active:
        raise ForbiddenError("the account is closed")
    session.execute(delete(SignIn).where(~_lasting(at)))
    token = new_token()
    session.add(
        SignIn(
            person_id=row.id,
            token_hash=hash_token(token),
            device=device[:80],
            created_at=at,
            seen_at=at,
            expires_at=at + LONGEST,
        )
    )
    row.seen_at = at
    tell(session, row, (action, person_of(row).actor), {}, at=at)
    return token


def note_seen(session: Session, held: SignedIn, *, at: datetime) -> None:
    """Note that a device was used."""
    row = session.get(SignIn, held.id)
    if row is not None:
        row.seen_at = at


def list_sign_ins(session: Session, key: str, *, at: datetime) -> list[SignedIn]:
    """List the devices of a person that are signed in, the last used first."""
    row = get_row(session, key)
    mine = (SignIn.person_id == row.id) & _lasting(at)
    rows = select(SignIn).where(mine).order_by(SignIn.seen_at.desc(), SignIn.id.desc())
    return [_signed_in(one, row) for one in session.scalars(rows)]


def end_sign_in(session: Session, key: str, device: int, *, at: datetime) -> None:
    """Sign one device of a person out.

    Raises
    ------
    MissingError
        If the person has no such device.
    """
    lock_chain(session)
    row = get_row(session, key)
    held = session.get(SignIn, device)
    if held is None or held.person_id != row.id:
        raise MissingError("there is no such device")
    session.delete(held)
    session.flush()
    tell(session, row, ("signed_out", person_of(row).actor), {}, at=at)


def end_all_sign_ins(
    session: Session,
    key: str,
    *,
    at: datetime,
    but: int | None = None,
    by: Actor | None = None,
) -> int:
    """Sign out the devices of a person, all or all but one; give how many.

    Parameters
    ----------
    session : Session
        A write session.
    key : str
        Of the person.
    at : datetime
    but : int, optional
        The device that stays.
    by : Actor, optional
        Who does it, if not the person.

    Returns
    -------
    int
    """
    lock_chain(session)
    row = get_row(session, key)
    mine = SignIn.person_id == row.id
    others = mine if but is None else mine & (SignIn.id != but)
    ids = session.scalars(select(SignIn.id).where(others)).all()
    session.execute(delete(SignIn).where(others))
    said = {"devices": len(ids)}
    actor = by or person_of(row).actor
    tell(session, row, ("signed_out_everywhere", actor), said, at=at)
    return len(ids)
