"""Random small networks with loops, parallels and islands, for the searches."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

from geo.engine.arc import CLOSED
from geo.engine.hierarchy import Hierarchy, build_hierarchy

Ints = NDArray[np.int32]
MOST = 8
WEIGHTS = st.one_of(st.integers(1, 9), st.just(CLOSED), st.integers(1, 9))


@dataclass(frozen=True, eq=False)
class Sketch:
    """A small network with the weights of its directed edges, and an order."""

    tail: Ints
    head: Ints
    weights: Ints
    order: Ints

    @property
    def nodes(self) -> int:
        return len(self.order)

    @property
    def hierarchy(self) -> Hierarchy:
        return build_hierarchy(self.tail, self.head, self.order)

    def ends(self, arc: int) -> tuple[int, int]:
        one, other = int(self.tail[arc // 2]), int(self.head[arc // 2])
        return (one, other) if arc % 2 == 0 else (other, one)


def ints(values: list[int]) -> Ints:
    return np.array(values, dtype=np.int32)


@st.composite
def sketches(draw: st.DrawFn) -> Sketch:
    """Draw up to eight nodes and up to sixteen segments."""
    nodes = draw(st.integers(1, MOST))
    node = st.integers(0, nodes - 1)
    pairs = draw(st.lists(st.tuples(node, node), max_size=16))
    both = st.tuples(WEIGHTS, WEIGHTS)
    weights = draw(st.lists(both, min_size=len(pairs), max_size=len(pairs)))
    order = draw(st.permutations(range(nodes)))
    return Sketch(
        ints([a for a, _ in pairs]),
        ints([b for _, b in pairs]),
        ints([w for pair in weights for w in pair]),
        ints(list(order)),
    )


def distances(sketch: Sketch, weights: Ints | None = None) -> NDArray[np.int64]:
    """Relax every arc until nothing changes: from each node (row) to each."""
    own = sketch.weights if weights is None else weights
    table = np.full((sketch.nodes, sketch.nodes), CLOSED, dtype=np.int64)
    np.fill_diagonal(table, 0)
    for _ in range(sketch.nodes):
        for arc, weight in enumerate(own):
            one, other = sketch.ends(arc)
            table[:, other] = np.minimum(table[:, other], table[:, one] + weight)
    return np.minimum(table, CLOSED)
