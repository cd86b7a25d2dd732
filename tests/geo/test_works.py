from dataclasses import replace

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.attribute import ATTRIBUTES
from geo.cut import build_passage
from geo.passage import Sites, build_homes
from geo.repair import mend_network, repairs
from geo.stretch import build_arcs, build_stretches
from geo.works import WorksSurvey, rank_works
from tests.geo.sketch import kerb, price, sketch

NODES = 6


def site(*places):
    return Sites(
        np.array([s for s, _ in places], dtype=np.int32),
        np.array([f for _, f in places], dtype=float),
    )


def ranked(network, barriers, places=None):
    survey = WorksSurvey(
        network, barriers, places=places or {"health": site((0, 0.0))}, price=price
    )
    return {gain.barrier.key: gain for gain in rank_works(survey)}


def people_served(network, barriers, places):
    """Count by brute force: one vertex per site, networkx, every home and place."""
    homes, served = build_homes(network), {}
    sites = homes
    for found in places.values():
        sites = sites.joined(found)
    passage = build_passage(network, barriers, price)
    arcs = build_arcs(build_stretches(network, sites), passage)
    graph = nx.DiGraph()
    graph.add_nodes_from(range(arcs.vertices))
    graph.add_edges_from(zip(arcs.start.tolist(), arcs.end.tolist(), strict=True))
    first = network.nodes + network.segments
    for group, found in places.items():
        doors = range(first, first + len(found))
        first += len(found)
        served[group] = {
            home
            for home in range(network.segments)
            for door in doors
            if nx.has_path(graph, network.nodes + home, door)
            and nx.has_path(graph, door, network.nodes + home)
        }
    return served


@st.composite
def towns(draw):
    node = st.integers(0, NODES - 1)
    pairs = draw(st.lists(st.tuples(node, node), min_size=1, max_size=9))
    m = len(pairs)
    segment, place = st.integers(0, m - 1), st.floats(0, 1)
    network = sketch(
        NODES,
        pairs,
        residents=draw(st.lists(st.integers(0, 50), min_size=m, max_size=m)),
    )
    network.oneway[:] = draw(
        st.lists(st.sampled_from([0, 0, 0, 1, -1]), min_size=m, max_size=m)
    )
    network.columns["steps"][:] = draw(
        st.lists(st.sampled_from([0, 0, 1]), min_size=m, max_size=m)
    )
    spots = draw(st.lists(st.tuples(segment, place, st.booleans()), max_size=7))
    barriers = [
        replace(
            kerb(f"b{i}", network, s, at=f), **({"attribute": "steps"} if x else {})
        )
        for i, (s, f, x) in enumerate(spots)
    ]
    doors = st.lists(st.tuples(segment, place), min_size=1, max_size=3)
    return network, barriers, {"health": site(*draw(doors)), "bus": site(*draw(doors))}


@settings(max_examples=150, deadline=None)
@given(towns())
def test_the_ranking_is_that_of_repairing_each_barrier_by_brute_force(town):
    network, barriers, places = town
    weight = network.residents if network.residents.sum() > 0 else network.length_m
    before = people_served(network, barriers, places)

    found = ranked(network, barriers, places)

    for barrier in barriers:
        others = [b for b in barriers if b is not barrier]
        after = people_served(mend_network(network, [barrier]), others, places)
        gained = {g: sorted(after[g] - before[g]) for g in places}
        services = {g: float(weight[h].sum()) for g, h in gained.items()}
        homes = sorted(set().union(*gained.values()))
        if barrier.key not in found:
            assert homes == []
            continue
        gain = found[barrier.key]
        assert gain.services == {g: n for g, n in services.items() if n > 0}
        assert gain.total == weight[homes].sum()


def test_o60_barriers_in_series_open_nothing_alone():
    network = sketch(4, [(0, 1), (1, 2), (2, 3)], residents=[5, 5, 100])
    near, far = kerb("near", network, 1, at=0.0), kerb("far", network, 1, at=1.0)
    alone = kerb("alone", network, 0, at=1.0)

    found = ranked(network, [near, far, alone])

    assert found["far"].total == 0
    assert found["near"].total == 0
    assert ranked(network, [near, far])["near"].total == 5, "the home in between"


def test_o61_of_two_parallel_barriers_each_alone_opens_the_way():
    network = sketch(3, [(0, 1), (0, 1), (1, 2)], residents=[0, 0, 50])

    found = ranked(network, [kerb("4", network, 0), kerb("5", network, 1)])

    assert [found["4"].total, found["5"].total] == [50, 50]


def test_a_barrier_beside_a_free_way_opens_nothing():
    network = sketch(3, [(0, 1), (0, 1), (1, 2)], residents=[0, 0, 50])

    assert ranked(network, [kerb("k", network, 0)])["k"].total == 0


def test_a_barrier_that_stops_nobody_is_no_candidate():
    network = sketch(3, [(0, 1), (1, 2)], residents=[1, 1])

    assert ranked(network, [replace(kerb("k", network, 0), value=0.01)]) == {}


def test_a_barrier_that_would_let_this_person_pass_is_no_candidate_on_steps():
    network = sketch(3, [(0, 1), (1, 2)], residents=[1, 1])
    network.columns["steps"][1] = 1

    assert ranked(network, [replace(kerb("k", network, 1), value=0.01)]) == {}
    assert list(ranked(network, [kerb("k", network, 1)])) == ["k"]


def test_an_unconfirmed_report_is_no_candidate():
    network = sketch(3, [(0, 1), (1, 2)], residents=[1, 1])
    network.columns["steps"][1] = 1

    assert ranked(network, [replace(kerb("k", network, 1), confirmed=False)]) == {}


def test_steps_are_mended_with_the_way_that_carries_them():
    network = sketch(3, [(0, 1), (1, 2)], residents=[1, 30])
    network.columns["steps"][1] = 1
    flight = replace(kerb("steps", network, 1), attribute="steps", value=True)

    gain = ranked(network, [flight])["steps"]

    assert (gain.total, gain.services) == (30, {"health": 30})
    assert network.columns["steps"][1] == 1, "the network itself is not touched"


def test_the_dearest_comes_last_and_unknown_cost_after_known():
    network = sketch(5, [(0, i) for i in range(1, 5)], residents=[5, 5, 5, 9])
    barriers = [
        replace(kerb(key, network, s, at=0.1), cost=cost)
        for s, (key, cost) in enumerate(
            [
                ("dear", 900.0),
                ("cheap", 100.0),
                ("nobody-knows", None),
                ("best", 5000.0),
            ]
        )
    ]
    places = {"health": site((0, 0.0))}
    survey = WorksSurvey(network, barriers, places=places, price=price)

    order = [gain.barrier.key for gain in rank_works(survey)]

    assert order == ["best", "cheap", "dear", "nobody-knows"]


def test_without_residents_metres_of_street_are_counted():
    network = sketch(3, [(0, 1), (1, 2)], length_m=[70, 80])

    gain = ranked(network, [kerb("k", network, 1, at=0.1)])["k"]

    assert (gain.total, gain.residents_known) == (80, False)


def test_every_repair_sets_an_attribute_that_exists_to_a_value_it_can_have():
    for rows in repairs().values():
        for repair in rows:
            assert repair.column in ATTRIBUTES
            assert repair.barrier in ATTRIBUTES
            assert repair.rule in {"at_most", "at_least", "set"}
            assert np.isfinite(repair.number())
            assert repair.source


def test_a_repair_keeps_what_is_better_and_the_sign_of_a_slope():
    incline = next(r for r in repairs()["incline"] if r.column == "incline")
    width = next(r for r in repairs()["width_m"] if r.column == "width_m")

    mended = incline.mend(np.array([-0.12, 0.12, 0.02, np.nan]))

    assert mended == pytest.approx([-0.05, 0.05, 0.02, 0.05])
    assert width.mend(np.array([3.0, 0.6, np.nan])) == pytest.approx([3.0, 1.4, 1.4])
