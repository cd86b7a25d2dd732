"""Neighbours in town are neighbours in memory."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from geo.near_order import number_places, put_near
from geo.network import WayInfo
from geo.rows import EdgeRow, NodeRow, Rows, WayRow, stack_edges

degrees = st.floats(-80, 80, allow_nan=False)
places = st.lists(st.tuples(degrees, degrees), min_size=2, max_size=30, unique=True)


def _street(number: int, ends: tuple[tuple[float, float], ...]) -> EdgeRow:
    line = np.array(ends)
    return EdgeRow(number, 2 * number, 2 * number + 1, (0, 1), 1.0 + number, line)


def _rows(points: list[tuple[float, float]]) -> Rows:
    """Draw a street between each two places."""
    pairs = list(zip(points[::2], points[1::2], strict=False))
    ways = [
        WayRow(WayInfo(f"w{n}", "footway", "", {}, "s"), 0, "", [f"n{2 * n}"])
        for n in range(len(pairs))
    ]
    nodes = [
        NodeRow(f"n{n}", point) for n, point in enumerate(points[: 2 * len(pairs)])
    ]
    edges = [_street(number, ends) for number, ends in enumerate(pairs)]
    return Rows(1, ways, nodes, edges, {})


def _told(rows: Rows) -> set[tuple[object, ...]]:
    """Tell what rows say, whatever their numbers."""
    edges = stack_edges(rows.edges)
    return {
        (
            rows.ways[way].info.key,
            rows.nodes[tail],
            rows.nodes[head],
            length,
            edges.line(number).tobytes(),
        )
        for number, (way, tail, head, length) in enumerate(
            zip(edges.way, edges.tail, edges.head, edges.length_m, strict=True)
        )
    }


@given(places)
def test_the_same_is_told_in_another_order(points) -> None:
    rows = _rows(points)

    near = put_near(rows)

    assert _told(near) == _told(rows)
    ways = stack_edges(near.edges).way
    assert ways.tolist() == sorted(ways.tolist())
    numbers = number_places(np.array([node.lonlat for node in near.nodes]))
    assert numbers.tolist() == sorted(numbers.tolist())


def test_corners_of_a_square_follow_the_curve() -> None:
    square = np.array([[1.0, 1.0], [0.0, 1.0], [1.0, 0.0], [0.0, 0.0]])

    assert np.argsort(number_places(square)).tolist() == [3, 2, 1, 0]


def test_one_place_alone_has_the_first_number() -> None:
    assert number_places(np.array([[8.7, 36.2]])).tolist() == [0]


def test_nothing_stays_nothing() -> None:
    empty = Rows(1, [], [], [], {})

    assert put_near(empty) is empty
