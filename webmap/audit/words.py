"""What an event of the audit trail says, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from flask import url_for

from geo.life_cycle import report_reasons, report_states, report_words
from geo.published import Published
from geo.trail import trail_words
from webmap.context import runtime
from webmap.i18n import best_name, gettext

REPORT: Final = "report"
KEYED: Final = ("source", "retention")
"""Kinds whose key is shown as it is."""


@dataclass(frozen=True)
class EventWords:
    """An event of the trail, for a reader.

    Attributes
    ----------
    number : int
    is_sealed : bool
        Whether nothing of it may be read.
    at : datetime, optional
    about, about_href : str
        What it was done to, and its page; empty where that is sealed.
    what, role, before, reason : str
    count : int
        How many things a deletion on schedule has deleted.
    hashes : dict of str to str
    """

    number: int
    is_sealed: bool
    previous: str
    hash: str
    hashes: dict[str, str]
    at: datetime | None = None
    about: str = ""
    about_href: str = ""
    what: str = ""
    role: str = ""
    before: str = ""
    reason: str = ""
    count: int = 0


def say_event(event: Published) -> EventWords:
    """Put an event into words."""
    what = _value(event, "what")
    if not what:
        return EventWords(
            number=event.number,
            is_sealed=True,
            previous=event.previous,
            hash=event.hash,
            hashes=event.hashes,
        )
    at = datetime.fromisoformat(what["at"]).astimezone(runtime().town.zone)
    key = str(_value(event, "key") or "")
    return EventWords(
        number=event.number,
        is_sealed=False,
        previous=event.previous,
        hash=event.hash,
        hashes=event.hashes,
        at=at,
        about=_about(what["kind"], key),
        about_href=url_for("reports.show", tracking=key)
        if key and what["kind"] == REPORT
        else "",
        what=_what(what),
        role=role_word(what["role"]),
        before=_state(what["before"]) if what["before"] != what["after"] else "",
        reason=reason_word(str(_value(event, "reason") or "")),
        count=int((_value(event, "details") or {}).get("count", 0)),
    )


def _value(event: Published, part: str) -> Any:  # noqa: ANN401
    opened = event.opened.get(part)
    return opened.value if opened else None


def _about(kind: str, key: str) -> str:
    word = trail_words("kind").get(kind)
    label = best_name(word.label) if word else ""
    if not key or kind not in (REPORT, *KEYED):
        return label
    return gettext("%(label)s: %(value)s", label=label, value=key)


def _what(what: Mapping[str, str]) -> str:
    state = _state(what["action"])
    if state:
        return state
    known = trail_words("action").get(what["action"])
    return best_name(known.label) if known else gettext("Something was changed")


def _state(state: str) -> str:
    known = report_states().get(state)
    return best_name(known.label) if known else ""


def role_word(role: str) -> str:
    """Name a role; empty where it has no words."""
    known = report_words("role").get(role)
    return best_name(known.label) if known else ""


def reason_word(reason: str) -> str:
    """Name a reason of a step, or of a look at contact details."""
    step = report_reasons().get(reason)
    if step:
        return best_name(step.label)
    known = trail_words("reason").get(reason)
    return best_name(known.label) if known else ""
