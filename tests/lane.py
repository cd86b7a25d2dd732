"""One street from a to b, costed for one person."""

from __future__ import annotations

from geo.answer import Policy
from geo.cost import Costs, edge_costs
from geo.network import Network
from geo.observation import Value
from geo.profile import get_profile, with_limits
from tests.town import Street, draw, street

CHAIR = get_profile("manual_wheelchair")
LANES = {"a": (8.700, 36.17), "b": (8.701, 36.17), "c": (8.702, 36.17)}


def lane(
    policy: Policy = Policy.CAUTIOUS,
    *,
    profile: str = "manual_wheelchair",
    made: Street | None = None,
    node_facts: dict[str, dict[str, Value]] | None = None,
    heights: dict[str, float] | None = None,
    limits: dict[str, object] | None = None,
    **changes: Value,
) -> tuple[Network, Costs]:
    """Cost one street from a to b."""
    network = draw(
        [made or street("lane", "a", "b", **changes)],
        nodes=LANES,
        node_facts=node_facts or {},
        heights=heights,
    )
    person = with_limits(get_profile(profile), limits or {})
    return network, edge_costs(network, person, policy, ())
