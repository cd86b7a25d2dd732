"""The ways that break the fewest limits, where none keeps them all.

First come the fewest different limits, then the fewest places, then the least weight.
A limit that is broken on along one street is one place, in however many pieces the
street is cut; therefore the search goes from edge to edge.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from geo.answer import Snap
from geo.breaking_set import (
    BrokenSets,
    Gate,
    find_broken_sets,
    least_sets,
    limits_at,
    limits_of,
)
from geo.network import Network
from geo.part import Parts, Piece
from geo.route import NEXT_TO_M, End, Weights, list_exits
from geo.search import BREAKING_S, NO_EDGE, edge_ends, settle_edges, star
from geo.snap import standing

ALL: Final = -1
"""Every limit may be broken."""
MOST_WAYS: Final = 4
MOST_SETS: Final = 8
"""Of more sets, the smallest are looked at."""


@dataclass(frozen=True)
class Broken:
    """A way that breaks limits.

    Attributes
    ----------
    limits : int
        Those that may be broken, one bit a limit (``geo.breaking_set.limits_of``);
        ``ALL`` where the smallest set was not found.
    weight : float
        Places times ``BREAKING_S``, and the rank.
    pieces : tuple of Piece
    """

    limits: int
    weight: float
    pieces: tuple[Piece, ...]


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
    ways = find_breaking_ways(network, parts, origin, destination)
    return list(ways[0].pieces) if ways else None


def find_breaking_ways(
    network: Network, parts: Parts, origin: Snap, destination: Snap
) -> list[Broken]:
    """Find a way for each of the smallest sets of limits, the best first.

    Parameters
    ----------
    network : Network
    parts : Parts
        Costs of the person; refused edges are open here.
    origin, destination : Snap

    Returns
    -------
    list of Broken
        At most ``MOST_WAYS``; by the number of limits, of places, and the weight.
        Where the sets were not found in time, the way with the fewest places.
    """
    found = list_broken_sets(network, parts, origin, destination)
    tried = (
        _within(network, parts, origin, destination, limits=limits)
        for limits in found.sets[:MOST_SETS]
    )
    ways = [way for way in tried if way is not None]
    if not ways:
        fewest = find_fewest_places(network, parts, origin, destination)
        return [] if fewest is None else [fewest]
    ways.sort(key=lambda way: (way.limits.bit_count(), way.weight))
    return ways[:MOST_WAYS]


def find_fewest_places(
    network: Network, parts: Parts, origin: Snap, destination: Snap
) -> Broken | None:
    """Find the way that breaks limits at the fewest places, whatever the limits."""
    return _within(network, parts, origin, destination, limits=ALL)


def list_broken_sets(
    network: Network, parts: Parts, origin: Snap, destination: Snap
) -> BrokenSets:
    """List the smallest sets of limits that open a way between two positions."""
    weights = Weights(parts, closed=False)

    def gates(place: Snap, *, reverse: bool) -> list[Gate]:
        exits = list_exits(network, weights, place, reverse=reverse)
        return [(end.node, _limits_on(parts, end.pieces)) for end in exits]

    limits = limits_of(parts.whole)
    found = find_broken_sets(
        network,
        limits,
        gates(origin, reverse=False),
        gates(destination, reverse=True),
    )
    alone = (_limits_on(parts, (p,)) for p in _stays(network, origin, destination))
    return BrokenSets(least_sets([*found.sets, *alone]), found.complete)


def _stays(network: Network, origin: Snap, destination: Snap) -> list[Piece]:
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


def _limits_on(parts: Parts, pieces: Sequence[Piece]) -> int:
    limits = 0
    for piece in pieces:
        costs = parts.of(piece)
        limits |= limits_at(costs, piece.edge)
    return limits


def _within(
    network: Network, parts: Parts, origin: Snap, destination: Snap, *, limits: int
) -> Broken | None:
    """Find the best way that breaks no limits but these."""
    search = _Search(network, parts, limits)
    best, pieces = search.stay(origin, destination)
    ends = list(list_exits(network, search.weights, destination, reverse=True))
    search.settle(list(list_exits(network, search.weights, origin, reverse=False)))
    for end in ends:
        weight, found = search.finish(end)
        if weight < best:
            best, pieces = weight, found
    if not np.isfinite(best):
        return None
    return Broken(limits, best, tuple(pieces))


class _Search:
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
        return self.weights.of(piece) + BREAKING_S * new.bit_count()

    def stay(self, origin: Snap, destination: Snap) -> tuple[float, list[Piece]]:
        """Stay on the segment that both positions share."""
        best: tuple[float, list[Piece]] = (np.inf, [])
        for piece in _stays(self.network, origin, destination):
            if piece.share * self.network.length_m[piece.segment] <= NEXT_TO_M:
                return 0.0, []
            best = min(best, (self.weigh(piece), [piece]), key=lambda one: one[0])
        return best

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
