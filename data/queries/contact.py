"""Contact details of reporters, and the secret link of an author."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from data.models import Contact, Report
from data.queries.audit import Change, lock_chain, record_change
from data.queries.report import get_row
from data.seal import is_same, seal
from geo.contact import Contacts, check_contacts, clean_contacts
from geo.errors import ForbiddenError, InputError, MissingError
from geo.permission import is_allowed
from geo.standing import Actor
from geo.trail import require_reason

SUBJECT: Final = "contact"
GIVEN: Final = "give"
SEEN: Final = "see"
REMOVED: Final = "remove"
AUTHOR: Final = "author"
PERMISSION: Final = "contact.read"
FIELDS: Final = ("name", "email", "phone")
TOKEN_LETTERS: Final = 40


@dataclass(frozen=True)
class ContactRecord:
    """Contact details as they are kept."""

    name: str
    email: str
    phone: str
    lang: str
    given_at: datetime
    confirmed_at: datetime | None


def author_token(settings_key: str, tracking: str) -> str:
    """Make the secret of the author of a report.

    Parameters
    ----------
    settings_key : str
        The secret key of the instance; with another key, every link is worth nothing.
    tracking : str

    Returns
    -------
    str
        40 hexadecimal digits: 160 bits that nobody guesses.
    """
    return seal(settings_key, AUTHOR, tracking)[:TOKEN_LETTERS]


def check_author_token(settings_key: str, tracking: str, token: str) -> bool:
    """Tell whether somebody holds the secret of the author of a report."""
    return is_same(author_token(settings_key, tracking), token)


def keep_contact(  # noqa: PLR0913  # what a form has
    session: Session,
    tracking: str,
    *,
    name: str = "",
    email: str = "",
    phone: str = "",
    consent: bool = False,
    at: datetime,
) -> bool:
    """Keep how a reporter can be reached; what was kept before is replaced.

    Parameters
    ----------
    session : Session
        A write session.
    tracking : str
    name, email, phone : str
        Each may be empty.
    consent : bool
        Whether we may write or call about this report.
    at : datetime

    Returns
    -------
    bool
        Whether there was anything to keep.

    Raises
    ------
    InputError
        If a field is wrong, or consent is missing.
    MissingError
        If there is no such report.
    """
    given = clean_contacts(Contacts(name, email, phone, consent))
    if given.is_empty:
        return False
    for fault in check_contacts(given):
        raise InputError(fault.field, fault.reason)
    lock_chain(session)
    report = get_row(session, tracking)
    session.execute(delete(Contact).where(Contact.report_id == report.id))
    session.add(
        Contact(report_id=report.id, lang=report.lang, given_at=at, **vars(given))
    )
    session.flush()
    fields = [field for field in FIELDS if getattr(given, field)]
    tell_contact(session, report, (GIVEN, Actor(AUTHOR), ""), {"fields": fields}, at=at)
    return True


def see_contact(
    session: Session, tracking: str, actor: Actor, reason: str, at: datetime
) -> ContactRecord:
    """Look at the contact details of a report; the trail tells who did and why.

    Parameters
    ----------
    session : Session
        A write session: no look without its event.
    tracking : str
    actor : Actor
    reason : str
        A code of ``geo/tables/audit.toml``.
    at : datetime

    Returns
    -------
    ContactRecord

    Raises
    ------
    ForbiddenError
        If the role may not.
    InputError
        If the reason is none of the table.
    MissingError
        If there is no such report, or it has no contact details.
    """
    if not is_allowed(actor.role, PERMISSION):
        raise ForbiddenError(f"contact details are not shown to {actor.role}")
    require_reason(reason)
    lock_chain(session)
    report = get_row(session, tracking)
    found = find_own_contact(session, tracking)
    if found is None:
        raise MissingError(f"the report {report.tracking} has no contact details")
    who = {n: v for n, v in (("who", actor.who), ("body", actor.body)) if v}
    tell_contact(session, report, (SEEN, actor, reason), who, at=at)
    return found


def find_own_contact(session: Session, tracking: str) -> ContactRecord | None:
    """Find what somebody left of herself, to show it to her or to write to her.

    Parameters
    ----------
    session : Session
    tracking : str

    Returns
    -------
    ContactRecord or None
        No event is written: nobody of staff may be shown this.
    """
    wanted = select(Contact).join(Report).where(Report.tracking == tracking)
    row = session.scalar(wanted)
    if row is None:
        return None
    return ContactRecord(
        row.name, row.email, row.phone, row.lang, row.given_at, row.confirmed_at
    )


def remove_contact(
    session: Session, tracking: str, actor: Actor, *, why: str = "", at: datetime
) -> bool:
    """Delete contact details; tell whether there were any.

    Parameters
    ----------
    session : Session
        A write session.
    tracking : str
    actor : Actor
    why : str
        Rule of the retention schedule; empty where the author wants it.
    at : datetime

    Raises
    ------
    MissingError
        If there is no such report.
    """
    lock_chain(session)
    report = get_row(session, tracking)
    ids = select(Contact.id).where(Contact.report_id == report.id)
    if session.scalar(ids) is None:
        return False
    session.execute(delete(Contact).where(Contact.report_id == report.id))
    details = {"rule": why} if why else {}
    tell_contact(session, report, (REMOVED, actor, ""), details, at=at)
    return True


def tell_contact(
    session: Session,
    report: Report,
    what: tuple[str, Actor, str],
    details: Mapping[str, object],
    *,
    at: datetime,
) -> None:
    """Write the event (action, actor, reason), without a word of what was given."""
    action, actor, reason = what
    change = Change(
        role=actor.role,
        subject_kind=SUBJECT,
        subject_key=report.tracking,
        action=action,
        reason=reason,
        details=dict(details),
    )
    record_change(session, change, at=at)
