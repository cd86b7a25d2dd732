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
Table = NDArray[np.int32] | Lanes


class Stream(NamedTuple):
    """Places of nodes, and links between places.

    Attributes
    ----------
    place, island : array, shape (n,)
        Of each node, by rank.
    node : array, shape (n,)
        Node of the network at each place.
    first_place, first_link : array, shape (i + 1,)
        Where the places and the links of each island begin.
    far, to, weight : array, shape (l,)
        Links that lead down, from place ``far`` to place ``to``, sorted by ``to``.
    """

    place: Ints
    island: Ints
    node: Ints
    first_place: Ints
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
    place: Ints, first_place: Ints, start: Indices, above: Ints, down: Weights
) -> tuple[Ints, Ints, Ints, Weights]:
    """Give where the open links of each island begin, and from and to where they go."""
    rank = np.empty(len(place), np.int32)
    for node in range(len(place)):
        rank[place[node]] = node
    count = 0
    for link in range(len(down)):
        count += down[link] < CLOSED
    far, to = np.empty(count, np.int32), np.empty(count, np.int32)
    weight, first_link = np.empty(count, np.int32), np.zeros_like(first_place)
    used = 0
    for island in range(len(first_place) - 1):
        for at in range(first_place[island], first_place[island + 1]):
            node = rank[at]
            for link in range(start[node], start[node + 1]):
                if down[link] < CLOSED:
                    far[used], to[used] = place[above[link]], at
                    weight[used] = down[link]
                    used += 1
        first_link[island + 1] = used
    return first_link, far, to, weight


@kernel
def _clear(stream: Stream, islands: Ints, climbed: Ints, reach: Table) -> None:
    """Make ready what a search may come to: numbers, or rows of them."""
    for node in climbed:
        reach[stream.place[node]] = CLOSED
    for i in islands:
        reach[stream.first_place[i] : stream.first_place[i + 1]] = CLOSED


@kernel
def _climb(
    stream: Stream,
    climbed: Ints,
    start: Indices,
    above: Ints,
    up: Weights,
    reach: Weights,
) -> None:
    for node in climbed:
        here = reach[stream.place[node]]
        if here == CLOSED:
            continue
        for link in range(start[node], start[node + 1]):
            if up[link] < CLOSED:
                at = stream.place[above[link]]
                reach[at] = min(reach[at], here + up[link])


@kernel
def _climb_lanes(
    stream: Stream,
    climbed: Ints,
    start: Indices,
    above: Ints,
    up: Weights,
    reach: Lanes,
) -> None:
    width = reach.shape[1]
    for node in climbed:
        here = stream.place[node]
        for link in range(start[node], start[node + 1]):
            if up[link] < CLOSED:
                at, weight = stream.place[above[link]], np.uint32(up[link])
                for lane in range(width):
                    total = np.uint32(reach[here, lane] + weight)
                    reach[at, lane] = min(reach[at, lane], total)


@kernel
def flow(  # noqa: PLR0913, PLR0917
    stream: Stream,
    islands: Ints,
    climbed: Ints,
    start: Indices,
    above: Ints,
    up: Weights,
    ranks: Ints,
    spent: Weights,
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
    ranks, spent : array
        Sources, and what is spent at them.
    found : array, shape (n,)
        Milliseconds by node of the network; only those of the islands are written.
    """
    reach = np.empty(len(stream.place), np.int32)
    _clear(stream, islands, climbed, reach)
    for i in range(len(ranks)):
        at = stream.place[ranks[i]]
        reach[at] = min(reach[at], spent[i])
    _climb(stream, climbed, start, above, up, reach)
    for i in islands:
        # Link by link, not node by node: the processor has no branch to guess.
        for link in range(stream.first_link[i], stream.first_link[i + 1]):
            at = stream.to[link]
            total = np.int32(reach[stream.far[link]] + stream.weight[link])
            reach[at] = min(reach[at], total)
        for at in range(stream.first_place[i], stream.first_place[i + 1]):
            found[stream.node[at]] = reach[at]


@kernel
def flow_lanes(  # noqa: PLR0913, PLR0917
    stream: Stream,
    islands: Ints,
    climbed: Ints,
    start: Indices,
    above: Ints,
    up: Weights,
    ranks: Ints,
    lanes: Ints,
    spent: Weights,
    reach: Lanes,
    found: Weights,
    first: int,
) -> None:
    """Do the same for several searches at once, each in its column (``lanes``).

    Numbers without a sign hold the sum of two closed weights, and the number of
    columns is asked of ``reach``, the room of the sweep: only so do the loops over
    lanes become instructions that work on many numbers at once. What is found goes to
    the columns of ``found`` from ``first`` on.
    """
    width = reach.shape[1]
    _clear(stream, islands, climbed, reach)
    for i in range(len(ranks)):
        at = stream.place[ranks[i]]
        reach[at, lanes[i]] = min(reach[at, lanes[i]], spent[i])
    _climb_lanes(stream, climbed, start, above, up, reach)
    for i in islands:
        for link in range(stream.first_link[i], stream.first_link[i + 1]):
            at, far = stream.to[link], stream.far[link]
            weight = np.uint32(stream.weight[link])
            for lane in range(width):
                total = np.uint32(reach[far, lane] + weight)
                reach[at, lane] = min(reach[at, lane], total)
        for at in range(stream.first_place[i], stream.first_place[i + 1]):
            node = stream.node[at]
            for lane in range(min(width, found.shape[1] - first)):
                found[node, first + lane] = reach[at, lane]
