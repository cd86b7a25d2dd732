"""Tables of counts over pieces of ground."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from geo.errors import CrsError, InputError
from geo.finding import Finding
from importers.cells.header import map_headers
from importers.cells.options import CellOptions
from importers.cells.row import Asked, CellRow, Reader, read_row
from importers.table import SHOWN, Table, read_table


@dataclass
class CellTable:
    """What a file of counts says.

    Attributes
    ----------
    file : str
        Its name.
    rows : list of CellRow
    columns : dict of str to str
        Meaning → header.
    rejected : int
        Rows that could not be used.
    """

    file: str
    rows: list[CellRow]
    columns: dict[str, str]
    rejected: int = 0


def read_cells(
    path: Path, options: CellOptions, asked: Asked
) -> tuple[CellTable, list[Finding]]:
    """Read a table of counts.

    Parameters
    ----------
    path : Path
        ``.csv .tsv .geojson .json .gpkg .xlsx``.
    options : CellOptions
    asked : Asked

    Returns
    -------
    table : CellTable
    findings : list of Finding
        One of severity ``"error"`` for each row that could not be used.

    Raises
    ------
    InputError
        If it is no such table, or no row of it can be used.
    CrsError
        If its shapes come without a reference system.
    """
    table = read_table(path, layer=options.layer, crs=options.crs)
    if table.crs is None and any(row.shape is not None for row in table.rows):
        raise CrsError(table.file, "its shapes have no reference system; give --crs")
    columns, findings = map_headers(table.headers, options.columns, asked.known)
    reader = Reader(columns, options, asked, table.crs)
    rows, wrong = _read_rows(table, reader)
    findings = [*table.findings, *findings, *wrong]
    if not rows:
        told = "; ".join(f"{one.record}: {one.message}" for one in wrong[:SHOWN])
        raise InputError(table.file, f"no row can be used: {told}")
    lost = sum(one.severity == "error" for one in findings)
    return CellTable(table.file, rows, columns, lost), findings


def _read_rows(table: Table, reader: Reader) -> tuple[list[CellRow], list[Finding]]:
    rows: dict[str, CellRow] = {}
    findings = []
    for row in table.rows:
        try:
            found = read_row(row, reader)
        except InputError as error:
            where = f"row {row.number}"
            findings.append(Finding("row-rejected", where, str(error), "error"))
            continue
        first = rows.setdefault(found.id, found)
        if first is not found:
            message = _twice(found, first)
            findings.append(Finding("id-twice", found.where, message, "error"))
    return list(rows.values()), findings


def _twice(row: CellRow, first: CellRow) -> str:
    said = ", ".join(f"{name} {count:g}" for name, count in row.counts.items() if count)
    return f"{row.id!r} is also in row {first.number}, which counts; left out: {said}"


def require_counts(
    columns: Mapping[str, str], wanted: Sequence[str], file: str
) -> None:
    """Refuse a table without any of the counts that are looked for.

    Raises
    ------
    InputError
        Naming what there may be.
    """
    if not any(name in columns for name in wanted):
        may = ", ".join(wanted)
        raise InputError(file, f"no column counts any of {may}; give --column")
