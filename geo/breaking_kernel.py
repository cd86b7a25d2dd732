"""Dijkstra from edge to edge: a limit broken on along one street is one place."""

from __future__ import annotations

from typing import Final

import numpy as np
from numba import njit
from numpy.typing import NDArray

from geo.breaking_set import UNKNOWN_SHIFT, count_bits
from geo.network import Floats
from geo.search import sift_down, sift_up

Indices = NDArray[np.int64]
BROKEN_S: Final = 1e12
"""One place where a limit is broken weighs more than any number of unknown ones."""
UNKNOWN_S: Final = 1e8
"""One place that is not known weighs more than the longest way through any town."""
LOW: Final = (1 << UNKNOWN_SHIFT) - 1


@njit(cache=True, nogil=True)
def weigh_places(new: int) -> float:
    """Weigh limits that are broken anew, one bit a limit."""
    broken = BROKEN_S * count_bits(new & LOW)
    return broken + UNKNOWN_S * count_bits(new >> UNKNOWN_SHIFT)


@njit(cache=True, nogil=True)
def broken_anew(before: int, after: int, bits: Indices, way: Indices) -> int:
    """Give the limits that an edge breaks and the edge before it did not."""
    new: int = bits[after]
    if before >= 0 and way[before >> 1] == way[after >> 1]:
        new &= ~bits[before]
    return new


@njit(cache=True, nogil=True)
def settle_edges(  # noqa: C901, PLR0913, PLR0915, PLR0917
    start: Indices,
    edge: Indices,
    enter: Indices,
    rank: Floats,
    bits: Indices,
    way: Indices,
    seeds: Indices,
    offsets: Floats,
    rest: Floats,
) -> tuple[Floats, Indices]:
    """Dijkstra whose states are edges already gone along.

    ``rest`` is, by node, the most that is left from there to the destination (infinite
    elsewhere): what weighs more than the best way with its rest is left out.
    """
    total = np.full(len(rank), np.inf)
    by = np.full(len(rank), -1, np.int64)
    keys = np.empty(8 * len(rank) + len(seeds) + 1)
    states = np.empty(len(keys), np.int64)
    size, most = 0, np.inf
    for i in range(len(seeds)):
        if offsets[i] < total[seeds[i]]:
            total[seeds[i]] = offsets[i]
            sift_up(keys, states, size, offsets[i], seeds[i])
            size += 1
    while size > 0:
        reached, here = keys[0], states[0]
        size -= 1
        sift_down(keys, states, size)
        if reached > most:
            break
        if reached > total[here]:
            continue
        node = enter[here]
        most = min(most, reached + rest[node])
        for i in range(start[node], start[node + 1]):
            after = edge[i]
            places = weigh_places(broken_anew(here, after, bits, way))
            cost = reached + rank[after] + places
            if cost < total[after]:
                total[after] = cost
                by[after] = here
                if size + 1 >= len(keys):
                    keys = np.concatenate((keys, np.empty(len(keys))))
                    states = np.concatenate((states, np.empty(len(states), np.int64)))
                sift_up(keys, states, size, cost, after)
                size += 1
    return total, by
