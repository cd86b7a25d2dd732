"""What people who are signed in find in the header: their pages, by permission."""

from __future__ import annotations

from typing import Final

from flask import request

from webmap.i18n import N_, current_language, gettext
from webmap.people.who import current_person, may

KEPT_ON_DEVICES: Final = "offline"
"""Pages that a device keeps are the same for everybody."""
STAFF_NAV: Final = (
    ("inbox", N_("Inbox"), "inbox.read"),
    ("moderate/photos", N_("Photos to check"), "photo.moderate"),
    ("people", N_("People"), "people.manage"),
    ("account", N_("My account"), "account.own"),
)
"""Last part of the address, the word, and the permission of every page for them."""


def list_staff_pages() -> list[tuple[str, str, bool]]:
    """List address, word and whether it is shown now; nothing without an account."""
    if request.blueprint == KEPT_ON_DEVICES or current_person() is None:
        return []
    here = [*request.path.split("/"), "", "", ""][2]
    return [
        (f"/{current_language()}/{part}", gettext(word), part == here)
        for part, word, permission in STAFF_NAV
        if may(permission)
    ]
