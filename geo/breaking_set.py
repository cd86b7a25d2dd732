"""The smallest sets of limits that have to be broken to get somewhere.

A label is a node with the limits broken on the way to it. Of two labels of one node,
the one whose limits are among the other's makes the other needless; what is left at
the destination are all the sets of which no limit can be spared.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numba import njit
from numpy.typing import NDArray

from geo.cost import Costs
from geo.network import Network
from geo.search import star

Indices = NDArray[np.int64]
UNKNOWN_SHIFT: Final = 32
"""What is not known, where the policy refuses it, is a limit apart from the broken."""
MOST_LABELS: Final = 1_000_000
"""About a second of search; then what was found so far counts."""
MOST_FOUND: Final = 64

Gate = tuple[int, int]
"""A node and the limits that are broken between it and an end of the way."""


def limits_of(costs: Costs) -> Indices:
    """Give the limits that each directed edge breaks, one bit a limit."""
    refused = costs.refused.astype(np.int64)
    doubtful = costs.doubtful.astype(np.int64) & refused
    return (refused & ~doubtful) | (doubtful << UNKNOWN_SHIFT)


def limits_at(costs: Costs, edge: int) -> int:
    """Give the limits that one directed edge breaks."""
    refused = int(costs.refused[edge])
    doubtful = int(costs.doubtful[edge]) & refused
    return (refused & ~doubtful) | (doubtful << UNKNOWN_SHIFT)


@dataclass(frozen=True)
class BrokenSets:
    """Sets of limits, each a number with one bit a limit.

    The sets with the fewest broken limits come first, of these those with the fewest
    that are not known to be kept.

    Attributes
    ----------
    sets : tuple of int
        None of them lies in another.
    complete : bool
        Whether the search came to its end: no other set opens the way.
    """

    sets: tuple[int, ...]
    complete: bool


def find_broken_sets(
    network: Network,
    limits: Indices,
    starts: Iterable[Gate],
    ends: Iterable[Gate],
    *,
    most: int = MOST_LABELS,
) -> BrokenSets:
    """Find every smallest set of limits between two positions.

    Parameters
    ----------
    network : Network
    limits : array, shape (2m,)
        Limits that each directed edge breaks, see ``limits_of``.
    starts, ends : iterable of (node, limits)
        Where the way may begin and end.
    most : int
        Labels after which the search stops.

    Returns
    -------
    BrokenSets
        Without sets where nothing joins the two for anybody, or where the search was
        stopped before it came there.
    """
    out = star(network, reverse=False)
    found, count, stopped = _spread(
        out.start,
        out.edge,
        out.far,
        limits,
        _array(starts),
        _array(ends),
        most,
    )
    sets = least_sets(found[:count].tolist())
    return BrokenSets(sets, complete=not stopped)


def least_sets(sets: Iterable[int]) -> tuple[int, ...]:
    """Keep the sets that hold no other one, the smallest first."""
    kept: list[int] = []
    for one in sorted(set(sets), key=int.bit_count):
        if all(other & ~one for other in kept):
            kept.append(one)
    return tuple(sorted(kept, key=lambda limits: (*count_limits(limits), limits)))


def count_limits(limits: int) -> tuple[int, int]:
    """Count the limits of a set: those that are broken, those not known to be kept."""
    unknown = limits >> UNKNOWN_SHIFT
    return limits.bit_count() - unknown.bit_count(), unknown.bit_count()


def _array(gates: Iterable[Gate]) -> Indices:
    rows = list(gates)
    return np.array(rows, dtype=np.int64).reshape(len(rows), 2)


@njit(cache=True, nogil=True)
def count_bits(bits: int) -> int:
    """Count the limits of a set."""
    count = 0
    while bits:
        bits &= bits - 1
        count += 1
    return count


@njit(cache=True, nogil=True)
def _spread(  # noqa: C901, PLR0912, PLR0913, PLR0915, PLR0917
    start: Indices,
    edge: Indices,
    far: Indices,
    limits: Indices,
    starts: Indices,
    ends: Indices,
    most: int,
) -> tuple[Indices, int, bool]:
    """Spread labels, those with the fewest limits first."""
    label_node = np.empty(most, np.int64)
    label_set = np.empty(most, np.int64)
    same_node = np.full(most, -1, np.int64)
    same_size = np.full(most, -1, np.int64)
    at_node = np.full(len(start) - 1, -1, np.int64)
    of_size = np.full(65, -1, np.int64)
    found = np.empty(MOST_FOUND, np.int64)
    is_end = np.zeros(len(start) - 1, np.bool_)
    for i in range(len(ends)):
        is_end[ends[i, 0]] = True
    labels, count, size = 0, 0, 0
    for i in range(len(starts)):
        node, here = starts[i, 0], starts[i, 1]
        label_node[labels], label_set[labels] = node, here
        same_node[labels], at_node[node] = at_node[node], labels
        place = count_bits(here)
        same_size[labels], of_size[place] = of_size[place], labels
        labels += 1
    while size < len(of_size):
        label = of_size[size]
        if label < 0:
            size += 1
            continue
        of_size[size] = same_size[label]
        node, here = label_node[label], label_set[label]
        needless = False
        for i in range(count):
            needless |= found[i] & ~here == 0
        other = at_node[node]
        while other >= 0 and not needless:
            less = label_set[other] & ~here == 0
            needless = less and (label_set[other] != here or other < label)
            other = same_node[other]
        if needless:
            continue
        if is_end[node]:
            for i in range(len(ends)):
                if ends[i, 0] == node and count < len(found):
                    found[count] = here | ends[i, 1]
                    count += 1
        for i in range(start[node], start[node + 1]):
            then = here | limits[edge[i]]
            needless = False
            for k in range(count):
                needless |= found[k] & ~then == 0
            other = at_node[far[i]]
            while other >= 0 and not needless:
                needless = label_set[other] & ~then == 0
                other = same_node[other]
            if needless:
                continue
            if labels >= most:
                return found, count, True
            label_node[labels], label_set[labels] = far[i], then
            same_node[labels], at_node[far[i]] = at_node[far[i]], labels
            place = count_bits(then)
            same_size[labels], of_size[place] = of_size[place], labels
            labels += 1
    return found, count, False
