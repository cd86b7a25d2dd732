"""Not enough data is not bad access: when a number may be said at all."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np

from geo.errors import InputError
from geo.measure.span import Range, Span
from geo.network import Floats
from geo.passage import Labels

FLOOR: Final = 0.5
"""Of less than half nothing is told, as in Project Sidewalk's access score."""


class Standing(StrEnum):
    """How a number stands beside what is asked for."""

    MET = "met"
    MISSED = "missed"
    DOUBTFUL = "doubtful"
    NOT_ENOUGH = "not_enough"


@dataclass(frozen=True, eq=False)
class Completeness:
    """How much is known of what matters to a profile, by group.

    Attributes
    ----------
    known, whole : array, shape (g,)
        Such as metres on which everything that matters is known, and all metres.
    """

    known: Floats
    whole: Floats

    @property
    def share(self) -> Floats:
        """Share that is known, shape (g,); NaN where there is nothing to know."""
        nothing = np.full(len(self.whole), np.nan)
        found = np.divide(self.known, self.whole, out=nothing, where=self.whole > 0)
        return np.asarray(found)

    def is_enough(self, *, floor: float = FLOOR) -> list[bool]:
        """Tell of each group whether anything may be told."""
        return [bool(one >= floor) for one in self.share]


def completeness(
    uncertain_m: Floats, length_m: Floats, groups: Labels, *, count: int
) -> Completeness:
    """Measure how much is known, district by district.

    ``sum (length - uncertain) / sum length``

    Parameters
    ----------
    uncertain_m : array, shape (m,)
        Metres of each segment on which something that matters is not known, such as
        the worse direction of ``geo.cost.Costs.uncertain_m``.
    length_m : array, shape (m,)
    groups : array of int, shape (m,)
        District of each segment, 0 … ``count - 1``; others are left out.
    count : int

    Returns
    -------
    Completeness

    Raises
    ------
    InputError
        If more is uncertain than there is.
    """
    if (uncertain_m > length_m * (1 + 1e-6) + 1e-6).any():
        raise InputError("uncertain_m", "is longer than the segment somewhere")
    inside = (groups >= 0) & (groups < count)
    own, known = groups[inside], np.clip(length_m - uncertain_m, 0.0, None)[inside]
    sums = [
        np.bincount(own, weights=each, minlength=count).astype(np.float64)
        for each in (known, length_m[inside])
    ]
    return Completeness(*sums)


def share_decided(measure: Span, people: Floats) -> float:
    """Give the share of people whose answer does not depend on what is not known.

    Parameters
    ----------
    measure : Span
        Shape (n,); who has none (NaN) is left out.
    people : array, shape (n,)

    Returns
    -------
    float
        0 … 1; NaN where nobody has an answer.
    """
    whole = float(people[measure.defined].sum())
    return float(people[measure.decided].sum()) / whole if whole > 0 else float("nan")


def judge(
    measure: Range, *, target: float, known: float, floor: float = FLOOR
) -> Standing:
    """Tell how a number stands beside what is asked for.

    Parameters
    ----------
    measure : Range
        The more, the better.
    target : float
        What is asked for at least.
    known : float
        Share that is known (``Completeness.share``) or decided (``share_decided``).
    floor : float

    Returns
    -------
    Standing
        ``MET`` or ``MISSED`` where both ends say so, however little is known: what is
        not known makes no difference. Where they differ, ``NOT_ENOUGH`` below the
        floor, else ``DOUBTFUL``. What is not defined is ``NOT_ENOUGH``.
    """
    if not measure.is_defined:
        return Standing.NOT_ENOUGH
    if measure.low >= target:
        return Standing.MET
    if measure.high < target:
        return Standing.MISSED
    return Standing.DOUBTFUL if known >= floor else Standing.NOT_ENOUGH
