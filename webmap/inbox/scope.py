"""What of the inbox somebody sees: a body only what is its own."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from sqlalchemy.orm import Session

from data.models import Report
from data.queries.desk import look_at_desk
from data.queries.inbox_query import InboxQuery
from data.queries.report import get_row
from data.queries.standing import standing_of
from geo.errors import MissingError
from webmap.context import runtime
from webmap.people.body import find_body
from webmap.people.who import current_actor, may

BODY: Final = "body"
NONE: Final = "-"
"""Of no body: nothing is found."""


def body_key(name: str) -> str:
    """Give the key of the body of a name, in any language; else the name itself."""
    return find_body(runtime().town, name) or name


def narrow(query: InboxQuery) -> InboxQuery:
    """Narrow what is looked for to what who asks may see."""
    actor = current_actor()
    if actor.role == BODY:
        query = replace(query, body=body_key(actor.body) or NONE)
    return query if may("inbox.held") else replace(query, only_public=True)


def get_seen(session: Session, tracking: str) -> Report:
    """Give a report that who asks may see.

    Raises
    ------
    MissingError
        If there is none, or it is not for them: which of the two is not told.
    """
    row = get_row(session, tracking)
    if not _is_seen(session, row):
        raise MissingError(f"there is no report {tracking[:20]!r}")
    return row


def _is_seen(session: Session, row: Report) -> bool:
    actor = current_actor()
    if not may("inbox.held") and not standing_of(row).is_public:
        return False
    if actor.role != BODY:
        return True
    return look_at_desk(session, row).body == body_key(actor.body) != ""
