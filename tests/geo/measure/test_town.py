"""What homes reach at the scale of a town is what a table of all ways says."""

from __future__ import annotations

from itertools import permutations, product

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.engine.hierarchy import build_hierarchy
from geo.engine.order import find_order
from geo.errors import InputError
from geo.measure.nearest import seconds_to_nearest
from geo.measure.reached import count_reached
from geo.measure.town import count_town
from geo.measure.trips import Supply, Walk, build_walks
from geo.measure.ways import round_trip
from geo.network import Network
from geo.passage import Cuts, Passage, Sites, build_homes
from tests.geo.sketch import sketch

NODES = 6
TENTHS = st.sampled_from([0.125, 0.25, 0.5, 0.75, 0.875])
LIMITS = (5.0, 12.0, 30.0)


def walk_on(network: Network, passage: Passage) -> Walk:
    order = find_order(network.tail, network.head, network.node_lonlat)
    (walk,) = build_walks(
        network, build_hierarchy(network.tail, network.head, order), [passage]
    )
    return walk


def street_by_street(
    network: Network, passage: Passage, named: dict[str, Sites]
) -> nx.DiGraph:
    """Cut every segment at the positions on it; each pair of them is an edge."""
    graph = nx.DiGraph()
    graph.add_nodes_from(range(network.nodes))
    for name, sites in named.items():
        graph.add_nodes_from((name, i) for i in range(len(sites)))
    for segment in range(network.segments):
        spots = [(0.0, int(network.tail[segment])), (1.0, int(network.head[segment]))]
        for name, sites in named.items():
            mine = np.flatnonzero(sites.segment == segment)
            spots += [(float(sites.fraction[i]), (name, int(i))) for i in mine]
        for (low, one), (high, other) in permutations(spots, 2):
            if low <= high:
                join(graph, passage, segment, (low, high), (one, other))
    return graph


def join(graph, passage: Passage, segment: int, part, ends) -> None:
    keys = passage.cuts.keys()
    known = segment in passage.cuts.segment
    low, high = np.searchsorted(keys, 2 * segment + np.array(part))
    for edge, (start, end) in ((2 * segment, ends), (2 * segment + 1, ends[::-1])):
        free = known and passage.bare[edge] and low == high
        if passage.usable[edge] or free or part[0] == part[1]:
            seconds = passage.seconds[edge] * (part[1] - part[0])
            before = graph.get_edge_data(start, end, {"weight": np.inf})["weight"]
            graph.add_edge(start, end, weight=min(before, seconds))


def table_of(
    network: Network, passage: Passage, homes: Sites, supply: Supply
) -> np.ndarray:
    """Let networkx measure all round trips."""
    named = {"home": homes, "door": supply.doors}
    graph = street_by_street(network, passage, named)
    found = dict(nx.all_pairs_dijkstra_path_length(graph))
    there = np.full((len(homes), len(supply.amount)), np.inf)
    back = there.copy()
    for i, (k, place) in product(range(len(homes)), enumerate(supply.place.tolist())):
        home, door = ("home", i), ("door", k)
        there[i, place] = min(there[i, place], found[home].get(door, np.inf))
        back[i, place] = min(back[i, place], found[door].get(home, np.inf))
    return round_trip(there, back)


@st.composite
def towns(draw: st.DrawFn) -> tuple[Network, Passage, Supply]:
    """Draw streets, what can be passed, barriers and places with doors."""
    node = st.integers(0, NODES - 1)
    streets = draw(
        st.lists(
            st.tuples(node, node).filter(lambda s: s[0] != s[1]),
            min_size=1,
            max_size=9,
        )
    )
    m = len(streets)
    open_ = st.lists(st.booleans(), min_size=2 * m, max_size=2 * m)
    bare = np.array(draw(open_))
    seconds = st.lists(st.integers(1, 10), min_size=2 * m, max_size=2 * m)
    spent = np.array(draw(seconds), dtype=float) * 4
    cut = sorted(draw(st.sets(st.integers(0, m - 1), max_size=2)))
    usable = bare & ~np.isin(np.arange(2 * m) // 2, cut)
    cuts = Cuts(np.array(cut, dtype=np.int32), np.full(len(cut), 0.4))
    door = st.tuples(st.integers(0, m - 1), TENTHS, st.integers(0, 2))
    doors = draw(st.lists(door, max_size=4))
    supply = Supply(
        Sites(
            np.array([segment for segment, _, _ in doors], dtype=np.int32),
            np.array([place for _, place, _ in doors], dtype=float),
        ),
        np.array([place for _, _, place in doors], dtype=np.int32),
        np.array([[1.0, 0.0], [2.0, 3.0], [0.0, 1.0]]),
    )
    return sketch(NODES, streets), Passage(usable, bare, spent, cuts), supply


@given(towns(), st.integers(1, 2))
@settings(max_examples=60, deadline=None)
def test_o66_a_town_is_counted_as_networkx_and_the_matrix_do(town, threads) -> None:
    network, passage, supply = town
    homes = build_homes(network)

    found = count_town(
        walk_on(network, passage), homes, supply, limits_s=LIMITS, threads=threads
    )

    seconds = table_of(network, passage, homes, supply)
    for row, limit_s in enumerate(LIMITS):
        expected = count_reached(seconds, supply.amount, limit_s=limit_s)
        assert np.array_equal(found.counts[:, row], expected)
    for kind in range(2):
        nearest = seconds_to_nearest(
            seconds[:, supply.amount[:, kind] > 0],
            supply.amount[supply.amount[:, kind] > 0, kind],
        )
        assert found.nearest_s[:, kind] == pytest.approx(nearest)


def test_a_place_behind_a_barrier_on_the_own_street_is_reached_the_other_way_round():
    network = sketch(3, [(0, 1), (1, 2), (2, 0)])
    passage = Passage(
        usable=np.array([False, False, True, True, True, True]),
        bare=np.ones(6, dtype=bool),
        seconds=np.full(6, 100.0),
        cuts=Cuts(np.zeros(1, dtype=np.int32), np.array([0.6])),
    )
    supply = Supply(
        Sites(np.zeros(2, dtype=np.int32), np.array([0.2, 0.9])),
        np.arange(2, dtype=np.int32),
        np.eye(2),
    )

    found = count_town(
        walk_on(network, passage), build_homes(network), supply, limits_s=(30.0,)
    )

    assert found.counts[0, 0].tolist() == [1.0, 0.0]
    assert found.nearest_s[0].tolist() == [30.0, 50.0 + 200.0 + 10.0]


def test_many_places_and_homes_are_counted_in_batches_and_blocks() -> None:
    network = sketch(4, [(0, 1), (1, 2), (2, 3)])
    passage = Passage(np.ones(6, dtype=bool), np.ones(6, dtype=bool), np.full(6, 10.0))
    many = np.arange(150)
    supply = Supply(
        Sites((many % 3).astype(np.int32), (many % 5 + 1) / 8),
        many.astype(np.int32),
        np.ones((150, 1)),
    )
    homes = Sites(np.resize(np.arange(3), 9000).astype(np.int32), np.full(9000, 0.5))

    found = [
        count_town(
            walk_on(network, passage), homes, supply, limits_s=(10.0,), threads=threads
        )
        for threads in (1, 2)
    ]

    assert np.array_equal(found[0].counts, found[1].counts)
    assert np.array_equal(found[0].counts[:3], found[0].counts[8997:])
    seconds = table_of(network, passage, build_homes(network), supply)
    expected = count_reached(seconds, supply.amount, limit_s=10.0)
    assert np.array_equal(found[0].counts[:3, 0], expected)


def test_places_without_doors_are_nobodys() -> None:
    network = sketch(2, [(0, 1)])
    passage = Passage(np.ones(2, dtype=bool), np.ones(2, dtype=bool), np.ones(2))
    nowhere = Sites(np.zeros(0, dtype=np.int32), np.zeros(0))
    supply = Supply(nowhere, np.zeros(0, dtype=np.int32), np.ones((2, 1)))

    found = count_town(
        walk_on(network, passage), build_homes(network), supply, limits_s=(5.0,)
    )

    assert found.counts.tolist() == [[[0.0]]]
    assert np.isinf(found.nearest_s).all()


@pytest.mark.parametrize("limits_s", [(), (5.0, 5.0), (9.0, 2.0)])
def test_times_that_do_not_rise_are_refused(limits_s) -> None:
    network = sketch(2, [(0, 1)])
    passage = Passage(np.ones(2, dtype=bool), np.ones(2, dtype=bool), np.ones(2))
    supply = Supply(
        Sites(np.zeros(1, dtype=np.int32), np.zeros(1)),
        np.zeros(1, dtype=np.int32),
        np.ones((1, 1)),
    )

    with pytest.raises(InputError, match="do not rise"):
        count_town(
            walk_on(network, passage), build_homes(network), supply, limits_s=limits_s
        )
