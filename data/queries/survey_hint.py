"""Where to survey next, as the last analysis says it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from shapely.geometry.base import BaseGeometry
from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from data.models import Barrier, Json, Names, SurveyHint, to_column
from data.queries.layer import Feature, list_by_keys


@dataclass(frozen=True)
class HintFact:
    """Streets to be surveyed together.

    Attributes
    ----------
    key, profile : str
    rank : int
        1 is the first.
    names : dict of str to str
        Of the street; empty without one.
    people : float
        People times services whose question is answered, on average.
    shape : geometry
        EPSG:4326.
    details : dict
        Facts in plain JSON values: ``measures`` lists what to measure where.
    is_demonstration : bool
    """

    key: str
    profile: str
    rank: int
    names: Names
    people: float
    shape: BaseGeometry
    details: Json = field(default_factory=dict)
    is_demonstration: bool = False


def replace_hints(session: Session, hints: Iterable[HintFact]) -> int:
    """Replace all hints by those of an analysis; give how many there are.

    Parameters
    ----------
    session : Session
        A write session.
    hints : iterable of HintFact
    """
    session.execute(delete(SurveyHint))
    rows = [
        {
            **{name: value for name, value in vars(hint).items() if name != "shape"},
            "geom": to_column(hint.shape),
        }
        for hint in hints
    ]
    if rows:
        session.execute(insert(SurveyHint), rows)
    return len(rows)


def list_hints(session: Session, profile: str) -> list[Feature]:
    """List what to survey next for one profile, the most valuable first."""
    ranked = (
        select(SurveyHint.key)
        .where(SurveyHint.profile == profile)
        .order_by(SurveyHint.rank)
    )
    return list_by_keys(session, "surveys", list(session.scalars(ranked)))


def anchors_of_barriers(session: Session) -> dict[str, str]:
    """Give of each barrier the node, else the way, on which it stands."""
    rows = session.execute(select(Barrier.key, Barrier.node_key, Barrier.way_key))
    return {row.key: row.node_key or row.way_key or row.key for row in rows}
