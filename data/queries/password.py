"""Passwords and the links to choose them with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from data.models import PersonLink, PersonRow
from data.queries.audit import lock_chain
from data.queries.person import (
    Person,
    end_sign_ins,
    find_row,
    get_row,
    person_of,
    tell,
)
from data.seal import hash_token, new_token
from geo.errors import ConflictError, MissingError
from geo.standing import Actor

INVITE: Final = "invite"
RESET: Final = "reset"
LASTS: Final = {INVITE: timedelta(days=7), RESET: timedelta(hours=1)}
CHOSEN: Final = {INVITE: "invitation_accepted", RESET: "password_reset"}
"""Kind of link → what the audit trail calls its use."""


@dataclass(frozen=True)
class Lock:
    """What is looked at when somebody signs in; the same for nobody's account."""

    person: Person | None = None
    password_hash: str = ""

    @property
    def key(self) -> str:
        """Key of the person; empty for nobody's account."""
        return self.person.key if self.person else ""


def find_lock(session: Session, email: str) -> Lock:
    """Find what a password is compared with; a closed account has none.

    Parameters
    ----------
    session : Session
    email : str
        As it was typed.

    Returns
    -------
    Lock
    """
    row = find_row(session, email)
    if row is None or not row.is_active:
        return Lock()
    return Lock(person_of(row), row.password_hash)


def get_hash(session: Session, key: str) -> str:
    """Give the hash of a person's password."""
    return get_row(session, key).password_hash


def make_link(session: Session, key: str, kind: str, *, by: Actor, at: datetime) -> str:
    """Make a link for a person to choose a password with.

    Parameters
    ----------
    session : Session
        A write session.
    key : str
    kind : str
        ``"invite"`` or ``"reset"``.
    by : Actor
        Who asks for it.
    at : datetime

    Returns
    -------
    str
        The token; only its hash is kept.

    Raises
    ------
    ConflictError
        If the account is closed.
    """
    lock_chain(session)
    row = get_row(session, key)
    if not row.is_active:
        raise ConflictError("the account is closed: open it first")
    session.execute(delete(PersonLink).where(PersonLink.expires_at <= at))
    token = new_token()
    session.add(
        PersonLink(
            person_id=row.id,
            kind=kind,
            token_hash=hash_token(token),
            created_at=at,
            expires_at=at + LASTS[kind],
        )
    )
    tell(session, row, ("link_made", by), {"kind": kind}, at=at)
    return token


def find_link(session: Session, token: str, *, at: datetime) -> tuple[Person, str]:
    """Find whose link this is, and of which kind.

    Raises
    ------
    MissingError
        If there is no such link, or no longer.
    """
    link, row = _get_link(session, token, at)
    return person_of(row), link.kind


def _get_link(
    session: Session, token: str, at: datetime
) -> tuple[PersonLink, PersonRow]:
    good = (
        (PersonLink.token_hash == hash_token(token))
        & (PersonLink.expires_at > at)
        & PersonRow.is_active
    )
    found = session.execute(
        select(PersonLink, PersonRow)
        .join(PersonRow, PersonRow.id == PersonLink.person_id)
        .where(good)
    ).first()
    if found is None:
        raise MissingError("this link was used already, or it is too old")
    link, row = found
    return link, row


def use_link(
    session: Session, token: str, password_hash: str, *, at: datetime
) -> Person:
    """Choose a password with a link: it and all others of the person are then used up.

    Parameters
    ----------
    session : Session
        A write session.
    token, password_hash : str
    at : datetime

    Returns
    -------
    Person
        All devices of whom are signed out.

    Raises
    ------
    MissingError
        If there is no such link, or no longer.
    """
    lock_chain(session)
    link, row = _get_link(session, token, at)
    kind = link.kind
    _set(session, row, password_hash, at)
    end_sign_ins(session, row)
    tell(session, row, (CHOSEN[kind], person_of(row).actor), {}, at=at)
    return person_of(row)


def change_password(
    session: Session, key: str, password_hash: str, *, at: datetime
) -> Person:
    """Choose another password; every device is signed out, every link used up."""
    lock_chain(session)
    row = get_row(session, key)
    _set(session, row, password_hash, at)
    end_sign_ins(session, row)
    tell(session, row, ("password_changed", person_of(row).actor), {}, at=at)
    return person_of(row)


def _set(session: Session, row: PersonRow, password_hash: str, at: datetime) -> None:
    row.password_hash, row.password_at = password_hash, at
    session.execute(delete(PersonLink).where(PersonLink.person_id == row.id))
    session.flush()


def renew_hash(session: Session, key: str, password_hash: str) -> None:
    """Keep the same password in another hash."""
    get_row(session, key).password_hash = password_hash
