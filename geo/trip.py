"""A trip for one person: there and back, with reasons and doubts."""

from __future__ import annotations

from collections.abc import Sequence

from geo.answer import LonLat, Note, Policy, Trip
from geo.cost import Costs
from geo.network import BarrierFact, Network
from geo.profile import Profile


def plan_trip(
    network: Network,
    barriers: Sequence[BarrierFact],
    *,
    origin: LonLat,
    destination: LonLat,
    profile: Profile,
    policy: Policy = Policy.CAUTIOUS,
) -> Trip:
    """Answer whether and how a person gets there and back."""
    raise NotImplementedError


def why_refused(
    network: Network,
    costs: Costs,
    profile: Profile,
    barriers: Sequence[BarrierFact],
    edge: int,
) -> tuple[Note, ...]:
    """Give the reasons why a directed edge is refused; empty if it is not."""
    raise NotImplementedError
