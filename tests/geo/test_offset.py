"""Lines drawn beside others."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.crs import distance_m
from geo.offset import offset_line, to_local_m
from tests.town import at


def line(*points: tuple[float, float]) -> np.ndarray:
    return np.array([at(*point) for point in points])


def test_the_right_of_a_line_going_north_is_east() -> None:
    beside = to_local_m(line((0, 0), (0, 50)))
    moved = offset_line(line((0, 0), (0, 50)), 3.0)

    assert beside[1] == pytest.approx([0, 50], abs=0.2)
    assert distance_m(tuple(moved[0]), at(3, 0)) < 0.05
    assert distance_m(tuple(moved[1]), at(3, 50)) < 0.05


def test_there_and_back_is_where_it_was() -> None:
    bent = line((0, 0), (40, 10), (60, 60))

    assert offset_line(bent, 4.0)[::-1] == pytest.approx(
        offset_line(bent[::-1], -4.0), abs=1e-9
    )


def test_points_at_one_place_stay_finite() -> None:
    assert np.isfinite(offset_line(line((0, 0), (0, 0), (0, 0)), 3.0)).all()


@given(
    st.lists(
        st.tuples(st.integers(-500, 500), st.integers(-500, 500)),
        min_size=2,
        max_size=8,
        unique=True,
    ),
    st.floats(-6, 6),
)
def test_no_point_is_farther_aside_than_asked(
    points: list[tuple[int, int]], aside_m: float
) -> None:
    drawn = line(*points)
    moved = offset_line(drawn, aside_m)

    for old, new in zip(drawn, moved, strict=True):
        assert distance_m(tuple(old), tuple(new)) <= abs(aside_m) * 1.01 + 1e-6
