"""Letters to the author of a report, where she has left an address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sqlalchemy.orm import Session

from data.queries.contact import author_token, find_own_contact
from data.queries.outbox import put_mail
from data.queries.report import get_row
from data.queries.retention import Gone
from data.runtime import Runtime
from geo.life_cycle import report_reasons, report_states
from geo.photo import photo_words
from geo.text import choose_name
from webmap.context import runtime
from webmap.mail_server import can_mail, public_address

DECIDED: Final = ("held", "hidden")
"""States of which the author hears by a letter, with the reason."""


def tell_author(
    writing: Session,
    tracking: str,
    letter: str,
    values: Mapping[str, str],
    *,
    held: Runtime | None = None,
) -> bool:
    """Put a letter to the author into the outbox; tell whether there is one.

    It holds her secret link: only an address goes that she has shown to be her own.

    Parameters
    ----------
    writing : Session
        A write session: the letter leaves if what it tells of is kept.
    tracking : str
    letter : str
        A row of ``webmap/mail_text.py``.
    values : mapping of str to str
        Besides the number, and the link to her own page.
    held : Runtime, optional
        Where no page is asked for: on the terminal.
    """
    held = held or runtime()
    contact = find_own_contact(writing, tracking)
    if contact is None or contact.confirmed_at is None or not can_mail(held.settings):
        return False
    token = author_token(held.settings.key(), tracking)
    path = f"/{contact.lang}/reports/mine/{token}/{tracking}"
    said = {
        "number": tracking,
        "link": public_address(held.settings, path),
        **values,
    }
    put_mail(
        writing,
        to=contact.email,
        template=letter,
        lang=contact.lang,
        values=said,
        at=held.clock(),
    )
    return True


def tell_decision(
    writing: Session, tracking: str, *, held: Runtime | None = None
) -> bool:
    """Tell the author that a moderator has held back or hidden her report, and why."""
    row = get_row(writing, tracking)
    contact = find_own_contact(writing, tracking)
    lang = contact.lang if contact else row.lang
    reason = report_reasons().get(row.reason)
    values = {
        "state": choose_name(report_states()[row.state].label, lang),
        "reason": choose_name(reason.label, lang) if reason else "",
    }
    return tell_author(writing, tracking, "report_decided", values, held=held)


def tell_refused_photo(
    writing: Session, tracking: str, reason: str, *, held: Runtime | None = None
) -> bool:
    """Tell the author that a moderator does not show a photo of hers, and why."""
    contact = find_own_contact(writing, tracking)
    known = photo_words("reason").get(reason)
    label = known.label if known and contact else {}
    values = {"reason": choose_name(label, contact.lang if contact else "")}
    return tell_author(writing, tracking, "photo_refused", values, held=held)


def tell_unchecked_photos(writing: Session, gone: Gone, *, held: Runtime) -> None:
    """Tell authors of photos that were deleted before anybody looked at them."""
    for tracking in gone.refused:
        tell_author(writing, tracking, "photo_unchecked", {}, held=held)


def tell_answer(writing: Session, tracking: str, texts: Mapping[str, str]) -> bool:
    """Send the author a public answer, in her language or another that there is."""
    contact = find_own_contact(writing, tracking)
    text = choose_name(dict(texts), contact.lang if contact else "")
    return tell_author(writing, tracking, "report_answered", {"answer": text})
