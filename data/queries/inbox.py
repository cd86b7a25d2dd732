"""The inbox: reports as staff looks for them, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, TypeVarTuple

from sqlalchemy import ColumnElement, Integer, Select, func, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session

from data.models import Desk, DeskSeverity, Report, ReportPhoto, to_shapely
from data.models.base import UtcTime
from data.queries.inbox_query import (
    InboxQuery,
    find_order,
    list_conditions,
    read_cursor,
    write_cursor,
)
from geo.answer import LonLat

Columns = TypeVarTuple("Columns")

PAGE: Final = 50
MOST_POINTS: Final = 1000
"""Marks on the map beside the list; more would be one blot."""


@dataclass(frozen=True)
class InboxRow:
    """One report in the list."""

    id: int
    tracking: str
    state: str
    category: str
    where_text: str
    description: str
    created_at: datetime
    changed_at: datetime
    marks: tuple[str, ...]
    flags: tuple[str, ...]
    area: str
    body: str
    person: str
    lonlat: LonLat | None
    voices: int = 1
    photos: int = 0
    severities: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class InboxPage:
    """Some reports, how many there are, and where the next ones begin."""

    rows: list[InboxRow]
    total: int
    next_cursor: str


def list_inbox(
    session: Session, query: InboxQuery, *, limit: int = PAGE, cursor: str = ""
) -> InboxPage:
    """List the reports that somebody looks for.

    Parameters
    ----------
    session : Session
    query : InboxQuery
    limit : int
    cursor : str
        ``next_cursor`` of the page before; pages are found by index, not by counting.

    Returns
    -------
    InboxPage

    Raises
    ------
    InputError
        If the order or the cursor is wrong.
    """
    column, is_falling = find_order(query)
    total = session.scalar(_asked(select(func.count(Report.id)), query))
    wanted = _asked(select(Report, Desk), query)
    if cursor:
        place = tuple_(*read_cursor(cursor), types=(UtcTime(), Integer()))
        here = tuple_(column, Report.id)
        wanted = wanted.where(here < place if is_falling else here > place)
    keys = (column.desc(), Report.id.desc()) if is_falling else (column, Report.id)
    pairs = session.execute(wanted.order_by(*keys).limit(limit + 1)).all()
    rows = _with_more(session, pairs[:limit])
    last = pairs[limit - 1][0] if len(pairs) > limit else None
    following = write_cursor(getattr(last, column.key), last.id) if last else ""
    return InboxPage(rows, total or 0, following)


def _asked(wanted: Select[*Columns], query: InboxQuery) -> Select[*Columns]:
    """Ask of the reports and where they lie only what somebody looks for."""
    wanted = wanted.select_from(Report)
    wanted = wanted.join(Desk, Desk.report_id == Report.id, isouter=True)
    return wanted.where(*list_conditions(query))


def _with_more(
    session: Session, pairs: Sequence[tuple[Report, Desk | None]]
) -> list[InboxRow]:
    """Add what other tables know: one question each, whatever the number of rows."""
    ids = [report.id for report, _ in pairs]
    names = [report.tracking for report, _ in pairs]
    voices = _counts(session, Report.canonical, Report.canonical.in_(names))
    photos = _counts(session, ReportPhoto.report_id, ReportPhoto.report_id.in_(ids))
    severe = list_severities(session, ids)
    return [
        _row(
            report,
            desk,
            (voices.get(report.tracking, 0), photos.get(report.id, 0)),
            severe.get(report.id, ()),
        )
        for report, desk in pairs
    ]


def _counts(
    session: Session,
    column: InstrumentedAttribute[Any],
    condition: ColumnElement[bool],
) -> dict[Any, int]:
    wanted = select(column, func.count()).where(condition).group_by(column)
    return dict(session.execute(wanted).all())


def list_severities(
    session: Session, ids: Sequence[int]
) -> dict[int, tuple[tuple[str, str], ...]]:
    """List profile and severity of some reports, by id."""
    wanted = select(DeskSeverity).where(DeskSeverity.report_id.in_(ids))
    found: dict[int, tuple[tuple[str, str], ...]] = {}
    for one in session.scalars(wanted.order_by(DeskSeverity.profile)):
        known = found.get(one.report_id, ())
        found[one.report_id] = (*known, (one.profile, one.level))
    return found


def _row(
    report: Report,
    desk: Desk | None,
    counts: tuple[int, int],
    severities: tuple[tuple[str, str], ...],
) -> InboxRow:
    point = None if report.geom is None else to_shapely(report.geom).centroid
    return InboxRow(
        id=report.id,
        tracking=report.tracking,
        state=report.state,
        category=report.category,
        where_text=report.where_text,
        description=report.description,
        created_at=report.created_at,
        changed_at=report.changed_at,
        marks=tuple(report.marks or ()),
        flags=tuple(report.flags),
        area=desk.area if desk else "",
        body=desk.body if desk else "",
        person=desk.person if desk else "",
        lonlat=None if point is None else (point.x, point.y),
        voices=1 + counts[0],
        photos=counts[1],
        severities=severities,
    )


def count_groups(session: Session, query: InboxQuery) -> dict[str, int]:
    """Count by state what somebody looks for, whatever the state."""
    counted = select(Report.state, func.count(Report.id))
    wanted = _asked(counted, query).group_by(Report.state)
    return dict(session.execute(wanted).all())


def list_points(session: Session, query: InboxQuery) -> list[tuple[str, str, LonLat]]:
    """List number, state and position for the map beside the list, the newest first."""
    columns = select(Report.tracking, Report.state, Report.geom)
    placed = _asked(columns, query).where(Report.geom.is_not(None))
    newest = placed.order_by(Report.created_at.desc()).limit(MOST_POINTS)
    points = []
    for tracking, state, geom in session.execute(newest):
        if geom is None:
            continue
        middle = to_shapely(geom).centroid
        points.append((tracking, state, (middle.x, middle.y)))
    return points
