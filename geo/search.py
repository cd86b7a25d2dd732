"""Shortest paths on the directed network.

Edges are kept by the node they leave and by the node they enter, so that one kernel
searches both ways. Distances are 64-bit seconds.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numba import njit

from geo.cost import Costs
from geo.network import Floats, Network
from geo.star import Indices, edge_ends, star

__all__ = [
    "Indices",
    "edge_ends",
    "grow_tree",
    "shortest_path",
    "shortest_tree",
    "star",
    "trace",
]

NO_EDGE: Final = -1


@dataclass(frozen=True, eq=False)
class Tree:
    """Shortest paths from (or, reversed, to) some nodes.

    Attributes
    ----------
    distance : array, shape (n,)
        Rank in seconds; infinite where there is no way.
    edge : array, shape (n,)
        Directed edge by which a node is reached (left, when reversed); -1 at sources
        and where there is no way.
    """

    distance: Floats
    edge: Indices


@njit(cache=True, nogil=True)
def sift_up(keys: Floats, nodes: Indices, size: int, key: float, node: int) -> None:
    """Put a key and its node into a four-way heap of ``size`` entries."""
    place = size
    while place > 0:
        parent = (place - 1) >> 2
        if keys[parent] <= key:
            break
        keys[place] = keys[parent]
        nodes[place] = nodes[parent]
        place = parent
    keys[place] = key
    nodes[place] = node


@njit(cache=True, nogil=True)
def sift_down(keys: Floats, nodes: Indices, size: int) -> None:
    """Take the first entry off a four-way heap; ``size`` are left."""
    key, node = keys[size], nodes[size]
    place = 0
    while True:
        child = 4 * place + 1
        if child >= size:
            break
        least = child
        for other in range(child + 1, min(child + 4, size)):
            if keys[other] < keys[least]:
                least = other
        if keys[least] >= key:
            break
        keys[place] = keys[least]
        nodes[place] = nodes[least]
        place = least
    keys[place] = key
    nodes[place] = node


@njit(cache=True, nogil=True)
def _settle(  # noqa: PLR0913, PLR0917
    start: Indices,
    edge: Indices,
    far: Indices,
    weight: Floats,
    sources: Indices,
    offsets: Floats,
    stop: float,
) -> tuple[Floats, Indices]:
    """Dijkstra with a four-way heap; ends beyond ``stop`` seconds."""
    count = len(start) - 1
    distance = np.full(count, np.inf)
    by = np.full(count, -1, np.int64)
    keys = np.empty(len(edge) + len(sources) + 1)
    nodes = np.empty(len(edge) + len(sources) + 1, np.int64)
    size = 0
    for i in range(len(sources)):
        if offsets[i] < distance[sources[i]]:
            distance[sources[i]] = offsets[i]
            sift_up(keys, nodes, size, offsets[i], sources[i])
            size += 1
    while size > 0:
        reached, node = keys[0], nodes[0]
        size -= 1
        sift_down(keys, nodes, size)
        if reached > distance[node]:
            continue
        if reached > stop:
            break
        for i in range(start[node], start[node + 1]):
            total = reached + weight[edge[i]]
            if total < distance[far[i]]:
                distance[far[i]] = total
                by[far[i]] = edge[i]
                sift_up(keys, nodes, size, total, far[i])
                size += 1
    return distance, by


def grow_tree(
    network: Network,
    weights: Floats,
    sources: Iterable[tuple[int, float]],
    *,
    reverse: bool = False,
    stop: float = np.inf,
) -> Tree:
    """Search from some nodes, each with seconds already spent.

    Parameters
    ----------
    network : Network
    weights : array, shape (2m,)
        Seconds of each directed edge, not negative, infinite where closed.
    sources : iterable of (node, seconds)
    reverse : bool
        Whether ways *to* the sources are asked for.
    stop : float
        Nodes farther than this may be left out.

    Returns
    -------
    Tree
    """
    rows = list(sources)
    nodes = np.array([node for node, _ in rows], dtype=np.int64)
    offsets = np.array([seconds for _, seconds in rows], dtype=np.float64)
    edges = star(network, reverse=reverse)
    distance, by = _settle(
        edges.start, edges.edge, edges.far, weights, nodes, offsets, stop
    )
    return Tree(distance, by)


def shortest_tree(
    network: Network,
    costs: Costs,
    sources: Sequence[int],
    *,
    reverse: bool = False,
) -> Tree:
    """Find the best ways from some nodes to all (to them from all, if reversed).

    Parameters
    ----------
    network : Network
    costs : Costs
        Refused edges are closed.
    sources : sequence of int
        Nodes.
    reverse : bool
        Whether ways *to* the sources are asked for.
    """
    weights = costs.weights
    rows = ((int(node), 0.0) for node in sources)
    return grow_tree(network, weights, rows, reverse=reverse)


def trace(network: Network, tree: Tree, node: int) -> list[int]:
    """Give the directed edges from the source of a (forward) tree to a node."""
    leave, _ = edge_ends(network)
    edges = []
    while tree.edge[node] != NO_EDGE:
        edges.append(int(tree.edge[node]))
        node = int(leave[edges[-1]])
    return edges[::-1]


def shortest_path(
    network: Network, costs: Costs, source: int, target: int
) -> list[int] | None:
    """Give the directed edges of the best way between two nodes, or ``None``."""
    tree = shortest_tree(network, costs, [source])
    if not np.isfinite(tree.distance[target]):
        return None
    return trace(network, tree, target)
