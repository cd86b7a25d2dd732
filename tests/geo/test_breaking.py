"""The way that breaks the fewest limits, where none keeps them all."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from geo.answer import Policy, Snap, Verdict
from geo.breaking import find_breaking_route
from geo.cost import Costs, edge_costs
from geo.network import Network
from geo.part import Parts, Piece
from geo.profile import get_profile
from geo.search import BREAKING_S, edge_ends
from tests.ride import trip
from tests.town import Street, at, draw, street

CHAIR = get_profile("manual_wheelchair")
NAMES = "abcde"
SPOTS = {name: at(100 * (i % 3), 100 * (i // 3)) for i, name in enumerate(NAMES)}
LANES = st.lists(
    st.tuples(
        st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)).filter(
            lambda pair: pair[0] != pair[1]
        ),
        st.sampled_from([{}, {"width_m": 0.5}, {"kerb_height_m": 0.2}]),
        st.sampled_from([{}, {"incline": 0.09}, {"surface": "sand"}]),
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


def weight_of(network: Network, costs: Costs, edges: list[int]) -> float:
    """Weigh a way: limits broken anew on each street, then rank."""
    broken = 0
    for before, after in pairwise([-1, *edges]):
        new = int(costs.refused[after])
        if before >= 0 and network.way[before // 2] == network.way[after // 2]:
            new &= ~int(costs.refused[before])
        broken += new.bit_count()
    return broken * BREAKING_S + float(costs.rank_s[edges].sum())


def lightest(network: Network, costs: Costs, start: int, end: int) -> float:
    """Try every way that comes to no node twice."""
    leave, enter = edge_ends(network)
    best, open_ways = np.inf, [([], {start}, start)]
    while open_ways:
        edges, seen, node = open_ways.pop()
        if node == end:
            best = min(best, weight_of(network, costs, edges))
            continue
        open_ways += [
            ([*edges, edge], {*seen, far}, far)
            for edge in np.flatnonzero(leave == node).tolist()
            if (far := int(enter[edge])) not in seen
        ]
    return float(best)


@settings(max_examples=80)
@given(LANES)
def test_no_way_breaks_fewer_limits_or_weighs_less(lanes: list[object]) -> None:
    streets: list[Street] = [
        street(f"s{i}", *ends, **one, **other)
        for i, (ends, one, other) in enumerate(lanes)  # type: ignore[misc]
    ]
    network = draw(streets, nodes=SPOTS, node_facts={})
    assume(network.nodes > 1)
    costs = edge_costs(network, CHAIR, Policy.CAUTIOUS, ())

    for end in range(1, network.nodes):
        pieces = find_breaking_route(
            network, Parts(network, costs), at_node(network, 0), at_node(network, end)
        )
        expected = lightest(network, costs, 0, end)
        assert (pieces is None) == bool(np.isinf(expected))
        if pieces:
            edges = [piece.edge for piece in pieces]
            assert weight_of(network, costs, edges) == pytest.approx(expected)


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
