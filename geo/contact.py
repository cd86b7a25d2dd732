"""Contact details that somebody leaves with a report: what can be kept."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from geo.draft import Fault, is_control
from geo.email_address import check_email
from geo.errors import InputError

ANY: Final = "nobody@example.org"
"""Stands for an address that was not given."""
LONGEST_NAME: Final = 120
LONGEST_PHONE: Final = 40
FEWEST_DIGITS: Final = 6
MOST_DIGITS: Final = 15
"""Digits of a telephone number (E.164)."""

_PHONE = re.compile(r"\+?[0-9 ()./-]+")


@dataclass(frozen=True)
class Contacts:
    """How a reporter can be reached; every field may be empty.

    Attributes
    ----------
    name, email, phone : str
    consent : bool
        Whether we may write or call about this report.
    """

    name: str = ""
    email: str = ""
    phone: str = ""
    consent: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing was given."""
        return not (self.name or self.email or self.phone)


def clean_contacts(given: Contacts) -> Contacts:
    """Write contact details as they are kept: without blanks around, ASCII digits.

    Parameters
    ----------
    given : Contacts
        As typed.

    Returns
    -------
    Contacts
    """
    return Contacts(
        name=" ".join(given.name.split()),
        email=given.email.strip(),
        phone=" ".join(_digits(given.phone).split()),
        consent=given.consent,
    )


def _digits(text: str) -> str:
    return "".join(str(unicodedata.decimal(sign, sign)) for sign in text)


def check_contacts(given: Contacts) -> list[Fault]:
    """List what is wrong with contact details.

    Parameters
    ----------
    given : Contacts
        Clean.

    Returns
    -------
    list of Fault
        Empty if they can be kept, or if there are none.
    """
    if given.is_empty:
        return []
    faults = [*_lengths(given), *_forms(given)]
    if not (given.email or given.phone):
        faults.append(Fault("email", "missing", "is missing: a name alone does not do"))
    if not given.consent:
        reason = "is missing: without it nothing of this is kept"
        faults.append(Fault("consent", "missing", reason))
    return faults


def _lengths(given: Contacts) -> list[Fault]:
    limits = {
        "name": (given.name, LONGEST_NAME),
        "phone": (given.phone, LONGEST_PHONE),
    }
    found = []
    for field, (text, most) in limits.items():
        if len(text) > most:
            reason = f"{len(text)} letters are more than {most}"
            found.append(Fault(field, "too_long", reason))
        if any(is_control(letter) for letter in text):
            found.append(Fault(field, "unknown", "holds a character that no text has"))
    return found


def _forms(given: Contacts) -> list[Fault]:
    found = []
    try:
        check_email(given.email or ANY)
    except InputError as wrong:
        found.append(Fault("email", "unknown", wrong.reason))
    if given.phone and not _is_phone(given.phone):
        reason = f"is not a number of {FEWEST_DIGITS} to {MOST_DIGITS} digits"
        found.append(Fault("phone", "unknown", reason))
    return found


def _is_phone(text: str) -> bool:
    digits = sum(sign.isdigit() for sign in text)
    is_written_so = _PHONE.fullmatch(text) is not None
    return is_written_so and FEWEST_DIGITS <= digits <= MOST_DIGITS
