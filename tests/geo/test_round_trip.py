import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.passage import Passage, Sites
from geo.round_trip import NearestPaths, has_round_trip
from geo.stretch import build_arcs, build_stretches
from tests.geo.sketch import sketch

NODES = 7
NOWHERE = Sites(np.empty(0, np.int32), np.empty(0))


@st.composite
def one_way_towns(draw):
    pairs = draw(
        st.lists(
            st.tuples(st.integers(0, NODES - 1), st.integers(0, NODES - 1)),
            min_size=1,
            max_size=14,
        )
    )
    size = 2 * len(pairs)
    usable = draw(st.lists(st.booleans(), min_size=size, max_size=size))
    seconds = draw(st.lists(st.integers(1, 50), min_size=size, max_size=size))
    return pairs, np.array(usable), np.array(seconds, dtype=float)


def arcs_of(town):
    pairs, usable, seconds = town
    passage = Passage(usable, usable, seconds)
    return build_arcs(build_stretches(sketch(NODES, pairs), NOWHERE), passage)


def graph_of(town):
    graph = nx.DiGraph()
    graph.add_nodes_from(range(NODES))
    for segment, (a, b) in enumerate(town[0]):
        for edge, (u, v) in ((2 * segment, (a, b)), (2 * segment + 1, (b, a))):
            if town[1][edge]:
                old = graph.get_edge_data(u, v, {"weight": np.inf})["weight"]
                graph.add_edge(u, v, weight=min(old, town[2][edge]))
    return graph


@given(
    one_way_towns(),
    st.sets(st.integers(0, NODES - 1), max_size=4),
    st.integers(1, 120),
)
def test_o66_round_trips_are_those_of_networkx(town, targets, limit):
    times = dict(nx.all_pairs_dijkstra_path_length(graph_of(town)))
    expected = [
        any(
            times[home].get(place, np.inf) <= limit
            and times[place].get(home, np.inf) <= limit
            for place in targets
        )
        for home in range(NODES)
    ]

    found = has_round_trip(
        arcs_of(town).matrix(),
        np.arange(NODES),
        np.array(sorted(targets), dtype=int),
        limit_s=limit,
    )

    assert found.tolist() == expected


@given(one_way_towns(), st.integers(0, NODES - 1), st.integers(0, NODES - 1))
def test_the_path_is_as_fast_as_that_of_networkx(town, start, end):
    arcs = arcs_of(town)
    times = nx.single_source_dijkstra_path_length(graph_of(town), start)

    edges = NearestPaths(arcs, np.array([end])).edges(start)

    if start == end or end not in times:
        assert edges == []
    else:
        assert town[2][edges].sum() == pytest.approx(times[end])
        assert town[1][edges].all()


def test_one_place_for_the_way_out_and_another_for_the_way_back_is_no_round_trip():
    town = ([(0, 1), (2, 0)], np.array([True, False, True, False]), np.ones(4))

    found = has_round_trip(
        arcs_of(town).matrix(), np.array([0]), np.array([1, 2]), limit_s=10
    )

    assert found.tolist() == [False]
