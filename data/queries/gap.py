"""Gaps as an analysis finds them, and how many there are."""

from __future__ import annotations

from dataclasses import dataclass, field

from shapely.geometry.base import BaseGeometry
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from data.models import Gap, Json, Names
from geo.gap.course import CLOSED
from geo.gap.kind import gap_words

KINDS = tuple(gap_words("kind"))
STATUSES = tuple(gap_words("status"))

Cause = tuple[str, bool]
"""Key of a barrier or else of a way, and whether it is a barrier."""


@dataclass(frozen=True)
class GapFact:
    """One gap to be stored.

    Attributes
    ----------
    key : str
        As long as the gap is new; later ones keep the key that it had first.
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
    look : str
        ``"bad"``, ``"doubt"`` or ``"other"``.
    service, district : str
        Empty where it is of none.
    people_low, people_high : float, optional
        People concerned: for sure, and with those of whom it is not known.
    decided : float, optional
        Share of those concerned for whom the data decide, 0 … 1.
    services : tuple of str
    causes : tuple of Cause
    """

    key: str
    kind: str
    profile: str
    shape: BaseGeometry
    names: Names = field(default_factory=dict)
    residents: float | None = None
    details: Json = field(default_factory=dict)
    is_demonstration: bool = False
    look: str = "bad"
    service: str = ""
    district: str = ""
    people_low: float | None = None
    people_high: float | None = None
    decided: float | None = None
    services: tuple[str, ...] = ()
    causes: tuple[Cause, ...] = ()


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


def count_gaps(session: Session) -> list[GapCount]:
    """Count the gaps that are not closed, by kind and profile.

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
        .where(Gap.status != CLOSED)
        .group_by(Gap.kind, Gap.profile)
        .order_by(Gap.kind, Gap.profile)
    )
    return [GapCount(*row) for row in session.execute(counted)]
