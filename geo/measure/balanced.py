"""The balanced floating catchment: nobody is counted twice, nor any supply."""

from __future__ import annotations

import numpy as np

from geo.measure.catchment import share
from geo.measure.span import Span
from geo.measure.steps import Steps
from geo.measure.ways import Ways
from geo.network import Floats


def balanced_supply(
    seconds: Floats, people: Floats, supply: Floats, *, steps: Steps
) -> Floats:
    """Measure the level of supply by the balanced floating catchment area (BFCA).

    People are shared out over the places that they reach, ``p_ij = w_ij / sum_l w_il``,
    and the level of service of a place over those who reach it,
    ``q_ij = w_ij / sum_k w_kj``: ``R_j = S_j / sum_k P_k p_kj``,
    ``A_i = sum_j R_j q_ij``. All who reach something are demand once,
    ``sum_j sum_k P_k p_kj = sum_k P_k``, and levels are kept,
    ``sum_i A_i = sum_j R_j``.

    Parameters
    ----------
    seconds : array, shape (n, m)
    people : array, shape (n,)
    supply : array, shape (m,)
    steps : Steps

    Returns
    -------
    array, shape (n,)
        0 where nothing is reached, or only what nobody demands.

    References
    ----------
    Páez, Higgins and Vivona, Demand and level of service inflation in floating
    catchment area methods, PLoS ONE 14 (2019), doi:10.1371/journal.pone.0218773.
    """
    weights = steps.weigh(seconds)
    demand = people @ share(weights, _rows(weights))
    level = share(weights, weights.sum(axis=0))
    return level @ share(supply, demand)


def span_balanced(ways: Ways, people: Floats, supply: Floats, *, steps: Steps) -> Span:
    """Enclose ``balanced_supply``.

    A term of ``A_i`` is ``S_j w / (w + C) / (P_i w / (w + B) + Q)``, where ``w`` is the
    own weight, ``C`` the weights of all others at the place, ``B`` the own weights at
    other places and ``Q`` the demand of the others there. It falls with ``C`` and
    ``Q`` and rises with ``B``. Each of the three is taken at its own extreme, and
    ``w`` runs through the few weights that there are between strict and open. The
    extremes need not come together, so the span encloses the truth and may be wider
    than need be.

    Returns
    -------
    Span
        NaN where nobody lives.
    """
    low, high = steps.weigh(ways.strict), steps.weigh(ways.open)
    ends = [_Others(*pair, people) for pair in ((low, high), (high, low))]
    worst, best = np.full(low.shape, np.inf), np.zeros(low.shape)
    for weight in (0.0, *steps.weights):
        here = (low <= weight) & (weight <= high)
        terms = [_term(weight, end, people, supply) for end in ends]
        worst = np.where(here, np.minimum(worst, terms[1]), worst)
        best = np.where(here, np.maximum(best, terms[0]), best)
    lived = people > 0
    return Span(
        np.where(lived, worst.sum(axis=1), np.nan),
        np.where(lived, best.sum(axis=1), np.nan),
    )


class _Others:
    """What stands beside the own weight: others at their least, or at their most.

    Parameters
    ----------
    least, most : array, shape (n, m)
        Weights that make the others few, and many; the other way round, the reverse.
    people : array, shape (n,)
    """

    def __init__(self, least: Floats, most: Floats, people: Floats) -> None:
        self.at_place = least.sum(axis=0) - least
        self.elsewhere = _rows(most) - most
        demand = people[:, None] * share(least, least + self.elsewhere)
        self.demand = demand.sum(axis=0) - demand


def _term(weight: float, others: _Others, people: Floats, supply: Floats) -> Floats:
    if weight <= 0:
        return np.zeros(others.at_place.shape)
    level = weight / (weight + others.at_place)
    demand = people[:, None] * weight / (weight + others.elsewhere) + others.demand
    return supply * share(level, demand)


def _rows(weights: Floats) -> Floats:
    return np.asarray(weights.sum(axis=1, keepdims=True))
