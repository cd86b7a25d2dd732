"""What every directed edge costs one person: minutes, effort, doubt, or a refusal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from geo.answer import Policy
from geo.crossing_rule import CROSSING_WAIT_S, crossing_seconds
from geo.network import BarrierFact, Floats, Network
from geo.overlay import Facts, lay_barriers
from geo.profile import Profile
from geo.rule import BITS, RULES
from geo.speed import speed_mps
from geo.view import View

Bits = NDArray[np.uint32]
DOUBT_WEIGHS: Final = {Policy.STRICT: 1.0, Policy.CAUTIOUS: 1.0, Policy.OPEN: 0.0}


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
        One bit per rule (``geo.rule.BITS``): limit broken (or, when the policy is
        strict, not known to be kept), not known, beyond comfort.
    facts : Facts
        What the costs rest on.
    """

    seconds: Floats
    effort_s: Floats
    uncertain_m: Floats
    rank_s: Floats
    refused: Bits
    doubtful: Bits
    beyond: Bits
    facts: Facts

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
    """Cost every directed edge for one person.

    Parameters
    ----------
    network : Network
    profile : Profile
        Of the person, their own limits laid over.
    policy : Policy
        What is done about what is not known: ``STRICT`` refuses it, ``CAUTIOUS``
        costs it, ``OPEN`` ignores it.
    barriers : sequence of BarrierFact
        Those that act now.

    Returns
    -------
    Costs
        Edge ``2 * segment`` goes forward, ``2 * segment + 1`` backward.
    """
    view = View(lay_barriers(network, barriers), profile)
    shape = (network.segments, 2)
    refused, doubtful, beyond = (np.zeros(shape, dtype=np.uint32) for _ in range(3))
    effort = np.zeros(shape)
    for rule, judge in RULES.items():
        mark = judge(view)
        bit = np.uint32(BITS[rule])
        refused |= mark.refused * bit
        doubtful |= mark.doubtful * bit
        beyond |= mark.beyond * bit
        effort += mark.burden_s
    seconds = _seconds(view)
    uncertain = np.where(doubtful > 0, network.length_m[:, None], 0.0)
    doubt = uncertain * profile.burden.doubt_s_per_m * DOUBT_WEIGHS[policy]
    if policy is Policy.STRICT:
        refused |= doubtful
    return Costs(
        seconds.ravel(),
        effort.ravel(),
        uncertain.ravel(),
        (seconds + effort + doubt).ravel(),
        refused.ravel(),
        doubtful.ravel(),
        beyond.ravel(),
        view.facts,
    )


def _seconds(view: View) -> Floats:
    """Give the physical time of each directed edge, shape (m, 2)."""
    speed = view.profile.speed
    slope = np.nan_to_num(view.value("incline")) * np.array([[1.0, -1.0]])
    length = view.network.length_m[:, None]
    seconds = length / speed_mps(speed, slope)
    on_stairs = view.stairs & view.climbed
    seconds = np.where(on_stairs, length / speed.stairs_mps, seconds)
    lift = np.nan_to_num(view.value("elevator"))
    seconds = np.where(lift >= 1, 0.0, seconds) + lift * view.profile.lift_s
    wait = np.minimum(crossing_seconds(view), CROSSING_WAIT_S)
    return np.asarray(seconds + wait)
