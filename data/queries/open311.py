"""Requests for service as Open311 lists them: only what anybody may read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from data.models import Barrier, Desk, Report, ReportOrigin
from data.queries.photo import PhotoRecord, find_first_photos
from data.queries.question import Told, list_told
from data.queries.report import ReportRecord, record_of
from geo.life_cycle import report_states, unlisted_states
from geo.open311 import Asked, Window

BATCH: Final = 200
"""Rows that are read at once: an answer of a million is never in the memory."""


@dataclass(frozen=True)
class ServiceRequest:
    """A public report and what belongs to it.

    Attributes
    ----------
    id : int
        Of the row.
    report : ReportRecord
    told : Told
    photo : PhotoRecord, optional
        The first that anybody may see.
    body : str
        Key of the body that takes care of it.
    address_id : str
    way, node : str
        Keys of the part of the network that its barrier stands on.
    """

    id: int
    report: ReportRecord
    told: Told
    photo: PhotoRecord | None
    body: str
    address_id: str
    way: str
    node: str

    @property
    def place(self) -> tuple[datetime, int]:
        """Its place in the order of the list."""
        return self.report.created_at, self.id


def is_listed() -> ColumnElement[bool]:
    """Hold for reports that anybody may read."""
    return Report.state.not_in(unlisted_states()) & Report.is_private.is_(False)


def within(
    column: InstrumentedAttribute[datetime], window: Window
) -> list[ColumnElement[bool]]:
    """Give what holds of a time within a window."""
    held: list[ColumnElement[bool]] = []
    if window.start is not None:
        held.append(column >= window.start)
    if window.end is not None:
        held.append(column <= window.end)
    return held


def _asked_for(asked: Asked) -> Select[Report]:
    wanted = select(Report).where(is_listed())
    if asked.ids:
        return wanted.where(Report.tracking.in_(asked.ids))
    wanted = wanted.where(*within(Report.created_at, asked.window))
    if asked.codes:
        wanted = wanted.where(Report.category.in_(asked.codes))
    if asked.statuses:
        known = report_states().values()
        states = [state.id for state in known if state.open311 in asked.statuses]
        wanted = wanted.where(Report.state.in_(states))
    return wanted


def _page(asked: Asked) -> Select[Report]:
    """Order what is asked for.

    Without pages the newest come first, since an answer is cut. Pages begin with the
    oldest: what comes in while somebody turns them is on a page that is still to come.
    """
    wanted = _asked_for(asked)
    if not asked.page:
        return wanted.order_by(Report.created_at.desc(), Report.id.desc())
    ordered = wanted.order_by(Report.created_at, Report.id)
    if asked.after is None:
        return ordered.offset((asked.page - 1) * asked.page_size)
    at, last = asked.after
    beside = (Report.created_at == at) & (Report.id > last)
    return ordered.where((Report.created_at > at) | beside)


def list_requests(
    session: Session, asked: Asked, *, most: int | None = None
) -> Iterator[ServiceRequest]:
    """Read requests in small batches, as they are written.

    Parameters
    ----------
    session : Session
    asked : Asked
    most : int, optional
        How many at most; ``None`` is all.

    Yields
    ------
    ServiceRequest
    """
    wanted = _page(asked)
    if most is not None:
        wanted = wanted.limit(most)
    rows = session.scalars(wanted.execution_options(yield_per=BATCH))
    for batch in rows.partitions(BATCH):
        yield from _complete(session, batch)


def _complete(session: Session, rows: Sequence[Report]) -> list[ServiceRequest]:
    """Add to reports what other tables know of them, a question a table."""
    ids = [row.id for row in rows]
    trackings = [row.tracking for row in rows]
    photos, told = find_first_photos(session, trackings), list_told(session, trackings)
    desks = select(Desk.report_id, Desk.body).where(Desk.report_id.in_(ids))
    bodies = {row.report_id: row.body for row in session.execute(desks)}
    origins = select(ReportOrigin.report_id, ReportOrigin.address_id)
    origins = origins.where(ReportOrigin.report_id.in_(ids))
    addresses = {row.report_id: row.address_id for row in session.execute(origins)}
    spots = _spots(session, ids)
    return [
        ServiceRequest(
            id=row.id,
            report=record_of(row),
            told=told.get(row.tracking, Told()),
            photo=photos.get(row.tracking),
            body=bodies.get(row.id, ""),
            address_id=addresses.get(row.id, ""),
            way=spots.get(row.id, ("", ""))[0],
            node=spots.get(row.id, ("", ""))[1],
        )
        for row in rows
    ]


def _spots(session: Session, ids: Sequence[int]) -> dict[int, tuple[str, str]]:
    wanted = select(Barrier.report_id, Barrier.way_key, Barrier.node_key)
    rows = session.execute(wanted.where(Barrier.report_id.in_(ids)))
    return {row[0] or 0: (row[1] or "", row[2] or "") for row in rows}


def find_request(session: Session, tracking: str) -> ServiceRequest | None:
    """Find one request that anybody may read."""
    numbers = (tracking, tracking.upper())
    wanted = select(Report).where(is_listed(), Report.tracking.in_(numbers))
    row = session.scalar(wanted)
    return _complete(session, [row])[0] if row else None


def list_unknown(session: Session, trackings: Sequence[str]) -> list[str]:
    """List the numbers of which nobody may read anything."""
    wanted = select(Report.tracking)
    wanted = wanted.where(is_listed(), Report.tracking.in_(trackings))
    known = set(session.scalars(wanted))
    return [tracking for tracking in trackings if tracking not in known]
