"""Read a table or a map file into rows of cells: CSV, GeoJSON, GeoPackage, XLSX."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import numpy as np
import orjson
import pyogrio
import shapely
from pyogrio.errors import DataLayerError, DataSourceError
from shapely.errors import ShapelyError
from shapely.geometry.base import BaseGeometry

from geo.crs import WGS84, epsg_code
from geo.errors import CrsError, InputError
from geo.finding import Finding
from importers.sheet import iter_csv, iter_workbook, read_headers, read_text

Cell = str | float | bool | date | None

SHOWN: Final = 3
"""Flaws that a refusal names."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number as a person counts, its cells, its shape."""

    number: int
    cells: dict[str, Cell]
    shape: BaseGeometry | None = None


@dataclass
class Table:
    """What a file holds.

    Attributes
    ----------
    headers : list of str
    rows : list of Row
    crs : int, optional
        EPSG code of the shapes; ``None`` where there are no shapes.
    file : str
        Its name.
    findings : list of Finding
        Flaws of the file itself.
    """

    headers: list[str]
    rows: list[Row]
    crs: int | None = None
    file: str = ""
    findings: list[Finding] = field(default_factory=list)


def text_of(cell: Cell) -> str:
    """Give a cell as text without blanks around; empty if there is nothing."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def read_table(path: Path, *, layer: str, crs: str) -> Table:
    """Read a table or a map file.

    Parameters
    ----------
    path : Path
        ``.csv .tsv .geojson .json .gpkg .xlsx``.
    layer : str
        Layer or sheet; empty takes the first.
    crs : str
        What somebody says of the reference system; empty takes the file's own.

    Returns
    -------
    Table

    Raises
    ------
    InputError
        If the file is of another format, or broken.
    CrsError
        If shapes come without a reference system.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None or path.is_dir():
        known = " ".join(READERS)
        raise InputError(
            path.name, f"is not a table or map file that is known: {known}"
        )
    table = reader(path, layer)
    table.file = path.name
    if crs:
        table.crs = epsg_code(crs, field="--crs")
    if not table.rows:
        flaws = "; ".join(f"{f.record} {f.message}" for f in table.findings[:SHOWN])
        reason = f"holds no row that can be read: {flaws}" if flaws else "holds no rows"
        raise InputError(path.name, reason)
    return table


def _read_csv(path: Path, _layer: str) -> Table:
    return _from_lines(path, iter_csv(path))


def _from_lines(path: Path, lines: Iterable[tuple[int, Sequence[Any]]]) -> Table:
    rest = iter(lines)
    headers = read_headers(path, next(rest, (1, []))[1])
    table = Table(headers, [])
    for number, line in rest:
        if not any(cell not in (None, "") for cell in line):
            continue
        if any(cell not in (None, "") for cell in line[len(headers) :]):
            message = f"has {len(line)} cells, the header has {len(headers)}; left out"
            table.findings.append(
                Finding("row-too-long", f"row {number}", message, "error")
            )
            continue
        cells = dict(zip(headers, line, strict=False))
        table.rows.append(Row(number, {h: c for h, c in cells.items() if h}))
    return table


def _read_xlsx(path: Path, layer: str) -> Table:
    return _from_lines(path, iter_workbook(path, layer))


def _read_geojson(path: Path, _layer: str) -> Table:
    try:
        document = orjson.loads(read_text(path))
    except orjson.JSONDecodeError as cause:
        raise InputError(path.name, f"is not JSON: {cause}") from cause
    features = document.get("features") if isinstance(document, dict) else None
    if not isinstance(features, list):
        raise InputError(path.name, "is not a GeoJSON FeatureCollection")
    table = Table([], [], _geojson_crs(document, path))
    for number, feature in enumerate(features, 1):
        _add_feature(table, number, feature)
    table.headers = list(dict.fromkeys(h for row in table.rows for h in row.cells))
    return table


def _geojson_crs(document: dict[str, Any], path: Path) -> int:
    said = document.get("crs")
    if said is None:
        return WGS84
    try:
        return epsg_code(said["properties"]["name"], field=path.name)
    except (KeyError, TypeError) as cause:
        raise CrsError(path.name, "has a member 'crs' that names none") from cause


def _add_feature(table: Table, number: int, feature: Any) -> None:  # noqa: ANN401
    try:
        written = feature["geometry"]
        shape = written and shapely.from_geojson(orjson.dumps(written))
        cells = {
            str(key): cell if isinstance(cell, str | int | float) else _flat(cell)
            for key, cell in (feature.get("properties") or {}).items()
        }
    except (KeyError, TypeError, AttributeError, ShapelyError) as cause:
        message = f"is not a readable feature: {cause!r}"
        finding = Finding("row-unreadable", f"row {number}", message, "error")
        table.findings.append(finding)
        return
    if "id" in feature:
        cells.setdefault("id", str(feature["id"]))
    table.rows.append(Row(number, cells, shape))


def _flat(cell: Any) -> Cell:  # noqa: ANN401
    return None if cell is None else orjson.dumps(cell).decode()


def _read_geopackage(path: Path, layer: str) -> Table:
    try:
        layers = [str(name) for name, _ in pyogrio.list_layers(path)]
        if layer and layer not in layers:
            there = ", ".join(layers)
            raise InputError(path.name, f"has no layer {layer!r}; there are {there}")
        frame = pyogrio.read_dataframe(path, layer=layer or layers[0])
    except (DataSourceError, DataLayerError, IndexError) as cause:
        raise InputError(path.name, f"is not a readable GeoPackage: {cause}") from cause
    if "geometry" not in frame.columns:
        return Table(list(frame.columns), list(_frame_rows(frame)))
    crs = None if frame.crs is None else epsg_code(frame.crs, field=path.name)
    headers = [str(name) for name in frame.columns if name != "geometry"]
    return Table(headers, list(_frame_rows(frame)), crs)


def _frame_rows(frame: Any) -> Iterator[Row]:  # noqa: ANN401
    for number, values in enumerate(frame.to_dict("records"), 1):
        shape = values.pop("geometry", None)
        yield Row(number, {str(k): _plain(v) for k, v in values.items()}, shape)


def _plain(value: Any) -> Cell:  # noqa: ANN401
    if isinstance(value, np.generic):
        value = value.item()
    if value is None or value != value or isinstance(value, bytes):  # noqa: PLR0124
        return None
    return value if isinstance(value, str | int | float) else str(value)


READERS: Final[dict[str, Callable[[Path, str], Table]]] = {
    ".csv": _read_csv,
    ".tsv": _read_csv,
    ".txt": _read_csv,
    ".geojson": _read_geojson,
    ".json": _read_geojson,
    ".gpkg": _read_geopackage,
    ".xlsx": _read_xlsx,
}
