"""Kernels: from where a search has climbed to, all ways lead down.

One pass over the nodes from the top down gives the ways to all of them.

References
----------
Delling, Goldberg, Nowatzyk, Werneck, PHAST: hardware-accelerated shortest path trees,
J. Parallel Distrib. Comput. 73 (2013), doi:10.1016/j.jpdc.2012.02.007.
Delling, Goldberg, Werneck, Faster batched shortest paths in road networks, ATMOS
(2011), doi:10.4230/OASIcs.ATMOS.2011.52.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from geo.engine.arc import CLOSED, Weights
from geo.engine.elimination import Indices
from geo.judge.kernel import kernel
from geo.network import Ints

Lanes = NDArray[np.uint32]


@kernel
def list_ancestors(nodes: Ints, parent: Ints) -> Ints:
    """List some nodes and all above them in the elimination tree, lowest first."""
    seen = np.zeros(len(parent), np.bool_)
    found = np.empty(256, np.int32)
    count = 0
    for node in nodes:
        here = node
        while here >= 0 and not seen[here]:
            seen[here] = True
            if count == len(found):
                wider = np.empty(2 * count, np.int32)
                wider[:count] = found
                found = wider
            found[count] = here
            count += 1
            here = parent[here]
    return np.sort(found[:count])


@kernel
def sweep(
    climbed: Ints,
    start: Indices,
    above: Ints,
    up: Weights,
    down: Weights,
    reach: Weights,
) -> None:
    """Find the ways to all nodes.

    Parameters
    ----------
    climbed : array
        Nodes that climbing may reach, lowest first.
    start, above, up, down
        Of the hierarchy and the metric; ``up`` and ``down`` change places where
        ways from all nodes are asked for.
    reach : array, shape (n,)
        What is spent at the sources, ``CLOSED`` elsewhere; afterwards at all nodes.
    """
    for node in climbed:
        here = reach[node]
        for link in range(start[node], start[node + 1]):
            reach[above[link]] = min(reach[above[link]], here + up[link])
    for node in range(len(start) - 2, -1, -1):
        least = np.int64(reach[node])
        for link in range(start[node], start[node + 1]):
            least = min(least, reach[above[link]] + down[link])
        reach[node] = least


@kernel
def sow_lanes(
    climbed: Ints, ranks: Ints, lanes: Ints, spent: Weights, reach: Lanes
) -> None:
    """Put what is spent at the sources into an empty table, each in its column."""
    for node in climbed:
        reach[node] = CLOSED
    for i in range(len(ranks)):
        reach[ranks[i], lanes[i]] = min(reach[ranks[i], lanes[i]], spent[i])


@kernel
def sweep_lanes(  # noqa: C901
    climbed: Ints, start: Indices, above: Ints, up: Weights, down: Weights, reach: Lanes
) -> None:
    """Do the same for several searches at once, each in its column.

    Numbers without a sign hold the sum of two closed weights, and the number of
    columns is asked of the table: only so do the loops over lanes become instructions
    that work on many numbers at once. Only rows of ``climbed`` are filled in before
    (``sow_lanes``).
    """
    width = reach.shape[1]
    for node in climbed:
        for link in range(start[node], start[node + 1]):
            far, weight = above[link], np.uint32(up[link])
            for lane in range(width):
                total = np.uint32(reach[node, lane] + weight)
                reach[far, lane] = min(reach[far, lane], total)
    last = len(climbed) - 1
    for node in range(len(start) - 2, -1, -1):
        if last >= 0 and climbed[last] == node:
            last -= 1
        else:
            reach[node] = CLOSED
        for link in range(start[node], start[node + 1]):
            if down[link] < CLOSED:
                far, weight = above[link], np.uint32(down[link])
                for lane in range(width):
                    total = np.uint32(reach[far, lane] + weight)
                    reach[node, lane] = min(reach[node, lane], total)


@kernel
def restrict(
    climbed: Ints, start: Indices, above: Ints, down: Weights
) -> tuple[Ints, Indices, Ints, Weights]:
    """Keep only some nodes and the open links between them.

    Parameters
    ----------
    climbed : array
        The nodes, lowest first; with each all its ancestors.

    Returns
    -------
    place : array, shape (n,)
        Place of each kept node, topmost first; -1 for others.
    first, far, weight : array
        Links that lead down to node ``p``: from ``far[first[p]:first[p + 1]]``.
    """
    place = np.full(len(start) - 1, -1, np.int32)
    count = len(climbed)
    links = 0
    for i in range(count):
        place[climbed[i]] = count - 1 - i
        links += start[climbed[i] + 1] - start[climbed[i]]
    first = np.zeros(count + 1, np.int64)
    far = np.empty(links, np.int32)
    weight = np.empty(links, np.int32)
    used = 0
    for i in range(count):
        node = climbed[count - 1 - i]
        for link in range(start[node], start[node + 1]):
            if down[link] < CLOSED:
                far[used] = place[above[link]]
                weight[used] = down[link]
                used += 1
        first[i + 1] = used
    return place, first, far[:used], weight[:used]


@kernel
def _climb_lane(  # noqa: PLR0913, PLR0917
    source: int,
    lane: int,
    start: Indices,
    above: Ints,
    parent: Ints,
    up: Weights,
    place: Ints,
    ahead: Weights,
    reach: Lanes,
) -> None:
    """Climb from one source; what is reached of the kept nodes goes to its column."""
    node = source
    ahead[node] = 0
    while node >= 0:
        here = ahead[node]
        ahead[node] = CLOSED
        if here < CLOSED:
            if place[node] >= 0:
                reach[place[node], lane] = here
            for link in range(start[node], start[node + 1]):
                total = here + up[link]
                ahead[above[link]] = min(ahead[above[link]], total)
        node = parent[node]


@kernel
def fill_rows(  # noqa: PLR0913, PLR0917
    sources: Ints,
    targets: Ints,
    start: Indices,
    above: Ints,
    parent: Ints,
    up: Weights,
    place: Ints,
    first: Indices,
    far: Ints,
    weight: Weights,
    reach: Lanes,
    table: Weights,
) -> None:
    """Fill a row of a table per source with the ways to all targets.

    ``reach``, a row per kept node, is room for as many sources as it has columns.
    """
    count, width = reach.shape
    ahead = np.full(len(parent), CLOSED, np.int32)
    for batch in range(0, len(sources), width):
        reach[:] = CLOSED
        lanes = min(width, len(sources) - batch)
        for lane in range(lanes):
            source = sources[batch + lane]
            _climb_lane(source, lane, start, above, parent, up, place, ahead, reach)
        for node in range(count):
            for link in range(first[node], first[node + 1]):
                above_it, step = far[link], np.uint32(weight[link])
                for lane in range(width):
                    total = np.uint32(reach[above_it, lane] + step)
                    reach[node, lane] = min(reach[node, lane], total)
        for lane in range(lanes):
            for i in range(len(targets)):
                table[batch + lane, i] = reach[place[targets[i]], lane]
