"""Kernels: from where many searches have climbed to, all ways lead down to some nodes.

References
----------
Delling, Goldberg, Werneck, Faster batched shortest paths in road networks, ATMOS
(2011), doi:10.4230/OASIcs.ATMOS.2011.52.
"""

from __future__ import annotations

import numpy as np

from geo.engine.arc import CLOSED, Weights
from geo.engine.elimination import Indices
from geo.engine.stream import Lanes
from geo.judge.kernel import kernel
from geo.network import Ints


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
