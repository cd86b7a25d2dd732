"""How a reporter can be reached: fields of a form, what is wrong, what is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from flask import request
from sqlalchemy.orm import Session
from werkzeug.exceptions import TooManyRequests

from data.queries.confirm import address_token, may_ask
from data.queries.contact import FIELDS, find_own_contact, keep_contact
from data.queries.follow import follow_own
from data.queries.outbox import put_mail
from data.queries.report import get_report
from geo.category import report_categories
from geo.contact import Contacts, check_contacts, clean_contacts
from geo.draft import Fault
from webmap.context import runtime
from webmap.i18n import N_, best_name, gettext
from webmap.mail_server import can_mail, public_address
from webmap.rate import require_patience

CONSENT: Final = "consent"
FOLLOW: Final = "follow"
TICKS: Final = (CONSENT, FOLLOW)
WRONG: Final = {
    "name": N_("This name is too long, or holds a sign that no name has."),
    "email": N_("An e-mail looks like name@example.org. Or leave a telephone number."),
    "phone": N_("A telephone number has 6 to 15 digits."),
    CONSENT: N_("Without your consent we keep none of this. Please tick the box."),
    FOLLOW: N_("Letters need an e-mail address. Please write one, or untick the box."),
}
"""Field → what to do about it."""


@dataclass(frozen=True)
class Reach:
    """How somebody can be reached, as it was typed.

    Attributes
    ----------
    typed : dict of str to str
        ``name``, ``email``, ``phone``; ``consent`` and ``follow`` where ticked.
    """

    typed: dict[str, str] = field(default_factory=dict)

    @classmethod
    def sent(cls) -> Reach:
        """Read the fields of the form that was sent."""
        return cls.read(request.form)

    @classmethod
    def read(cls, given: Mapping[str, str]) -> Reach:
        """Read what was typed; a tick is anything that is not empty."""
        names = (*FIELDS, *TICKS)
        found = {name: given.get(name, "").strip() for name in names}
        return cls({name: text for name, text in found.items() if text})

    @property
    def contacts(self) -> Contacts:
        """What is to be kept."""
        said = {name: self.typed.get(name, "") for name in FIELDS}
        return clean_contacts(Contacts(**said, consent=CONSENT in self.typed))

    @property
    def wants_letters(self) -> bool:
        """Whether she wants to hear of her report by mail."""
        return FOLLOW in self.typed

    @property
    def is_open(self) -> bool:
        """Whether anything was typed or ticked."""
        return bool(self.typed)

    def list_faults(self) -> list[Fault]:
        """List what is wrong."""
        faults = check_contacts(self.contacts)
        if self.wants_letters and not self.contacts.email:
            faults.append(Fault(FOLLOW, "missing", "needs an e-mail"))
        return faults

    def say_faults(self) -> dict[str, str]:
        """Say what is wrong: field → sentence."""
        found: dict[str, str] = {}
        for fault in self.list_faults():
            found.setdefault(fault.field, gettext(WRONG[fault.field]))
        return found


def may_write() -> bool:
    """Tell whether a letter may go to an address that this sender has typed.

    To be asked before a transaction begins: it is counted in one of its own.
    """
    try:
        require_patience("follow")
    except TooManyRequests:
        return False
    return True


def keep_reach(writing: Session, tracking: str, reach: Reach, *, asks: bool) -> None:
    """Keep how the author of a report can be reached, and ask her address.

    Parameters
    ----------
    writing : Session
        A write session.
    tracking : str
    reach : Reach
        Without faults.
    asks : bool
        Whether a letter may go to the address.

    Raises
    ------
    InputError
        If something is wrong.
    """
    given, held = reach.contacts, runtime()
    if not keep_contact(writing, tracking, **vars(given), at=held.clock()):
        return
    if reach.wants_letters and given.email:
        said = {"email": given.email, "lang": get_report(writing, tracking).lang}
        follow_own(writing, tracking, **said, at=held.clock())
    if asks:
        ask_address(writing, tracking)


def keeper_of(reach: Reach) -> Callable[[Session, str], None]:
    """Give what keeps it with a new report, in the transaction of that report."""
    asks = bool(reach.contacts.email) and may_write()

    def keep(writing: Session, tracking: str) -> None:
        keep_reach(writing, tracking, reach, asks=asks)

    return keep


def ask_address(writing: Session, tracking: str) -> bool:
    """Ask by a letter whether the address left with a report is the sender's own.

    Nothing secret is in it: whoever typed somebody else's address gives nothing away.
    """
    held = runtime()
    contact = find_own_contact(writing, tracking)
    may = can_mail(held.settings) and may_ask(writing, tracking, at=held.clock())
    if contact is None or not may:
        return False
    token = address_token(held.settings.key(), tracking, contact.email)
    path = f"/{contact.lang}/reports/address/{token}/{tracking}"
    kind = report_categories().get(get_report(writing, tracking).category)
    put_mail(
        writing,
        to=contact.email,
        template="address_ask",
        lang=contact.lang,
        values={
            "number": tracking,
            "what": best_name(kind.label, contact.lang) if kind else "",
            "link": public_address(held.settings, path),
        },
        at=held.clock(),
    )
    return True
