from dataclasses import replace

import networkx as nx
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from geo.island import find_islands, find_parts, node_labels
from tests.geo.sketch import sketch

NODES = 9


def flags(network, *refused):
    usable = np.ones(2 * network.segments, dtype=bool)
    usable[list(refused)] = False
    return usable


streets = st.lists(
    st.tuples(st.integers(0, NODES - 1), st.integers(0, NODES - 1)), max_size=20
)


@given(streets, st.data())
def test_o66_components_are_those_of_networkx(pairs, data):
    network = sketch(NODES, pairs)
    chosen = data.draw(
        st.lists(st.booleans(), min_size=2 * len(pairs), max_size=2 * len(pairs))
    )
    usable = np.array(chosen, dtype=bool)
    graph = nx.DiGraph()
    graph.add_nodes_from(range(NODES))
    for segment, (a, b) in enumerate(pairs):
        graph.add_edges_from([(a, b)] if usable[2 * segment] else [])
        graph.add_edges_from([(b, a)] if usable[2 * segment + 1] else [])

    labels = node_labels(network, usable)

    ours = {frozenset(np.flatnonzero(labels == x).tolist()) for x in set(labels)}
    theirs = {frozenset(part) for part in nx.strongly_connected_components(graph)}
    assert ours == theirs


def test_a_refused_bridge_makes_an_island_with_the_bridge_as_its_block():
    network = sketch(5, [(0, 1), (1, 2), (2, 3), (3, 4)], residents=[50, 40, 30, 20])

    (island,) = find_islands(
        network, usable=flags(network, 4, 5), walker=flags(network)
    )

    assert island.nodes == (3, 4)
    assert island.segments == (3,)
    assert island.residents == 50, "those behind the bridge and those on it"
    assert island.length_m == 100
    assert [(b.edge, b.leaves) for b in island.blocks] == [(4, False), (5, True)]
    assert not island.also_walker


def test_there_but_not_back_is_an_island_with_a_one_way_block():
    network = sketch(4, [(0, 1), (1, 2), (2, 3)], residents=[50, 0, 20])

    (island,) = find_islands(network, usable=flags(network, 3), walker=flags(network))

    assert island.nodes == (2, 3)
    (block,) = island.blocks
    assert (block.edge, block.leaves, block.one_way) == (3, True, True)


def test_an_island_of_the_walker_too_is_marked():
    network = sketch(5, [(0, 1), (1, 2), (3, 4)], residents=[9, 9, 1])

    (island,) = find_islands(network, usable=flags(network), walker=flags(network))

    assert island.nodes == (3, 4)
    assert island.also_walker
    assert island.blocks == ()


def test_the_main_part_is_where_most_people_live_else_the_longest():
    pairs = [(0, 1), (2, 3), (3, 4)]
    lived = sketch(5, pairs, residents=[30, 10, 10])
    empty = sketch(5, pairs)

    assert find_parts(lived, flags(lived)).main == node_labels(lived, flags(lived))[0]
    assert find_parts(empty, flags(empty)).main == node_labels(empty, flags(empty))[2]


def test_a_stub_without_residents_is_not_an_island():
    network = sketch(3, [(0, 1), (1, 2)])

    assert (
        find_islands(network, usable=flags(network, 2, 3), walker=flags(network)) == []
    )


def test_an_end_where_somebody_lives_is_an_island():
    network = sketch(3, [(0, 1), (1, 2)], residents=[100, 3])

    (island,) = find_islands(
        network, usable=flags(network, 2, 3), walker=flags(network)
    )

    assert (island.nodes, island.homes, island.residents) == ((2,), (1,), 3)


@given(streets, st.sets(st.integers(0, 39)))
def test_everybody_lives_in_one_part_and_is_counted_once(pairs, refused):
    network = sketch(NODES, pairs, residents=[10] * len(pairs))
    usable = flags(network, *(e for e in refused if e < 2 * len(pairs)))

    assert find_parts(network, usable).residents.sum() == 10 * len(pairs)


def test_an_empty_network_has_no_islands():
    network = replace(sketch(0, []), residents=np.empty(0))

    assert find_islands(network, usable=flags(network), walker=flags(network)) == []
