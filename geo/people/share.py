"""Sharing a number of people so that the parts are the whole to the last digit."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from geo.network import Floats

Labels = NDArray[np.int64]

QUANTUM: Final = 2.0**-20
"""About a millionth of a person. Sums of its multiples are exact, in any order, as long
as they stay below 2³³ people: a double has 53 binary digits."""


def in_quanta(people: Floats) -> Floats:
    """Round to whole quanta; whole numbers of people stay as they are."""
    return np.asarray(np.rint(people / QUANTUM) * QUANTUM)


def share_out(totals: Floats, owner: Labels, weights: Floats) -> Floats:
    """Share totals among parts by weight.

    Parameters
    ----------
    totals : array, shape (c,)
        People, 0 or more.
    owner : array, shape (p,)
        Which total each part belongs to, ascending.
    weights : array, shape (p,)
        0 or more, with a sum above 0 for every owner.

    Returns
    -------
    array, shape (p,)
        Whole quanta, 0 or more; those of one owner sum to ``in_quanta`` of its total
        exactly, in whatever order they are summed.

    Notes
    -----
    Each part is the difference of two rounded running totals, so that what rounding
    takes from one part the next one gets.
    """
    if not len(owner):
        return np.zeros(0)
    last = np.append(np.flatnonzero(np.diff(owner)), len(owner) - 1)
    first = np.append(0, last[:-1] + 1)
    size = last - first + 1
    part = weights / np.add.reduceat(weights, first).repeat(size)
    running = np.cumsum(part)
    before = (running[first] - part[first]).repeat(size)
    until = np.rint(totals[owner] * np.clip(running - before, 0, 1) / QUANTUM)
    until[last] = np.rint(totals[owner[last]] / QUANTUM)
    until = np.minimum(until, until[last].repeat(size))
    parts = np.diff(until, prepend=0.0)
    parts[first] = until[first]
    return np.asarray(parts * QUANTUM)
