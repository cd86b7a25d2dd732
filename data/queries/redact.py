"""Take words out of what was said in a report; what stood there is sealed."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from data.models import Desk, SealedText
from data.queries.audit import Change, lock_chain, record_change
from data.queries.desk import searchable
from data.queries.report import get_row
from data.queries.report_event import actor_details
from geo.errors import InputError
from geo.standing import Actor

TEXT: Final = "report_text"
FIELDS: Final = ("description", "where_text")
"""What a moderator may take words out of."""
MARK: Final = "[…]"
"""What may stand for words that were taken out."""
MOST_MARKS: Final = 20


def redact_text(
    session: Session,
    tracking: str,
    field: str,
    text: str,
    *,
    actor: Actor,
    at: datetime,
) -> bool:
    """Take words out of what was said; what stood there is sealed.

    Parameters
    ----------
    session : Session
        A write session.
    tracking : str
    field : str
        One of ``FIELDS``.
    text : str
        What is to stand there from now on.
    actor : Actor
    at : datetime

    Returns
    -------
    bool
        Whether that changed anything; if so, one audit event tells of it, without
        the words.

    Raises
    ------
    InputError
        If there is no such field, or the new text is longer than the old one.
    """
    if field not in FIELDS:
        raise InputError("field", f"{field[:40]!r} is not one of {', '.join(FIELDS)}")
    lock_chain(session)
    report = get_row(session, tracking, lock=True)
    before, after = str(getattr(report, field)), text.strip()
    if before == after:
        return False
    if len(after) > len(before) + len(MARK) * MOST_MARKS:
        raise InputError(field, "is longer than before: words are only taken out")
    sealed = SealedText(
        report_id=report.id, field=field, text=before, at=at, who=actor.who
    )
    session.add(sealed)
    setattr(report, field, after)
    desk = session.get(Desk, report.id)
    if desk is not None:
        desk.words = searchable(report)
    session.flush()
    details = {"field": field, **actor_details(actor)}
    change = Change(actor.role, TEXT, report.tracking, "redact", details=details)
    record_change(session, change, at=at)
    return True
