"""What reports changed for sampled trips: which wait for it, and the figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from data.models import Barrier, ReportEffect
from data.queries.barrier import value_of
from data.queries.report import get_row
from data.queries.report_barrier import ACTIVE, find_barrier
from geo.changed import Changed
from geo.effect import ACTING, Effect
from geo.observation import Value

ROWS: Final = "rows"


@dataclass(frozen=True)
class Waiting:
    """A report that is to be measured, with the key of its barrier."""

    report_id: int
    stamp: str
    barrier: str


@dataclass(frozen=True)
class Effects:
    """What a report does to trips, and what it changed.

    Attributes
    ----------
    effect : Effect
        What it does now.
    rows : tuple of Changed
        Of each profile and sample; empty where nothing was measured yet, or where it
        lies off every way.
    measured_at : datetime, optional
        When it was measured.
    network : int, optional
        Revision of the network on which it was measured.
    is_older : bool
        Whether the report has changed since.
    checked : bool
        Whether staff has found it on the spot.
    attribute : str
        Access attribute that its barrier sets; empty without one.
    value : Value
        ``None`` where it is not known.
    """

    effect: Effect
    rows: tuple[Changed, ...] = ()
    measured_at: datetime | None = None
    network: int | None = None
    is_older: bool = False
    checked: bool = False
    attribute: str = ""
    value: Value = None


NO_EFFECTS: Final = Effects(Effect.NONE)


def list_effects(session: Session, tracking: str) -> Effects:
    """Give what a report does to trips, and what it changed for sampled ones.

    Parameters
    ----------
    session : Session
    tracking : str
        Also of a report that is not public: who shows it looks at that.

    Returns
    -------
    Effects
        Of an obstacle that acts no more, what it changed while it did.

    Raises
    ------
    MissingError
        If there is no such report.
    """
    row = get_row(session, tracking)
    kept, barrier = session.get(ReportEffect, row.id), find_barrier(session, row)
    if kept is None:
        return NO_EFFECTS
    return Effects(
        effect=Effect(kept.effect),
        rows=tuple(Changed(**row) for row in kept.results.get(ROWS, ())),
        measured_at=kept.measured_at,
        network=kept.network,
        is_older=kept.effect in ACTING and kept.measured != kept.stamp,
        checked=bool(kept.found),
        attribute=barrier.attribute if barrier else "",
        value=value_of(barrier) if barrier else None,
    )


def list_waiting(session: Session, network: int, *, limit: int) -> list[Waiting]:
    """List the reports that act and were not measured as they and the streets are now.

    Parameters
    ----------
    session : Session
    network : int
        Revision of the compiled network.
    limit : int

    Returns
    -------
    list of Waiting
        Those that were never measured first.
    """
    changed = ReportEffect.measured != ReportEffect.stamp
    older = or_(ReportEffect.network.is_(None), ReportEffect.network != network)
    wanted = (
        select(ReportEffect.report_id, ReportEffect.stamp, Barrier.key)
        .join(Barrier, Barrier.report_id == ReportEffect.report_id)
        .where(Barrier.status == ACTIVE, ReportEffect.effect.in_(sorted(ACTING)))
        .where(or_(changed, older))
        .order_by(ReportEffect.measured != "", ReportEffect.report_id)
        .limit(limit)
    )
    return [Waiting(*row) for row in session.execute(wanted)]


def keep_effects(
    session: Session,
    found: Mapping[Waiting, Sequence[Changed]],
    *,
    network: int,
    at: datetime,
) -> None:
    """Keep what was measured; a report that has changed meanwhile waits again.

    Parameters
    ----------
    session : Session
        A write session.
    found : mapping of Waiting to sequence of Changed
    network : int
    at : datetime
    """
    for one, rows in found.items():
        values = {
            "measured": one.stamp,
            "network": network,
            "measured_at": at,
            "results": {ROWS: [asdict(row) for row in rows]},
        }
        mine = ReportEffect.report_id == one.report_id
        session.execute(update(ReportEffect).where(mine).values(**values))
