"""The contraction hierarchy of a network: what does not depend on any weight.

Nodes are contracted along a nested dissection order; between the neighbours of each
contracted node a link is laid. A search then only ever climbs.

References
----------
Dibbelt, Strasser, Wagner, Customizable contraction hierarchies, ACM JEA 21 (2016),
doi:10.1145/2886843.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from geo.engine.adjacency import build_adjacency
from geo.engine.elimination import (
    Indices,
    eliminate,
    list_corners,
    place_arcs,
    turn_over,
)
from geo.errors import InputError
from geo.network import Ints


@dataclass(frozen=True, eq=False)
class Hierarchy:
    """A contracted graph of ``n`` nodes, ``a`` arcs, ``l`` links, ``t`` triangles.

    Nodes are named by rank in all arrays but ``rank``.

    Attributes
    ----------
    rank : array, shape (n,)
        Place of each node in the order.
    parent : array, shape (n,)
        Lowest node linked above; -1 at the top of an island.
    start : array, shape (n + 1,)
        Links ``start[v]:start[v + 1]`` lead up from node ``v``.
    above, below : array, shape (l,)
        Upper and lower end of each link.
    down_start : array, shape (n + 1,)
        Places of the links that lead down from each node.
    down_below, down_link : array, shape (l,)
        Lower end and link at each of these places.
    corner_start : array, shape (n + 1,)
        Triangles of each lowest node.
    corner : array, shape (t,)
        Upper link of each triangle, by its lowest node and the pair of its links.
    side : array, shape (a,)
        Link of each arc, twice, plus one if the arc leads down; -1 for a loop.
    arc_start : array, shape (2l + 1,)
        Places of the arcs of each side of each link.
    arcs : array
        Arcs at these places.
    """

    rank: Ints
    parent: Ints
    start: Indices
    above: Ints
    below: Ints
    down_start: Indices
    down_below: Ints
    down_link: Ints
    corner_start: Indices
    corner: Ints
    side: Ints
    arc_start: Indices
    arcs: Ints

    @property
    def nodes(self) -> int:
        """How many nodes there are."""
        return len(self.rank)

    @property
    def links(self) -> int:
        """How many links there are."""
        return len(self.above)


def build_hierarchy(tail: Ints, head: Ints, order: Ints) -> Hierarchy:
    """Contract the nodes of a network.

    Parameters
    ----------
    tail, head : array, shape (m,)
        Ends of the segments; loops, parallels and islands may be among them.
    order : array, shape (n,)
        Every node once, the one to be contracted first in front.

    Returns
    -------
    Hierarchy
        Its arcs are the ``2m`` directed edges of ``geo.network``.

    Raises
    ------
    InputError
        If the order does not name every node once.
    """
    rank = _rank(order)
    low, high = np.minimum(rank[tail], rank[head]), np.maximum(rank[tail], rank[head])
    graph = build_adjacency(len(rank), low, high, both=False)
    start, above, parent = eliminate(graph.start, graph.far)
    forward = np.column_stack([rank[tail], rank[head]])
    side = place_arcs(forward.ravel(), forward[:, ::-1].ravel(), start, above)
    by_side = np.argsort(side, kind="stable").astype(np.int32)
    loops = np.count_nonzero(side < 0)
    arcs = by_side[loops:]
    sides = np.arange(2 * len(above) + 1, dtype=np.int64)
    return Hierarchy(
        rank,
        parent,
        start,
        above,
        np.repeat(np.arange(len(rank), dtype=np.int32), np.diff(start)),
        *turn_over(start, above),
        *list_corners(start, above),
        side,
        np.searchsorted(side[arcs], sides).astype(np.int64),
        arcs,
    )


def _rank(order: Ints) -> Ints:
    rank = np.full(len(order), -1, dtype=np.int32)
    if len(order) and (order.min() < 0 or order.max() >= len(order)):
        raise InputError("order", f"names a node outside 0 … {len(order) - 1}")
    rank[order] = np.arange(len(order), dtype=np.int32)
    if (rank < 0).any():
        raise InputError("order", "does not name every node")
    return rank
