"""Small directed networks of which some edges are not known to be passable."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import networkx as nx
import numpy as np
from hypothesis import strategies as st

from geo.measure.ways import Ways, round_trip
from geo.network import Floats

NODES = 5


@dataclass(frozen=True)
class Ground:
    """Edges with seconds: those that are passable, and those that nobody knows."""

    sure: tuple[tuple[int, int, int], ...]
    unknown: tuple[tuple[int, int, int], ...]
    people: tuple[int, ...]
    supply: tuple[int, ...]

    @property
    def ways(self) -> Ways:
        """Give the round trips by what is known, and by all that may be."""
        return Ways(trips(self.sure), trips(self.sure + self.unknown))

    def completions(self) -> Iterator[Floats]:
        """Give the round trips for every state of the unknown edges."""
        for chosen in product((False, True), repeat=len(self.unknown)):
            opened = tuple(
                edge for edge, yes in zip(self.unknown, chosen, strict=True) if yes
            )
            yield trips(self.sure + opened)


def trips(edges: tuple[tuple[int, int, int], ...]) -> Floats:
    """Let networkx measure out and back between all nodes."""
    graph = nx.DiGraph()
    graph.add_nodes_from(range(NODES))
    for start, end, seconds in edges:
        known = graph.get_edge_data(start, end, {"weight": seconds})["weight"]
        graph.add_edge(start, end, weight=min(seconds, known))
    there = np.full((NODES, NODES), np.inf)
    for start, found in nx.all_pairs_dijkstra_path_length(graph):
        for end, seconds in found.items():
            there[start, end] = seconds
    return round_trip(there, there.T)


@st.composite
def grounds(draw: st.DrawFn) -> Ground:
    """Draw up to ten edges that are passable and up to five that nobody knows."""
    node = st.integers(0, NODES - 1)
    edge = st.tuples(node, node, st.integers(1, 9))
    count = st.lists(st.integers(0, 3), min_size=NODES, max_size=NODES)
    return Ground(
        tuple(draw(st.lists(edge, max_size=10))),
        tuple(draw(st.lists(edge, max_size=5))),
        tuple(draw(count)),
        tuple(draw(count)),
    )
