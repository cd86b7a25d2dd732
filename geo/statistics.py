"""Times and shares of few reports, with limits that say how little is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.special import bdtr

LEVEL: Final = 0.95
"""Of a hundred such intervals, about ninety-five hold the true value."""
LEAST: Final = 10
"""Of fewer people or reports nothing is published that tells of a disability."""
HALF: Final = 0.5

Times = NDArray[np.float64]


@dataclass(frozen=True)
class Share:
    """How many of how many.

    Attributes
    ----------
    count, of : int
    low, high : float
        Limits of the true share.
    """

    count: int
    of: int
    low: float
    high: float

    @property
    def share(self) -> float | None:
        """The share itself; ``None`` of nothing."""
        return self.count / self.of if self.of else None


@dataclass(frozen=True)
class HalfTime:
    """After what time half of them were done.

    Attributes
    ----------
    done, waiting : int
        How many were done, and how many were still waiting when last looked at.
    time : float or None
        In the unit of the times; ``None`` if half of them have not been seen done.
    low, high : float or None
        Limits of the true value; ``None`` where there are too few to tell.
    """

    done: int
    waiting: int
    time: float | None = None
    low: float | None = None
    high: float | None = None


def measure_share(count: int, of: int, *, level: float = LEVEL) -> Share:
    """Tell a share with its limits.

    Parameters
    ----------
    count, of : int
        ``0 ≤ count ≤ of``.
    level : float

    Returns
    -------
    Share
        With the limits of Wilson's score interval (1927), which stay within 0 … 1
        and mean something for few; of nothing, anything can be.
    """
    if not of:
        return Share(0, 0, 0.0, 1.0)
    z2 = NormalDist().inv_cdf((1 + level) / 2) ** 2
    middle = (count + z2 / 2) / (of + z2)
    reach = (z2 * (count * (of - count) / of + z2 / 4)) ** 0.5 / (of + z2)
    low = 0.0 if not count else max(0.0, middle - reach)
    high = 1.0 if count == of else min(1.0, middle + reach)
    return Share(count, of, low, high)


def measure_half_time(
    done: Sequence[float], waiting: Sequence[float] = (), *, level: float = LEVEL
) -> HalfTime:
    """Tell after what time half of them were done; those that wait count too.

    To leave out what still waits would make the slow look fast.

    Parameters
    ----------
    done : sequence of float
        Times that it took.
    waiting : sequence of float
        Times that the others have waited so far.
    level : float

    Returns
    -------
    HalfTime
        The smallest time by which half are done: the sample's where none waits, else
        by Kaplan and Meier (1958). The limits are order statistics, exact whatever
        the times are like, where none waits; else those of Brookmeyer and Crowley
        (1982) on the log-log scale.
    """
    times = np.sort(np.asarray(done, dtype=float))
    if not len(times):
        return HalfTime(0, len(waiting))
    if not len(waiting):
        low, high = _order_limits(times, level)
        middle = float(times[(len(times) - 1) // 2])
        return HalfTime(len(times), 0, middle, low, high)
    steps, left, error = _survival(times, np.asarray(waiting, dtype=float))
    below, above = _log_log(left, error, level)
    return HalfTime(
        len(times),
        len(waiting),
        _first(steps, left <= HALF),
        _first(steps, below <= HALF),
        _first(steps, above < HALF),
    )


def _order_limits(times: Times, level: float) -> tuple[float | None, float | None]:
    """Give the order statistics between which the median lies."""
    count = len(times)
    tails = bdtr(np.arange(count // 2 + 1), count, HALF)
    rank = int(np.searchsorted(tails, (1 - level) / 2, side="right"))
    if not rank:
        return None, None
    return float(times[rank - 1]), float(times[count - rank])


def _survival(done: Times, waiting: Times) -> tuple[Times, Times, Times]:
    """Give the times of steps, the share left after each, and Greenwood's sum."""
    steps, deaths = np.unique(done, return_counts=True)
    everybody = np.sort(np.concatenate([done, waiting]))
    at_risk = len(everybody) - np.searchsorted(everybody, steps, side="left")
    left: Times = np.cumprod(1 - deaths / at_risk, dtype=np.float64)
    with np.errstate(divide="ignore"):
        terms = deaths / (at_risk * (at_risk - deaths))
    error: Times = np.cumsum(terms, dtype=np.float64)
    return steps, left, error


def _log_log(left: Times, error: Times, level: float) -> tuple[Times, Times]:
    """Give the limits of the share left; where nothing is left, nothing is."""
    z = NormalDist().inv_cdf((1 + level) / 2)
    with np.errstate(divide="ignore", invalid="ignore"):
        wide = np.exp(z * np.sqrt(error) / np.abs(np.log(left)))
        below, above = left**wide, left ** (1 / wide)
    gone = left <= 0
    return np.where(gone, 0.0, below), np.where(gone, 0.0, above)


def _first(steps: Times, reached: NDArray[np.bool_]) -> float | None:
    found = np.flatnonzero(reached)
    return float(steps[found[0]]) if len(found) else None
