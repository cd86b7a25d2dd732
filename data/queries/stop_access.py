"""What is known of stops, of the vehicles of lines, and of who was refused on board."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, cast

from shapely import get_coordinates
from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from data.models import (
    Line,
    ObservationRow,
    Pathway,
    Report,
    ReportEffect,
    ReportTold,
    Source,
    Stop,
    to_shapely,
)
from data.queries.observation import Stored, to_observation
from geo.effect import CONFIRMED
from geo.life_cycle import unlisted_states
from geo.network import Floats
from geo.text import fold
from geo.transit.stop_access import Facts, collect_facts

BOARDING: Final = 0
"""GTFS location type of what people board at."""
REFUSED: Final = "boarding"
"""Category of a report that somebody was refused on board."""
REFUSED_LINE: Final = "refused_line"


@dataclass(frozen=True, eq=False)
class StopPlaces:
    """The stops at which people board, in the order of their keys.

    Attributes
    ----------
    keys : tuple of str
    lonlat : array, shape (k, 2)
        Degrees, EPSG:4326.
    """

    keys: tuple[str, ...]
    lonlat: Floats


@dataclass(frozen=True)
class Refusals:
    """Confirmed and published reports of somebody who was refused on board.

    Attributes
    ----------
    stops : mapping of str to int
        Key of a stop → how many.
    lines : mapping of str to int
        What was written of the line, folded → how many.
    """

    stops: Mapping[str, int] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)

    def of_line(self, names: Iterable[str]) -> int:
        """Count those that name a line by its number or one of its names."""
        folded = {fold(name) for name in names}
        return sum(self.lines.get(name, 0) for name in folded if name)


def list_stop_places(session: Session) -> StopPlaces:
    """List the stops at which people board and that have a position."""
    rows = session.execute(
        select(Stop.key, Stop.geom)
        .where(Stop.location_type == BOARDING, Stop.geom.is_not(None))
        .order_by(Stop.key)
    ).all()
    lonlat: Floats = get_coordinates([to_shapely(row.geom) for row in rows])
    return StopPlaces(tuple(row.key for row in rows), lonlat)


def load_stop_facts(session: Session) -> dict[str, Facts]:
    """Read what is known of every stop: key → attribute → observation that is used."""
    return _load(session, Stop.key)


def load_line_facts(session: Session) -> dict[str, Facts]:
    """Read what is known of the vehicles of every line."""
    return _load(session, Line.key)


def load_pathway_facts(session: Session) -> dict[str, Facts]:
    """Read what is known of every pathway inside a station."""
    return _load(session, Pathway.key)


def _load(session: Session, keys: InstrumentedAttribute[str]) -> dict[str, Facts]:
    rows = session.execute(
        select(*ObservationRow.__table__.columns, Source.key.label("source"))
        .join(Source, Source.id == ObservationRow.source_id)
        .join(keys.class_, keys == ObservationRow.subject)
    )
    return collect_facts(to_observation(cast(Stored, row), row.source) for row in rows)


def count_refusals(session: Session, *, since: datetime) -> Refusals:
    """Count the reports of a refusal that are public and confirmed.

    Parameters
    ----------
    session : Session
    since : datetime
        Older reports say nothing of today.

    Returns
    -------
    Refusals
        A report that is not public, that nobody has confirmed or that repeats another
        is not counted.
    """
    rows: Any = session.execute(
        select(ReportTold.subject, ReportTold.answers)
        .join(Report, Report.id == ReportTold.report_id)
        .join(ReportEffect, ReportEffect.report_id == Report.id)
        .where(
            Report.category == REFUSED,
            Report.is_private.is_(False),
            Report.state.not_in(unlisted_states()),
            Report.canonical.is_(None),
            Report.created_at >= since,
            ReportEffect.effect.in_([str(effect) for effect in CONFIRMED]),
        )
    ).all()
    lines = (fold(str(row.answers.get(REFUSED_LINE) or "")) for row in rows)
    return Refusals(
        stops=Counter(row.subject for row in rows if row.subject),
        lines=Counter(line for line in lines if line),
    )
