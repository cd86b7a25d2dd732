"""Heights between the cells of a model, and how far a grade can be trusted."""

from __future__ import annotations

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import LinearNDInterpolator
from scipy.spatial import QhullError, cKDTree

Floats = NDArray[np.float64]

HULL_FACTOR: Final = 2.0
"""Outside the outermost spot heights, errors are taken to be so much larger."""

FARTHEST_M: Final = 2000.0
"""Farther than this from every spot height nothing is known."""


def bilinear(grid: Floats, rows: Floats, columns: Floats) -> Floats:
    """Interpolate a grid between the centres of its cells.

    Parameters
    ----------
    grid : array, shape (r, c)
        Heights, metres; NaN where there is none.
    rows, columns : array, shape (n,)
        Positions in cells: 0 is the centre of the first cell.

    Returns
    -------
    array, shape (n,)
        Metres; NaN more than half a cell outside the grid, and where a cell that
        counts has no height.
    """
    height, width = grid.shape
    inside = (
        (rows >= -0.5)
        & (columns >= -0.5)
        & (rows <= height - 0.5)
        & (columns <= width - 0.5)
    )
    row = np.clip(np.where(inside, rows, 0.0), 0, height - 1)
    column = np.clip(np.where(inside, columns, 0.0), 0, width - 1)
    top, left = np.floor(row).astype(int), np.floor(column).astype(int)
    down, right = np.minimum(top + 1, height - 1), np.minimum(left + 1, width - 1)
    south, east = row - top, column - left
    upper = _between(grid[top, left], grid[top, right], east)
    lower = _between(grid[down, left], grid[down, right], east)
    found: Floats = np.where(inside, _between(upper, lower, south), np.nan)
    return found


def _between(first: Floats, second: Floats, share: Floats) -> Floats:
    """Mix two heights; the one that does not count may be unknown."""
    mixed = first * (1 - share) + second * share
    chosen: Floats = np.where(share == 0, first, np.where(share == 1, second, mixed))
    return chosen


def spot_heights(
    spots: Floats, heights: Floats, points: Floats, *, sigma_m: float
) -> tuple[Floats, Floats]:
    """Interpolate between scattered heights.

    Parameters
    ----------
    spots : array, shape (k, 2)
        Positions in a metric CRS.
    heights : array, shape (k,)
        Metres.
    points : array, shape (n, 2)
        Where heights are wanted, same CRS.
    sigma_m : float
        Standard error of one spot height, metres.

    Returns
    -------
    heights : array, shape (n,)
        Linear between three spots; the nearest one outside their hull; NaN farther
        than ``FARTHEST_M`` from all.
    sigmas : array, shape (n,)
        Standard errors, larger outside the hull; NaN where the height is.
    """
    away, nearest = cKDTree(spots).query(points)
    linear = _linear(spots, heights, points)
    found = np.where(np.isnan(linear), heights[nearest], linear)
    sigmas = np.where(np.isnan(linear), HULL_FACTOR * sigma_m, sigma_m)
    is_known = away <= FARTHEST_M
    return np.where(is_known, found, np.nan), np.where(is_known, sigmas, np.nan)


def _linear(spots: Floats, heights: Floats, points: Floats) -> Floats:
    """Interpolate inside the hull; NaN elsewhere, or where spots make no triangle."""
    if len(spots) < 3:
        return np.full(len(points), np.nan)
    try:
        found: Floats = LinearNDInterpolator(spots, heights)(points)
    except QhullError:
        return np.full(len(points), np.nan)
    return found


def grade(start_m: float, end_m: float, length_m: float) -> float:
    """Give the slope between two heights.

    Parameters
    ----------
    start_m, end_m : float
        Heights, metres; NaN where unknown.
    length_m : float
        Metres between them along the way, more than zero.

    Returns
    -------
    float
        Ratio, uphill positive; NaN where a height is unknown or the length is zero.
    """
    if not length_m > 0:
        return math.nan
    return (end_m - start_m) / length_m


def grade_sigma(sigma_m: float, length_m: float) -> float:
    """Give the standard error of a slope between two heights of one model.

    Parameters
    ----------
    sigma_m : float
        Standard error of each height, metres; errors are taken as independent.
    length_m : float
        Metres between them along the way.

    Returns
    -------
    float
        Ratio; NaN where the length is zero.

    Notes
    -----
    σ√2/d: errors of 4 m over 30 m make 18.9 points of slope, so a model of 30 m cells
    refuses nobody on a short street.
    """
    if not length_m > 0:
        return math.nan
    return sigma_m * math.sqrt(2) / length_m
