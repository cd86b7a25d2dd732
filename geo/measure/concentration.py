"""The concentration index: whether more is reached by those better off in status."""

from __future__ import annotations

import numpy as np

from geo.errors import InputError
from geo.measure.band import check_access
from geo.measure.span import Range, Span
from geo.network import Floats


def rank_people(status: Floats, people: Floats) -> Floats:
    """Give the place of each origin among all people by status, ``R``.

    The share of people with less, and half of those with the same; 0 … 1.

    References
    ----------
    van Doorslaer and Koolman, Health Econ. 13 (2004), doi:10.1002/hec.918.
    """
    values, own = np.unique(status, return_inverse=True)
    group = np.bincount(own, weights=people, minlength=len(values))
    middle = np.cumsum(group) - group / 2
    return np.asarray(middle[own] / max(people.sum(), np.finfo(float).tiny))


def concentration(access: Floats, people: Floats, status: Floats) -> float:
    """Measure how unevenly access goes with status.

    ``C = (2 / mu) sum_i p_i x_i (R_i - 1/2)``, ``p`` the shares of people.

    Parameters
    ----------
    access, people : array, shape (n,)
    status : array, shape (n,)
        Such as income; only its order counts.

    Returns
    -------
    float
        -1 … 1, below 0 where those with less status reach more; NaN where nobody
        reaches anything.

    References
    ----------
    Kakwani, Wagstaff and van Doorslaer, J. Econom. 77 (1997),
    doi:10.1016/S0304-4076(96)01807-6.
    """
    check_access(access, people)
    tilt = people * (2 * rank_people(status, people) - 1)
    held = float(people @ access)
    return float(tilt @ access) / held if held > 0 else float("nan")


def erreygers(
    access: Floats,
    people: Floats,
    status: Floats,
    *,
    bounds: tuple[float, float] | None = None,
) -> float:
    """Measure the same for a variable that has bounds, by Erreygers' correction.

    ``E = 4 mu C / (b - a)``, which does not depend on whether access or its lack is
    counted.

    Parameters
    ----------
    access, people, status : array, shape (n,)
    bounds : tuple of float, optional
        ``a`` and ``b``: the least and the most that can be reached. Without them, the
        least and the most that somebody does reach.

    Returns
    -------
    float
        NaN where the bounds are the same.

    References
    ----------
    Erreygers, Correcting the concentration index, J. Health Econ. 28 (2009),
    doi:10.1016/j.jhealeco.2008.02.003.
    """
    lived = people > 0
    if not lived.any():
        return float("nan")
    a, b = bounds or (float(access[lived].min()), float(access[lived].max()))
    if b <= a:
        return float("nan")
    mean = float(people @ access) / float(people.sum())
    index = concentration(access, people, status) if mean > 0 else 0.0
    return 4 * mean * index / (b - a)


def concentration_range(access: Span, people: Floats, status: Floats) -> Range:
    """Bound ``concentration``.

    The order by status does not depend on access, so the index is a ratio of two sums
    that are linear in every origin. Such a ratio is greatest with each origin at an
    end of its span: the high end where ``2 R - 1`` is above the ratio, else the low
    end. So some place in the order divides low from high, and all are tried.

    Returns
    -------
    Range
        Both ends are taken on; NaN where nobody can reach anything.
    """
    check_access(access.high, people)
    rank = rank_people(status, people)
    order = np.argsort(rank, kind="stable")
    weight, tilt = people[order], people[order] * (2 * rank[order] - 1)
    low, high = access.low[order], access.high[order]
    most = _divided(tilt, weight, low, high)
    least = _divided(tilt, weight, high, low)
    if not len(most):
        return Range(float("nan"), float("nan"))
    return Range(float(least.min()), float(most.max()))


def erreygers_range(
    access: Span, people: Floats, status: Floats, *, bounds: tuple[float, float]
) -> Range:
    """Bound ``erreygers`` with given bounds: linear in what each origin reaches.

    Returns
    -------
    Range
        Both ends are taken on.

    Raises
    ------
    InputError
        If the bounds are the same or do not hold the access.
    """
    a, b = bounds
    if not (a < b and access.low.min() >= a and access.high.max() <= b):
        raise InputError("bounds", f"{a} … {b} do not hold what may be reached")
    whole = max(float(people.sum()), np.finfo(float).tiny)
    tilt = 4 * people * (2 * rank_people(status, people) - 1) / whole / (b - a)
    up, down = np.clip(tilt, 0.0, None), np.clip(tilt, None, 0.0)
    least = float(up @ access.low + down @ access.high)
    return Range(least, float(up @ access.high + down @ access.low))


def _divided(tilt: Floats, weight: Floats, first: Floats, second: Floats) -> Floats:
    """Give the ratio with the one end up to each place and the other beyond it."""
    above = _split(tilt * first, tilt * second)
    below = _split(weight * first, weight * second)
    held = below > 0
    return np.asarray(above[held] / below[held])


def _split(first: Floats, second: Floats) -> Floats:
    head = np.concatenate([[0.0], np.cumsum(first)])
    tail = np.concatenate([[0.0], np.cumsum(second[::-1])])[::-1]
    return np.asarray(head + tail)
