import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.cut import build_passage, split_rounds
from geo.passage import Sites, build_homes
from geo.spot import fraction_along
from geo.stretch import build_arcs, build_stretches
from tests.geo.sketch import kerb, price, sketch


def labels(network, barriers, sites):
    passage = build_passage(network, barriers, price)
    return build_arcs(build_stretches(network, sites), passage).labels()


def test_who_lives_before_a_kerb_leaves_on_that_side():
    network = sketch(3, [(0, 1), (1, 2)])
    homes = Sites(np.array([1, 1]), np.array([0.2, 0.8]))

    found = labels(network, [kerb("k", network, 1, at=0.5)], homes)

    assert found[3] == found[0] == found[1]
    assert found[4] == found[2]
    assert found[0] != found[2]


@pytest.mark.parametrize("at", [0.0, 1.0])
def test_a_kerb_at_an_end_closes_only_that_end(at):
    network = sketch(2, [(0, 1)])

    found = labels(network, [kerb("k", network, 0, at=at)], build_homes(network))

    assert found[2] == found[1 - int(at)]
    assert found[2] != found[int(at)]


def test_who_lives_between_two_kerbs_is_shut_in():
    network = sketch(2, [(0, 1)])
    kerbs = [kerb("a", network, 0, at=0.2), kerb("b", network, 0, at=0.9)]

    found = labels(network, kerbs, build_homes(network))

    assert len(set(found)) == 3


def test_who_lives_on_steps_is_shut_in_even_beside_a_kerb():
    network = sketch(2, [(0, 1)])
    network.columns["steps"][0] = 1

    found = labels(network, [kerb("k", network, 0)], build_homes(network))

    assert len(set(found)) == 3


def test_a_low_kerb_cuts_nothing():
    network = sketch(2, [(0, 1)])
    high, low = kerb("a", network, 0, at=0.9), kerb("b", network, 0, at=0.2)
    object.__setattr__(low, "value", 0.01)

    passage = build_passage(network, [high, low], price)

    assert passage.cuts.fraction.tolist() == pytest.approx([0.85, 0.9, 0.95])


def test_a_fraction_is_measured_along_the_line():
    network = sketch(2, [(0, 1)])

    assert fraction_along(network, 0, (0.00025, 0.0003)) == pytest.approx(0.25)


@given(st.lists(st.sets(st.integers(0, 6), min_size=1, max_size=3), max_size=12))
def test_no_round_has_a_segment_twice_and_none_is_lost(groups):
    network = sketch(2, [(0, 1)])
    barriers = []
    for index, segments in enumerate(groups):
        barrier = kerb(str(index), network, 0)
        object.__setattr__(barrier, "segments", tuple(sorted(segments)))
        barriers.append(barrier)

    rounds = split_rounds(barriers)

    assert sorted(b.key for r in rounds for b in r) == sorted(b.key for b in barriers)
    for members in rounds:
        used = [s for b in members for s in b.segments]
        assert len(used) == len(set(used))


@given(
    st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=1, max_size=8),
    st.lists(st.tuples(st.integers(0, 7), st.floats(0, 1)), max_size=10),
)
def test_sites_do_not_change_what_nodes_can_reach(pairs, places):
    network = sketch(6, pairs, length_m=[50 + i for i in range(len(pairs))])
    own = [(s, f) for s, f in places if s < len(pairs)]
    sites = Sites(
        np.array([s for s, _ in own], dtype=np.int32), np.array([f for _, f in own])
    )
    passage = build_passage(network, (), price)
    none = Sites(np.empty(0, np.int32), np.empty(0))

    bare = build_arcs(build_stretches(network, none), passage)
    with_sites = build_arcs(build_stretches(network, sites), passage)

    same = bare.labels()[:6][:, None] == bare.labels()[:6]
    still = with_sites.labels()[:6][:, None] == with_sites.labels()[:6]
    assert np.array_equal(same, still)
