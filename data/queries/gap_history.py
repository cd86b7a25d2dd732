"""What became of one gap, what causes it, and which gaps a barrier causes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.models import Barrier, Gap, GapCause, GapEvent, Json, Names, Report, Work
from data.queries.layer_table import get_layer, public_rows
from geo.gap.course import CLOSED


@dataclass(frozen=True)
class Happened:
    """One event of a gap.

    Attributes
    ----------
    kind : str
        An event of ``geo/tables/gap_kinds.toml``.
    day : date
        In the town.
    revision : int
        Of the network that was analysed.
    standing : dict
        What the gap was from then on: ``status``, ``look``, ``people_low``,
        ``people_high``, ``decided``, ``services``, ``causes``.
    """

    kind: str
    day: date
    revision: int
    standing: Json


@dataclass(frozen=True)
class CausedBy:
    """A barrier that is in the way, and what is done about it.

    Attributes
    ----------
    key, kind : str
    names : dict of str to str
    tracking : str
        Of its report, if anybody may read it; else empty.
    state : str
        Of the report.
    has_work : bool
        Whether its repair is ranked among the works.
    """

    key: str
    kind: str
    names: Names
    tracking: str
    state: str
    has_work: bool


def list_events(session: Session, key: str) -> list[Happened]:
    """List what happened to a gap, the oldest first.

    Parameters
    ----------
    session : Session
    key : str
        Of the gap.
    """
    rows = session.scalars(
        select(GapEvent)
        .join(Gap, Gap.id == GapEvent.gap_id)
        .where(Gap.key == key)
        .order_by(GapEvent.id)
    )
    return [Happened(row.kind, row.day, row.revision, row.standing) for row in rows]


def standing_on(events: list[Happened], day: date) -> Happened | None:
    """Give the event that said last what a gap was on a day; none before the first.

    Parameters
    ----------
    events : list of Happened
        The oldest first.
    day : date
        At its end.
    """
    before = [event for event in events if event.day <= day]
    return before[-1] if before else None


def list_causes(session: Session, key: str) -> list[CausedBy]:
    """List the barriers that cause a gap, as far as anybody may know of them.

    Parameters
    ----------
    session : Session
    key : str
        Of the gap.

    Returns
    -------
    list of CausedBy
        In the order in which they were found; a report that is not public is not
        named.
    """
    public = public_rows(get_layer("reports")).subquery()
    ranked = select(Work.barrier_key).distinct().subquery()
    rows = session.execute(
        select(Barrier, public.c.tracking, public.c.state, ranked.c.barrier_key)
        .join(GapCause, GapCause.subject == Barrier.key)
        .join(Gap, Gap.id == GapCause.gap_id)
        .outerjoin(public, public.c.id == Barrier.report_id)
        .outerjoin(ranked, ranked.c.barrier_key == Barrier.key)
        .where(Gap.key == key, GapCause.is_barrier)
        .where((Barrier.report_id.is_(None)) | (public.c.id.is_not(None)))
        .order_by(GapCause.id)
    )
    return [
        CausedBy(
            barrier.key,
            barrier.kind,
            barrier.names,
            tracking or "",
            state or "",
            has_work=work is not None,
        )
        for barrier, tracking, state, work in rows
    ]


def list_caused(session: Session, tracking: str) -> list[str]:
    """List the keys of the gaps that the barrier of a report causes.

    Parameters
    ----------
    session : Session
    tracking : str
        Of the report.

    Returns
    -------
    list of str
        Those that are not closed, in the order of what matters.
    """
    rows = (
        select(Gap.key)
        .join(GapCause, GapCause.gap_id == Gap.id)
        .join(Barrier, Barrier.key == GapCause.subject)
        .join(Report, Report.id == Barrier.report_id)
        .where(Report.tracking == tracking, Gap.status != CLOSED)
        .order_by(Gap.rank, Gap.id)
    )
    return list(session.scalars(rows))
