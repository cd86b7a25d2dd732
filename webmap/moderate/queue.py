"""What a moderator finds waiting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from data.queries.appeal import AppealRecord, list_appeals
from data.queries.inbox import InboxRow, list_inbox
from data.queries.inbox_query import InboxQuery
from data.queries.photo import count_photos
from data.queries.report import get_report
from geo.photo import WAITING
from webmap.context import runtime
from webmap.inbox.rows import RowView, row_view
from webmap.inbox.words import reason_word
from webmap.people.who import current_actor
from webmap.reports.page import category_word, state_word

STATES: Final = ("held", "received")
"""What waits for a moderator; what was held back first."""
PAGE: Final = 20


@dataclass(frozen=True)
class Waiting:
    """A report that waits, and why it was held back."""

    row: RowView
    why: str


@dataclass(frozen=True)
class AppealView:
    """An appeal that waits to be heard."""

    id: int
    tracking: str
    category: str
    state: str
    why: str
    said: str
    text: str
    lang: str
    at: datetime
    is_own: bool


@dataclass(frozen=True)
class Queue:
    """All that waits: some of each, and how many there are."""

    waiting: list[Waiting]
    totals: dict[str, int]
    appeals: list[AppealView]
    photos: int


def build_queue(session: Session) -> Queue:
    """Collect what waits, the longest waiting first."""
    waiting, totals = [], {}
    for state in STATES:
        page = list_inbox(session, InboxQuery(state=state), limit=PAGE)
        totals[state] = page.total
        waiting += [_waiting(session, row) for row in page.rows]
    appeals = [_appeal(session, one) for one in list_appeals(session)]
    photos = count_photos(session).get(WAITING, 0)
    return Queue(waiting, totals, appeals, photos)


def _waiting(session: Session, row: InboxRow) -> Waiting:
    return Waiting(row_view(row), reason_word(get_report(session, row.tracking).reason))


def _appeal(session: Session, one: AppealRecord) -> AppealView:
    report = get_report(session, one.tracking)
    return AppealView(
        id=one.id,
        tracking=one.tracking,
        category=category_word(report.category),
        state=state_word(one.state),
        why=reason_word(report.reason),
        said=report.description,
        text=one.text,
        lang=report.lang,
        at=one.at.astimezone(runtime().town.zone),
        is_own=one.decided_by == current_actor().who,
    )


def find_next(session: Session) -> str:
    """Find the report that has waited longest; empty if none waits."""
    for state in STATES:
        page = list_inbox(session, InboxQuery(state=state), limit=1)
        if page.rows:
            return page.rows[0].tracking
    return ""
