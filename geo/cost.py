"""What every directed edge costs one person: minutes, effort, doubt, or a refusal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geo.answer import Policy
from geo.network import BarrierFact, Floats, Network
from geo.profile import Profile

Bits = NDArray[np.uint32]


@dataclass(frozen=True, eq=False)
class Costs:
    """Costs of the ``2m`` directed edges of a network for one person.

    Attributes
    ----------
    seconds : array
        Physical time.
    effort_s : array
        What goes beyond comfort, as seconds of equal burden.
    uncertain_m : array
        Metres on which something that matters is not known.
    rank_s : array
        What a search minimises, seconds; finite even where refused.
    refused, doubtful, beyond : array of uint32
        One bit per rule (``geo.rule.RULES``): limit broken (or unknown, when the
        policy is strict), not known, beyond comfort.
    """

    seconds: Floats
    effort_s: Floats
    uncertain_m: Floats
    rank_s: Floats
    refused: Bits
    doubtful: Bits
    beyond: Bits

    @property
    def weights(self) -> Floats:
        """What a search adds up: ``rank_s``, infinite where refused."""
        return np.where(self.refused == 0, self.rank_s, np.inf)


def edge_costs(
    network: Network,
    profile: Profile,
    policy: Policy,
    barriers: Sequence[BarrierFact],
) -> Costs:
    """Cost every directed edge for one person."""
    raise NotImplementedError
