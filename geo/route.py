"""The best way between two positions along segments, as pieces of directed edges."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from geo.answer import Snap
from geo.engine.arc import CLOSED, MS_PER_S, to_weights
from geo.engine.frontier import Bench
from geo.engine.lazy import find_way, weighed
from geo.engine.query import Found, Seeds
from geo.network import Floats, Network
from geo.part import Parts, Piece, lengths_of
from geo.snap import standing
from geo.star import edge_ends

NEXT_TO_M: Final = 0.01
"""A position this close to a node is at the node."""


class Weights:
    """What a search adds up; a closed edge is infinite.

    Where nothing but refused edges closes, the person's finder is asked; a kind of
    weights that sets its own ``by_share`` is searched by that.

    Parameters
    ----------
    parts : Parts
    closed : bool
        Whether refused edges are closed.
    """

    def __init__(self, parts: Parts, *, closed: bool) -> None:
        self.parts, self.closed = parts, closed
        self._own: Floats | None = None

    @property
    def by_share(self) -> Floats:
        """Weights of whole edges, seconds; a part weighs its share."""
        if self._own is not None:
            return self._own
        whole = self.parts.whole
        return whole.weights if self.closed else whole.rank_s

    @by_share.setter
    def by_share(self, weights: Floats) -> None:
        self._own = weights

    def find(self, starts: Seeds, ends: Seeds, *, stop: int) -> Found | None:
        """Find the lightest way between nodes, of fewer milliseconds than ``stop``."""
        if self._own is None and self.closed:
            return self.parts.finder(self.parts.whole, starts, ends, stop=stop)
        return find_way(self.parts.network, self._bench, starts, ends, stop=stop)

    @cached_property
    def _bench(self) -> Bench:
        return weighed(to_weights(self.by_share))

    def of(self, piece: Piece) -> float:
        """Weigh a piece."""
        cost = self.parts.of(piece).at(piece.edge)
        if self.closed and cost.refused:
            return np.inf
        return cost.rank_s * piece.share


@dataclass(frozen=True)
class End:
    """A way of leaving (or reaching) a position: a node, its weight, the piece."""

    node: int
    weight: float
    pieces: tuple[Piece, ...]


def list_exits(
    network: Network, weights: Weights, place: Snap, *, reverse: bool
) -> Iterator[End]:
    """Go from a position to the ends of its segment (come from them, if reversed)."""
    leave, enter = edge_ends(network)
    segments = standing(network, place)
    weights.parts.whole.judge(e for s in segments for e in (2 * s, 2 * s + 1))
    for segment in segments:
        for edge in (2 * segment, 2 * segment + 1):
            at = place.fraction if edge % 2 == 0 else 1 - place.fraction
            piece = Piece(edge, 0.0, at) if reverse else Piece(edge, at, 1.0)
            node = int(leave[edge] if reverse else enter[edge])
            if piece.share * network.length_m[segment] <= NEXT_TO_M:
                yield End(node, 0.0, ())
            elif np.isfinite(weight := weights.of(piece)):
                yield End(node, weight, (piece,))


def stay(
    network: Network, weights: Weights, origin: Snap, destination: Snap
) -> tuple[float, list[Piece]]:
    """Stay on the segment that both positions share."""
    best: tuple[float, list[Piece]] = (np.inf, [])
    for segment in standing(network, origin):
        if segment not in standing(network, destination):
            continue
        start, end = origin.fraction, destination.fraction
        forward = Piece(2 * segment, start, end)
        back = Piece(2 * segment + 1, 1 - start, 1 - end)
        piece = forward if end >= start else back
        if piece.share * network.length_m[segment] <= NEXT_TO_M:
            return 0.0, []
        best = min(best, (weights.of(piece), [piece]), key=lambda found: found[0])
    return best


def find_route(
    network: Network, weights: Weights, origin: Snap, destination: Snap
) -> list[Piece] | None:
    """Find the lightest way between two positions.

    Parameters
    ----------
    network : Network
    weights : Weights
    origin, destination : Snap
        Positions along segments; the graph is not changed for them.

    Returns
    -------
    list of Piece or None
        Empty where both are the same position; ``None`` where there is no way.
    """
    alone, direct = stay(network, weights, origin, destination)
    if alone == 0:
        return []
    starts = list(list_exits(network, weights, origin, reverse=False))
    ends = list(list_exits(network, weights, destination, reverse=True))
    found = weights.find(_seeds(starts), _seeds(ends), stop=_milliseconds(alone))
    if found is None:
        return direct if np.isfinite(alone) else None
    first = _lightest(starts, found.first)
    last = _lightest(ends, found.last)
    middle = [Piece(edge, 0.0, 1.0) for edge in found.edges.tolist()]
    return [*first.pieces, *middle, *last.pieces]


def _milliseconds(seconds: float) -> int:
    return int(min(round(seconds * MS_PER_S), CLOSED)) if seconds < np.inf else CLOSED


def _seeds(ends: Iterable[End]) -> Seeds:
    return Seeds.of((end.node, _milliseconds(end.weight)) for end in ends)


def _lightest(ends: Iterable[End], node: int) -> End:
    return min((e for e in ends if e.node == node), key=lambda end: end.weight)


def route_length_m(network: Network, pieces: Sequence[Piece]) -> float:
    """Measure a route in metres."""
    return sum(lengths_of(network, pieces), 0.0)
