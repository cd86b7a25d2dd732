"""The time to the nearest few opportunities."""

from __future__ import annotations

import numpy as np

from geo.errors import InputError
from geo.measure.span import Span
from geo.measure.ways import Ways
from geo.network import Floats


def seconds_to_nearest(seconds: Floats, supply: Floats, *, count: float = 1) -> Floats:
    """Measure the time within which so many opportunities are reached.

    ``t_i = min { T : sum_j O_j [c_ij <= T] >= k }``

    Parameters
    ----------
    seconds : array, shape (n, m)
        Infinite where there is no way.
    supply : array, shape (m,)
        How many opportunities each place has, not negative.
    count : float
        How many are wanted, more than zero.

    Returns
    -------
    array, shape (n,)
        Infinite where there are not so many.

    Raises
    ------
    InputError
        If ``count`` is not above zero.
    """
    if not count > 0:
        raise InputError("count", f"{count} is not above 0")
    order = np.argsort(seconds, axis=1, kind="stable")
    held = np.cumsum(supply[order], axis=1)
    sorted_s = np.take_along_axis(seconds, order, axis=1)
    least = np.min(sorted_s, axis=1, initial=np.inf, where=held >= count)
    return np.asarray(least)


def span_nearest(ways: Ways, supply: Floats, *, count: float = 1) -> Span:
    """Bound ``seconds_to_nearest``, which rises where ways get longer."""
    best = seconds_to_nearest(ways.open, supply, count=count)
    worst = seconds_to_nearest(ways.strict, supply, count=count)
    return Span(best, worst)
