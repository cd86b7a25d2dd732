"""Footpaths of a new profile between all stops, and the same by scipy."""

from __future__ import annotations

import numpy as np
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import dijkstra

from geo.engine.arc import CLOSED
from geo.network import Floats
from geo.part import Parts
from geo.reach_door import Doors
from geo.star import edge_ends
from geo.transit.foot import Footpaths, find_footpaths, place_stops
from geo.transit.foot_keep import THREADS
from geo.transit.footing import Footing

CHUNK = 64
"""Stops per search: scipy gives a row of all nodes for each."""


def find_ours(parts: Parts, doors: Doors, limit_s: float) -> Footpaths:
    """Put the stops on a person's network and find the ways between them."""
    return find_footpaths(place_stops(parts, doors), limit_s=limit_s, threads=THREADS)


def find_theirs(footing: Footing, limit_s: float) -> int:
    """Find the lightest ways between stops with scipy; give how many there are.

    It gets the stops on the network ready made, and limits what a way weighs instead
    of how long it takes, which is less to search.
    """
    graph = _graph(footing)
    nodes, count = footing.walk.network.nodes, footing.stops.count
    found = 0
    for first in range(0, count, CHUNK):
        some = nodes + np.arange(first, min(first + CHUNK, count))
        reached = dijkstra(graph, indices=some, limit=1000 * limit_s)
        found += int(np.isfinite(reached[:, nodes + count :]).sum())
    return found


def _graph(footing: Footing) -> csr_array:
    """Lay out nodes, then stops as one leaves them, then as one comes to them."""
    walk, count = footing.walk, footing.stops.count
    nodes, (leave, enter) = walk.network.nodes, edge_ends(walk.network)
    exits, entries, open_ = footing.exits, footing.entries, walk.rank < CLOSED
    start = np.concatenate([leave[open_], nodes + exits.start, entries.to])
    end = np.concatenate([enter[open_], exits.to, nodes + count + entries.start])
    ranks = [walk.rank[open_], exits.rank, entries.rank]
    weight: Floats = np.maximum(np.concatenate(ranks), 1).astype(np.float64)
    order = np.lexsort((weight, end, start))
    start, end, weight = start[order], end[order], weight[order]
    first = np.ones(len(order), dtype=np.bool_)
    first[1:] = (np.diff(start) != 0) | (np.diff(end) != 0)
    size = nodes + 2 * count
    entries_of = (weight[first], (start[first], end[first]))
    return coo_array(entries_of, shape=(size, size)).tocsr()
