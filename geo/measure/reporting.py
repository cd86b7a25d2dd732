"""How readily people report: from reports of what was reported already.

An incident that nobody reports is not seen, so first reports say nothing of how many
there are. Once one is known, further reports of the same incident come at the rate of
the area, until it is closed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.stats import gamma

from geo.errors import InputError
from geo.network import Floats
from geo.passage import Labels

LEVEL: Final = 0.95


@dataclass(frozen=True)
class ReportingRate:
    """How often an incident is reported that is there.

    Attributes
    ----------
    repeats : int
        Reports after the first.
    exposed_s : float
        Seconds from first reports to closing, of all incidents together.
    rate, low, high : float
        Reports a second; ``rate`` is NaN where nothing was exposed.
    """

    repeats: int
    exposed_s: float
    rate: float
    low: float
    high: float

    def seen_within(self, seconds: float) -> tuple[float, float, float]:
        """Give the share of incidents that are reported in a time, with its limits."""
        low, rate, high = (
            1 - float(np.exp(-each * seconds))
            for each in (self.low, self.rate, self.high)
        )
        return low, rate, high


def reporting_rate(
    repeats: Floats, exposed_s: Floats, *, level: float = LEVEL
) -> ReportingRate:
    """Estimate the rate of reports from repeats.

    ``rate = sum_k n_k / sum_k t_k``: the count after the first report of incident ``k``
    is taken to be of Poisson with mean ``rate t_k``.

    Parameters
    ----------
    repeats : array, shape (k,)
        Reports of each incident after the first, until closing; not negative.
    exposed_s : array, shape (k,)
        Seconds from the first report to closing, or to now; not negative.
    level : float
        Between 0 and 1.

    Returns
    -------
    ReportingRate
        Limits by Jeffreys' interval: the tails of a gamma distribution of shape
        ``n + 1/2``. Of a hundred, about ``100 level`` hold the true rate; the low
        limit of no repeats is 0, and the high one of no exposure is infinite.

    Raises
    ------
    InputError
        If counts or times are negative, or do not fit each other.

    References
    ----------
    Liu, Bhandaram and Garg, Quantifying spatial under-reporting disparities in
    resident crowdsourcing (arXiv 2204.08620); Brown, Cai and DasGupta, Interval
    estimation in exponential families, Stat. Sinica 13 (2003), for the interval.
    """
    if repeats.shape != exposed_s.shape:
        raise InputError("exposed_s", f"{exposed_s.shape} do not fit {repeats.shape}")
    if (repeats < 0).any() or not (exposed_s >= 0).all():
        raise InputError("repeats", "counts or seconds are negative")
    count, whole = int(repeats.sum()), float(exposed_s.sum())
    if whole <= 0:
        return ReportingRate(count, 0.0, float("nan"), 0.0, float("inf"))
    tails = gamma.ppf([(1 - level) / 2, (1 + level) / 2], count + 0.5)
    low = float(tails[0]) / whole if count else 0.0
    return ReportingRate(count, whole, count / whole, low, float(tails[1]) / whole)


def rates_by_group(
    repeats: Floats, exposed_s: Floats, groups: Labels, *, count: int
) -> list[ReportingRate]:
    """Estimate the rate of each group, such as area, kind or severity.

    Parameters
    ----------
    repeats, exposed_s : array, shape (k,)
    groups : array of int, shape (k,)
        0 … ``count - 1``; others are left out.
    count : int

    Returns
    -------
    list of ReportingRate
        One a group, also where it has no incident: that is nothing known, not 0.
    """
    return [
        reporting_rate(repeats[groups == group], exposed_s[groups == group])
        for group in range(count)
    ]
