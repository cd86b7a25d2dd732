"""Walks through the miniature town, by the names of streets or at random."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from hypothesis import strategies as st

from geo.answer import Note, Policy, Step
from geo.cost import Costs, edge_costs
from geo.instruct import list_steps
from geo.network import BarrierFact, Network
from geo.part import Piece
from geo.profile import get_profile
from tests.town import segments_of

OTHER_HAND = {"left": "right", "right": "left"}


def costs_of(town: Network, barriers: Sequence[BarrierFact] = ()) -> Costs:
    """Cost a town for somebody whom nothing impedes."""
    return edge_costs(town, get_profile("walker"), Policy.OPEN, barriers)


def pieces_of(town: Network, *streets: str) -> list[Piece]:
    """Give streets in order; ``-`` before one walks it back."""
    pieces: list[Piece] = []
    for name in streets:
        back = name.startswith("-")
        segments = segments_of(town, name.lstrip("-"))
        pieces += [Piece(2 * i + back, 0.0, 1.0) for i in segments[:: 1 - 2 * back]]
    return pieces


def walk(
    town: Network,
    pieces: list[Piece],
    notes: Iterable[Note] = (),
    barriers: tuple[BarrierFact, ...] = (),
) -> tuple[Step, ...]:
    """Give the instructions of a walk."""
    return list_steps(costs_of(town, barriers), pieces, notes)


def turned(pieces: Iterable[Piece]) -> list[Piece]:
    """Walk a walk back."""
    return [
        Piece(piece.edge ^ 1, 1 - piece.end, 1 - piece.start)
        for piece in reversed(list(pieces))
    ]


def some_walk(draw: st.DrawFn, town: Network, most: int = 12) -> list[Piece]:
    """Draw a walk that never turns on the spot."""
    node = draw(st.integers(0, town.nodes - 1))
    pieces: list[Piece] = []
    for _ in range(draw(st.integers(1, most))):
        leaving = [
            2 * segment + (town.head[segment] == node)
            for segment in range(town.segments)
            if node in (town.tail[segment], town.head[segment])
        ]
        fresh = [e for e in leaving if not pieces or e != pieces[-1].edge ^ 1]
        if not fresh:
            break
        edge = int(draw(st.sampled_from(fresh)))
        pieces.append(Piece(edge, 0.0, 1.0))
        ends = town.head, town.tail
        node = int(ends[edge % 2][edge // 2])
    return pieces
