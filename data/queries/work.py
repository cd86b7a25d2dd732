"""Works: replace what an analysis ranked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from shapely.geometry.base import BaseGeometry
from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from data.models import Json, Work, to_column


@dataclass(frozen=True)
class WorkFact:
    """One work to be stored.

    Attributes
    ----------
    key : str
    barrier_key : str
    profile : str
    rank : int
        1 is the first; in order of what each repair alone opens.
    residents : float
        People who gain a way to one service at least by this repair alone.
    shape : geometry
        Point, EPSG:4326.
    services : list of str
        Services that somebody gains.
    cost : float, optional
        In the town's currency; ``None`` where it is not known.
    details : dict
        Facts in plain JSON values.
    is_demonstration : bool
    """

    key: str
    barrier_key: str
    profile: str
    rank: int
    residents: float
    shape: BaseGeometry
    services: list[str] = field(default_factory=list)
    cost: float | None = None
    details: Json = field(default_factory=dict)
    is_demonstration: bool = False


def replace_works(session: Session, works: Iterable[WorkFact], *, revision: int) -> int:
    """Replace all works by those that an analysis ranked.

    Parameters
    ----------
    session : Session
        A write session.
    works : iterable of WorkFact
        In the order in which they are to be listed.
    revision : int
        ``Revision.network`` of the network that was analysed.

    Returns
    -------
    int
        How many there are now.
    """
    session.execute(delete(Work))
    rows = [
        {
            "key": work.key,
            "barrier_key": work.barrier_key,
            "profile": work.profile,
            "rank": work.rank,
            "residents": work.residents,
            "services": work.services,
            "cost": work.cost,
            "details": work.details,
            "is_demonstration": work.is_demonstration,
            "revision": revision,
            "geom": to_column(work.shape),
        }
        for work in works
    ]
    if rows:
        session.execute(insert(Work), rows)
    return len(rows)


def count_works(session: Session) -> dict[str, int]:
    """Count the works by profile.

    Parameters
    ----------
    session : Session

    Returns
    -------
    dict of str to int
        Profile → how many, in order of the profile.
    """
    counted = (
        select(Work.profile, func.count().label("works"))
        .group_by(Work.profile)
        .order_by(Work.profile)
    )
    return {row.profile: row.works for row in session.execute(counted)}
