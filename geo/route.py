"""The best way between two positions along segments, as pieces of directed edges."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from geo.answer import Snap
from geo.network import Network
from geo.part import Parts, Piece
from geo.search import edge_ends, grow_tree, trace
from geo.snap import standing

NEXT_TO_M: Final = 0.01
"""A position this close to a node is at the node."""


class Weights:
    """What a search adds up, by share of an edge; a closed edge is infinite.

    Parameters
    ----------
    parts : Parts
    closed : bool
        Whether refused edges are closed.
    """

    def __init__(self, parts: Parts, *, closed: bool) -> None:
        self.parts, self.closed = parts, closed
        self.by_share = parts.whole.weights if closed else parts.whole.rank_s

    def of(self, piece: Piece) -> float:
        """Weigh a piece."""
        costs = self.parts.of(piece)
        if self.closed and costs.refused[piece.edge]:
            return np.inf
        return float(costs.rank_s[piece.edge]) * piece.share


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
    for segment in standing(network, place):
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
    if not starts or not ends:
        return direct if np.isfinite(alone) else None
    tree = grow_tree(
        network,
        weights.by_share,
        ((start.node, start.weight) for start in starts),
        stop=alone,
    )
    last = min(ends, key=lambda end: tree.distance[end.node] + end.weight)
    total = tree.distance[last.node] + last.weight
    if not np.isfinite(min(total, alone)):
        return None
    if alone <= total:
        return direct
    edges = trace(network, tree, last.node)
    root = int(edge_ends(network)[0][edges[0]]) if edges else last.node
    first = min(
        (start for start in starts if start.node == root), key=lambda s: s.weight
    )
    middle = [Piece(edge, 0.0, 1.0) for edge in edges]
    return [*first.pieces, *middle, *last.pieces]


def route_length_m(network: Network, pieces: Sequence[Piece]) -> float:
    """Measure a route in metres."""
    return float(sum(network.length_m[p.segment] * p.share for p in pieces))
