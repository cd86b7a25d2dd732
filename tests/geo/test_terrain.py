"""Heights between cells, and how far a grade can be trusted."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.terrain import bilinear, grade, grade_sigma, spot_heights

SLOPES = st.floats(-0.3, 0.3)
RNG = np.random.default_rng(45)


def plane(east, north, rows=40, columns=50, cell_m=30.0):
    """Make a grid of a plane; rows go down, as rasters do."""
    row, column = np.mgrid[0:rows, 0:columns]
    return 500 + east * column * cell_m - north * row * cell_m


@pytest.mark.parametrize(("length_m", "points"), [(30, 18.9), (200, 2.8)])
def test_o48_the_error_of_a_grade_shrinks_with_length(length_m, points):
    assert 100 * grade_sigma(4.0, length_m) == pytest.approx(points, abs=0.05)


def test_o48_the_error_is_that_of_noisy_heights():
    start, end = RNG.normal(0, 4, (2, 200_000))

    spread = np.std((end - start) / 30)

    assert spread == pytest.approx(grade_sigma(4.0, 30), rel=0.01)


@given(SLOPES, SLOPES)
def test_o48_a_plane_keeps_its_slope(east, north):
    grid = plane(east, north)
    rows = np.array([3.2, 3.2, 20.9])
    columns = np.array([5.5, 25.1, 5.5])

    found = bilinear(grid, rows, columns)

    along_east = grade(found[0], found[1], (25.1 - 5.5) * 30)
    along_south = grade(found[0], found[2], (20.9 - 3.2) * 30)
    assert along_east == pytest.approx(east, abs=0.001)
    assert along_south == pytest.approx(-north, abs=0.001)


def test_a_cell_centre_has_its_own_height():
    grid = RNG.normal(600, 50, (4, 5))
    rows, columns = np.indices(grid.shape)

    found = bilinear(grid, rows.ravel().astype(float), columns.ravel().astype(float))

    assert np.array_equal(found, grid.ravel())


@given(st.floats(-0.5, 3.5), st.floats(-0.5, 4.5))
def test_a_height_lies_between_those_of_its_cells(row, column):
    grid = np.arange(20.0).reshape(4, 5)

    found = bilinear(grid, np.array([row]), np.array([column]))

    assert 0 <= found[0] <= 19


def test_outside_the_grid_and_beside_a_hole_nothing_is_known():
    grid = plane(0.1, 0.0, rows=4, columns=5)
    grid[1, 1] = np.nan

    found = bilinear(grid, np.array([-0.6, 0.5, 3.0]), np.array([2.0, 1.5, 4.4]))

    assert np.isnan(found).tolist() == [True, True, False]


@given(SLOPES, SLOPES)
def test_o48_spot_heights_of_a_plane_give_the_plane(east, north):
    spots = np.array([[0, 0], [900, 50], [450, 800], [300, 300], [820, 760.0]])
    points = np.array([[400, 200], [420, 500.0]])

    found, sigmas = spot_heights(spots, spots @ (east, north), points, sigma_m=10)

    assert found == pytest.approx(points @ (east, north), abs=0.01)
    assert sigmas.tolist() == [10, 10]


def test_outside_their_hull_spot_heights_are_the_nearest_and_trusted_less():
    spots = np.array([[0, 0], [100, 0], [0, 100.0]])
    points = np.array([[150, 0], [9000, 0.0]])

    found, sigmas = spot_heights(spots, np.array([1, 2, 3.0]), points, sigma_m=10)

    assert found[0] == 2
    assert sigmas[0] == 20
    assert np.isnan([found[1], sigmas[1]]).all()


@pytest.mark.parametrize("count", [1, 2, 3])
def test_spot_heights_on_a_line_still_tell_the_nearest(count):
    spots = np.column_stack([np.arange(count) * 100.0, np.zeros(count)])

    found, _ = spot_heights(spots, spots[:, 0], np.array([[0, 5.0]]), sigma_m=10)

    assert found.tolist() == [0]


def test_a_grade_without_length_or_height_is_unknown():
    assert math.isnan(grade(500, 510, 0))
    assert math.isnan(grade(math.nan, 510, 20))
    assert math.isnan(grade_sigma(4, 0))


@given(st.floats(0, 900), st.floats(0, 900), st.floats(1, 1000))
def test_the_way_back_has_the_opposite_grade(start, end, length):
    assert grade(start, end, length) == -grade(end, start, length)
