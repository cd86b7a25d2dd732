"""Theil's index T: unevenness that splits into that between and that within groups."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from geo.measure.band import HALVINGS, Band, Line, build_band, build_line, find_switch
from geo.measure.span import Range, Span
from geo.network import Floats
from geo.passage import Labels


@dataclass(frozen=True, eq=False)
class Split:
    """Theil's index by groups.

    Attributes
    ----------
    total, between, within : float
        ``total = between + within``; NaN where nobody reaches anything.
    by_group : array, shape (g,)
        What the unevenness inside each group adds to ``within``; 0 where the group is
        empty or reaches nothing.
    """

    total: float
    between: float
    within: float
    by_group: Floats


def theil(access: Floats, people: Floats) -> float:
    """Measure unevenness by Theil's index T.

    ``T = sum_i p_i (x_i / mu) ln(x_i / mu)``, ``p`` the shares of people; who reaches
    nothing adds 0, the limit of ``x ln x``.

    Parameters
    ----------
    access : array, shape (n,)
        Not negative.
    people : array, shape (n,)

    Returns
    -------
    float
        0 … ``ln`` of people over the people of the smallest origin; NaN where nobody
        reaches anything.

    References
    ----------
    Theil, Economics and information theory (1967), chapter 4.
    """
    return _of(build_line(access, people))


def split_theil(access: Floats, people: Floats, groups: Labels, *, count: int) -> Split:
    """Split Theil's index into that between groups and that within them.

    ``T = sum_g s_g ln(mu_g / mu) + sum_g s_g T_g`` with ``s_g = p_g mu_g / mu``, the
    share of the group in all that is reached.

    Parameters
    ----------
    access, people : array, shape (n,)
    groups : array of int, shape (n,)
        Such as districts; each 0 … ``count - 1``.
    count : int
        How many groups there are.
    """
    total = theil(access, people)
    whole, held = float(people.sum()), float(people @ access)
    by_group, between = np.zeros(count), 0.0
    for group in range(count):
        here = groups == group
        own = float(people[here] @ access[here])
        if own > 0:
            part = own / held
            ratio = part * whole / float(people[here].sum())
            between += part * float(np.log(ratio))
            by_group[group] = part * theil(access[here], people[here])
    if np.isnan(total):
        return Split(total, total, total, by_group)
    return Split(total, between, float(by_group.sum()), by_group)


def theil_range(access: Span, people: Floats) -> Range:
    """Enclose ``theil``: the two lemmas of ``geo.measure.band``.

    Along the clipped lines the index falls while ``ln(c / mu)`` is below it; along the
    switched lines it rises while ``1 + T + ln mu`` is above the mean of ``1 + ln x``
    from the low to the high end there, which only rises. Both signs change once.

    Returns
    -------
    Range
        The low end is taken on, the high end encloses.
    """
    band = build_band(access, people)
    if not len(band.share) or band.high[-1] <= 0:
        return Range(np.nan, np.nan)
    cap = float(np.log(people.sum() / people[people > 0].min()))
    most = min(_most(band), cap)
    return Range(max(0.0, min(_least(band), most)), max(most, 0.0))


def _least(band: Band) -> float:
    low, high = float(band.low[0]), float(band.high[-1])
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        line = band.clipped(middle)
        if line.mean <= 0 or np.log(max(middle, 1e-300) / line.mean) < _of(line):
            low = middle
        else:
            high = middle
    return _of(band.clipped(high))


def _most(band: Band) -> float:
    edge = np.cumsum(band.share)

    def rises(at: float, line: Line) -> bool:
        step = min(int(np.searchsorted(edge, at)), len(edge) - 1)
        slope = _slope(float(band.low[step]), float(band.high[step]))
        mean = line.mean
        return mean > 0 and slope < 1 + _of(line) + float(np.log(mean))

    best = _of(find_switch(band, rises))
    low = _of(Line(band.share, band.low))
    return max(one for one in (best, low, 0.0) if not np.isnan(one))


def _slope(low: float, high: float) -> float:
    """Give the mean of ``1 + ln x`` between two values."""
    if high <= 0:
        return -np.inf
    if high - low <= 1e-12 * high:
        return 1 + float(np.log(high))
    under = low * float(np.log(low)) if low > 0 else 0.0
    return (high * float(np.log(high)) - under) / (high - low)


def _of(line: Line) -> float:
    mean = line.mean if len(line.share) else 0.0
    if mean <= 0:
        return float("nan")
    part = line.value[line.value > 0] / mean
    return float(line.share[line.value > 0] @ (part * np.log(part)))
