"""What somebody looks for in the inbox, as the address of the page says it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Final

from data.queries.inbox_query import GROUPS, ORDERS, InboxQuery
from geo.bbox import parse_bbox
from geo.errors import InputError
from geo.life_cycle import get_state
from webmap.context import runtime
from webmap.i18n import N_, gettext
from webmap.inbox.scope import narrow
from webmap.inbox.words import (
    LEVELS,
    MARKS,
    Options,
    all_state_options,
    area_options,
    body_options,
    flag_options,
    level_word,
    mark_word,
)
from webmap.people.who import current_actor
from webmap.reports.page import category_options
from webmap.wording.profile import PROFILE_WORDS, profile_word

NAMES: Final = (
    "state",
    "category",
    "area",
    "body",
    "profile",
    "severity",
    "mark",
    "flag",
    "photo",
    "age",
    "text",
    "mine",
    "order",
    "bbox",
)
USUAL: Final = {"state": "todo", "order": "oldest"}
"""Where somebody begins who asks for nothing: with what waits, the oldest first."""
PLAIN: Final = {"text", "state", "order", "bbox"}
"""What stands outside the filters."""
EVERYTHING: Final = "all"
GROUP_WORDS: Final = {
    "todo": N_("To be looked at"),
    "open": N_("Open"),
    "closed": N_("Closed"),
    EVERYTHING: N_("All"),
}
ORDER_WORDS: Final = {
    "oldest": N_("The oldest first"),
    "newest": N_("The newest first"),
    "changed": N_("Changed last first"),
}
AGES: Final = (3, 7, 14, 30, 90)
"""Days since a report came in, offered as a filter."""
LONGEST_TEXT: Final = 120
LARGEST_AGE: Final = 5 * 366


@dataclass(frozen=True)
class Asked:
    """What somebody looks for: as it was typed, and as it is asked.

    Attributes
    ----------
    typed : dict of str to str
        What is not usual; makes up the address.
    query : InboxQuery
    """

    typed: dict[str, str]
    query: InboxQuery

    @property
    def is_narrow(self) -> bool:
        """Whether more is asked for than words and a group of states."""
        return bool(self.typed.keys() - PLAIN)

    def shown(self, name: str) -> str:
        """Give what a field shows."""
        return self.typed.get(name, USUAL.get(name, ""))

    def with_(self, **changes: str) -> dict[str, str]:
        """Give the question of another page of the same list."""
        return {n: v for n, v in {**self.typed, **changes}.items() if v}


def read_asked(values: Mapping[str, str]) -> Asked:
    """Read what somebody looks for, narrowed to what they may see.

    Raises
    ------
    InputError
        Naming the field that is wrong.
    """
    typed = {n: values[n].strip()[:LONGEST_TEXT] for n in NAMES if values.get(n)}
    shown = {**USUAL, **typed}
    state = "" if shown["state"] == EVERYTHING else shown["state"]
    if state and state not in GROUPS:
        get_state(state)
    if shown["order"] not in ORDERS:
        known = ", ".join(ORDERS)
        raise InputError("order", f"{shown['order']!r} is not one of {known}")
    plain: dict[str, Any] = {
        name: typed.get(name, "")
        for name in ("category", "area", "body", "profile", "severity", "mark", "flag")
    }
    query = InboxQuery(
        state=state,
        photo=bool(typed.get("photo")),
        text=typed.get("text", ""),
        order=shown["order"],
        person=current_actor().who if typed.get("mine") else "",
        **plain,
    )
    return Asked(typed, narrow(_with_limits(query, typed)))


def _with_limits(query: InboxQuery, typed: Mapping[str, str]) -> InboxQuery:
    if typed.get("age"):
        query = replace(query, before=runtime().clock() - _age(typed["age"]))
    if typed.get("bbox"):
        query = replace(query, bbox=parse_bbox(typed["bbox"]))
    return query


def _age(text: str) -> timedelta:
    if not (text.isascii() and text.isdecimal()) or int(text[:9]) > LARGEST_AGE:
        raise InputError("age", f"{text[:20]!r} is outside 0 … {LARGEST_AGE} days")
    return timedelta(days=int(text))


def filter_options() -> dict[str, Options]:
    """Offer what can be filtered by: name of the field → options."""
    every = gettext("All")
    groups = [(key, gettext(word)) for key, word in GROUP_WORDS.items()]
    profiles = [(key, profile_word(key)) for key in PROFILE_WORDS]
    return {
        "state": all_state_options(groups),
        "category": category_options(every),
        "area": area_options(every),
        "body": body_options(every),
        "profile": [("", gettext("Everybody")), *profiles],
        "severity": [("", every), *((key, level_word(key)) for key in LEVELS)],
        "mark": [("", every), *((key, mark_word(key)) for key in MARKS)],
        "flag": flag_options(every),
        "age": [("", every), *((str(age), _age_word(age)) for age in AGES)],
        "order": [(key, gettext(word)) for key, word in ORDER_WORDS.items()],
    }


def _age_word(days: int) -> str:
    return gettext("More than %(days)s days ago", days=days)
