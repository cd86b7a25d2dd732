"""Kernels: two searches climb to where they meet; links become arcs again.

From a node only its ancestors in the elimination tree can be reached by climbing.
They are visited from the bottom up, those of all sources and targets together.
"""

from __future__ import annotations

import numpy as np

from geo.engine.arc import CLOSED, Weights
from geo.engine.elimination import Indices, find_link
from geo.judge.kernel import kernel
from geo.network import Ints

NOTHING = -1


@kernel
def _take_lowest(heads: Ints, alive: int, parent: Ints) -> tuple[int, int]:
    """Give the lowest of the heads and let it climb; how many heads are left."""
    lowest = heads[0]
    for i in range(1, alive):
        lowest = min(lowest, heads[i])
    kept = 0
    risen = parent[lowest] < 0
    for i in range(alive):
        if heads[i] != lowest:
            heads[kept] = heads[i]
            kept += 1
        elif not risen:
            heads[kept] = parent[lowest]
            kept += 1
            risen = True
    return lowest, kept


@kernel
def _seed(
    nodes: Ints, spent: Weights, reach: Weights, by: Ints, heads: Ints, alive: int
) -> int:
    for i in range(len(nodes)):
        heads[alive + i] = nodes[i]
        if spent[i] < reach[nodes[i]]:
            reach[nodes[i]] = spent[i]
            by[nodes[i]] = NOTHING
    return alive + len(nodes)


@kernel
def climb(  # noqa: C901, PLR0913, PLR0917
    start: Indices,
    above: Ints,
    parent: Ints,
    up: Weights,
    down: Weights,
    sources: Ints,
    spent: Weights,
    targets: Ints,
    rest: Weights,
    ahead: Weights,
    back: Weights,
    by_ahead: Ints,
    by_back: Ints,
    seen: Ints,
) -> tuple[int, int, int]:
    """Search from some nodes and back from others at once.

    Parameters
    ----------
    start, above, parent, up, down
        Of the hierarchy and the metric.
    sources, targets : array
        Ranks.
    spent, rest : array
        Milliseconds before each source and after each target.
    ahead, back : array, shape (n,)
        ``CLOSED`` everywhere; afterwards the ways to and from ``seen``.
    by_ahead, by_back : array, shape (n,)
        Links by which they were reached; ``NOTHING`` at sources and targets.
    seen : array, shape (n,)
        Nodes that were visited.

    Returns
    -------
    best, meeting, count : int
        Milliseconds of the best way, its topmost node, how many nodes were seen.
    """
    heads = np.empty(len(sources) + len(targets), np.int32)
    alive = _seed(sources, spent, ahead, by_ahead, heads, 0)
    alive = _seed(targets, rest, back, by_back, heads, alive)
    best, meeting, count = CLOSED, NOTHING, 0
    while alive > 0:
        node, alive = _take_lowest(heads, alive, parent)
        seen[count] = node
        count += 1
        here, there = ahead[node], back[node]
        if here + there < best:
            best = here + there
            meeting = node
        if here < best:
            for link in range(start[node], start[node + 1]):
                total = here + up[link]
                if total < ahead[above[link]]:
                    ahead[above[link]] = total
                    by_ahead[above[link]] = link
        if there < best:
            for link in range(start[node], start[node + 1]):
                total = there + down[link]
                if total < back[above[link]]:
                    back[above[link]] = total
                    by_back[above[link]] = link
    return best, meeting, count


@kernel
def forget(seen: Ints, count: int, ahead: Weights, back: Weights) -> None:
    """Make the arrays ready for the next search."""
    for i in range(count):
        ahead[seen[i]] = CLOSED
        back[seen[i]] = CLOSED


@kernel
def _wider(values: Ints, used: int) -> Ints:
    if used < len(values):
        return values
    result = np.empty(2 * used, np.int32)
    result[: len(values)] = values
    return result


@kernel
def _find_arc(
    side: int, weight: int, arc_start: Indices, arcs: Ints, weights: Weights
) -> int:
    for place in range(arc_start[side], arc_start[side + 1]):
        if weights[arcs[place]] == weight:
            return int(arcs[place])
    return NOTHING


@kernel
def unpack(  # noqa: C901, PLR0913, PLR0915, PLR0917
    meeting: int,
    by_ahead: Ints,
    by_back: Ints,
    start: Indices,
    above: Ints,
    below: Ints,
    down_start: Indices,
    down_below: Ints,
    down_link: Ints,
    arc_start: Indices,
    arcs: Ints,
    weights: Weights,
    up: Weights,
    down: Weights,
) -> tuple[Ints, int, int]:
    """Give the arcs of the way that was found, its first and its last node (ranks)."""
    # What is on top of the stack comes first on the way, so the end goes in first.
    todo = np.empty(64, np.int32)
    size = 0
    chain = np.empty(64, np.int32)
    length = 0
    node = meeting
    while by_back[node] != NOTHING:
        chain = _wider(chain, length)
        chain[length] = by_back[node]
        length += 1
        node = below[by_back[node]]
    last = node
    for i in range(length - 1, -1, -1):
        todo = _wider(todo, size)
        todo[size] = 2 * chain[i] + 1
        size += 1
    node = meeting
    while by_ahead[node] != NOTHING:
        todo = _wider(todo, size)
        todo[size] = 2 * by_ahead[node]
        size += 1
        node = below[by_ahead[node]]
    first = node
    found = np.empty(256, np.int32)
    count = 0
    while size > 0:
        size -= 1
        side = todo[size]
        link, falls = side >> 1, side & 1
        weight = down[link] if falls else up[link]
        arc = _find_arc(side, weight, arc_start, arcs, weights)
        if arc != NOTHING:
            found = _wider(found, count)
            found[count] = arc
            count += 1
            continue
        begin, end = NOTHING, NOTHING
        first_place, place = down_start[below[link]], down_start[below[link] + 1]
        while place > first_place:
            # The highest of the lower nodes are the likeliest.
            place -= 1
            low = down_link[place]
            if (up[low] if falls else down[low]) > weight:
                continue
            end_of_low = start[down_below[place] + 1]
            high = find_link(above, low + 1, end_of_low, above[link])
            if high == NOTHING:
                continue
            begin, end = (high, low) if falls else (low, high)
            if down[begin] + up[end] == weight:
                break
        todo = _wider(todo, size + 1)
        todo[size] = 2 * end
        todo[size + 1] = 2 * begin + 1
        size += 2
    return found[:count].copy(), first, last
