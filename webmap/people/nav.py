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
    ("inbox/templates", N_("Ready answers"), "inbox.templates"),
    ("inbox/rules", N_("Rules"), "inbox.rules"),
    ("moderate", N_("Moderation"), "moderate"),
    ("moderate/photos", N_("Photos to check"), "photo.moderate"),
    ("lines/edit", N_("Lines entered by hand"), "lines.edit"),
    ("senders", N_("Senders that are held"), "senders.hold"),
    ("people", N_("People"), "people.manage"),
    ("keys", N_("Keys of programs"), "open311.keys"),
    ("account", N_("My account"), "account.own"),
)
"""Last part of the address, the word, and the permission of every page for them."""


def list_staff_pages() -> list[tuple[str, str, bool]]:
    """List address, word and whether it is shown now; nothing without an account."""
    if request.blueprint == KEPT_ON_DEVICES or current_person() is None:
        return []
    shown = _shown(request.path.strip("/").partition("/")[2])
    return [
        (f"/{current_language()}/{part}", gettext(word), part == shown)
        for part, word, permission in STAFF_NAV
        if may(permission)
    ]


def _shown(path: str) -> str:
    """Find the page that is shown, or above what is shown: the longest that fits."""
    above = (part for part, _word, _permission in STAFF_NAV if _is_in(path, part))
    return max(above, key=len, default="")


def _is_in(path: str, part: str) -> bool:
    return path == part or path.startswith(f"{part}/")
