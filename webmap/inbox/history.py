"""What has happened with a report, in words for staff."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from data.queries.desk_history import DeskEvent
from geo.life_cycle import report_states, report_words
from geo.trail import trail_words
from webmap.context import runtime
from webmap.i18n import N_, best_name, gettext
from webmap.inbox.words import body_word, flag_word, mark_word, person_word, reason_word
from webmap.people.who import may
from webmap.reports.page import state_word

CAME_IN: Final = N_("It came in")


@dataclass(frozen=True)
class Line:
    """One event: what happened, by whom, why."""

    what: str
    who: str
    reason: str
    at: datetime


def say_event(event: DeskEvent) -> Line:
    """Put an event into words."""
    if event.kind == "report" and event.action in report_states():
        what = state_word(event.after)
    else:
        what = SAYINGS.get((event.kind, event.action), _as_it_is)(event)
    at = event.at.astimezone(runtime().town.zone)
    return Line(what, _who(event), reason_word(event.reason), at)


def _who(event: DeskEvent) -> str:
    """Name the person to those who work with her, the role to others."""
    role = report_words("role").get(event.role)
    word = best_name(role.label) if role else event.role
    if not event.who or not may("inbox.note"):
        return word
    name = person_word(event.who)
    return gettext("%(role)s, %(name)s", role=word, name=name)


def _as_it_is(event: DeskEvent) -> str:
    known = trail_words("action").get(event.action)
    return best_name(known.label) if known else gettext("Something was changed")


def _assigned(event: DeskEvent) -> str:
    if not event.after:
        return gettext("No body is responsible for it any more")
    return gettext("Assigned to %(body)s", body=body_word(event.after))


def _taken(event: DeskEvent) -> str:
    if not event.after:
        return gettext("Nobody takes care of it any more")
    return gettext("%(name)s takes care of it", name=person_word(event.after))


Say = Callable[[DeskEvent], str]

SAYINGS: Final[dict[tuple[str, str], Say]] = {
    ("report", "file"): lambda _: gettext(CAME_IN),
    ("report", "mark"): lambda one: mark_word(one.name),
    ("report", "flag"): lambda one: gettext(
        "Flag set: %(flag)s", flag=flag_word(one.name)
    ),
    ("report", "unflag"): lambda one: gettext(
        "Flag removed: %(flag)s", flag=flag_word(one.name)
    ),
    ("report", "repoint"): lambda _: gettext("Joined to another report along with it"),
    ("report", "redact"): lambda _: gettext("The author took words out"),
    ("desk", "assign"): _assigned,
    ("desk", "take"): _taken,
    ("report_note", "note"): lambda _: gettext("A note was written"),
    ("report_update", "answer"): lambda _: gettext("A public answer was written"),
    ("report_text", "redact"): lambda _: gettext("Words were taken out"),
    ("appeal", "file"): lambda _: gettext("The author contested the decision"),
    ("appeal", "hear"): lambda _: gettext("The appeal was heard"),
}
"""Subject and action of an event → what is said of it."""
