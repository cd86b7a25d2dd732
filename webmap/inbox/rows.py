"""What the list of the inbox shows of a report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from data.queries.inbox import InboxRow
from geo.life_cycle import OPEN, report_states
from webmap.context import runtime
from webmap.i18n import gettext
from webmap.inbox.words import (
    WORST_FIRST,
    area_word,
    body_word,
    flag_word,
    level_word,
    mark_word,
    person_word,
)
from webmap.reports.page import category_word, state_word
from webmap.wording.profile import profile_word

LONGEST_SAID: Final = 140
"""Letters of a description in the list."""


@dataclass(frozen=True)
class RowView:
    """A report in the list, in words."""

    tracking: str
    category: str
    where_text: str
    said: str
    state: str
    is_open: bool
    marks: tuple[str, ...]
    flags: tuple[str, ...]
    area: str
    body: str
    person: str
    created_at: datetime
    days: int
    voices: int
    photos: int
    severity: str


def row_view(row: InboxRow) -> RowView:
    """Put a row of the inbox into words."""
    held = runtime()
    said = " ".join(row.description.split())
    return RowView(
        tracking=row.tracking,
        category=category_word(row.category),
        where_text=row.where_text,
        said=said if len(said) <= LONGEST_SAID else f"{said[:LONGEST_SAID]}…",
        state=state_word(row.state),
        is_open=report_states()[row.state].open311 == OPEN,
        marks=tuple(map(mark_word, row.marks)),
        flags=tuple(map(flag_word, row.flags)),
        area=area_word(row.area),
        body=body_word(row.body),
        person=person_word(row.person),
        created_at=row.created_at.astimezone(held.town.zone),
        days=(held.clock() - row.created_at).days,
        voices=row.voices,
        photos=row.photos,
        severity=say_worst(row.severities),
    )


def say_worst(severities: Sequence[tuple[str, str]]) -> str:
    """Say the worst that a report does, and to whom; empty where nobody is stopped."""
    if not severities:
        return ""
    worst = min((level for _, level in severities), key=lambda one: WORST_FIRST[one])
    whom = [profile_word(who) for who, level in severities if level == worst]
    values = {"level": level_word(worst), "whom": whom[0], "more": len(whom) - 1}
    if len(whom) == 1:
        return gettext("%(level)s: %(whom)s", **values)
    return gettext("%(level)s: %(whom)s and %(more)s more", **values)
