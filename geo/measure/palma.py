"""The Palma ratio: the best off tenth beside the worst off four tenths."""

from __future__ import annotations

from typing import Final

import numpy as np

from geo.measure.band import Line, build_band, build_line, check_access
from geo.measure.span import Range, Span
from geo.network import Floats

POOR: Final = 0.4
RICH: Final = 0.9
"""Palma, Homogeneous middles vs. heterogeneous tails, Dev. Change 42 (2011),
doi:10.1111/j.1467-7660.2011.01694.x, for incomes."""


def palma(access: Floats, people: Floats) -> float:
    """Divide what the best off tenth reaches by what the worst off 40 per cent do.

    ``(mean of the best off 10 %) / (mean of the worst off 40 %)``, by access itself. An
    origin across one of the two limits counts with its people on either side.

    Parameters
    ----------
    access : array, shape (n,)
        Not negative.
    people : array, shape (n,)

    Returns
    -------
    float
        Infinite where the worst off reach nothing; NaN where nobody does.
    """
    return _ratio(*_tails(build_line(access, people)))


def palma_range(access: Span, people: Floats) -> Range:
    """Enclose ``palma``: the two lemmas of ``geo.measure.band``.

    The ratio is greatest with the low ends in the poor tail and the high ends in the
    rich one, and least on a clipped line; between two corners of these, both tails are
    linear in one value, so the least ratio is at a corner.

    Returns
    -------
    Range
        The low end is taken on, the high end encloses.
    """
    band = build_band(access, people, edges=(POOR, RICH))
    if not len(band.share) or band.high[-1] <= 0:
        return Range(np.nan, np.nan)
    middle = np.cumsum(band.share) - band.share / 2
    poor, rich = band.share * (middle < POOR), band.share * (middle > RICH)
    tops, bottoms = band.clipped_sums(rich), band.clipped_sums(poor)
    ratios = [
        _ratio(float(top), float(bottom))
        for top, bottom in zip(tops, bottoms, strict=True)
        if top > 0 or bottom > 0
    ]
    most = _ratio(float(rich @ band.high), float(poor @ band.low))
    return Range(min(*ratios, most), most)


def palma_by_status(access: Floats, people: Floats, status: Floats) -> float:
    """Divide the same by status, such as income: the richest beside the poorest.

    Parameters
    ----------
    access, people : array, shape (n,)
    status : array, shape (n,)
        What people are lined up by; unlike ``palma``, the ratio may be below 1.

    References
    ----------
    Herszenhut et al., The impact of transit monetary costs on transport inequality,
    J. Transp. Geogr. 99 (2022), doi:10.1016/j.jtrangeo.2022.103309.
    """
    return _ratio(*_tails(_line_by(access, people, status)))


def palma_by_status_range(access: Span, people: Floats, status: Floats) -> Range:
    """Bound ``palma_by_status``: who is in which tail does not depend on access.

    It rises with what the rich reach and falls with what the poor do, and both ends
    are taken on where no origin is in both tails.
    """
    low, high = (_line_by(end, people, status) for end in (access.low, access.high))
    (rich_low, poor_low), (rich_high, poor_high) = _tails(low), _tails(high)
    least, most = _ratio(rich_low, poor_high), _ratio(rich_high, poor_low)
    if np.isnan(least) or np.isnan(most):
        return Range(0.0, np.inf) if poor_high + rich_high > 0 else Range(least, most)
    return Range(least, most)


def _line_by(access: Floats, people: Floats, status: Floats) -> Line:
    check_access(access, people)
    order = np.argsort(status, kind="stable")
    order = order[people[order] > 0]
    whole = max(float(people.sum()), np.finfo(float).tiny)
    return Line(people[order] / whole, access[order])


def _tails(line: Line) -> tuple[float, float]:
    """Give what the rich and the poor tail hold together."""
    edge = np.cumsum(line.share)
    start = edge - line.share
    poor = np.clip(np.minimum(edge, POOR) - start, 0.0, None)
    rich = np.clip(edge - np.maximum(start, RICH), 0.0, None)
    return float(rich @ line.value), float(poor @ line.value)


def _ratio(rich: float, poor: float) -> float:
    if poor <= 0:
        return float("inf") if rich > 0 else float("nan")
    return (rich / (1 - RICH)) / (poor / POOR)
