"""The way that breaks the fewest limits, where none keeps them all.

A limit that is broken on along one street counts once, in however many pieces the
street is cut; therefore the search goes from edge to edge.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numba import njit

from geo.answer import Snap
from geo.cost import Costs
from geo.network import Network
from geo.route import End, Piece, Weights, list_exits, stay
from geo.search import edge_ends, sift_down, sift_up, star

BREAKING_S: Final = 1e8
"""One broken limit weighs more than the longest way through any town."""
NO_EDGE: Final = -1


@njit(cache=True, nogil=True)
def _broken_anew(before, after, bits, way):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    """Count the limits that an edge breaks and the edge before it did not."""
    new = bits[after]
    if before >= 0 and way[before >> 1] == way[after >> 1]:
        new &= ~bits[before]
    count = 0
    while new:
        new &= new - 1
        count += 1
    return count


@njit(cache=True, nogil=True)
def _settle_edges(start, edge, enter, rank, bits, way, seeds, offsets):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202, PLR0913, PLR0917
    """Dijkstra whose states are edges already gone along."""
    total = np.full(len(rank), np.inf)
    by = np.full(len(rank), -1, np.int64)
    keys = np.empty(8 * len(rank) + len(seeds) + 1)
    states = np.empty(len(keys), np.int64)
    size = 0
    for i in range(len(seeds)):
        if offsets[i] < total[seeds[i]]:
            total[seeds[i]] = offsets[i]
            sift_up(keys, states, size, offsets[i], seeds[i])
            size += 1
    while size > 0:
        reached, here = keys[0], states[0]
        size -= 1
        sift_down(keys, states, size)
        if reached > total[here]:
            continue
        node = enter[here]
        for i in range(start[node], start[node + 1]):
            after = edge[i]
            broken = _broken_anew(here, after, bits, way)
            cost = reached + rank[after] + BREAKING_S * broken
            if cost < total[after]:
                total[after] = cost
                by[after] = here
                if size + 1 >= len(keys):
                    keys = np.concatenate((keys, np.empty(len(keys))))
                    states = np.concatenate((states, np.empty(len(states), np.int64)))
                sift_up(keys, states, size, cost, after)
                size += 1
    return total, by


def find_breaking_route(
    network: Network, costs: Costs, origin: Snap, destination: Snap
) -> list[Piece] | None:
    """Find the way that breaks the fewest limits and, of these, weighs least.

    Parameters
    ----------
    network : Network
    costs : Costs
        Of the person; refused edges are open here.
    origin, destination : Snap

    Returns
    -------
    list of Piece or None
        ``None`` where nothing joins the two positions for anybody.
    """
    search = _Search(network, costs)
    best, pieces = search.stay(origin, destination)
    ends = list(list_exits(network, search.weights, destination, reverse=True))
    search.settle(list(list_exits(network, search.weights, origin, reverse=False)))
    for end in ends:
        weight, found = search.finish(end)
        if weight < best:
            best, pieces = weight, found
    return pieces if np.isfinite(best) else None


class _Search:
    """One search; a seed is a first piece, which may be a part of its edge."""

    def __init__(self, network: Network, costs: Costs) -> None:
        self.network, self.rank = network, costs.rank_s
        self.weights = Weights(costs.rank_s)
        self.bits = costs.refused.astype(np.int64)
        self.way = network.way.astype(np.int64)
        self.seeds: dict[int, Piece] = {}
        self.at_nodes: set[int] = set()

    def weigh(self, piece: Piece, before: int = NO_EDGE) -> float:
        """Weigh a piece after an edge."""
        broken = _broken_anew(before, piece.edge, self.bits, self.way)
        return float(self.weights.of(piece) + BREAKING_S * broken)

    def stay(self, origin: Snap, destination: Snap) -> tuple[float, list[Piece] | None]:
        """Stay on the segment that both positions share."""
        weight, pieces = stay(self.network, self.weights, origin, destination)
        if not pieces:
            return weight, ([] if weight == 0 else None)
        return self.weigh(pieces[0]), pieces

    def settle(self, starts: Sequence[End]) -> None:
        """Search from a position."""
        out = star(self.network, reverse=False)
        for start in starts:
            if start.pieces:
                self.seeds.setdefault(start.pieces[0].edge, start.pieces[0])
        for node in (start.node for start in starts if not start.pieces):
            self.at_nodes.add(node)
            for edge in out.edge[out.start[node] : out.start[node + 1]].tolist():
                self.seeds.setdefault(edge, Piece(edge, 0.0, 1.0))
        firsts = list(self.seeds.values())
        self.total, self.by = _settle_edges(
            out.start,
            out.edge,
            edge_ends(self.network)[1],
            self.rank,
            self.bits,
            self.way,
            np.array([piece.edge for piece in firsts], dtype=np.int64),
            np.array([self.weigh(piece) for piece in firsts], dtype=np.float64),
        )

    def finish(self, end: End) -> tuple[float, list[Piece]]:
        """Go the rest of the way to a position."""
        into = star(self.network, reverse=True)
        last = end.pieces[0] if end.pieces else None
        best, before = np.inf, NO_EDGE
        if end.node in self.at_nodes:
            best = 0.0 if last is None else self.weigh(last)
        for edge in into.edge[into.start[end.node] : into.start[end.node + 1]].tolist():
            rest = 0.0 if last is None else self.weigh(last, edge)
            if self.total[edge] + rest < best:
                best, before = float(self.total[edge] + rest), edge
        return best, [*self.trace(before), *end.pieces]

    def trace(self, edge: int) -> list[Piece]:
        """Give the pieces that lead to the end of an edge."""
        pieces: list[Piece] = []
        while edge != NO_EDGE:
            before = int(self.by[edge])
            whole = Piece(edge, 0.0, 1.0)
            pieces.append(self.seeds[edge] if before == NO_EDGE else whole)
            edge = before
        return pieces[::-1]
