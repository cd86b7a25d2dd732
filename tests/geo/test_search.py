"""Shortest paths, beside three oracles: brute force, networkx, the reversed graph."""

from __future__ import annotations

from itertools import pairwise, permutations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.answer import Policy
from geo.cost import Costs, edge_costs
from geo.network import Floats, Network
from geo.profile import get_profile, load_profiles
from geo.search import edge_ends, grow_tree, shortest_path, shortest_tree, trace
from tests.town import Street, draw, named, street

NAMES = "abcdefgh"
SPOTS = {
    name: (8.7 + 0.001 * (i % 3), 36.17 + 0.001 * (i // 3))
    for i, name in enumerate(NAMES)
}
ENDS = st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES))
LANES = st.lists(
    st.tuples(
        ENDS.filter(lambda pair: pair[0] != pair[1]),
        st.sampled_from([-0.12, -0.09, -0.03, 0.0, 0.05, 0.09]),
        st.sampled_from([0.5, 1.0, 2.0]),
        st.sampled_from([-1, 0, 0, 0, 1]),
    ),
    min_size=1,
    max_size=14,
)
PROFILES = st.sampled_from(sorted(load_profiles()))


def town(lanes: list[tuple[tuple[str, str], float, float, int]]) -> Network:
    """Draw a random town."""
    streets: list[Street] = [
        named(street(f"s{i:02}", *ends, incline=incline, width_m=width), oneway=oneway)
        for i, (ends, incline, width, oneway) in enumerate(lanes)
    ]
    return draw(streets, nodes=SPOTS, node_facts={})


def costs_of(network: Network, profile: str) -> Costs:
    """Cost a town for a profile, open about what is not known."""
    return edge_costs(network, get_profile(profile), Policy.OPEN, ())


def brute_force(network: Network, weights: Floats, start: int, end: int) -> float:
    """Try every order of every set of nodes."""
    leave, enter = edge_ends(network)
    best = np.full((network.nodes, network.nodes), np.inf)
    np.minimum.at(best, (leave, enter), weights)
    others = [n for n in range(network.nodes) if n not in (start, end)]
    if start == end:
        return 0.0
    return min(
        sum(best[a, b] for a, b in pairwise([start, *between, end]))
        for size in range(len(others) + 1)
        for between in permutations(others, size)
    )


def as_networkx(network: Network, weights: Floats) -> nx.DiGraph:
    """Give the same network to networkx."""
    graph = nx.DiGraph()
    graph.add_nodes_from(range(network.nodes))
    leave, enter = edge_ends(network)
    for edge in np.flatnonzero(np.isfinite(weights)):
        a, b, weight = int(leave[edge]), int(enter[edge]), float(weights[edge])
        if not graph.has_edge(a, b) or graph[a][b]["weight"] > weight:
            graph.add_edge(a, b, weight=weight)
    return graph


@settings(max_examples=25, deadline=None)
@given(LANES, PROFILES)
def test_every_distance_equals_brute_force(
    lanes: list[tuple[tuple[str, str], float, float, int]], profile: str
) -> None:
    network = town(lanes)
    costs = costs_of(network, profile)
    tree = shortest_tree(network, costs, [0])

    for end in range(min(network.nodes, 4)):
        expected = brute_force(network, costs.weights, 0, end)
        assert tree.distance[end] == pytest.approx(expected)


@given(LANES, PROFILES)
def test_o66_every_distance_equals_networkx(
    lanes: list[tuple[tuple[str, str], float, float, int]], profile: str
) -> None:
    network = town(lanes)
    costs = costs_of(network, profile)
    graph = as_networkx(network, costs.weights)

    for source in range(network.nodes):
        expected = nx.single_source_dijkstra_path_length(graph, source)
        found = shortest_tree(network, costs, [source]).distance
        reached = {i: d for i, d in enumerate(found) if np.isfinite(d)}
        assert reached == pytest.approx(expected)


@given(LANES, PROFILES)
def test_o58_ways_to_a_node_are_ways_from_it_in_the_reversed_graph(
    lanes: list[tuple[tuple[str, str], float, float, int]], profile: str
) -> None:
    network = town(lanes)
    mirrored = town([((b, a), -g, w, -o) for (a, b), g, w, o in lanes])

    there = shortest_tree(network, costs_of(network, profile), [0])
    back = shortest_tree(mirrored, costs_of(mirrored, profile), [0])
    to_it = shortest_tree(network, costs_of(network, profile), [0], reverse=True)
    from_it = shortest_tree(mirrored, costs_of(mirrored, profile), [0], reverse=True)

    assert there.distance == pytest.approx(back.distance)
    assert to_it.distance == pytest.approx(from_it.distance)


@given(LANES, PROFILES)
def test_ways_to_a_node_equal_ways_from_each_other_node(
    lanes: list[tuple[tuple[str, str], float, float, int]], profile: str
) -> None:
    network = town(lanes)
    costs = costs_of(network, profile)
    to_first = shortest_tree(network, costs, [0], reverse=True).distance

    one_by_one = [
        shortest_tree(network, costs, [node]).distance[0]
        for node in range(network.nodes)
    ]

    assert to_first == pytest.approx(one_by_one)


@given(LANES, PROFILES)
def test_the_triangle_inequality_holds(
    lanes: list[tuple[tuple[str, str], float, float, int]], profile: str
) -> None:
    network = town(lanes)
    costs = costs_of(network, profile)
    tables = np.array(
        [shortest_tree(network, costs, [i]).distance for i in range(network.nodes)]
    )

    detours = tables[:, :, None] + tables[None, :, :]

    assert (tables[:, None, :] <= detours + 1e-6).all()


@given(LANES, PROFILES)
def test_a_path_is_joined_and_weighs_what_the_tree_says(
    lanes: list[tuple[tuple[str, str], float, float, int]], profile: str
) -> None:
    network = town(lanes)
    costs = costs_of(network, profile)
    leave, enter = edge_ends(network)
    distance = shortest_tree(network, costs, [0]).distance

    for end in range(1, network.nodes):
        path = shortest_path(network, costs, 0, end)
        assert (path is None) == bool(np.isinf(distance[end]))
        if path:
            assert leave[path[0]] == 0
            assert enter[path[-1]] == end
            assert all(enter[a] == leave[b] for a, b in pairwise(path))
            assert costs.weights[path].sum() == pytest.approx(distance[end])


def test_several_sources_with_a_start_each() -> None:
    network = town([(("a", "b"), 0.0, 2.0, 0), (("b", "c"), 0.0, 2.0, 0)])
    weights = np.full(4, 10.0)

    tree = grow_tree(network, weights, [(0, 3.0), (2, 0.0)])

    assert tree.distance.tolist() == [3.0, 10.0, 0.0]
    assert trace(network, tree, 1) == [3]


def test_a_search_stops_where_it_is_told() -> None:
    network = town([(("a", "b"), 0.0, 2.0, 0), (("b", "c"), 0.0, 2.0, 0)])

    tree = grow_tree(network, np.full(4, 10.0), [(0, 0.0)], stop=5.0)

    assert tree.distance[1] == 10
    assert np.isinf(tree.distance[2])
