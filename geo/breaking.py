"""The way that breaks the fewest limits, where none keeps them all.

A limit that is broken on along one street counts once, in however many pieces the
street is cut; therefore the search goes from edge to edge.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from geo.answer import Snap
from geo.network import Network
from geo.part import Parts, Piece
from geo.route import End, Weights, list_exits, stay
from geo.search import BREAKING_S, NO_EDGE, edge_ends, settle_edges, star


def find_breaking_route(
    network: Network, parts: Parts, origin: Snap, destination: Snap
) -> list[Piece] | None:
    """Find the way that breaks the fewest limits and, of these, weighs least.

    Parameters
    ----------
    network : Network
    parts : Parts
        Costs of the person; refused edges are open here.
    origin, destination : Snap

    Returns
    -------
    list of Piece or None
        ``None`` where nothing joins the two positions for anybody.
    """
    search = _Search(network, parts)
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

    def __init__(self, network: Network, parts: Parts) -> None:
        self.network, self.parts = network, parts
        self.rank = parts.whole.rank_s
        self.weights = Weights(parts, closed=False)
        self.bits = parts.whole.refused.astype(np.int64)
        self.way = network.way.astype(np.int64)
        self.seeds: dict[int, Piece] = {}
        self.at_nodes: set[int] = set()

    def weigh(self, piece: Piece, before: int = NO_EDGE) -> float:
        """Weigh a piece after an edge."""
        new = int(self.parts.of(piece).refused[piece.edge])
        if before != NO_EDGE and self.way[before // 2] == self.way[piece.segment]:
            new &= ~int(self.bits[before])
        return self.weights.of(piece) + BREAKING_S * new.bit_count()

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
        self.total, self.by = settle_edges(
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
