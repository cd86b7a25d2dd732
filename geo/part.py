"""Parts of edges and their costs: a part meets not every barrier of its edge."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from geo.answer import Snap
from geo.cost import Costs
from geo.engine.finder import WayFinder, find_lazily
from geo.fact import fact
from geo.network import BarrierFact, Network
from geo.spot import find_spot


@fact
class Piece:
    """A stretch of a directed edge, as shares of it in the direction of travel."""

    edge: int
    start: float
    end: float

    @property
    def segment(self) -> int:
        """The segment of the edge."""
        return self.edge // 2

    @property
    def share(self) -> float:
        """How much of the edge it is."""
        return self.end - self.start

    @property
    def along(self) -> tuple[float, float]:
        """Where on the segment it lies, 0 at the tail … 1 at the head."""
        if self.edge % 2 == 0:
            return self.start, self.end
        return 1 - self.end, 1 - self.start


def lengths_of(network: Network, pieces: Sequence[Piece]) -> list[float]:
    """Measure pieces, in metres."""
    segments = [piece.edge >> 1 for piece in pieces]
    shares = [piece.end - piece.start for piece in pieces]
    found: list[float] = (network.length_m[segments] * shares).tolist()
    return found


Price = Callable[[Sequence[BarrierFact]], Costs]
"""Costs a network under some barriers."""


class Parts:
    """The costs of one person: of whole edges, and of pieces of them.

    Parameters
    ----------
    network : Network
    whole : Costs
        Under all barriers.
    barriers : sequence of BarrierFact
        Those that act now.
    price : callable, optional
        Costs the network under fewer of them; not needed without barriers.
    finder : callable
        Finds the person's ways under all barriers.
    """

    def __init__(
        self,
        network: Network,
        whole: Costs,
        barriers: Sequence[BarrierFact] = (),
        price: Price | None = None,
        *,
        finder: WayFinder = find_lazily,
    ) -> None:
        self.network, self.whole, self.price = network, whole, price
        self.finder = finder
        self.barriers = list(barriers) if price else []
        self._costs: dict[frozenset[str], Costs] = {frozenset(): whole}

    @property
    def _on(self) -> Mapping[int, Sequence[BarrierFact]]:
        return self.whole.laid.on if self.price else {}

    def of(self, piece: Piece) -> Costs:
        """Give the costs of a piece: barriers at a spot beside it do not count."""
        if piece.share >= 1:
            return self.whole
        return self._without(self.left_out(piece))

    def left_out(self, piece: Piece) -> frozenset[str]:
        """List the barriers at a spot of its segment that a piece does not meet."""
        return frozenset(
            barrier.key
            for barrier in self._on.get(piece.segment, ())
            if self._is_beside(barrier, piece)
        )

    def leaves(self, place: Snap) -> bool:
        """Tell whether this person gets off a position on a segment with barriers."""
        if place.segment not in self._on:
            return False
        edge, share = 2 * place.segment, place.fraction
        ways = (
            Piece(edge, share, 1.0),
            Piece(edge, 0.0, share),
            Piece(edge + 1, 1 - share, 1.0),
            Piece(edge + 1, 0.0, 1 - share),
        )
        return any(self.of(way).at(way.edge).refused == 0 for way in ways)

    def _is_beside(self, barrier: BarrierFact, piece: Piece) -> bool:
        spot = find_spot(self.network, piece.segment, barrier)
        low, high = piece.along
        return spot is not None and (spot[1] < low or spot[0] > high)

    def _without(self, keys: Iterable[str]) -> Costs:
        left_out = frozenset(keys)
        if left_out not in self._costs and self.price:
            kept = [b for b in self.barriers if b.key not in left_out]
            self._costs[left_out] = self.price(kept)
        return self._costs.get(left_out, self.whole)
