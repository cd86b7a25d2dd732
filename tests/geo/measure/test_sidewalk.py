"""Sidewalk reach, its quotient, and the pieces of a network."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.engine.arc import CLOSED
from geo.measure.pieces import measure_pieces
from geo.measure.sidewalk import (
    Streets,
    normalised_reach,
    sidewalk_quotient,
    sidewalk_reach,
)
from geo.measure.span import Range, Span
from tests.geo.sketch import sketch

SIZE = 9
SPEED = 1.25
STEP_S = 100 / SPEED


def grid_streets(*, upright: bool) -> tuple[Streets, np.ndarray]:
    """Give a grid of 100 m, with or without its upright streets, from the middle."""
    graph = nx.grid_2d_graph(SIZE, SIZE)
    names = {node: index for index, node in enumerate(graph)}
    ends = np.array([[names[a], names[b]] for a, b in graph.edges], dtype=np.int32)
    shut = np.array([a[0] != b[0] and not upright for a, b in graph.edges])
    graph.remove_edges_from(
        [e for e, s in zip(list(graph.edges), shut, strict=True) if s]
    )
    steps = nx.single_source_shortest_path_length(graph, (SIZE // 2, SIZE // 2))
    spent = np.full((SIZE * SIZE, 1), CLOSED, dtype=np.int32)
    for node, count in steps.items():
        spent[names[node], 0] = count * STEP_S * 1000
    each = np.where(shut, CLOSED, int(STEP_S * 1000)).astype(np.int32)
    length = np.full(len(ends), 100.0)
    return Streets(ends[:, 0].copy(), ends[:, 1].copy(), length, each, each), spent


@pytest.mark.parametrize("steps", [1, 2, 3])
def test_o64_metres_of_a_grid_within_k_steps(steps: int) -> None:
    streets, spent = grid_streets(upright=True)

    found = sidewalk_reach(spent, streets, limit_s=steps * STEP_S)

    assert found == pytest.approx([4 * steps**2 * 100.0])


def test_o64_with_one_axis_refused_only_the_own_street_is_left() -> None:
    streets, spent = grid_streets(upright=False)

    found = sidewalk_reach(spent, streets, limit_s=2.5 * STEP_S)

    assert found == pytest.approx([500.0])


def test_a_street_is_covered_from_both_ends_and_no_more_than_once() -> None:
    ends = np.array([0], dtype=np.int32), np.array([1], dtype=np.int32)
    each = np.array([10_000], dtype=np.int32)
    streets = Streets(*ends, np.array([100.0]), each, each)
    spent = np.array([[0, 0, CLOSED], [6_000, 1_000, CLOSED]], dtype=np.int32)

    found = sidewalk_reach(spent, streets, limit_s=8.0)

    assert found.tolist() == [100.0, 100.0, 0.0]
    part = sidewalk_reach(spent, streets, limit_s=7.0)
    assert part == pytest.approx([80.0, 100.0, 0.0])


def test_the_quotient_is_bounded_and_undefined_where_the_walker_gets_nowhere() -> None:
    person = Span(np.array([50.0, 0.0]), np.array([100.0, 0.0]))

    found = sidewalk_quotient(person, np.array([200.0, 0.0]))

    assert (found.low[0], found.high[0]) == (0.25, 0.5)
    assert found.defined.tolist() == [True, False]


def test_normalised_reach_is_a_share_of_all_there_is() -> None:
    assert normalised_reach(Range(10, 30), 40) == Range(0.25, 0.75)
    assert not normalised_reach(Range(0, 0), 0).is_defined


def test_pieces_are_counted_with_their_metres_and_residents() -> None:
    network = sketch(5, [(0, 1), (1, 2), (2, 3), (3, 4)], residents=[50, 40, 30, 20])
    usable = np.ones(8, dtype=bool)
    usable[4:6] = False

    found = measure_pieces(network, usable)

    assert found.count == 2
    assert found.residents.tolist() == [90.0, 50.0]
    assert found.length_m.tolist() == [200.0, 100.0]
    assert found.closed_m == 100.0
    assert found.main_share == 0.5


@given(
    st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=1, max_size=9),
    st.data(),
)
@settings(max_examples=60, deadline=None)
def test_opening_an_edge_never_makes_the_largest_piece_smaller(pairs, data) -> None:
    network = sketch(6, pairs)
    count = 2 * len(pairs)
    flags = st.lists(st.booleans(), min_size=count, max_size=count)
    usable = np.array(data.draw(flags))
    opened = usable.copy()
    opened[data.draw(st.integers(0, count - 1))] = True

    before, after = (measure_pieces(network, one) for one in (usable, opened))

    assert after.length_m.max(initial=0) >= before.length_m.max(initial=0)
    whole = before.length_m.sum() + before.closed_m
    assert whole == pytest.approx(network.length_m.sum())


def test_a_network_without_streets_has_no_share() -> None:
    found = measure_pieces(sketch(1, []), np.zeros(0, dtype=bool))

    assert found.count == 0
    assert np.isnan(found.main_share)
