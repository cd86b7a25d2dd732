"""Labels of weight and metres since the last seat, spread from node to node."""

from __future__ import annotations

from typing import Final

import numpy as np
from numba import njit
from numpy.typing import NDArray

from geo.network import Floats
from geo.search import sift_down, sift_up

Indices = NDArray[np.int64]
TOO_LONG: Final = 1e7
"""Weight of a stretch that is too long: more than any way through a town weighs."""
WEIGHT, SINCE = 0, 1
"""Columns of a gate."""
FIRST, LENGTH, GAPS = 1, 2, 3
"""Columns of an end after its weight: metres to its first seat (infinite without
one), metres to where it ends, stretches between its own seats that are too long."""


@njit(cache=True, nogil=True)
def _grown(since: float, metres: float, every: float) -> float:
    """Weigh that a stretch becomes too long."""
    return TOO_LONG if since <= every < since + metres else 0.0


@njit(cache=True, nogil=True)
def spread(  # noqa: C901, PLR0912, PLR0913, PLR0915, PLR0917
    start: Indices,
    edge: Indices,
    far: Indices,
    by_share: Floats,
    length: Floats,
    first: Floats,
    last: Floats,
    gaps: Floats,
    every: float,
    gate_node: Indices,
    gate: Floats,
    end_node: Indices,
    end: Floats,
    bound: Floats,
    most: int,
) -> tuple[Indices, Indices, int, int, bool]:
    """Search for the end that is reached with the least weight.

    Gives each label's predecessor and edge (plus the number of edges, where it goes
    only to the edge's first seat and back), the best label and the best end (-1 where
    there is none), and whether the search came to its end. The first labels are the
    gates.
    """
    node = np.empty(most, np.int64)
    weight = np.empty(most)
    since = np.empty(most)
    before = np.full(most, -1, np.int64)
    by = np.full(most, -1, np.int64)
    alive = np.ones(most, np.bool_)
    same = np.full(most, -1, np.int64)
    at_node = np.full(len(start) - 1, -1, np.int64)
    is_end = np.zeros(len(start) - 1, np.bool_)
    for i in range(len(end_node)):
        is_end[end_node[i]] = True
    keys = np.empty(most)
    heap = np.empty(most, np.int64)
    size, labels = 0, len(gate_node)
    for i in range(labels):
        node[i], weight[i], since[i] = gate_node[i], gate[i, WEIGHT], gate[i, SINCE]
        same[i], at_node[node[i]] = at_node[node[i]], i
        if np.isfinite(bound[node[i]]):
            sift_up(keys, heap, size, weight[i] + bound[node[i]], i)
            size += 1
    best, best_label, best_end = np.inf, -1, -1
    while size > 0:
        key, label = keys[0], heap[0]
        if key >= best:
            break
        size -= 1
        sift_down(keys, heap, size)
        if not alive[label]:
            continue
        here = node[label]
        if is_end[here]:
            for i in range(len(end_node)):
                if end_node[i] != here:
                    continue
                to_seat = min(end[i, FIRST], end[i, LENGTH])
                total = weight[label] + end[i, WEIGHT] + end[i, GAPS] * TOO_LONG
                total += _grown(since[label], to_seat, every)
                if total < best:
                    best, best_label, best_end = total, label, i
        for option in range(2 * start[here], 2 * start[here + 1]):
            i = option // 2
            along, then, name = edge[i], far[i], edge[i]
            seated = np.isfinite(first[along])
            to_seat = first[along] if seated else length[along]
            if option % 2 == 0:
                total = weight[label] + by_share[along] + gaps[along] * TOO_LONG
                rest = last[along] if seated else since[label] + length[along]
            else:
                if not seated or length[along] == 0:
                    continue
                share = to_seat / length[along]
                total = weight[label] + (by_share[along] + by_share[along ^ 1]) * share
                then, name, rest = here, along + len(by_share), to_seat
            if not np.isfinite(total + bound[then]):
                continue
            total += _grown(since[label], to_seat, every)
            if seated:
                total += _grown(0.0, rest, every)
            if rest > every:
                rest = np.inf
            if total + bound[then] >= best:
                continue
            needless = False
            other = at_node[then]
            while other >= 0 and not needless:
                if alive[other]:
                    needless = weight[other] <= total and since[other] <= rest
                other = same[other]
            if needless:
                continue
            other = at_node[then]
            while other >= 0:
                if weight[other] >= total and since[other] >= rest:
                    alive[other] = False
                other = same[other]
            if labels >= most:
                return before, by, best_label, best_end, False
            node[labels], weight[labels], since[labels] = then, total, rest
            before[labels], by[labels] = label, name
            same[labels], at_node[then] = at_node[then], labels
            sift_up(keys, heap, size, total + bound[then], labels)
            size += 1
            labels += 1
    return before, by, best_label, best_end, True
