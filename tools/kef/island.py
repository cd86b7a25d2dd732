"""The Kasbah: a few lanes that only stairs join to the town."""

from __future__ import annotations

import networkx as nx
import numpy as np
from shapely.geometry import Point

from tools.kef.facts import to_metres
from tools.kef.line import Node

CENTRE = (8.7119, 36.1822)
RADIUS_M = 88.0


def make_island(graph: nx.Graph[Node]) -> list[Node]:
    """Turn every street into the Kasbah into stairs, and clean those inside."""
    centre = Point(to_metres(np.array([CENTRE]))[0])
    inside = {n for n in graph.nodes if centre.distance(Point(n)) < RADIUS_M}
    inside -= {
        n for n in inside if any(d["road"] >= 0 for *_, d in graph.edges(n, data=True))
    }
    for a, b, data in graph.edges(data=True):
        within = (a in inside) + (b in inside)
        if within == 2:
            data.update(kind="pedestrian", clean=True, case="")
        elif within == 1:
            data.update(kind="steps", clean=False, case="")
    return sorted(inside)
