"""A route as arrays, one row a piece: what its steps and cues are read from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from geo.answer import LonLat
from geo.carriageway import CROSSING
from geo.column import decode
from geo.direction import LOOK_M, bearing, seen_from
from geo.line import point_at
from geo.meeting import corners
from geo.network import SIDES, Floats, Network, WayInfo
from geo.observation import Value
from geo.overlay import Facts
from geo.part import Piece


def along(network: Network, piece: Piece, share: float) -> LonLat:
    """Give the point at a share of a piece's edge, in the direction of travel."""
    fraction = share if piece.edge % 2 == 0 else 1 - share
    return point_at(network.line(piece.segment), fraction)


@dataclass(frozen=True, eq=False)
class Walked:
    """Pieces of a route with what is known of them, in the direction of travel."""

    facts: Facts
    pieces: Sequence[Piece]
    _read: dict[str, Floats] = field(default_factory=dict)

    @property
    def network(self) -> Network:
        """The network."""
        return self.facts.network

    @cached_property
    def segment(self) -> NDArray[np.int64]:
        """Segment of each piece."""
        return np.array([piece.segment for piece in self.pieces], dtype=np.int64)

    @cached_property
    def forward(self) -> NDArray[np.bool_]:
        """Whether each piece is walked in the direction of its segment."""
        return np.array([piece.edge % 2 == 0 for piece in self.pieces], np.bool_)

    @cached_property
    def length_m(self) -> Floats:
        """Metres of each piece."""
        share = np.array([piece.share for piece in self.pieces])
        return np.asarray(self.network.length_m[self.segment] * share)

    @cached_property
    def at_m(self) -> Floats:
        """Metres from the start of the route to the start of each piece."""
        return np.asarray(np.cumsum(self.length_m) - self.length_m)

    def number(self, attribute: str) -> Floats:
        """Give the values of an attribute, hard ones first, NaN where not known."""
        if attribute not in self._read:
            hard = self.facts.hard_at(attribute, self.segment)
            soft = self.facts.soft_at(attribute, self.segment)
            self._read[attribute] = np.where(np.isnan(hard), soft, hard)
        return self._read[attribute]

    def value(self, attribute: str, place: int) -> Value:
        """Give the value of an attribute on one piece."""
        return decode(attribute, float(self.number(attribute)[place]))

    def method(self, attribute: str, place: int) -> str:
        """Tell how the value of an attribute on one piece is known."""
        said = self.facts.evidence(attribute, int(self.segment[place]))
        return "" if said is None else said.method

    @property
    def has_kerb_ends(self) -> bool:
        """Whether the network tells the kerbs of each end of a segment."""
        return len(self.network.kerb_ends) == self.network.segments

    @cached_property
    def _kerbs(self) -> list[list[list[float]]]:
        """Word and height of the kerbs where each piece's segment begins and ends."""
        ends = self.network.kerb_ends, self.network.kerb_ends_m
        mine = np.stack([one[self.segment] for one in ends], axis=2)
        walked = np.where(self.forward[:, None, None], mine, mine[:, ::-1])
        kerbs: list[list[list[float]]] = walked.tolist()
        return kerbs

    def kerb(self, place: int, *, is_end: bool) -> tuple[Value, Value]:
        """Give word and height (metres) of the kerb where a piece begins or ends.

        ``None`` where nothing is known, or where the piece stops short of that end.
        """
        piece = self.pieces[place]
        if not self.has_kerb_ends or (piece.end < 1 if is_end else piece.start > 0):
            return None, None
        word, height = self._kerbs[place][is_end]
        return decode("kerb", word), decode("kerb_height_m", height)

    def node(self, place: int) -> int:
        """Give the node at which a piece's segment begins, as it is walked."""
        ends = self.network.tail, self.network.head
        return int(ends[not self.forward[place]][self.segment[place]])

    def end_node(self, place: int) -> int:
        """Give the node at which a piece's segment ends, as it is walked."""
        ends = self.network.head, self.network.tail
        return int(ends[not self.forward[place]][self.segment[place]])

    @cached_property
    def _ways(self) -> list[int]:
        found: list[int] = self.network.way[self.segment].tolist()
        return found

    def way(self, place: int) -> int:
        """Give the way of a piece."""
        return self._ways[place]

    def info(self, place: int) -> WayInfo:
        """Tell of the way of a piece."""
        return corners(self.network).info(self._ways[place])

    def side(self, place: int) -> str:
        """Give the side of the street on which a piece is walked."""
        side = SIDES[self.network.side[self.segment[place]]]
        return seen_from(side, is_forward=bool(self.forward[place]))

    def leaves(self, place: int) -> float:
        """Give the bearing at which a piece begins."""
        piece = self.pieces[place]
        look = piece.start + self._look(place)
        return bearing(self.start(place), along(self.network, piece, look))

    def arrives(self, place: int) -> float:
        """Give the bearing at which a piece ends."""
        piece = self.pieces[place]
        look = piece.end - self._look(place)
        return bearing(along(self.network, piece, look), self.end(place))

    def _look(self, place: int) -> float:
        piece = self.pieces[place]
        whole = max(float(self.network.length_m[piece.segment]), 1e-6)
        return min(piece.share, LOOK_M / whole)

    def is_crossing(self, place: int) -> bool:
        """Tell whether a piece crosses a street; there may be no such piece."""
        if not 0 <= place < len(self.pieces):
            return False
        info = self.info(place)
        return CROSSING in (info.footway, info.highway)

    def start(self, place: int) -> LonLat:
        """Give the point where a piece begins."""
        piece = self.pieces[place]
        return along(self.network, piece, piece.start)

    def end(self, place: int) -> LonLat:
        """Give the point where a piece ends."""
        piece = self.pieces[place]
        return along(self.network, piece, piece.end)
