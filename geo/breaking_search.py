"""One search for the way that breaks limits at the fewest places."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from geo.answer import Snap
from geo.breaking_kernel import settle_edges, weigh_places
from geo.breaking_set import limits_at, limits_of
from geo.network import Floats, Network
from geo.part import Parts, Piece
from geo.route import NEXT_TO_M, End, Weights
from geo.search import NO_EDGE, edge_ends, star
from geo.snap import standing


def list_stays(network: Network, origin: Snap, destination: Snap) -> list[Piece]:
    """Stay on a segment that both positions share, or on its other side."""
    start, end = origin.fraction, destination.fraction
    shared = set(standing(network, destination))
    return [
        Piece(2 * segment, start, end)
        if end >= start
        else Piece(2 * segment + 1, 1 - start, 1 - end)
        for segment in standing(network, origin)
        if segment in shared
    ]


class BreakingSearch:
    """One search; a seed is a first piece, which may be a part of its edge."""

    def __init__(self, network: Network, parts: Parts, limits: int) -> None:
        self.network, self.parts = network, parts
        self.closed = ~limits
        self.weights = Weights(parts, closed=False)
        self.bits = limits_of(parts.whole)
        self.rank = np.where(self.bits & self.closed, np.inf, parts.whole.rank_s)
        self.way = network.way.astype(np.int64)
        self.seeds: dict[int, Piece] = {}
        self.at_nodes: set[int] = set()

    def weigh(self, piece: Piece, before: int = NO_EDGE) -> float:
        """Weigh a piece after an edge."""
        new = limits_at(self.parts.of(piece), piece.edge)
        if new & self.closed:
            return np.inf
        if before != NO_EDGE and self.way[before // 2] == self.way[piece.segment]:
            new &= ~int(self.bits[before])
        return self.weights.of(piece) + float(weigh_places(new))

    def stay(self, origin: Snap, destination: Snap) -> tuple[float, list[Piece]]:
        """Stay on the segment that both positions share."""
        best: tuple[float, list[Piece]] = (np.inf, [])
        for piece in list_stays(self.network, origin, destination):
            if piece.share * self.network.length_m[piece.segment] <= NEXT_TO_M:
                return 0.0, []
            best = min(best, (self.weigh(piece), [piece]), key=lambda one: one[0])
        return best

    def settle(self, starts: Sequence[End], ends: Sequence[End]) -> None:
        """Search from a position until the ways to another cannot get better."""
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
            self.rest(ends),
        )

    def rest(self, ends: Sequence[End]) -> Floats:
        """Give the most that is left from each node to the destination."""
        rest = np.full(self.network.nodes, np.inf)
        for end in ends:
            left = sum(self.weigh(piece) for piece in end.pieces)
            rest[end.node] = min(rest[end.node], left)
        return rest

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
