"""Random pairs of three real towns: equal to scipy, and monotone in every limit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path
from typing import Final

import numpy as np
import pytest
from numpy.typing import NDArray

from geo.answer import Policy
from geo.cost import edge_costs
from geo.engine.arc import CLOSED, Weights
from geo.engine.finder import find_lazily
from geo.engine.hierarchy import build_hierarchy
from geo.engine.metric import build_metric
from geo.engine.order import find_order
from geo.engine.query import Searcher, Seeds
from geo.network import BarrierFact, Network
from geo.profile import Profile, get_profile, with_limits
from geo.star import edge_ends
from importers.osm.routable import read_network
from tests.bench.reference import Reference

FILES: Final = {
    "porto": "porto/porto_portugal.osm.pbf",
    "heidelberg": "heidelberg/heidelberg.test.osm.pbf",
    "rome": "osm/rome-piazza-vittorio-emanuele.osm.pbf",
}
PROFILES: Final = (
    "manual_wheelchair",
    "power_wheelchair",
    "rollator",
    "white_cane",
    "pram",
    "walker",
)
PAIRS: Final = 1000
SOURCES: Final = 25
"""scipy grows a tree for each; every tree answers forty of the pairs."""
SEARCHED: Final = 100
"""Pairs for the search without preparation: far ones take milliseconds."""
TIGHTENED: Final = 200
"""Pairs on which a limit is made tighter."""

Pair = tuple[int, int]


@dataclass(frozen=True, eq=False)
class Town:
    """A network with the barriers of its file and random pairs of its nodes."""

    network: Network
    barriers: list[BarrierFact]

    @cached_property
    def searcher(self) -> Searcher:
        """Searches its hierarchy."""
        network = self.network
        order = find_order(network.tail, network.head, network.node_lonlat)
        return Searcher(build_hierarchy(network.tail, network.head, order))

    def weigh(self, profile: Profile, policy: Policy = Policy.CAUTIOUS) -> Weights:
        """Weigh every edge for a person."""
        return edge_costs(self.network, profile, policy, self.barriers).weights_ms

    def pairs(self, count: int, sources: int) -> list[Pair]:
        """Draw pairs of nodes from a fixed seed."""
        chance = np.random.default_rng(20261123)
        starts = np.repeat(
            chance.integers(self.network.nodes, size=sources), count // sources
        )
        ends = chance.integers(self.network.nodes, size=len(starts))
        return list(zip(starts.tolist(), ends.tolist(), strict=True))


@cache
def read_town(path: Path) -> Town:
    """Read a town once for all tests."""
    read = read_network(path)
    return Town(read.network, read.barriers)


@pytest.fixture(params=FILES)
def town(request: pytest.FixtureRequest, test_data: Path) -> Town:
    """Give each town in turn."""
    return read_town(test_data / FILES[request.param])


@pytest.fixture
def heidelberg(test_data: Path) -> Town:
    """Give the town whose streets are tagged best."""
    return read_town(test_data / FILES["heidelberg"])


def at(node: int) -> Seeds:
    """Begin or end at a node."""
    return Seeds.of([(node, 0)])


@pytest.mark.parametrize("profile", PROFILES)
def test_the_hierarchy_finds_what_scipy_finds(town: Town, profile: str) -> None:
    weights = town.weigh(get_profile(profile))
    metric = build_metric(town.searcher.hierarchy, weights)
    pairs = town.pairs(PAIRS, SOURCES)

    found = [town.searcher.measure(metric, at(a), at(b)) for a, b in pairs]

    right = Reference(town.network, weights).costs(pairs)
    assert [None if cost >= CLOSED else cost for cost in found] == right
    assert any(cost for cost in right)


@pytest.mark.parametrize("profile", PROFILES)
def test_the_search_without_preparation_finds_the_same(
    town: Town, profile: str
) -> None:
    costs = edge_costs(
        town.network, get_profile(profile), Policy.CAUTIOUS, town.barriers
    )
    pairs = town.pairs(SEARCHED, SOURCES)

    found = [find_lazily(costs, at(a), at(b)) for a, b in pairs]

    right = Reference(town.network, costs.weights_ms).costs(pairs)
    assert [None if way is None else way.cost for way in found] == right


def test_the_edges_of_a_way_join_and_add_up_to_its_cost(town: Town) -> None:
    weights = town.weigh(get_profile("manual_wheelchair"))
    metric = build_metric(town.searcher.hierarchy, weights)
    leave, enter = edge_ends(town.network)

    for start, end in town.pairs(PAIRS, SOURCES):
        found = town.searcher.find(metric, at(start), at(end))
        if found is None or not len(found.edges):
            continue
        edges = found.edges
        assert weights[edges].sum() == found.cost
        assert (leave[edges[1:]] == enter[edges[:-1]]).all()
        assert (leave[edges[0]], enter[edges[-1]]) == (start, end)


def chair(**limits: object) -> Profile:
    """Give the wheelchair with other limits."""
    return with_limits(get_profile("manual_wheelchair"), limits)


def rolling_on(*refused: str) -> Profile:
    """Give the wheelchair with other surfaces refused."""
    own = get_profile("manual_wheelchair")
    surface = replace(own.surface, refused=own.surface.refused | set(refused))
    return replace(own, surface=surface)


TIGHTER: Final = {
    "o10_width": [(chair(min_width_m=w), Policy.CAUTIOUS) for w in (0.8, 1.5, 2.0)],
    "o11_incline": [
        (chair(max_slope_up=s, max_slope_down=s), Policy.CAUTIOUS)
        for s in (0.15, 0.06, 0.03)
    ],
    "o12_kerb": [(chair(max_kerb_m=k), Policy.CAUTIOUS) for k in (0.1, 0.03, 0.0)],
    "o13_surface": [
        (rolling_on(*words), Policy.CAUTIOUS)
        for words in ((), ("sett", "unhewn_cobblestone"), ("sett", "paving_stones"))
    ],
    "o14_smoothness": [
        (chair(worst_smoothness=word), Policy.CAUTIOUS)
        for word in ("bad", "intermediate", "good")
    ],
    "o16_unknown": [
        (chair(), policy) for policy in (Policy.OPEN, Policy.CAUTIOUS, Policy.STRICT)
    ],
}
"""From loose to tight; the names of the oracles that this keeps in direction."""


@pytest.mark.parametrize("limit", TIGHTER)
def test_o10_to_o16_a_tighter_limit_never_shortens_the_way(
    heidelberg: Town, limit: str
) -> None:
    """In direction only: the published numbers belong to another engine."""
    pairs = heidelberg.pairs(TIGHTENED, SOURCES)
    metres = np.rint(1000 * np.repeat(heidelberg.network.length_m, 2)).astype(np.int32)

    lengths, burdens = [], []
    for person, policy in TIGHTER[limit]:
        weights = heidelberg.weigh(person, policy)
        open_metres = np.where(weights < CLOSED, np.maximum(metres, 1), CLOSED)
        burdens.append(measure(heidelberg, weights, pairs))
        lengths.append(measure(heidelberg, open_metres.astype(np.int32), pairs))

    for looser, tighter in pairwise(lengths):
        assert (tighter >= looser).all()
    for looser, tighter in pairwise(burdens):
        assert (tighter >= looser).all()
    assert (lengths[-1] > lengths[0]).any()


def measure(town: Town, weights: Weights, pairs: list[Pair]) -> NDArray[np.int64]:
    """Measure the best ways between pairs, ``CLOSED`` where there is none."""
    metric = build_metric(town.searcher.hierarchy, weights)
    found = [town.searcher.measure(metric, at(a), at(b)) for a, b in pairs]
    return np.array(found, dtype=np.int64)
