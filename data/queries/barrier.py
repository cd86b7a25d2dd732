"""Barriers that act on the network."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from geoalchemy2.shape import to_shape
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from data.models import Barrier, ObservationRow, ReportEffect, Source
from data.queries.network import list_crossings
from geo.anchor import Anchor
from geo.attribute import ATTRIBUTES, Kind
from geo.column import SOFT
from geo.effect import Effect
from geo.network import Evidence
from geo.observation import Value

ACTIVE = "active"


@dataclass(frozen=True)
class ActiveBarrier:
    """A barrier as it is stored, with what it hangs on.

    Attributes
    ----------
    value : Value
        ``None`` where its severity is not known.
    confirmed : bool
        False for a report that nobody has checked.
    expires_at : datetime, optional
        It acts until then.
    is_over : bool
        Whether it is said to be repaired and nobody has verified it.
    """

    key: str
    kind: str
    attribute: str
    value: Value
    anchor: Anchor
    lonlat: tuple[float, float]
    evidence: Evidence
    confirmed: bool
    expires_at: datetime | None
    names: dict[str, str]
    cost: float | None
    is_over: bool = False


def value_of(row: Barrier) -> Value:
    """Give the value of a barrier, ``None`` where its severity is not known."""
    if row.value_text is not None:
        return row.value_text
    known = ATTRIBUTES.get(row.attribute)
    if row.value_number is not None and known and known.kind is Kind.YES_NO:
        return bool(row.value_number)
    return row.value_number


def _crossings(session: Session) -> set[str]:
    statement = (
        select(ObservationRow.subject)
        .join(Barrier, Barrier.node_key == ObservationRow.subject)
        .where(ObservationRow.attribute == "crossing")
    )
    return set(session.scalars(statement)) | list_crossings(session)


def iter_active_barriers(session: Session) -> Iterator[ActiveBarrier]:
    """Read the barriers that are active, and those that need a caution, by their keys.

    Parameters
    ----------
    session : Session

    Yields
    ------
    ActiveBarrier
        Also those whose time has run out: the clock is the caller's.
    """
    crossings = _crossings(session)
    statement = (
        select(Barrier, Source.key)
        .join(Source, Source.id == Barrier.source_id)
        .outerjoin(ReportEffect, ReportEffect.report_id == Barrier.report_id)
        .where(or_(Barrier.status == ACTIVE, ReportEffect.effect == Effect.CAUTION))
        .order_by(Barrier.id)
    )
    for row, source in session.execute(statement):
        point = to_shape(row.geom).centroid
        evidence = Evidence(source, row.method, row.observed_on, row.confidence)
        yield ActiveBarrier(
            key=row.key,
            kind=row.kind,
            attribute=row.attribute,
            value=value_of(row),
            anchor=Anchor(
                way_key=row.way_key or "",
                node_key=row.node_key or "",
                along_m=row.along_m,
                side=row.side,
                at_crossing=row.node_key in crossings,
            ),
            lonlat=(point.x, point.y),
            evidence=evidence,
            confirmed=row.method not in SOFT,
            expires_at=row.expires_at,
            names=row.names,
            cost=row.cost,
            is_over=row.status != ACTIVE,
        )
