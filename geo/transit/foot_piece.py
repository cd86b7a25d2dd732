"""Costs of many pieces of segments with barriers, priced together.

An edge depends on what is on its own segment: so pieces of different segments are
priced at once, each under the barriers that it meets.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from geo.cost import EdgeCost
from geo.network import BarrierFact
from geo.part import Parts, Piece

LeftOut = frozenset[str]
Round = dict[int, LeftOut]
"""Segment → keys of the barriers that do not count on it."""


def cost_pieces(parts: Parts, pieces: Sequence[Piece]) -> list[EdgeCost]:
    """Cost pieces as ``Parts.of`` does one by one.

    Parameters
    ----------
    parts : Parts
    pieces : sequence of Piece

    Returns
    -------
    list of EdgeCost
        Of the whole edge of each piece, under the barriers that the piece meets.
    """
    rounds: list[Round] = [{}]
    place = []
    for piece in pieces:
        left_out = parts.left_out(piece) if piece.share < 1 else LeftOut()
        place.append(_put(rounds, piece.segment, left_out))
    found: dict[int, EdgeCost] = {}
    for number, chosen in enumerate(rounds):
        rows = [row for row, at in enumerate(place) if at == number]
        edges = [pieces[row].edge for row in rows]
        costs = parts.whole
        if parts.price is not None and any(chosen.values()):
            costs = parts.price(_kept(parts.barriers, chosen))
        costs.judge(edges)
        found.update((row, costs.at(pieces[row].edge)) for row in rows)
    return [found[row] for row in range(len(pieces))]


def _put(rounds: list[Round], segment: int, left_out: LeftOut) -> int:
    """Find the first round in which a segment is free, or is the same."""
    for number, chosen in enumerate(rounds):
        if chosen.setdefault(segment, left_out) == left_out:
            return number
    rounds.append({segment: left_out})
    return len(rounds) - 1


def _kept(
    barriers: Sequence[BarrierFact], chosen: Mapping[int, LeftOut]
) -> list[BarrierFact]:
    """Take barriers off the segments on which they do not count."""
    kept = []
    for barrier in barriers:
        own = tuple(
            segment
            for segment in barrier.segments
            if barrier.key not in chosen.get(segment, ())
        )
        if own == barrier.segments:
            kept.append(barrier)
        elif own:
            kept.append(replace(barrier, segments=own))
    return kept
