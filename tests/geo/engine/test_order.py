"""Orders of contraction: every node once, small sets that cut the town in two last."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.engine.hierarchy import build_hierarchy
from geo.engine.inertial import inertial_order
from geo.engine.order import find_order, has_metis, metis_order
from tests.geo.engine.maps import Ints, Sketch, ints, sketches


def grid(side: int) -> tuple[Ints, Ints, np.ndarray]:
    number = np.arange(side * side, dtype=np.int32).reshape(side, side)
    tail = np.concatenate([number[:, :-1].ravel(), number[:-1].ravel()])
    head = np.concatenate([number[:, 1:].ravel(), number[1:].ravel()])
    rows, columns = np.divmod(number.ravel(), side)
    return tail, head, np.column_stack([8.7 + columns * 1e-3, 36.17 + rows * 1e-3])


@given(sketches(), st.randoms(use_true_random=False))
@settings(max_examples=60)
def test_the_order_by_position_names_every_node_once(sketch: Sketch, chance) -> None:
    lonlat = np.array([[chance.random(), chance.random()] for _ in sketch.order])

    order = inertial_order(sketch.tail, sketch.head, lonlat)

    assert sorted(order) == list(range(sketch.nodes))


@pytest.mark.skipif(not has_metis(), reason="pymetis is not installed")
@given(sketches())
@settings(max_examples=60)
def test_any_network_has_an_order(sketch: Sketch) -> None:
    order = find_order(sketch.tail, sketch.head, np.zeros((sketch.nodes, 2)))

    assert sorted(order) == list(range(sketch.nodes))


@pytest.mark.skipif(not has_metis(), reason="pymetis is not installed")
def test_the_same_network_always_has_the_same_order() -> None:
    tail, head, lonlat = grid(20)

    first = metis_order(len(lonlat), tail, head)

    assert np.array_equal(first, metis_order(len(lonlat), tail, head))


def test_both_orders_keep_a_grid_sparse() -> None:
    tail, head, lonlat = grid(20)
    by_position = inertial_order(tail, head, lonlat)
    in_rows = np.arange(400, dtype=np.int32)

    row_links = build_hierarchy(tail, head, in_rows).links

    assert build_hierarchy(tail, head, by_position).links < 0.7 * row_links
    found = find_order(tail, head, lonlat)
    assert build_hierarchy(tail, head, found).links < 0.7 * row_links


def test_the_bridge_between_two_towns_is_contracted_last() -> None:
    tail, head, lonlat = grid(5)
    east = lonlat + np.array([0.1, 0.0])
    bridge = ints([12]), ints([37])
    tails = np.concatenate([tail, tail + 25, bridge[0]])
    heads = np.concatenate([head, head + 25, bridge[1]])

    order = inertial_order(tails, heads, np.concatenate([lonlat, east]))

    assert order[-1] in {12, 37}


def test_nodes_at_one_place_are_ordered_all_the_same() -> None:
    tail, head, lonlat = grid(6)

    order = inertial_order(tail, head, np.zeros_like(lonlat))

    assert sorted(order) == list(range(36))


def test_a_network_without_nodes_has_an_empty_order() -> None:
    assert len(find_order(ints([]), ints([]), np.empty((0, 2)))) == 0
