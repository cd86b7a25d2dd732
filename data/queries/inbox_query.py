"""What staff looks for in the inbox, said in SQL, and where a page of it begins."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, String, and_, cast, select
from sqlalchemy.orm import InstrumentedAttribute

from data.functions import in_bbox
from data.models import Desk, DeskSeverity, Report, ReportPhoto
from data.queries.layer import Bbox
from geo.errors import InputError
from geo.life_cycle import CLOSED, OPEN, report_states, unlisted_states
from geo.text import fold

GROUPS: Final = {
    "todo": ("received", "held", "published", "needs_info", "reopened"),
    "open": tuple(s.id for s in report_states().values() if s.open311 == OPEN),
    "closed": tuple(s.id for s in report_states().values() if s.open311 == CLOSED),
}
"""Groups of states that people ask for by one word; "" is everything."""
ORDERS: Final = {
    "oldest": (Report.created_at, False),
    "newest": (Report.created_at, True),
    "changed": (Report.changed_at, True),
}


@dataclass(frozen=True)
class InboxQuery:
    """What somebody looks for; what is empty is not asked for.

    Attributes
    ----------
    state : str
        A state, or a key of ``GROUPS``.
    category, area, body, owner : str
    profile, severity : str
        How much it stops a profile; with no severity, that it stops it at all.
    person : str
        Key of who takes care of it.
    mark, flag : str
        ``"overdue"`` or ``"reminded"``; a flag of the table of states.
    photo : bool
        Only with a photo.
    before : datetime, optional
        Came in before then.
    text : str
        Every word of it was said, however it is written.
    bbox : Bbox, optional
    order : str
        A key of ``ORDERS``.
    only_public : bool
        Only what anybody may read: associations and bodies see no more.
    """

    state: str = ""
    category: str = ""
    area: str = ""
    body: str = ""
    owner: str = ""
    profile: str = ""
    severity: str = ""
    person: str = ""
    mark: str = ""
    flag: str = ""
    photo: bool = False
    before: datetime | None = None
    text: str = ""
    bbox: Bbox | None = None
    order: str = "oldest"
    only_public: bool = False


def find_order(query: InboxQuery) -> tuple[InstrumentedAttribute[datetime], bool]:
    """Give the column that a list is ordered by, and whether it falls.

    Raises
    ------
    InputError
        If there is no such order.
    """
    if query.order not in ORDERS:
        raise InputError("order", f"{query.order!r} is not one of {', '.join(ORDERS)}")
    return ORDERS[query.order]


def list_conditions(query: InboxQuery) -> list[ColumnElement[bool]]:
    """Say in SQL what somebody looks for."""
    plain = (
        (query.category, Report.category),
        (query.area, Desk.area),
        (query.body, Desk.body),
        (query.owner, Desk.owner),
        (query.person, Desk.person),
    )
    found: list[ColumnElement[bool]] = [
        column == value for value, column in plain if value
    ]
    found += _words(query)
    if query.state:
        found.append(Report.state.in_(GROUPS.get(query.state, (query.state,))))
    if query.profile:
        found.append(_stops(query))
    if query.photo:
        has = select(ReportPhoto.id).where(ReportPhoto.report_id == Report.id)
        found.append(has.exists())
    if query.before is not None:
        found.append(Report.created_at < query.before)
    if query.bbox is not None:
        found.append(and_(in_bbox(Report.geom, *query.bbox)))
    if query.only_public:
        found.append(Report.state.not_in(unlisted_states()))
        found.append(Report.is_private.is_(False))
    return found


def _words(query: InboxQuery) -> list[ColumnElement[bool]]:
    words = fold(query.text).split()
    said = [Desk.words.contains(word, autoescape=True) for word in words]
    listed = ((query.mark, Report.marks), (query.flag, Report.flags))
    return said + [
        cast(column, String).contains(json.dumps(word), autoescape=True)
        for word, column in listed
        if word
    ]


def _stops(query: InboxQuery) -> ColumnElement[bool]:
    of_it = and_(
        DeskSeverity.report_id == Report.id, DeskSeverity.profile == query.profile
    )
    wanted = select(DeskSeverity.report_id).where(of_it)
    if query.severity:
        wanted = wanted.where(DeskSeverity.level == query.severity)
    return wanted.exists()


def write_cursor(moment: datetime, number: int) -> str:
    """Say after which report the next page begins."""
    text = json.dumps([moment.isoformat(), number])
    return base64.urlsafe_b64encode(text.encode()).decode()


def read_cursor(cursor: str) -> tuple[datetime, int]:
    """Read where a page begins.

    Raises
    ------
    InputError
        If it is none that a page before has given.
    """
    try:
        moment, number = json.loads(base64.urlsafe_b64decode(cursor.encode()))
        place = (datetime.fromisoformat(moment), int(number))
    except (ValueError, TypeError) as cause:
        raise InputError("cursor", "is not one that a page has given") from cause
    if place[0].tzinfo is None or write_cursor(*place) != cursor:
        raise InputError("cursor", "is not one that a page has given")
    return place
