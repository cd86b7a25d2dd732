"""Kernels: nodes are taken away one by one, their neighbours are linked.

Nodes stand here for their place in the order (their *rank*). Every link leads from
its lower end up to its upper end; the links of one lower end lie together, sorted.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from geo.judge.kernel import kernel
from geo.network import Ints

Indices = NDArray[np.int64]


@kernel
def _with_room(links: Ints, used: int, more: int) -> Ints:
    """Give the same links in an array with room for more."""
    if used + more <= len(links):
        return links
    wider = np.empty(2 * (used + more), np.int32)
    wider[:used] = links[:used]
    return wider


@kernel
def eliminate(start: Indices, above: Ints) -> tuple[Indices, Ints, Ints]:
    """Link the higher neighbours of every node with each other.

    Parameters
    ----------
    start : array, shape (n + 1,)
    above : array
        Higher neighbours of node ``v`` in the graph:
        ``above[start[v]:start[v + 1]]``, each once.

    Returns
    -------
    start, above : array
        The same for all links, sorted.
    parent : array, shape (n,)
        Lowest higher neighbour: the elimination tree; -1 at its roots.
    """
    count = len(start) - 1
    links = np.empty(2 * len(above) + 16, np.int32)
    begin = np.zeros(count + 1, np.int64)
    parent = np.full(count, -1, np.int32)
    child = np.full(count, -1, np.int32)
    sibling = np.full(count, -1, np.int32)
    seen = np.full(count, -1, np.int32)
    used = 0
    for node in range(count):
        begin[node] = used
        links = _with_room(links, used, start[node + 1] - start[node])
        for i in range(start[node], start[node + 1]):
            seen[above[i]] = node
            links[used] = above[i]
            used += 1
        lower = child[node]
        while lower >= 0:
            links = _with_room(links, used, begin[lower + 1] - begin[lower])
            for i in range(begin[lower], begin[lower + 1]):
                other = links[i]
                if other != node and seen[other] != node:
                    seen[other] = node
                    links[used] = other
                    used += 1
            lower = sibling[lower]
        begin[node + 1] = used
        if used > begin[node]:
            links[begin[node] : used] = np.sort(links[begin[node] : used])
            least = links[begin[node]]
            parent[node] = least
            sibling[node] = child[least]
            child[least] = node
    return begin, links[:used].copy(), parent


@kernel
def find_link(above: Ints, left: int, right: int, high: int) -> int:
    """Find the link up to a node among the links of one lower end; -1 if none is."""
    end = right
    while left < right:
        middle = (left + right) >> 1
        if above[middle] < high:
            left = middle + 1
        else:
            right = middle
    if left == end or above[left] != high:
        return -1
    return int(left)


@kernel
def list_corners(start: Indices, above: Ints) -> tuple[Indices, Ints]:
    """List the upper link of every triangle, by lower end and pair of its links.

    Returns
    -------
    first : array, shape (n + 1,)
        Where the triangles of each lower end begin.
    corner : array
    """
    first = np.zeros(len(start), np.int64)
    for node in range(len(start) - 1):
        degree = start[node + 1] - start[node]
        first[node + 1] = first[node] + degree * (degree - 1) // 2
    count = first[-1]
    corner = np.empty(count, np.int32)
    place = 0
    for node in range(len(start) - 1):
        for i in range(start[node], start[node + 1] - 1):
            link = start[above[i]]
            for k in range(i + 1, start[node + 1]):
                while above[link] < above[k]:
                    link += 1
                corner[place] = link
                place += 1
    return first, corner


@kernel
def place_arcs(leave: Ints, enter: Ints, start: Indices, above: Ints) -> Ints:
    """Tell of each arc its link, twice, plus one if it leads down; -1 for a loop."""
    side = np.empty(len(leave), np.int32)
    for arc in range(len(leave)):
        one, other = leave[arc], enter[arc]
        if one < other:
            side[arc] = 2 * find_link(above, start[one], start[one + 1], other)
        elif other < one:
            side[arc] = 2 * find_link(above, start[other], start[other + 1], one) + 1
        else:
            side[arc] = -1
    return side


@kernel
def turn_over(start: Indices, above: Ints) -> tuple[Indices, Ints, Ints]:
    """Sort the links by upper end: where each begins, lower ends, links."""
    count = len(start) - 1
    begin = np.zeros(count + 1, np.int64)
    for link in range(len(above)):
        begin[above[link] + 1] += 1
    for node in range(count):
        begin[node + 1] += begin[node]
    free = begin[:-1].copy()
    below = np.empty(len(above), np.int32)
    links = np.empty(len(above), np.int32)
    for node in range(count):
        for link in range(start[node], start[node + 1]):
            place = free[above[link]]
            below[place] = node
            links[place] = link
            free[above[link]] += 1
    return begin, below, links
