"""Grids of population: GeoTIFF files whose squares hold numbers of people."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import rasterio
import shapely
from numpy.typing import NDArray
from rasterio.errors import NotGeoreferencedWarning, RasterioError
from rasterio.transform import Affine
from rasterio.windows import Window, from_bounds
from shapely.geometry.base import BaseGeometry

from geo.crs import WGS84, project, require_on_earth
from geo.errors import CrsError, InputError
from geo.finding import Finding
from importers.cells.row import CellRow

MOST_CELLS: Final = 25_000_000
"""Squares that are read at once."""
MOST_SUMMED: Final = 1_000_000_000
"""Squares of a file that are summed to tell how many people were left out."""
MOST_ROWS: Final = 2_000_000
"""Squares with people that a town may have."""
REST: Final = "rest"
"""Id of the ground between the squares with people."""
MOST_PEOPLE: Final = 1e7
"""More do not live in any square: a mark of nothing that nobody declared."""
CORNERS: Final = np.array([(0, 0), (1, 0), (1, 1), (0, 1)])

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Grid:
    """A grid, read where the town is.

    Attributes
    ----------
    path : Path
    band : int
    wkt : str
        Its reference system.
    transform : Affine
        Squares to coordinates.
    shape : tuple of int
        Rows and columns.
    """

    path: Path
    band: int
    wkt: str
    transform: Affine
    shape: tuple[int, int]


def open_grid(path: Path, band: int) -> Grid:
    """Open a grid of population.

    Parameters
    ----------
    path : Path
        ``.tif .tiff``.
    band : int
        From 1.

    Returns
    -------
    Grid

    Raises
    ------
    InputError
        If it is broken or has no such band.
    CrsError
        If nobody knows where it is.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", NotGeoreferencedWarning)
            with rasterio.open(path) as raster:
                _require_grid(raster, path.name, band)
                wkt = raster.crs.to_wkt()
                return Grid(path, band, wkt, raster.transform, raster.shape)
    except RasterioError as cause:
        raise InputError(path.name, f"is not a readable grid: {cause}") from cause


def _require_grid(raster: Any, file: str, band: int) -> None:  # noqa: ANN401
    if raster.crs is None:
        raise CrsError(file, "has no reference system")
    require_on_earth(raster.crs.to_wkt(), field=file)
    if band > raster.count:
        raise InputError("band", f"{band} is not one of the {raster.count} of {file}")


def cut_grid(
    grid: Grid, ground: BaseGeometry, *, year: int | None
) -> tuple[list[CellRow], list[Finding]]:
    """Read the squares of a grid around a town.

    Parameters
    ----------
    grid : Grid
    ground : geometry
        EPSG:4326; squares outside its box are only summed.

    year : int, optional
        Of the count.

    Returns
    -------
    rows : list of CellRow
        Squares with people in them, each called by its middle.
    findings : list of Finding

    Raises
    ------
    InputError
        If the grid covers none of it, or has too many squares there.
    """
    window = _window(grid, ground)
    values = _read(grid, window)
    findings = list(_odd(values, window))
    lived = np.argwhere((values > 0) & (values <= MOST_PEOPLE))
    if len(lived) > MOST_ROWS:
        reason = f"has {len(lived)} squares with people there, more than {MOST_ROWS}"
        raise InputError(grid.path.name, reason)
    squares = _squares(grid, lived + np.array([window.row_off, window.col_off]))
    people = values[lived[:, 0], lived[:, 1]]
    findings += _left_out(grid, float(people.sum()))
    middles = shapely.get_coordinates(shapely.centroid(squares)).tolist()
    rows = [
        CellRow(number, f"{lon:.6f},{lat:.6f}", shape, {"people": count}, year=year)
        for number, (shape, count, (lon, lat)) in enumerate(
            zip(squares.tolist(), people.tolist(), middles, strict=True), 1
        )
    ]
    if len(rows) < values.size:
        rows.append(_rest(grid, window, year))
    return rows, findings


def _rest(grid: Grid, window: Window, year: int | None) -> CellRow:
    """Say that nobody lives between the squares with people: the grid has looked."""
    size = (window.width, window.height)
    corners = CORNERS * size + (window.col_off, window.row_off)
    outline = shapely.Polygon(_lonlat(grid, corners.astype(np.float64)))
    return CellRow(0, REST, outline, {"people": 0.0}, year=year)


def _window(grid: Grid, ground: BaseGeometry) -> Window:
    outline = shapely.segmentize(shapely.envelope(ground), 0.01)
    bounds = project(shapely.get_coordinates(outline), WGS84, grid.wkt)
    low, high = bounds.min(axis=0), bounds.max(axis=0)
    box = from_bounds(*low, *high, transform=grid.transform)
    top, left = max(0, int(np.floor(box.row_off))), max(0, int(np.floor(box.col_off)))
    down = min(grid.shape[0], int(np.ceil(box.row_off + box.height)))
    right = min(grid.shape[1], int(np.ceil(box.col_off + box.width)))
    if down <= top or right <= left:
        raise InputError(grid.path.name, "covers nothing of the town")
    if (down - top) * (right - left) > MOST_CELLS:
        reason = f"has more than {MOST_CELLS} squares over the town; cut it"
        raise InputError(grid.path.name, reason)
    return Window(left, top, right - left, down - top)


def _read(grid: Grid, window: Window) -> Floats:
    """Read numbers; NaN where there are none."""
    try:
        with rasterio.open(grid.path) as raster:
            read = raster.read(grid.band, window=window, masked=True)
    except RasterioError as cause:
        raise InputError(grid.path.name, f"is damaged: {cause}") from cause
    values: Floats = read.astype(np.float64).filled(np.nan)
    return np.where(np.isinf(values), np.nan, values)


def _odd(values: Floats, window: Window) -> Iterator[Finding]:
    where = f"rows {window.row_off} … {window.row_off + window.height}"
    empty = int(np.isnan(values).sum())
    if empty:
        message = "holds no number: nobody is put there"
        yield Finding("square-without-number", where, message, "info", empty)
    wrong = (values < 0) | (values > MOST_PEOPLE)
    if wrong.any():
        message = f"{values[wrong][0]:g} is outside 0 … {MOST_PEOPLE:g}: left out"
        yield Finding("square-rejected", where, message, "error", int(wrong.sum()))
    odd = (values > 0) & (values % 1 > 0)
    if odd.any():
        message = f"{values[odd][0]:g} is no whole number: kept as it is"
        yield Finding("count-fractional", where, message, "info", int(odd.sum()))


def _squares(grid: Grid, cells: NDArray[np.int64]) -> NDArray[np.object_]:
    """Give the outlines of squares by row and column."""
    corners = (cells[:, None, ::-1] + CORNERS[None]).reshape(-1, 2).astype(np.float64)
    lonlat = _lonlat(grid, corners)
    return np.asarray(shapely.polygons(lonlat.reshape(-1, 4, 2)), dtype=object)


def _lonlat(grid: Grid, corners: Floats) -> Floats:
    """Turn columns and rows of corners into degrees."""
    x, y = grid.transform @ (corners[:, 0], corners[:, 1])
    return project(np.column_stack([x, y]), grid.wkt, WGS84)


def _left_out(grid: Grid, taken: float) -> Iterator[Finding]:
    """Tell how many people of the file live elsewhere."""
    if grid.shape[0] * grid.shape[1] > MOST_SUMMED:
        message = "the rest of the file is too large to be summed"
        yield Finding("squares-outside", grid.path.name, message, "info")
        return
    try:
        left = _sum_all(grid) - taken
    except RasterioError as cause:
        message = f"the rest of the file is damaged and not summed: {cause}"
        yield Finding("squares-outside", grid.path.name, message)
        return
    if left > 0.5:
        message = f"{left:.0f} people of the file live elsewhere: left out"
        yield Finding("squares-outside", grid.path.name, message, "info")


def _sum_all(grid: Grid) -> float:
    total = 0.0
    with rasterio.open(grid.path) as raster:
        for _, window in raster.block_windows(grid.band):
            read = raster.read(grid.band, window=window, masked=True)
            numbers = np.nan_to_num(read.astype(np.float64).filled(0.0), posinf=0.0)
            total += float(numbers[(numbers > 0) & (numbers <= MOST_PEOPLE)].sum())
    return total
