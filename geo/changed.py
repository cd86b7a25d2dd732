"""What a barrier changed, in numbers: how many sampled trips, by how much, how sure."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from geo.sample_trip import LEAST_S, Outcome

Z: Final = 1.96
"""Of a normal distribution, so much holds 95 % (Wilson 1927, score interval)."""


@dataclass(frozen=True)
class Changed:
    """What a barrier changed for one profile in one of the two samples.

    Attributes
    ----------
    profile : str
    area : str
        ``"near"`` the barrier, or the whole ``"town"``.
    trips : int
        How many were sampled.
    possible : int
        Of these, how many this person can make without the barrier.
    passing : int
        Of the possible ones, how many lead over it.
    longer, impossible : int
        How many take longer with it; how many cannot be made any more.
    dearer : int
        How many take no longer, but another way or more effort or doubt.
    median_s, most_s : float, optional
        How much longer the longer ones take, seconds.
    low, high : float
        Between these shares of the possible trips, longer and impossible ones lie
        with 95 % certainty, as far as the sample can tell.
    """

    profile: str
    area: str
    trips: int
    possible: int
    passing: int
    longer: int
    impossible: int
    dearer: int
    median_s: float | None
    most_s: float | None
    low: float
    high: float

    @property
    def worse(self) -> int:
        """How many got longer or impossible."""
        return self.longer + self.impossible


def bound_share(count: int, total: int) -> tuple[float, float]:
    """Give the bounds of a share that was found in a sample.

    Parameters
    ----------
    count, total : int

    Returns
    -------
    tuple of float
        Wilson's score interval at 95 %; 0 and 1 where nothing was sampled.
    """
    if not total:
        return 0.0, 1.0
    share, weight = count / total, Z * Z / total
    middle = share + weight / 2
    half = Z * math.sqrt(share * (1 - share) / total + weight / (4 * total))
    low = 0.0 if count == 0 else (middle - half) / (1 + weight)
    high = 1.0 if count == total else (middle + half) / (1 + weight)
    return low, high


def count_changed(profile: str, area: str, outcomes: Sequence[Outcome]) -> Changed:
    """Count what became of sampled trips.

    Parameters
    ----------
    profile, area : str
    outcomes : sequence of Outcome

    Returns
    -------
    Changed
    """
    possible = [one for one in outcomes if one.possible]
    extra = [one.extra_s for one in possible if one.extra_s >= LEAST_S]
    impossible = sum(one.impossible for one in possible)
    low, high = bound_share(len(extra) + impossible, len(possible))
    return Changed(
        profile=profile,
        area=area,
        trips=len(outcomes),
        possible=len(possible),
        passing=sum(one.passing for one in possible),
        longer=len(extra),
        impossible=impossible,
        dearer=sum(one.dearer and not one.extra_s >= LEAST_S for one in possible),
        median_s=median(extra) if extra else None,
        most_s=max(extra, default=None),
        low=low,
        high=high,
    )
