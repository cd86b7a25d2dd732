"""What one person, with one belief about the unknown, has from a position."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from geo.answer import Policy, Snap
from geo.cost import Bits, edge_costs
from geo.cut import Price, Priced, build_passage, edges_of
from geo.judge.laid import Acting
from geo.network import BarrierFact, Floats, Network
from geo.passage import Flags, Passage, Sites
from geo.profile import Profile, get_profile
from geo.reach_answer import Direction
from geo.reach_piece import Pieces
from geo.reach_time import Times, measure_times

UNIMPEDED: Final = "walker"


@dataclass(frozen=True, eq=False)
class Judged:
    """What is judged of the directed edges, arrays of shape (2m,)."""

    refused: Bits
    doubtful: Bits
    seconds: Floats


class Pricing:
    """Prices edges for one person; both beliefs share the judgements.

    Parameters
    ----------
    network : Network
    profile : Profile
        Of the person, their own limits laid over.
    barriers : sequence of BarrierFact
        Those that act now.
    """

    def __init__(
        self, network: Network, profile: Profile, barriers: Sequence[BarrierFact]
    ) -> None:
        self.network, self.profile, self.barriers = network, profile, barriers
        self._judged: dict[tuple[int, ...], Judged] = {}

    @property
    def whole(self) -> Judged:
        """The judgement under all barriers; what is not known does not refuse."""
        return self.judge(self.barriers)

    def judge(self, barriers: Sequence[BarrierFact]) -> Judged:
        """Judge the network under some of the barriers, once.

        They are told apart as objects: what is shut at times has no key.
        """
        key = tuple(map(id, barriers))
        if key not in self._judged:
            self._judged[key] = self._judge(barriers)
        return self._judged[key]

    def _judge(self, barriers: Sequence[BarrierFact]) -> Judged:
        costs = edge_costs(self.network, self.profile, Policy.OPEN, barriers)
        if not barriers or len(barriers) == len(self.barriers):
            return Judged(costs.refused, costs.doubtful, costs.seconds)
        free = self.judge(())
        found = Judged(free.refused.copy(), free.doubtful.copy(), free.seconds.copy())
        edges = edges_of(costs.facts.touched())
        costs.judge(edges)
        for edge in edges:
            one = costs.at(edge)
            found.refused[edge], found.doubtful[edge] = one.refused, one.doubtful
            found.seconds[edge] = one.seconds
        return found

    def surely(self, _network: Network, barriers: Sequence[BarrierFact]) -> Priced:
        """Open only what is known to be passable."""
        found = self.judge(barriers)
        return Priced((found.refused | found.doubtful) == 0, found.seconds)

    def perhaps(self, _network: Network, barriers: Sequence[BarrierFact]) -> Priced:
        """Open all that is not known to be impassable."""
        found = self.judge(barriers)
        return Priced(found.refused == 0, found.seconds)

    def passage(self, price: Price) -> Passage:
        """Work out what is passed, and where barriers stop it."""
        return build_passage(self.network, self.barriers, price)


@lru_cache(maxsize=2)
def walker_passage(acting: Acting) -> Passage:
    """Work out what somebody on foot without limits passes, once for everybody."""
    walker = Pricing(acting.network, get_profile(UNIMPEDED), acting.barriers)
    return walker.passage(walker.perhaps)


@dataclass(frozen=True, eq=False)
class View:
    """The times from a position and back to it.

    Attributes
    ----------
    passage : Passage
    there, back : Times
    """

    passage: Passage
    there: Times
    back: Times

    @property
    def usable(self) -> Flags:
        """Segments on which the person can be in some direction, shape (m,)."""
        return open_anyhow(self.passage)

    def within(self, limit_s: float, direction: Direction) -> Pieces:
        """Give the streets within a time; both directions each within it."""
        if direction is Direction.THERE:
            return self.there.within(limit_s)
        if direction is Direction.BACK:
            return self.back.within(limit_s)
        return self.there.within(limit_s).meet(self.back.within(limit_s))

    def times(self, sites: Sites) -> tuple[Floats, Floats]:
        """Give the seconds to sites and back from them."""
        return self.there.at(sites), self.back.at(sites)


def open_anyhow(passage: Passage) -> Flags:
    """Tell of every segment whether the person can be on some of it.

    Parameters
    ----------
    passage : Passage

    Returns
    -------
    array of bool, shape (m,)
    """
    whole: Flags = np.any(passage.usable.reshape(-1, 2), axis=1)
    cut = np.zeros(len(whole), dtype=np.bool_)
    cut[passage.cuts.segment] = True
    return np.asarray(whole | (cut & np.any(passage.bare.reshape(-1, 2), axis=1)))


def look(network: Network, passage: Passage, origin: Snap, *, stop_s: float) -> View:
    """Measure the times from a position and back to it.

    Parameters
    ----------
    network : Network
    passage : Passage
    origin : Snap
    stop_s : float
        Nothing farther than this is looked at.

    Returns
    -------
    View
    """
    there, back = (
        measure_times(network, passage, origin, reverse=reverse, stop_s=stop_s)
        for reverse in (False, True)
    )
    return View(passage, there, back)
