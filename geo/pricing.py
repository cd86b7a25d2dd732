"""Prices a network for one person, for analyses of the whole town."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from geo.answer import Policy
from geo.cost import edge_costs
from geo.cut import Priced
from geo.network import BarrierFact, Network
from geo.profile import Profile


@dataclass(frozen=True)
class ProfilePrice:
    """The price of every edge for a profile; see ``geo.cut.Price``.

    Attributes
    ----------
    profile : Profile
    policy : Policy
    """

    profile: Profile
    policy: Policy

    def __call__(self, network: Network, barriers: Sequence[BarrierFact]) -> Priced:
        """Price a network under some barriers."""
        costs = edge_costs(network, self.profile, self.policy, barriers)
        return Priced(np.isfinite(costs.weights), costs.seconds)
