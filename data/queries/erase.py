"""Delete what somebody said; that it was said, and where it stands, stays."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, delete, exists, or_, select, update
from sqlalchemy.orm import Session

from data.models import Base, Report, ReportPhoto
from data.queries.contact import remove_contact
from data.queries.life_cycle import flag_report
from data.queries.photo_judge import delete_photos
from data.queries.report_event import tell_change
from data.queries.standing import standing_of
from geo.clock import SYSTEM
from geo.replay import ERASE
from geo.sent import GONE, mark_gone
from geo.standing import Actor

ANONYMISED: Final = "anonymised"
EMPTIED: Final[dict[str, dict[str, Any]]] = {
    "report_told": {"answers": {}, "subject": "", "author": "", "network": ""},
    "report_origin": {"account": "", "address_id": ""},
    "open311_update": {"said": ""},
    "desk": {"words": ""},
}
"""Table → what its columns hold afterwards."""
DROPPED: Final = (
    "report_vote",
    "report_update",
    "report_note",
    "sealed_text",
    "appeal",
    "sender_mark",
    "media_fetch",
    "follower",
)
"""Tables whose rows of the report go."""
ELSEWHERE: Final = ("contact", "report_photo")
"""Tables that have a way of their own to be emptied."""


def holds_content() -> ColumnElement[bool]:
    """Tell whether anything of what was said is left."""
    photo = exists(select(ReportPhoto.id).where(ReportPhoto.report_id == Report.id))
    return or_(
        Report.description != "",
        Report.where_text != "",
        Report.geom.is_not(None),
        Report.idempotency_key.not_like(f"{GONE}%"),
        photo,
    )


def erase_content(
    session: Session, row: Report, *, by: Actor = SYSTEM, why: str = "", at: datetime
) -> list[str]:
    """Delete everything that was said in a report and with it.

    Parameters
    ----------
    session : Session
        A write session.
    row : Report
    by : Actor
    why : str
        Rule of the schedule; empty where the author wants it.
    at : datetime

    Returns
    -------
    list of str
        Files of photos, to be deleted when all is written.
    """
    remove_contact(session, row.tracking, by, why=why, at=at)
    files = delete_photos(session, row.tracking)
    tables = Base.metadata.tables
    for name, values in EMPTIED.items():
        of_it = tables[name].c.report_id == row.id
        session.execute(update(tables[name]).where(of_it).values(values))
    for name in DROPPED:
        table = tables[name]
        session.execute(delete(table).where(table.c.report_id == row.id))
    row.description, row.where_text, row.affected = "", "", []
    row.facts, row.geom = {}, None
    row.idempotency_key = row.idempotency_key and mark_gone(row.idempotency_key)
    session.flush()
    session.expire_all()
    now = standing_of(row)
    details = {"rule": why} if why else {}
    tell_change(session, (now, now), (ERASE, by, ""), details, at=max(at, now.since))
    flag_report(session, row.tracking, ANONYMISED, actor=SYSTEM, on=True, at=at)
    return files
