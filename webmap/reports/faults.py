"""What is wrong with a report form, in sentences, from top to bottom."""

from __future__ import annotations

from typing import Final

from geo.draft import LONGEST, Fault
from webmap.formats import number
from webmap.i18n import N_, gettext
from webmap.reports.answers import DRAFT, PREFIX, say_answer_fault

ORDER: Final = (
    "category",
    "where",
    "where_at",
    "answer",
    "description",
    "photo",
    "name",
    "email",
    "phone",
    "consent",
    "follow",
)
"""Fields from top to bottom: what is wrong is told in this order."""

SENTENCES: Final = {
    ("category", "missing"): N_("Please choose what is in the way."),
    ("category", "unknown"): N_("Please choose what is in the way from the list."),
    ("where", "missing"): N_(
        "Please say where it is: near which place or street, or a position."
    ),
    ("where", "too_long"): N_("This is too long. A name of a place is enough."),
    ("where", "unknown"): N_("This holds a character that cannot be read."),
    ("position", "outside"): N_(
        "This position is not on the Earth. Write longitude first, then latitude, "
        "for example 8.71,36.18."
    ),
    ("description", "too_long"): N_(
        "The description is too long. Please shorten it to %(most)s letters."
    ),
    ("description", "unknown"): N_("This holds a character that cannot be read."),
    ("affected", "unknown"): N_("Please choose from the list."),
    ("channel", "unknown"): N_("Please choose from the list."),
    ("send_key", "too_long"): N_("The form is damaged. Please open it anew."),
    ("send_key", "unknown"): N_("The form is damaged. Please open it anew."),
}
OFF_EARTH: Final = Fault("position", "outside", "is not on the Earth")
SHOWN_AT: Final = {"position": "where"}
"""Field of a draft → field of the form, where they differ."""


def place_of(name: str) -> int:
    """Give the place of a field on the page."""
    part = "answer" if name.startswith(PREFIX) else name
    return ORDER.index(part) if part in ORDER else len(ORDER)


def shown_at(name: str) -> str:
    """Give the field of the form for one of a draft."""
    if name.startswith(DRAFT):
        return PREFIX + name.removeprefix(DRAFT)
    return SHOWN_AT.get(name, name)


def say_fault(fault: Fault) -> str:
    """Say what is wrong in the language that is spoken."""
    if fault.field.startswith(DRAFT):
        return say_answer_fault(fault.field.removeprefix(DRAFT), fault.code)
    sentence = SENTENCES[fault.field, fault.code]
    values = {"most": number(LONGEST)} if "%(most)s" in sentence else {}
    return gettext(sentence, **values)
