"""Points along lines."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.crs import distance_m
from geo.line import point_at, vertex_fractions

STEP = st.floats(-0.001, 0.001)
LINES = st.lists(st.tuples(STEP, STEP), min_size=2, max_size=6).map(
    lambda steps: np.array([8.7, 36.17]) + np.cumsum(np.array(steps), axis=0)
)


@given(LINES, st.floats(0, 1), st.floats(0, 1))
def test_a_point_goes_forward_on_the_line(
    line: np.ndarray, one: float, other: float
) -> None:
    low, high = sorted((one, other))
    along = vertex_fractions(line)
    length = sum(distance_m(tuple(a), tuple(b)) for a, b in pairwise(line))

    between = distance_m(point_at(line, low), point_at(line, high))

    assert (np.diff(along) >= 0).all()
    assert between <= (high - low) * length * 1.01 + 1e-3


def test_a_bend_counts_by_its_metres_not_its_degrees() -> None:
    line = np.array([(8.7, 60.0), (8.702, 60.0), (8.702, 60.001)])

    assert vertex_fractions(line) == pytest.approx([0, 0.5, 1], abs=1e-4)
    assert point_at(line, 0.25) == pytest.approx((8.701, 60.0), abs=1e-6)
    assert point_at(line, 0.75) == pytest.approx((8.702, 60.0005), abs=1e-6)


def test_the_ends_are_exact_and_a_point_is_a_line_too() -> None:
    line = np.array([(8.7, 36.17), (8.71, 36.18)])
    spot = np.array([(8.7, 36.17)] * 3)

    assert point_at(line, 0.0) == (8.7, 36.17)
    assert point_at(line, 1.0) == (8.71, 36.18)
    assert point_at(spot, 0.5) == (8.7, 36.17)
    assert vertex_fractions(spot).tolist() == [0, 0.5, 1]
