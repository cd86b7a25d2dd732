"""People with an account: who they are, and what an administrator changes of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from data.models import PersonLink, PersonRow, SignIn
from data.queries.audit import Change, lock_chain, record_change
from data.seal import new_key
from geo.email_address import check_email, email_key
from geo.errors import ConflictError, InputError, MissingError
from geo.permission import ADMIN, get_role
from geo.standing import Actor

SUBJECT: Final = "person"
LONGEST_NAME: Final = 120
TAKEN: Final = "somebody with this address has an account already"
LAST_ADMIN: Final = "the last administrator has to stay: name another one first"


@dataclass(frozen=True)
class Person:
    """Somebody with an account.

    Attributes
    ----------
    key : str
        Opaque mark, the only thing that the audit trail says of the person.
    name, email, role : str
    body : str
        Organisation for which the person acts; empty without one.
    lang : str
    is_active : bool
    has_password : bool
        Whether the invitation was accepted.
    created_at : datetime
    seen_at : datetime, optional
        When the person last signed in.
    """

    key: str
    name: str
    email: str
    role: str
    body: str
    lang: str
    is_active: bool
    has_password: bool
    created_at: datetime
    seen_at: datetime | None = None

    @property
    def actor(self) -> Actor:
        """The person as who takes a step of a report."""
        return Actor(self.role, self.key, self.body)


@dataclass(frozen=True)
class NewPerson:
    """Somebody who is to get an account."""

    name: str
    email: str
    role: str
    body: str = ""
    lang: str = "ar"


def person_of(row: PersonRow) -> Person:
    """Give a row as a person."""
    return Person(
        row.key,
        row.name,
        row.email,
        row.role,
        row.body,
        row.lang,
        row.is_active,
        bool(row.password_hash),
        row.created_at,
        row.seen_at,
    )


def list_people(session: Session) -> list[Person]:
    """List everybody with an account, by name; closed accounts last."""
    rows = select(PersonRow).order_by(
        PersonRow.is_active.desc(), PersonRow.name, PersonRow.id
    )
    return [person_of(row) for row in session.scalars(rows)]


def get_person(session: Session, key: str) -> Person:
    """Give a person by the key.

    Raises
    ------
    MissingError
        If there is none.
    """
    return person_of(get_row(session, key))


def get_row(session: Session, key: str) -> PersonRow:
    """Give the row of a person by the key.

    Raises
    ------
    MissingError
        If there is none.
    """
    row = session.scalar(select(PersonRow).where(PersonRow.key == key))
    if row is None:
        raise MissingError(f"there is no person {key[:24]!r}")
    return row


def find_row(session: Session, email: str) -> PersonRow | None:
    """Find the row of a person by the address; ``None`` if nobody has it."""
    at = PersonRow.email_key == email_key(email)
    return session.scalar(select(PersonRow).where(at))


def add_person(session: Session, new: NewPerson, *, by: Actor, at: datetime) -> Person:
    """Give somebody an account, without a password yet.

    Parameters
    ----------
    session : Session
        A write session.
    new : NewPerson
    by : Actor
        Who invites.
    at : datetime

    Returns
    -------
    Person

    Raises
    ------
    InputError
        If something is missing or wrong.
    ConflictError
        If somebody has this address already.
    """
    email, body = check_email(new.email), _checked_body(new.role, new.body)
    lock_chain(session)
    if find_row(session, email) is not None:
        raise ConflictError(TAKEN)
    row = PersonRow(
        key=new_key(),
        name=_checked_name(new.name),
        email=email,
        email_key=email_key(email),
        role=new.role,
        body=body,
        lang=new.lang,
        created_at=at,
        is_active=True,
    )
    session.add(row)
    session.flush()
    said = {"role": row.role, "body": row.body}
    tell(session, row, ("invited", by), said, at=at)
    return person_of(row)


def _checked_name(name: str) -> str:
    kept = " ".join(name.split())
    if not kept.isprintable() or not 0 < len(kept) <= LONGEST_NAME:
        raise InputError("name", f"must be 1 to {LONGEST_NAME} letters")
    return kept


def _checked_body(role: str, body: str) -> str:
    kept = " ".join(body.split())
    if get_role(role).acts_for_body and not kept:
        raise InputError("body", f"a {role} acts for an organisation: name it")
    if not kept.isprintable() or len(kept) > LONGEST_NAME:
        raise InputError("body", f"must be at most {LONGEST_NAME} letters")
    return kept


def change_role(
    session: Session, key: str, to: tuple[str, str], *, by: Actor, at: datetime
) -> Person:
    """Give somebody another role or organisation; their devices are signed out.

    Parameters
    ----------
    session : Session
        A write session.
    key : str
    to : tuple of str
        Role and organisation.
    by : Actor
    at : datetime

    Raises
    ------
    InputError
        If there is no such role, or it needs an organisation.
    ConflictError
        If nobody would be left to administer.
    """
    role, body = to[0], _checked_body(*to)
    lock_chain(session)
    row = get_row(session, key)
    before = (row.role, row.body)
    if before == (role, body):
        return person_of(row)
    if role != ADMIN:
        _keep_an_admin(session, row)
    row.role, row.body = role, body
    end_sign_ins(session, row)
    said = {"role": role, "body": body, "role_before": before[0]}
    tell(session, row, ("role_changed", by), said, at=at)
    return person_of(row)


def close_account(session: Session, key: str, *, by: Actor, at: datetime) -> Person:
    """Close an account: nobody signs in with it, its devices are signed out.

    Raises
    ------
    ConflictError
        If nobody would be left to administer.
    """
    lock_chain(session)
    row = get_row(session, key)
    if row.is_active:
        _keep_an_admin(session, row)
        row.is_active = False
        end_sign_ins(session, row)
        session.execute(delete(PersonLink).where(PersonLink.person_id == row.id))
        tell(session, row, ("closed", by), {}, at=at)
    return person_of(row)


def open_account(session: Session, key: str, *, by: Actor, at: datetime) -> Person:
    """Open a closed account again; its old password does not count any more."""
    lock_chain(session)
    row = get_row(session, key)
    if not row.is_active:
        row.is_active, row.password_hash, row.password_at = True, "", None
        tell(session, row, ("opened", by), {}, at=at)
    return person_of(row)


def change_language(session: Session, key: str, lang: str) -> Person:
    """Choose the language that letters are written in."""
    row = get_row(session, key)
    row.lang = lang
    return person_of(row)


def end_sign_ins(session: Session, row: PersonRow) -> None:
    """Sign every device of a person out."""
    session.execute(delete(SignIn).where(SignIn.person_id == row.id))


def _keep_an_admin(session: Session, row: PersonRow) -> None:
    """Refuse to take the last administrator who can sign in, or could when invited."""
    if row.role != ADMIN or not row.is_active:
        return
    session.flush()
    others = (PersonRow.role == ADMIN) & PersonRow.is_active & (PersonRow.id != row.id)
    able = others & ((PersonRow.password_hash != "") | (row.password_hash == ""))
    if not session.scalar(select(func.count()).select_from(PersonRow).where(able)):
        raise ConflictError(LAST_ADMIN)


def tell(
    session: Session,
    row: PersonRow,
    what: tuple[str, Actor],
    details: dict[str, Any],
    *,
    at: datetime,
) -> None:
    """Write the event: what was done to an account, and by whom; never an address."""
    action, by = what
    who = {"who": by.who} if by.who else {}
    change = Change(by.role, SUBJECT, row.key, action, details={**details, **who})
    record_change(session, change, at=at)
