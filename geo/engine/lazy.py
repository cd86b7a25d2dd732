"""The best way for limits never seen before: nothing is prepared for the person."""

from __future__ import annotations

from functools import lru_cache
from threading import local
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from geo.cost import Costs
from geo.engine.arc import CLOSED, Weights
from geo.engine.frontier import COLUMNS, Bench, Space, meet, trace
from geo.engine.query import Found, Seeds
from geo.engine.streets import build_streets
from geo.judge.kind import SEGMENT
from geo.judge.need import NEED
from geo.judge.row import ROW
from geo.judge.slate import KNOWN
from geo.judge.whole import Judged
from geo.network import Network
from geo.star import edge_ends

LAST: Final = np.iinfo(np.int32).max
NO_WEIGHTS: Final = np.zeros(0, dtype=np.int32)
NOBODY: Final = Judged(
    kinds=np.zeros(0, dtype=ROW),
    segments=np.zeros(0, dtype=SEGMENT),
    extra=np.zeros(0, dtype=ROW),
    places=np.zeros(0, dtype=np.int32),
    needs=np.zeros(1, dtype=NEED),
    slate=np.zeros(0, dtype=KNOWN),
    number=0,
)


class Rooms(local):
    """The arrays of each thread: made once, as large as its largest network."""

    def __init__(self) -> None:
        self.space = _make_space(0, 0)
        self.number = 0

    def ready(self, nodes: int, edges: int) -> tuple[Space, int]:
        """Give the arrays for one search, with its number."""
        most_nodes = len(self.space.state)
        _, most_edges = self.space.heaps.shape
        if most_nodes < nodes or most_edges < edges or self.number == LAST:
            sizes = max(nodes, most_nodes), max(edges, most_edges)
            self.space, self.number = _make_space(*sizes), 0
        self.number += 1
        return self.space, self.number


def _make_space(nodes: int, edges: int) -> Space:
    return Space(
        state=np.zeros((nodes, COLUMNS), dtype=np.int32),
        heaps=np.empty((2, edges), dtype=np.int64),
    )


ROOMS: Final = Rooms()


@lru_cache(maxsize=4)
def label_islands(network: Network) -> NDArray[np.int32]:
    """Label the nodes: two labels are joined for nobody."""
    ones = np.ones(network.segments, dtype=np.int8)
    shape = (network.nodes, network.nodes)
    graph = coo_array((ones, (network.tail, network.head)), shape=shape)
    _, labels = connected_components(graph.tocsr(), directed=False)
    return np.asarray(labels, dtype=np.int32)


def judged(costs: Costs) -> Bench:
    """Judge every edge for a person when the search of this thread comes to it."""
    return Bench(costs.shared, NO_WEIGHTS)


def weighed(weights: Weights) -> Bench:
    """Take the weights of all edges as they are, milliseconds."""
    return Bench(NOBODY, weights)


def find_way(
    network: Network, bench: Bench, starts: Seeds, ends: Seeds, *, stop: int = CLOSED
) -> Found | None:
    """Find the best way from any of some nodes to any of others.

    Parameters
    ----------
    network : Network
    bench : Bench
        Judges an edge when the search comes to it.
    starts, ends : Seeds
    stop : int
        Only ways of fewer milliseconds count.

    Returns
    -------
    Found or None
        ``None`` where there is no way: at once where nothing joins the two for
        anybody, else after the smaller of the two islands.
    """
    islands = label_islands(network)
    here = set(islands[starts.nodes].tolist())
    if here.isdisjoint(islands[ends.nodes].tolist()):
        return None
    # A node is settled once on each side, so each edge enters a heap at most once.
    capacity = 2 * network.segments + len(starts.nodes) + len(ends.nodes)
    space, number = ROOMS.ready(network.nodes, capacity)
    best, meeting, _ = meet(
        build_streets(network),
        bench,
        space,
        number,
        starts.nodes,
        starts.spent,
        ends.nodes,
        ends.spent,
        min(stop, CLOSED),
    )
    if meeting < 0:
        return None
    ahead = trace(space.state, 0, meeting, network.tail, network.head)
    back = trace(space.state, 1, meeting, network.head, network.tail)
    edges = np.concatenate([ahead[::-1], back])
    if not len(edges):
        return Found(best, meeting, meeting, edges)
    leave, enter = edge_ends(network)
    return Found(best, int(leave[edges[0]]), int(enter[edges[-1]]), edges)
