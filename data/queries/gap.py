"""Gaps: replace what an analysis found, list and count it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from shapely.geometry.base import BaseGeometry
from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from data.models import Gap, Json, Names, to_column

KINDS = ("island", "service", "stop")


@dataclass(frozen=True)
class GapFact:
    """One gap to be stored.

    Attributes
    ----------
    key : str
        Stable as long as the gap stays what it is.
    kind : str
        One of ``KINDS``.
    profile : str
    shape : geometry
        EPSG:4326.
    names : dict of str to str
    residents : float, optional
        People concerned; ``None`` where nobody's number is known.
    details : dict
        Facts in plain JSON values.
    is_demonstration : bool
        Whether any source behind it is made up.
    """

    key: str
    kind: str
    profile: str
    shape: BaseGeometry
    names: Names = field(default_factory=dict)
    residents: float | None = None
    details: Json = field(default_factory=dict)
    is_demonstration: bool = False


@dataclass(frozen=True)
class GapCount:
    """How many gaps of one kind a profile has.

    Attributes
    ----------
    kind, profile : str
    count : int
    """

    kind: str
    profile: str
    count: int


def replace_gaps(session: Session, gaps: Iterable[GapFact], *, revision: int) -> int:
    """Replace all gaps by those that an analysis found.

    Parameters
    ----------
    session : Session
        A write session.
    gaps : iterable of GapFact
        In the order in which they are to be listed.
    revision : int
        ``Revision.network`` of the network that was analysed.

    Returns
    -------
    int
        How many there are now.
    """
    session.execute(delete(Gap))
    rows = [
        {
            "key": gap.key,
            "kind": gap.kind,
            "profile": gap.profile,
            "names": gap.names,
            "residents": gap.residents,
            "details": gap.details,
            "is_demonstration": gap.is_demonstration,
            "revision": revision,
            "geom": to_column(gap.shape),
        }
        for gap in gaps
    ]
    if rows:
        session.execute(insert(Gap), rows)
    return len(rows)


def count_gaps(session: Session) -> list[GapCount]:
    """Count the gaps by kind and profile.

    Parameters
    ----------
    session : Session

    Returns
    -------
    list of GapCount
        In order of kind and profile; what has none is left out.
    """
    counted = (
        select(Gap.kind, Gap.profile, func.count())
        .group_by(Gap.kind, Gap.profile)
        .order_by(Gap.kind, Gap.profile)
    )
    return [GapCount(*row) for row in session.execute(counted)]
