"""Points in an order in which neighbours stay neighbours."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from geo.curve import curve_order


@given(st.lists(st.tuples(st.floats(-180, 180), st.floats(-90, 90)), max_size=30))
def test_every_point_comes_once(points: list[tuple[float, float]]) -> None:
    order = curve_order(np.array(points, dtype=float).reshape(-1, 2))

    assert sorted(order.tolist()) == list(range(len(points)))


def test_a_quarter_is_left_only_when_it_is_done() -> None:
    grid = np.array([(x, y) for x in range(4) for y in range(4)], dtype=float)

    quarters = [tuple(spot) for spot in (grid[curve_order(grid)] // 2).tolist()]

    assert [quarters[i] for i in range(0, 16, 4)] == [(0, 0), (1, 0), (0, 1), (1, 1)]
    assert all(len(set(quarters[i : i + 4])) == 1 for i in range(0, 16, 4))
