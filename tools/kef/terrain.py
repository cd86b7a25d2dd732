"""The relief between the spot heights, as a smooth grid."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.interpolate import (
    LinearNDInterpolator,
    NearestNDInterpolator,
    RegularGridInterpolator,
)
from scipy.ndimage import gaussian_filter

from tools.kef.facts import Floats, Spot

STEP_M = 20.0
MARGIN_M = 900.0
SMOOTH_M = 45.0


@dataclass(frozen=True)
class Terrain:
    """Heights and their gradient at any point, in metres."""

    height: RegularGridInterpolator
    slope_x: RegularGridInterpolator
    slope_y: RegularGridInterpolator

    def at(self, xy: Floats) -> Floats:
        """Give the heights of (n, 2) points."""
        heights: Floats = self.height(np.asarray(xy)[:, ::-1])
        return heights

    def gradient(self, x: float, y: float) -> tuple[float, float]:
        """Give the slope towards east and north."""
        return float(self.slope_x((y, x))), float(self.slope_y((y, x)))


def build_terrain(spots: list[Spot]) -> Terrain:
    """Interpolate the spot heights on a grid and smooth it.

    Rounding to the centimetre keeps the town the same on every machine.
    """
    points = np.array([spot.xy for spot in spots])
    known = np.array([spot.height_m for spot in spots])
    low, high = points.min(0) - MARGIN_M, points.max(0) + MARGIN_M
    xs, ys = (np.arange(low[i] // 1, high[i] + STEP_M, STEP_M) for i in (0, 1))
    grid = np.stack(np.meshgrid(xs, ys), -1)
    heights = LinearNDInterpolator(points, known)(grid)
    outside = np.isnan(heights)
    heights[outside] = NearestNDInterpolator(points, known)(grid[outside])
    heights = gaussian_filter(heights, SMOOTH_M / STEP_M).round(2)
    wide = gaussian_filter(heights, 1.5 * SMOOTH_M / STEP_M).round(2)
    slope_y, slope_x = np.gradient(wide, STEP_M)
    layers = (heights, slope_x, slope_y)
    return Terrain(
        *(
            RegularGridInterpolator((ys, xs), g, bounds_error=False, fill_value=None)
            for g in layers
        )
    )
