"""Barriers that lie on the pieces of a route, as somebody meets them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from geo.cue import Cue
from geo.line import point_at
from geo.network import BarrierFact
from geo.span import Span
from geo.spot import find_spot

MET: Final = frozenset({"narrowest_m", "clearance_m", "obstructed"})
"""Barriers that set these stand in the way; the others are facts of the ground."""

On = Mapping[int, Sequence[BarrierFact]]
"""Segment → barriers on it."""


def list_met(span: Span, on: On) -> list[Cue]:
    """List the barriers along an instruction, each once, in order.

    Parameters
    ----------
    span : Span
    on : mapping
        Segment → barriers on it.
    """
    found: dict[str, Cue] = {}
    for place in span.places:
        for barrier in on.get(int(span.walked.segment[place]), ()):
            if barrier.attribute not in MET:
                continue
            for cue in _meet(span, place, barrier):
                found.setdefault(barrier.key, cue)
    return sorted(found.values(), key=lambda cue: cue.at_m)


def _meet(span: Span, place: int, barrier: BarrierFact) -> Iterator[Cue]:
    walked = span.walked
    piece, network = walked.pieces[place], walked.network
    spot = find_spot(network, piece.segment, barrier)
    low, high = piece.along
    if spot is not None and (spot[1] < low or spot[0] > high):
        return
    middle = low if spot is None else min(max(sum(spot) / 2, low), high)
    ahead = middle - low if piece.edge % 2 == 0 else high - middle
    length = float(network.length_m[piece.segment])
    yield Cue(
        kind="barrier",
        at_m=float(walked.at_m[place]) + (0.0 if spot is None else ahead * length),
        position=point_at(network.line(piece.segment), middle),
        value=barrier.kind,
        names=barrier.names,
        method=barrier.evidence.method,
        facts={
            "key": barrier.key,
            "confirmed": barrier.confirmed,
            barrier.attribute: barrier.value,
        },
    )
