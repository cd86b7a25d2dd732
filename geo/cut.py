"""Which barriers stop a person, and where along their segments."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from geo.network import BarrierFact, Floats, Network
from geo.passage import Cuts, Flags, Passage
from geo.spot import find_spot

BEYOND: Final = (-0.1, 1.1)
"""A cut at an end of a segment may lie so far beyond it."""


@dataclass(frozen=True)
class Priced:
    """What the edges are worth to one person.

    Attributes
    ----------
    usable : array of bool, shape (2m,)
        Directed edges that are not refused.
    seconds : array, shape (2m,)
        Time along each; finite where usable.
    """

    usable: Flags
    seconds: Floats


Price = Callable[[Network, Sequence[BarrierFact]], Priced]
"""Prices a network under some barriers; each edge by what is on its own segment."""


def split_rounds(barriers: Iterable[BarrierFact]) -> list[list[BarrierFact]]:
    """Split barriers into rounds that share no segment within a round.

    In one round every barrier can be priced as if it were alone, because an edge
    depends on its own segment only.
    """
    rounds: list[tuple[set[int], list[BarrierFact]]] = []
    for barrier in barriers:
        own = set(barrier.segments)
        free = next((r for r in rounds if r[0].isdisjoint(own)), None)
        if free is None:
            free = (set(), [])
            rounds.append(free)
        free[0].update(own)
        free[1].append(barrier)
    return [members for _, members in rounds]


def edges_of(segments: Iterable[int]) -> list[int]:
    """Give both directed edges of segments."""
    return [2 * segment + way for segment in segments for way in (0, 1)]


def _stopping(
    network: Network, barriers: Sequence[BarrierFact], *, bare: Flags, price: Price
) -> list[tuple[int, BarrierFact]]:
    found = []
    for members in split_rounds(barriers):
        lost = bare & ~price(network, members).usable
        found += [
            (segment, barrier)
            for barrier in members
            for segment in barrier.segments
            if lost[2 * segment] or lost[2 * segment + 1]
        ]
    return found


def _find_cuts(
    network: Network,
    barriers: Sequence[BarrierFact],
    *,
    lost: Flags,
    bare: Flags,
    price: Price,
) -> Cuts:
    hurt = set((np.flatnonzero(lost) // 2).tolist())
    near = [b for b in barriers if not hurt.isdisjoint(b.segments)]
    stops = _stopping(network, near, bare=bare, price=price)
    stopped = {segment for segment, _ in stops}
    # Some limits are broken only by several barriers together: then each one cuts.
    stops += [(s, b) for b in near for s in b.segments if s in hurt - stopped]
    spots = [(s, find_spot(network, s, b)) for s, b in stops if s in hurt]
    taken_up = {segment for segment, spot in spots if spot is None}
    ends = [
        (segment, place)
        for segment, spot in spots
        if spot is not None and segment not in taken_up
        for place in (spot[0], sum(spot) / 2, spot[1])
    ]
    return Cuts(
        np.array([segment for segment, _ in ends], dtype=np.int32),
        np.clip([place for _, place in ends], *BEYOND),
    )


def build_passage(
    network: Network, barriers: Sequence[BarrierFact], price: Price
) -> Passage:
    """Work out what a person can pass, and on which side of each barrier one is.

    Parameters
    ----------
    network : Network
    barriers : sequence of BarrierFact
    price : Price

    Returns
    -------
    Passage
    """
    priced, free = price(network, barriers), price(network, ())
    lost = free.usable & ~priced.usable
    return Passage(
        usable=priced.usable,
        bare=free.usable,
        seconds=np.where(priced.usable, priced.seconds, free.seconds),
        cuts=_find_cuts(network, barriers, lost=lost, bare=free.usable, price=price),
    )
