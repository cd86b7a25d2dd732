"""Read a GeoTIFF, an ``.hgt`` tile (zipped or not), or a CSV of spot heights."""

from __future__ import annotations

import csv
import io
import math
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import numpy as np
import rasterio
from rasterio.errors import NotGeoreferencedWarning, RasterioError

from geo.crs import require_lon_lat, require_on_earth
from geo.errors import CrsError, InputError
from geo.finding import Finding
from importers.archive import list_entries
from importers.elevation.model import HeightModel, RasterModel, SpotModel

RASTER_SIGMA_M: Final = 4.0
"""Of SRTM and Copernicus models in hills: about 4 m (one standard error)."""

SPOT_SIGMA_M: Final = 10.0
"""Spot heights read off a model of 90 m cells."""

LOWEST_M: Final = -450.0
HIGHEST_M: Final = 8900.0
COLUMNS: Final = ("lon", "lat", "height_m")

Read = tuple[HeightModel, list[Finding]]


def read_model(path: Path, *, sigma_m: float | None) -> Read:
    """Open an elevation model.

    Parameters
    ----------
    path : Path
        ``.tif .tiff .hgt .zip .csv``.
    sigma_m : float, optional
        Standard error of its heights, metres; by default what is usual for its kind.

    Returns
    -------
    model : HeightModel
    findings : list of Finding

    Raises
    ------
    InputError
        If it is of another format, or broken.
    CrsError
        If it has no reference system.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None or path.is_dir():
        known = " ".join(READERS)
        raise InputError(path.name, f"is not an elevation file that is known: {known}")
    return reader(path, sigma_m)


def _read_raster(path: Path, sigma_m: float | None) -> Read:
    return _open_raster(str(path), path.name, sigma_m), []


def _read_zip(path: Path, sigma_m: float | None) -> Read:
    suffixes = (".hgt", ".tif", ".tiff")
    inside = [e for e in list_entries(path) if e.name.lower().endswith(suffixes)]
    if len(inside) != 1:
        reason = f"holds {len(inside)} elevation tiles; give a zip with one"
        raise InputError(path.name, reason)
    name = f"/vsizip/{path.absolute()}/{inside[0].name}"
    return _open_raster(name, path.name, sigma_m), []


def _open_raster(name: str, file: str, sigma_m: float | None) -> RasterModel:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", NotGeoreferencedWarning)
            with rasterio.open(name) as raster:
                _require_heights(raster, file)
                return RasterModel(
                    name=name,
                    file=file,
                    wkt=raster.crs.to_wkt(),
                    transform=raster.transform,
                    shape=raster.shape,
                    sigma_m=RASTER_SIGMA_M if sigma_m is None else sigma_m,
                )
    except RasterioError as cause:
        reason = f"is not a readable elevation model: {cause}"
        raise InputError(file, reason) from cause


def _require_heights(raster: rasterio.DatasetReader, file: str) -> None:
    """Refuse a picture, and a grid that nobody knows the place of."""
    if raster.crs is None:
        raise CrsError(file, "has no reference system")
    require_on_earth(raster.crs.to_wkt(), field=file)
    if raster.count != 1:
        reason = f"has {raster.count} bands; an elevation model has one"
        raise InputError(file, reason)


def _read_spots(path: Path, sigma_m: float | None) -> Read:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as cause:
        raise InputError(path.name, "is not UTF-8 text") from cause
    reader = csv.DictReader(io.StringIO(text))
    missing = [c for c in COLUMNS if c not in (reader.fieldnames or ())]
    if missing:
        raise InputError(path.name, f"has no column {missing[0]!r}")
    findings: list[Finding] = []
    rows = list(_spots(reader, findings))
    if not rows:
        raise InputError(path.name, "holds no spot heights")
    table = np.asarray(rows)
    sigma = SPOT_SIGMA_M if sigma_m is None else sigma_m
    return SpotModel(table[:, :2], table[:, 2], sigma, path.name), findings


def _spots(
    reader: csv.DictReader[str], findings: list[Finding]
) -> Iterator[tuple[float, float, float]]:
    for row in reader:
        try:
            yield _spot(row)
        except InputError as error:
            where = f"row {reader.line_num}"
            findings.append(Finding("row-rejected", where, str(error), "error"))


def _spot(row: dict[str, str]) -> tuple[float, float, float]:
    numbers = []
    for column in COLUMNS:
        text = (row[column] or "").strip()
        try:
            numbers.append(float(text))
        except ValueError as cause:
            raise InputError(column, f"{text!r} is not a number") from cause
    lon, lat, height = numbers
    require_lon_lat(lon, lat, field="lon")
    if not math.isfinite(height) or not LOWEST_M <= height <= HIGHEST_M:
        reason = f"{height:g} is outside {LOWEST_M:g} … {HIGHEST_M:g} m"
        raise InputError("height_m", reason)
    return lon, lat, height


READERS: Final[dict[str, Callable[[Path, float | None], Read]]] = {
    ".tif": _read_raster,
    ".tiff": _read_raster,
    ".hgt": _read_raster,
    ".zip": _read_zip,
    ".csv": _read_spots,
}
