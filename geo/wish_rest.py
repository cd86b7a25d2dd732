"""The way on which a seat comes often enough, or else with the fewest long stretches.

A label is a node with the weight so far and the metres since the last seat; of two
labels of one node, the one that is no better in either is needless. A stretch that
grows too long is counted once, as more than any way through a town weighs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from geo.answer import Snap
from geo.network import Floats, Network
from geo.part import Piece
from geo.route import End, Weights, list_exits, stay
from geo.search import grow_tree, star
from geo.wish_rest_kernel import TOO_LONG, spread
from geo.wish_seat import Rests, Seats

Indices = NDArray[np.int64]
MOST_LABELS: Final = 1_000_000


@dataclass(frozen=True)
class Rested:
    """A way with what is left of the last stretch.

    Attributes
    ----------
    pieces : list of Piece
    since_m : float
        Metres since the last seat; infinite where they are too many already.
    """

    pieces: list[Piece]
    since_m: float


def find_rested_route(
    weights: Weights,
    seats: Seats,
    rests: Rests,
    ends: tuple[Snap, Snap],
    *,
    every_m: float,
    since_m: float = 0.0,
) -> Rested | None:
    """Find the way with the fewest stretches too long without a seat.

    Parameters
    ----------
    weights : Weights
    seats : Seats
    rests : Rests
        The same seats, laid on the edges for ``every_m``.
    ends : tuple of Snap
        Origin and destination.
    every_m : float
        Metres that the person goes without a seat.
    since_m : float
        Metres since the last seat at the origin.

    Returns
    -------
    Rested or None
        Of the ways with the fewest such stretches, the lightest; ``None`` where there
        is no way, or where the search came to no end.
    """
    search = _Rest(weights, seats, every_m)
    return search.find(rests, ends, since_m)


class _Rest:
    """One search."""

    def __init__(self, weights: Weights, seats: Seats, every_m: float) -> None:
        self.weights, self.seats, self.every_m = weights, seats, every_m
        self.network: Network = seats.network

    def walk(self, pieces: Sequence[Piece], since_m: float) -> tuple[float, float]:
        """Weigh the long stretches on pieces; give also the metres since a seat."""
        weight = 0.0
        for piece in pieces:
            at = [metres for metres, _ in self.seats.along(piece)]
            length = float(self.network.length_m[piece.segment] * piece.share)
            before = 0.0
            for place in at:
                weight += self.count(since_m, since_m + place - before)
                since_m, before = 0.0, place
            weight += self.count(since_m, since_m + length - before)
            since_m = self.cap(since_m + length - before)
        return weight, since_m

    def count(self, before: float, after: float) -> float:
        """Count a stretch where it becomes too long."""
        return TOO_LONG if before <= self.every_m < after else 0.0

    def cap(self, metres: float) -> float:
        """Forget how much too long a stretch is."""
        return metres if metres <= self.every_m else np.inf

    def find(
        self, rests: Rests, ends: tuple[Snap, Snap], since_m: float
    ) -> Rested | None:
        """Search between two positions."""
        alone, found = self.stay(ends, since_m)
        exits = list(list_exits(self.network, self.weights, ends[1], reverse=True))
        gates = list(list_exits(self.network, self.weights, ends[0], reverse=False))
        if not gates or not exits:
            return found
        rows = np.array([self.gate(end, since_m) for end in gates])
        goals = np.array([self.goal(end) for end in exits])
        before, by, label, last, done = self.spread(
            rests, (gates, rows), (exits, goals)
        )
        if not done:
            return None
        if label < 0:
            return found
        middle: list[Piece] = []
        while before[label] >= 0:
            middle = [*self.name(int(by[label]), rests), *middle]
            label = int(before[label])
        pieces = [*gates[label].pieces, *middle, *exits[last].pieces]
        weight, since = self.walk(pieces, since_m)
        weight += sum(self.weights.of(piece) for piece in pieces)
        return found if alone <= weight else Rested(pieces, since)

    def stay(
        self, ends: tuple[Snap, Snap], since_m: float
    ) -> tuple[float, Rested | None]:
        """Stay on the segment that both positions share."""
        weight, pieces = stay(self.network, self.weights, *ends)
        if not np.isfinite(weight):
            return np.inf, None
        more, since = self.walk(pieces, since_m)
        return weight + more, Rested(pieces, since)

    def name(self, edge: int, rests: Rests) -> list[Piece]:
        """Give the pieces of an edge: all of it, or to its first seat and back."""
        count = 2 * self.network.segments
        if edge < count:
            return [Piece(edge, 0.0, 1.0)]
        edge -= count
        share = float(rests.first[edge] / self.network.length_m[edge // 2])
        return [Piece(edge, 0.0, share), Piece(edge ^ 1, 1 - share, 1.0)]

    def gate(self, end: End, since_m: float) -> tuple[float, float]:
        """Give the columns of a way of leaving the origin."""
        weight, since = self.walk(end.pieces, since_m)
        return end.weight + weight, since

    def goal(self, end: End) -> tuple[float, float, float, float]:
        """Give the columns of a way of reaching the destination."""
        length = sum(self.network.length_m[p.segment] * p.share for p in end.pieces)
        at = [metres for p in end.pieces for metres, _ in self.seats.along(p)]
        gaps = sum(np.diff([*at, length]) > self.every_m) if at else 0
        return end.weight, at[0] if at else np.inf, float(length), float(gaps)

    def spread(
        self,
        rests: Rests,
        gates: tuple[list[End], Floats],
        goals: tuple[list[End], Floats],
    ) -> tuple[Indices, Indices, int, int, bool]:
        """Spread labels from the origin."""
        out = star(self.network, reverse=False)
        back = grow_tree(
            self.network,
            self.weights.by_share,
            ((end.node, end.weight) for end in goals[0]),
            reverse=True,
        )
        return spread(
            out.start,
            out.edge,
            out.far,
            self.weights.by_share,
            np.repeat(self.network.length_m, 2),
            rests.first,
            rests.last,
            rests.gaps,
            self.every_m,
            np.array([end.node for end in gates[0]], dtype=np.int64),
            gates[1],
            np.array([end.node for end in goals[0]], dtype=np.int64),
            goals[1],
            back.distance,
            MOST_LABELS,
        )
