"""What one person, with one belief about the unknown, has from a position."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from geo.answer import Policy, Snap
from geo.cost import Costs, edge_costs
from geo.cut import Price, Priced, build_passage
from geo.network import BarrierFact, Floats, Network
from geo.passage import Flags, Passage, Sites
from geo.profile import Profile
from geo.reach_answer import Direction
from geo.reach_piece import Pieces
from geo.reach_time import Times, measure_times


class Pricing:
    """Prices edges for one person; both beliefs share the costs.

    Parameters
    ----------
    network : Network
    profile : Profile
        Of the person, their own limits laid over.
    """

    def __init__(self, network: Network, profile: Profile) -> None:
        self.network, self.profile = network, profile
        self._costs: dict[tuple[str, ...], Costs] = {}

    def costs(self, barriers: Sequence[BarrierFact]) -> Costs:
        """Cost the network under some barriers; what is not known does not refuse."""
        key = tuple(barrier.key for barrier in barriers)
        if key not in self._costs:
            found = edge_costs(self.network, self.profile, Policy.OPEN, barriers)
            self._costs[key] = found
        return self._costs[key]

    def surely(self, _network: Network, barriers: Sequence[BarrierFact]) -> Priced:
        """Open only what is known to be passable."""
        costs = self.costs(barriers)
        return Priced((costs.refused | costs.doubtful) == 0, costs.seconds)

    def perhaps(self, _network: Network, barriers: Sequence[BarrierFact]) -> Priced:
        """Open all that is not known to be impassable."""
        costs = self.costs(barriers)
        return Priced(costs.refused == 0, costs.seconds)

    def passage(self, barriers: Sequence[BarrierFact], price: Price) -> Passage:
        """Work out what is passed under barriers; finite seconds everywhere."""
        return build_passage(self.network, barriers, price)


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
