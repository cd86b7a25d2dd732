"""How much of what is kept comes from a demonstration."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from data.models import Barrier, Place, Source, Stop, Way

COUNTED: Final = {
    "places": Place.source_id,
    "stops": Stop.source_id,
    "ways": Way.source_id,
    "barriers": Barrier.source_id,
}


@dataclass(frozen=True)
class MadeUp:
    """How many records of a kind are made up, and how many have a source at all."""

    name: str
    made_up: int
    total: int


def count_made_up(session: Session) -> list[MadeUp]:
    """Count what is made up, kind by kind.

    Parameters
    ----------
    session : Session

    Returns
    -------
    list of MadeUp
        Records without a source, as barriers of reports are, are in neither number.
    """
    demonstrations = select(Source.id).where(Source.is_demonstration)
    counted = []
    for name, column in COUNTED.items():
        total = session.scalar(select(func.count(column))) or 0
        some = select(func.count(column)).where(column.in_(demonstrations))
        counted.append(MadeUp(name, session.scalar(some) or 0, total))
    return counted
