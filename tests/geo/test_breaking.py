"""The way that breaks the fewest limits, where none keeps them all."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from geo.answer import Policy, Snap, Verdict
from geo.breaking import find_breaking_route, find_fewest_places
from geo.breaking_kernel import weigh_places
from geo.breaking_set import BrokenSets, count_limits, find_broken_sets, limits_of
from geo.cost import Costs, edge_costs
from geo.network import Network
from geo.part import Parts, Piece
from geo.profile import get_profile
from geo.search import edge_ends
from tests.ride import trip
from tests.town import Street, at, draw, street

CHAIR = get_profile("manual_wheelchair")
Weight = tuple[int, int, float, float]
NAMES = "abcde"
SPOTS = {name: at(100 * (i % 3), 100 * (i // 3)) for i, name in enumerate(NAMES)}
LANES = st.lists(
    st.tuples(
        st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)).filter(
            lambda pair: pair[0] != pair[1]
        ),
        st.sampled_from([{}, {"width_m": 0.5}, {"kerb_height_m": 0.2}]),
        st.sampled_from(
            [{}, {"incline": 0.09}, {"surface": "sand"}, {"smoothness": None}]
        ),
    ),
    min_size=1,
    max_size=8,
)


def at_node(network: Network, node: int) -> Snap:
    """Stand at a node."""
    segment = int(np.flatnonzero((network.tail == node) | (network.head == node))[0])
    lon, lat = network.node_lonlat[node]
    place = (float(lon), float(lat))
    fraction = 0.0 if network.tail[segment] == node else 1.0
    return Snap(place, place, 0.0, segment, fraction)


def weight_of(network: Network, costs: Costs, edges: list[int]) -> Weight:
    """Weigh a way: different limits, limits broken anew on each street, rank."""
    limits = limits_of(costs)
    broken, places = 0, 0.0
    for before, after in pairwise([-1, *edges]):
        new = int(limits[after])
        broken |= new
        if before >= 0 and network.way[before // 2] == network.way[after // 2]:
            new &= ~int(limits[before])
        places += weigh_places(new)
    rank = round(float(costs.rank_s[edges].sum()), 3)
    return *count_limits(broken), places, rank


def list_ways(network: Network, start: int, end: int) -> Iterator[list[int]]:
    """Give every way that comes to no node twice."""
    leave, enter = edge_ends(network)
    open_ways: list[tuple[list[int], set[int], int]] = [([], {start}, start)]
    while open_ways:
        edges, seen, node = open_ways.pop()
        if node == end:
            yield edges
            continue
        open_ways += [
            ([*edges, edge], {*seen, far}, far)
            for edge in np.flatnonzero(leave == node).tolist()
            if (far := int(enter[edge])) not in seen
        ]


def drawn(lanes: list[object]) -> Network:
    """Draw a small town of lanes."""
    streets: list[Street] = [
        street(f"s{i}", *ends, **one, **other)
        for i, (ends, one, other) in enumerate(lanes)  # type: ignore[misc]
    ]
    return draw(streets, nodes=SPOTS, node_facts={})


@settings(max_examples=80)
@given(LANES, st.sampled_from(list(Policy)))
def test_no_way_breaks_fewer_limits_or_weighs_less(
    lanes: list[object], policy: Policy
) -> None:
    network = drawn(lanes)
    assume(network.nodes > 1)
    costs = edge_costs(network, CHAIR, policy, ())

    for end in range(1, network.nodes):
        pieces = find_breaking_route(
            network, Parts(network, costs), at_node(network, 0), at_node(network, end)
        )
        every = [weight_of(network, costs, w) for w in list_ways(network, 0, end)]
        assert (pieces is None) == (not every)
        if pieces:
            edges = [piece.edge for piece in pieces]
            assert weight_of(network, costs, edges) == pytest.approx(min(every))


@settings(max_examples=80)
@given(LANES, st.sampled_from(list(Policy)))
def test_o62_the_sets_are_all_the_smallest_ones(
    lanes: list[object], policy: Policy
) -> None:
    network = drawn(lanes)
    assume(network.nodes > 1)
    costs = edge_costs(network, CHAIR, policy, ())
    limits = limits_of(costs)

    for end in range(1, network.nodes):
        found = find_broken_sets(network, limits, [(0, 0)], [(end, 0)])
        every = {
            int(np.bitwise_or.reduce(limits[edges]))
            for edges in list_ways(network, 0, end)
        }
        least = {s for s in every if not any(t != s and not t & ~s for t in every)}
        assert found.complete
        assert set(found.sets) == least


def test_a_search_that_is_stopped_says_so_and_the_fewest_places_are_told() -> None:
    town = draw([street("narrow", "n1", "m1", "u1", width_m=0.5)], node_facts={})
    costs = edge_costs(town, CHAIR, Policy.CAUTIOUS, ())

    found = find_broken_sets(town, limits_of(costs), [(0, 0)], [(1, 0)], most=1)

    assert found == BrokenSets((), complete=False)
    fewest = find_fewest_places(
        town, Parts(town, costs), at_node(town, 0), at_node(town, 1)
    )
    assert fewest is not None
    assert len(fewest.pieces) == 1


def test_o59_a_long_break_counts_once_however_often_it_is_cut() -> None:
    whole = [
        street("steep", "n1", "m1", "u1", "w1", incline=0.09),
        street("kerb", "n1", "n2", kerb_height_m=0.05),
        street("narrow", "n2", "w2", width_m=0.7),
        street("end", "w2", "w1"),
        street("spur", "n1", "n3"),
        street("goal", "w1", "w3"),
    ]
    spurs = [street("one", "m1", "m2"), street("two", "u1", "u2")]

    once = trip(at(0, 180), at(300, 180), town=draw(whole, node_facts={}))
    cut = trip(at(0, 180), at(300, 180), town=draw([*whole, *spurs], node_facts={}))

    for found in (once, cut):
        assert found.out.verdict is Verdict.ONLY_IF
        assert [n.rule for n in found.out.broken] == ["slope_up_limit"]
    assert cut.out.length_m == pytest.approx(once.out.length_m)


def test_a_break_on_one_segment_needs_no_node() -> None:
    town = draw([street("narrow", "n1", "m1", width_m=0.5)], node_facts={})

    found = trip(at(10, 0), at(90, 0), town=town)

    assert found.out.verdict is Verdict.ONLY_IF
    assert found.out.length_m == pytest.approx(80, abs=0.5)


def test_parts_of_edges_are_kept() -> None:
    town = draw(
        [street("a", "n1", "m1"), street("b", "m1", "u1", width_m=0.5)], node_facts={}
    )
    costs = edge_costs(town, CHAIR, Policy.CAUTIOUS, ())
    start = Snap(at(30, 0), at(30, 0), 0.0, 0, 0.3)
    end = Snap(at(160, 0), at(160, 0), 0.0, 1, 0.6)

    assert find_breaking_route(town, Parts(town, costs), start, end) == [
        Piece(0, 0.3, 1.0),
        Piece(2, 0.0, 0.6),
    ]
    assert find_breaking_route(town, Parts(town, costs), start, start) == []
