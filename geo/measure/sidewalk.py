"""Sidewalk reach: how much of the network somebody gets to, beside a walker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from geo.engine.arc import CLOSED, MS_PER_S, Weights
from geo.judge.kernel import kernel
from geo.measure.ratio import access_ratio
from geo.measure.span import Range, Span
from geo.network import Floats, Ints

LEAST_MS: Final = 1.0


@dataclass(frozen=True, eq=False)
class Streets:
    """The segments of a network, as one person passes them.

    Attributes
    ----------
    tail, head : array of int32, shape (m,)
        Nodes.
    length_m : array, shape (m,)
        One side of a street may count as its share of the street.
    forward, backward : array of int32, shape (m,)
        Milliseconds from tail to head and back, ``geo.engine.arc.CLOSED`` where closed.
    """

    tail: Ints
    head: Ints
    length_m: Floats
    forward: Weights
    backward: Weights


def sidewalk_reach(spent: Weights, streets: Streets, *, limit_s: float) -> Floats:
    """Measure the metres of network within a time.

    A segment is gone along from both its ends, as far as the time lasts from each.

    Parameters
    ----------
    spent : array of int32, shape (n, k)
        Milliseconds from each of ``k`` origins to each node, as sweeps give them
        (``geo.engine.sweep.reach_groups``); ``CLOSED`` where there is no way.
    streets : Streets
    limit_s : float

    Returns
    -------
    array, shape (k,)

    References
    ----------
    Bolten and Caspi, Towards routine, city-scale accessibility metrics: graph theoretic
    interpretations of pedestrian access using personalized pedestrian network analysis,
    PLoS ONE 16 (2021), doi:10.1371/journal.pone.0248399.
    """
    found = np.zeros(spent.shape[1])
    _cover(
        spent,
        streets.tail,
        streets.head,
        streets.length_m,
        streets.forward,
        streets.backward,
        limit_s * MS_PER_S,
        found,
    )
    return found


def sidewalk_quotient(person: Span, walker: Floats) -> Span:
    """Divide sidewalk reach by that of an unimpeded walker from the same places.

    Parameters
    ----------
    person : Span
        Metres, shape (n,); it rises with what can be passed, so open and strict bound
        it.
    walker : array, shape (n,)

    Returns
    -------
    Span
        NaN where the walker gets nowhere.
    """
    return Span(access_ratio(person.low, walker), access_ratio(person.high, walker))


def normalised_reach(person: Range, whole_m: float) -> Range:
    """Give sidewalk reach as a share of all there is; NaN of nothing."""
    if whole_m <= 0:
        return Range(float("nan"), float("nan"))
    return Range(person.low / whole_m, person.high / whole_m)


@kernel
def _cover(  # noqa: PLR0913, PLR0917
    spent: Weights,
    tail: Ints,
    head: Ints,
    length_m: Floats,
    forward: Weights,
    backward: Weights,
    limit: float,
    found: Floats,
) -> None:
    for i in range(len(tail)):
        near, far = spent[tail[i]], spent[head[i]]
        for lane in range(len(found)):
            share = 0.0
            if near[lane] <= limit and forward[i] < CLOSED:
                share += (limit - near[lane]) / max(forward[i], LEAST_MS)
            if far[lane] <= limit and backward[i] < CLOSED:
                share += (limit - far[lane]) / max(backward[i], LEAST_MS)
            found[lane] += min(share, 1.0) * length_m[i]
