"""Floating catchments: supply per person, where people compete for it."""

from __future__ import annotations

import numpy as np

from geo.measure.span import Span
from geo.measure.steps import Steps
from geo.measure.ways import Ways
from geo.network import Floats


def share(part: Floats, whole: Floats) -> Floats:
    """Divide, 0 where there is nothing to be divided by."""
    found = np.zeros(np.broadcast_shapes(part.shape, whole.shape))
    return np.asarray(np.divide(part, whole, out=found, where=whole > 0))


def supply_per_person(
    seconds: Floats, people: Floats, supply: Floats, *, steps: Steps
) -> Floats:
    """Measure supply per person by the two-step floating catchment area (2SFCA).

    ``R_j = S_j / sum_i P_i w_ij``, ``A_i = sum_j R_j w_ij``. With one threshold it is
    2SFCA, with several steps E2SFCA. What people get adds up to what there is:
    ``sum_i P_i A_i = sum_j S_j`` over all places with somebody in their catchment.

    Parameters
    ----------
    seconds : array, shape (n, m)
        Infinite where there is no way.
    people : array, shape (n,)
    supply : array, shape (m,)
        Such as places in a class, or doctors.
    steps : Steps

    Returns
    -------
    array, shape (n,)
        Supply per person; 0 where nothing is reached. A place in whose catchment
        nobody lives has no ratio and counts for nobody.

    References
    ----------
    Luo and Wang, Environ. Plan. B 30 (2003), doi:10.1068/b29120; Luo and Qi, Health
    Place 15 (2009), doi:10.1016/j.healthplace.2009.06.002.
    """
    weights = steps.weigh(seconds)
    return weights @ share(supply, people @ weights)


def span_supply(ways: Ways, people: Floats, supply: Floats, *, steps: Steps) -> Span:
    """Bound ``supply_per_person``.

    Shorter ways of others take from what is left, so the measure does not fall with
    the seconds. Each term of ``A_i`` is ``S_j w_ij / (P_i w_ij + D_j)``, where ``D_j``
    is the demand of all others: it rises with the own weight and falls with each other
    weight. Every weight stands in one term only, so ``A_i`` is least with the own
    weights strict and all others open, and greatest the other way round. Over all
    seconds between strict and open both ends are taken on.

    Returns
    -------
    Span
        NaN where nobody lives: there, a place without other demand has no ratio.
    """
    low, high = steps.weigh(ways.strict), steps.weigh(ways.open)
    return Span(
        _extreme(low, high, people, supply), _extreme(high, low, people, supply)
    )


def _extreme(own: Floats, others: Floats, people: Floats, supply: Floats) -> Floats:
    """Give the measure of each origin under its own weights and those of the others."""
    here = people[:, None] * others
    demand = here.sum(axis=0) - here + people[:, None] * own
    found = np.asarray(share(supply * own, demand).sum(axis=1))
    return np.where(people > 0, found, np.nan)
