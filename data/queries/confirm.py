"""Whether an address that was left with a report is the sender's own."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from data.models import Contact
from data.queries.audit import lock_chain
from data.queries.contact import AUTHOR, tell_contact
from data.queries.follow import agree_own
from data.queries.report import get_row
from data.seal import is_same, seal
from geo.email_address import email_key
from geo.errors import MissingError
from geo.standing import Actor

ADDRESS: Final = "address"
CONFIRMED: Final = "confirm"
TOKEN_LETTERS: Final = 40
DAY: Final = timedelta(days=1)
MOST_ASKED: Final = 3
"""Letters to one address in a day that it did not answer: whoever types somebody else's
address fills no letter box."""


def address_token(settings_key: str, tracking: str, email: str) -> str:
    """Make what stands in the link of the letter.

    Parameters
    ----------
    settings_key : str
        The secret key of the instance.
    tracking, email : str

    Returns
    -------
    str
        40 hexadecimal digits; of another address or report, it is another.
    """
    return seal(settings_key, ADDRESS, tracking, email_key(email))[:TOKEN_LETTERS]


def may_ask(session: Session, tracking: str, *, at: datetime) -> bool:
    """Tell whether the address left with a report may be asked now.

    Parameters
    ----------
    session : Session
    tracking : str
    at : datetime

    Returns
    -------
    bool
        False where there is none, where it has answered, or where it was asked about
        many reports and kept silent.

    Raises
    ------
    MissingError
        If there is no such report.
    """
    contact = _find(session, tracking)
    if contact is None or not contact.email or contact.confirmed_at is not None:
        return False
    asked = select(func.count(Contact.id)).where(
        func.lower(Contact.email) == email_key(contact.email),
        Contact.given_at > at - DAY,
        Contact.confirmed_at.is_(None),
        Contact.id != contact.id,
    )
    return (session.scalar(asked) or 0) < MOST_ASKED


def require_address(session: Session, tracking: str, token: str, *, key: str) -> str:
    """Give the address that a link belongs to.

    Raises
    ------
    MissingError
        If the link is none of ours, or another address was left since.
    """
    contact = _find(session, tracking)
    email = contact.email if contact else ""
    if not email or not is_same(token, address_token(key, tracking, email)):
        raise MissingError("this link is not known, or another address was left since")
    return email


def confirm_contact(
    session: Session, tracking: str, token: str, *, key: str, at: datetime
) -> bool:
    """Note that an address is the sender's own; what she wanted to hear begins.

    Parameters
    ----------
    session : Session
        A write session.
    tracking, token : str
    key : str
        The secret key of the instance.
    at : datetime

    Returns
    -------
    bool
        Whether she is told from now on what happens with the report.

    Raises
    ------
    MissingError
        If the link is none of ours, or another address was left since.
    """
    lock_chain(session)
    email = require_address(session, tracking, token, key=key)
    contact = _find(session, tracking)
    if contact is not None and contact.confirmed_at is None:
        contact.confirmed_at = at
        session.flush()
        what = (CONFIRMED, Actor(AUTHOR), "")
        tell_contact(session, get_row(session, tracking), what, {}, at=at)
    return agree_own(session, tracking, email=email, at=at)


def _find(session: Session, tracking: str) -> Contact | None:
    row = get_row(session, tracking)
    return session.scalar(select(Contact).where(Contact.report_id == row.id))
