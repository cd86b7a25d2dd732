"""Models of the ground: rasters and spot heights, both asked for many points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np
import rasterio
from numpy.typing import NDArray
from rasterio.errors import RasterioError
from rasterio.transform import Affine
from rasterio.windows import Window

from geo.crs import WGS84, project, utm_code
from geo.errors import InputError
from geo.terrain import bilinear, spot_heights

MOST_CELLS: Final = 100_000_000
"""Cells that are read at once; a model of 30 m covers 300 km by 300 km with them."""

Floats = NDArray[np.float64]


class HeightModel(Protocol):
    """Knows heights."""

    @property
    def file(self) -> str:
        """Name of the file they came from."""

    def heights(self, lonlat: Floats) -> tuple[Floats, Floats]:
        """Give heights and standard errors, metres; NaN where nothing is known."""


@dataclass(frozen=True)
class RasterModel:
    """A raster, read where it is asked.

    Attributes
    ----------
    name : str
        What GDAL opens.
    file : str
        How people call it.
    wkt : str
        Its reference system.
    transform : Affine
        Cells to coordinates.
    shape : tuple of int
        Rows and columns.
    sigma_m : float
        Standard error of a height, metres.
    """

    name: str
    file: str
    wkt: str
    transform: Affine
    shape: tuple[int, int]
    sigma_m: float

    def heights(self, lonlat: Floats) -> tuple[Floats, Floats]:
        """Interpolate between the cells around each point."""
        with np.errstate(invalid="ignore"):
            places = project(lonlat, WGS84, self.wkt)
        rows, columns = self._cells(places)
        window = self._window(rows, columns)
        if window is None:
            nothing = np.full(len(lonlat), np.nan)
            return nothing, nothing.copy()
        grid = self._read(window)
        found = bilinear(grid, rows - window.row_off, columns - window.col_off)
        return found, np.where(np.isnan(found), np.nan, self.sigma_m)

    def _cells(self, places: Floats) -> tuple[Floats, Floats]:
        """Turn coordinates into rows and columns; 0 is the centre of a cell."""
        back, x, y = ~self.transform, places[:, 0], places[:, 1]
        columns = back.a * x + back.b * y + back.c
        rows = back.d * x + back.e * y + back.f
        return rows - 0.5, columns - 0.5

    def _window(self, rows: Floats, columns: Floats) -> Window | None:
        """Give the part of the raster that the points need."""
        height, width = self.shape
        inside = (rows > -1) & (columns > -1) & (rows < height) & (columns < width)
        if not inside.any():
            return None
        top = max(0, int(np.floor(rows[inside].min())))
        left = max(0, int(np.floor(columns[inside].min())))
        down = min(height, int(np.floor(rows[inside].max())) + 2)
        right = min(width, int(np.floor(columns[inside].max())) + 2)
        if (down - top) * (right - left) > MOST_CELLS:
            reason = f"has more than {MOST_CELLS} cells over the network; cut it"
            raise InputError(self.file, reason)
        return Window(left, top, right - left, down - top)

    def _read(self, window: Window) -> Floats:
        try:
            with rasterio.open(self.name) as raster:
                read = raster.read(1, window=window, masked=True)
        except RasterioError as cause:
            reason = f"is damaged: {cause}"
            raise InputError(self.file, reason) from cause
        heights: Floats = read.astype(np.float64).filled(np.nan)
        return heights


@dataclass(frozen=True)
class SpotModel:
    """Scattered heights.

    Attributes
    ----------
    lonlat : array, shape (k, 2)
        Degrees, EPSG:4326.
    metres : array, shape (k,)
        Heights.
    sigma_m : float
        Standard error of one of them, metres.
    file : str
        How people call it.
    """

    lonlat: Floats
    metres: Floats
    sigma_m: float
    file: str

    def heights(self, lonlat: Floats) -> tuple[Floats, Floats]:
        """Interpolate between the spots around each point."""
        code = utm_code(*self.lonlat.mean(axis=0))
        spots = project(self.lonlat, WGS84, code)
        points = project(lonlat, WGS84, code)
        return spot_heights(spots, self.metres, points, sigma_m=self.sigma_m)
