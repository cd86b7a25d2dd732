"""The open links of one metric in the order in which a sweep goes down them.

What nobody can get to from where a search begins is not swept: nodes are sorted by
the island that the open links make, then from the top down.

References
----------
Delling, Goldberg, Nowatzyk, Werneck, PHAST: hardware-accelerated shortest path trees,
J. Parallel Distrib. Comput. 73 (2013), doi:10.1016/j.jpdc.2012.02.007.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from geo.engine.arc import CLOSED, Weights
from geo.engine.elimination import Indices
from geo.judge.kernel import kernel
from geo.network import Ints

Lanes = NDArray[np.uint32]


class Stream(NamedTuple):
    """Links between nodes of the network, in the order of a sweep.

    Attributes
    ----------
    island, node : array, shape (n,)
        Island, and node of the network, of each rank.
    first_link : array, shape (i + 1,)
        Where the links of each island begin.
    far, to, weight : array, shape (l,)
        Links that lead down, from node ``far`` to node ``to``: what leads to a node
        comes before what leads from it.
    """

    island: Ints
    node: Ints
    first_link: Ints
    far: Ints
    to: Ints
    weight: Weights


@kernel
def _top(label: Ints, node: int) -> int:
    """Follow the labels to the highest node of an island, and shorten the way."""
    while label[node] != node:
        label[node] = label[label[node]]
        node = label[node]
    return node


@kernel
def find_tops(start: Indices, above: Ints, up: Weights, down: Weights) -> Ints:
    """Give the highest node of the island of each node; what is open joins."""
    label = np.arange(len(start) - 1).astype(np.int32)
    for node in range(len(label)):
        for link in range(start[node], start[node + 1]):
            if up[link] < CLOSED or down[link] < CLOSED:
                one, other = _top(label, node), _top(label, above[link])
                label[min(one, other)] = max(one, other)
    for node in range(len(label) - 1, -1, -1):
        label[node] = label[label[node]]
    return label


@kernel
def sort_places(top: Ints) -> tuple[Ints, Ints, Ints]:
    """Give the place and the island of each node, and where each island begins."""
    count = 0
    island = np.empty(len(top), np.int32)
    for node in range(len(top) - 1, -1, -1):
        if top[node] == node:
            island[node] = count
            count += 1
        else:
            island[node] = island[top[node]]
    first = np.zeros(count + 1, np.int32)
    for node in range(len(top)):
        first[island[node] + 1] += 1
    for i in range(count):
        first[i + 1] += first[i]
    free, place = first[:-1].copy(), np.empty(len(top), np.int32)
    for node in range(len(top) - 1, -1, -1):
        place[node] = free[island[node]]
        free[island[node]] += 1
    return place, island, first


@kernel
def sort_links(
    node: Ints,
    place: Ints,
    first_place: Ints,
    start: Indices,
    above: Ints,
    down: Weights,
) -> tuple[Ints, Ints, Ints, Weights]:
    """Give where the open links of each island begin, and from and to where they go.

    ``node`` is the node of the network of each rank, ``place`` where a sweep comes to
    it.
    """
    rank = np.empty(len(place), np.int32)
    for low in range(len(place)):
        rank[place[low]] = low
    count = 0
    for link in range(len(down)):
        count += down[link] < CLOSED
    far, to = np.empty(count, np.int32), np.empty(count, np.int32)
    weight, first_link = np.empty(count, np.int32), np.zeros_like(first_place)
    used = 0
    for island in range(len(first_place) - 1):
        for at in range(first_place[island], first_place[island + 1]):
            low = rank[at]
            for link in range(start[low], start[low + 1]):
                if down[link] < CLOSED:
                    far[used], to[used] = node[above[link]], node[low]
                    weight[used] = down[link]
                    used += 1
        first_link[island + 1] = used
    return first_link, far, to, weight


@kernel
def flow(  # noqa: PLR0913, PLR0917
    stream: Stream,
    islands: Ints,
    climbed: Ints,
    start: Indices,
    above: Ints,
    up: Weights,
    found: Weights,
) -> None:
    """Find the ways from some nodes to all of their islands.

    Parameters
    ----------
    stream : Stream
    islands : array
        Islands of the sources, each once.
    climbed : array
        The sources and all above them in the elimination tree, lowest first.
    start, above, up
        Of the hierarchy and the metric.
    found : array, shape (n,)
        Milliseconds by node of the network: what is spent at the sources, ``CLOSED``
        elsewhere; then the ways.
    """
    node, far, to, weight = stream.node, stream.far, stream.to, stream.weight
    for low in climbed:
        here = found[node[low]]
        for link in range(start[low], start[low + 1]):
            if here < CLOSED and up[link] < CLOSED:
                at = node[above[link]]
                found[at] = min(found[at], here + up[link])
    for i in islands:
        # Link by link, not node by node: the processor has no branch to guess.
        for link in range(stream.first_link[i], stream.first_link[i + 1]):
            total = np.int32(found[far[link]] + weight[link])
            found[to[link]] = min(found[to[link]], total)


@kernel
def flow_lanes(  # noqa: PLR0913, PLR0917
    stream: Stream,
    islands: Ints,
    climbed: Ints,
    start: Indices,
    above: Ints,
    up: Weights,
    found: Lanes,
    first: int,
    last: int,
) -> None:
    """Do the same for several searches at once: columns ``first:last`` of a table.

    There is no room besides ``found``: to read and write one takes longer than the
    sweep. Its numbers have no sign, so that they hold the sum of two closed weights.
    Indices have none either, so that none is taken for a count from the end: only then
    do the loops over lanes become instructions that work on many numbers at once.
    """
    node, far, to, weight = stream.node, stream.far, stream.to, stream.weight
    begin, end = np.uint64(first), np.uint64(last)
    for low in climbed:
        near = np.uint64(node[low])
        for link in range(start[low], start[low + 1]):
            if up[link] < CLOSED:
                at, step = np.uint64(node[above[link]]), np.uint32(up[link])
                for lane in range(begin, end):
                    total = np.uint32(found[near, lane] + step)
                    found[at, lane] = min(found[at, lane], total)
    for i in islands:
        for link in range(stream.first_link[i], stream.first_link[i + 1]):
            near, at = np.uint64(far[link]), np.uint64(to[link])
            step = np.uint32(weight[link])
            for lane in range(begin, end):
                total = np.uint32(found[near, lane] + step)
                found[at, lane] = min(found[at, lane], total)
