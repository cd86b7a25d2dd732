"""What every answer is checked against: scipy's Dijkstra on the same whole numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components, dijkstra

from geo.engine.arc import CLOSED, Weights
from geo.errors import DataError
from geo.network import Floats, Network
from geo.search import edge_ends

Pairs = Sequence[tuple[int, int]]


class Reference:
    """The open edges of a network with their weights.

    Parameters
    ----------
    network : Network
    weights : array of int32, shape (2m,)
        Milliseconds.
    """

    def __init__(self, network: Network, weights: Weights) -> None:
        leave, enter = edge_ends(network)
        order = np.lexsort((weights, enter, leave))
        tail, head, own = leave[order], enter[order], weights[order]
        first = np.ones(len(order), dtype=np.bool_)
        first[1:] = (tail[1:] != tail[:-1]) | (head[1:] != head[:-1])
        kept = first & (own < CLOSED)
        shape = (network.nodes, network.nodes)
        ends = (tail[kept], head[kept])
        self._web = csr_array((own[kept].astype(np.float64), ends), shape=shape)

    def tree(self, source: int) -> Floats:
        """Measure the ways from a node to all, infinite where there is none."""
        return np.asarray(dijkstra(self._web, indices=source))

    def main_part(self) -> NDArray[np.int64]:
        """Give the nodes of the largest part in which each reaches every other."""
        _, label = connected_components(self._web, connection="strong")
        return np.flatnonzero(label == np.bincount(label).argmax())

    def costs(self, pairs: Pairs) -> list[int | None]:
        """Measure the ways between some pairs; a tree for each different source."""
        trees: dict[int, Floats] = {}
        for source, _ in pairs:
            if source not in trees:
                trees[source] = self.tree(source)
        found = (trees[source][target] for source, target in pairs)
        return [round(float(cost)) if np.isfinite(cost) else None for cost in found]


def require_equal(
    who: str, found: Iterable[int | None], right: Iterable[int | None]
) -> None:
    """Refuse answers that differ: what is wrong is not worth being fast.

    Raises
    ------
    DataError
        Naming who is wrong, and where first.
    """
    for place, (one, other) in enumerate(zip(found, right, strict=True)):
        if one != other:
            raise DataError(f"{who} answers {one} to question {place}, not {other}")


def require_same(who: str, found: NDArray[np.generic], right: Floats) -> None:
    """Refuse arrays of costs that differ; closed and infinite are the same."""
    known = np.asarray(found, dtype=np.float64)
    known = np.where(known >= CLOSED, np.inf, known)
    if not np.array_equal(known, np.asarray(right)):
        wrong = int(np.argmax(known != right))
        raise DataError(f"{who} differs at place {wrong} of {known.size}")
