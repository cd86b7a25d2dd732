"""Access attributes as observations: three-valued, with source, method and date.

The value that is used is *resolved* from the observations by one pure function:
best method first, then the newest, then the most confident. What is chosen does not
depend on the day of the question; how far it is believed does (``geo.ageing``).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

Value = bool | float | str | None
"""yes/no, a number in SI units, a word; ``None`` is *unknown*."""


class Method(StrEnum):
    """How a value came to be known, best first."""

    MEASURED = "measured"
    SURVEYED = "surveyed"
    TAGGED = "tagged"
    MODELLED = "modelled"
    REPORTED = "reported"
    DEMONSTRATION = "demonstration"


RANK: Final = {method: rank for rank, method in enumerate(Method)}


class Side(StrEnum):
    """Which side of a way an observation speaks of, in digitising direction."""

    BOTH = "both"
    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Observation:
    """What one source says of one attribute of one subject.

    Attributes
    ----------
    subject : str
        Stable key, for example ``"osm:w123"`` (way), ``"osm:n5"`` (node or place).
    attribute : str
        A name of ``geo.attribute.ATTRIBUTES``.
    value : Value
        ``None`` where the source says that it does not know.
    method : Method
        How it was found out.
    source : str
        Key of the source.
    side : Side
        Side of the way; ``BOTH`` for anything else.
    observed_on : date, optional
        Day of the observation, when the source tells.
    confidence : float
        0 … 1.
    raw : str
        The source's own text, for provenance.
    author : str
        Organisation or role; never a person's name in public answers.
    """

    subject: str
    attribute: str
    value: Value
    method: Method
    source: str
    side: Side = Side.BOTH
    observed_on: date | None = None
    confidence: float = 1.0
    raw: str = ""
    author: str = ""


def preference(observation: Observation) -> tuple[int, int, float, str]:
    """Order observations from the best to the worst; known before unknown."""
    day = observation.observed_on.toordinal() if observation.observed_on else 0
    unknown = len(RANK) if observation.value is None else 0
    return (
        RANK[observation.method] + unknown,
        -day,
        -observation.confidence,
        observation.source,
    )


def resolve(observations: Iterable[Observation]) -> Observation | None:
    """Choose the observation whose value is used.

    Parameters
    ----------
    observations : iterable of Observation
        All of one subject, one attribute and one side.

    Returns
    -------
    Observation or None
        The best one; ``None`` where there is none at all.
    """
    return min(observations, key=preference, default=None)
