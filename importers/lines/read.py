"""Read the table of lines: rows of cells, column by column as people name them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Final

from geo.errors import InputError
from geo.finding import Finding
from geo.transit.hand_table import ID, TableRow, find_column
from geo.transit.hand_value import write_number, write_time
from importers.sheet import Lines, iter_csv, iter_workbook, read_headers

READERS: Final[dict[str, Callable[[Path], Lines]]] = {
    ".csv": iter_csv,
    ".tsv": iter_csv,
    ".xlsx": iter_workbook,
}


def read_rows(path: Path) -> tuple[list[TableRow], list[Finding]]:
    """Read the rows of a file.

    Parameters
    ----------
    path : Path
        ``.csv``, ``.tsv`` or ``.xlsx``.

    Returns
    -------
    tuple of list of TableRow and list of Finding
        Rows that say something, and columns and cells that nobody can use.

    Raises
    ------
    InputError
        If it is another kind of file, is broken, or is no table of lines.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None or path.is_dir():
        known = " ".join(READERS)
        raise InputError(path.name, f"is no table of lines that is known: {known}")
    lines = reader(path)
    headers = read_headers(path, next(lines, (1, []))[1])
    columns = [find_column(header) for header in headers]
    if ID not in columns:
        raise InputError(path.name, f"has no column {ID!r}, the code of the line")
    findings = list(_unknown(headers, columns))
    rows: list[TableRow] = [
        (number, cells)
        for number, line in lines
        if (cells := _cells(number, line, columns, findings))
    ]
    return rows, findings


def _unknown(headers: list[str], columns: list[str | None]) -> Iterator[Finding]:
    seen: set[str] = set()
    for header, column in zip(headers, columns, strict=True):
        if header and column is None:
            message = f"{header[:60]!r} is no column of ours; not read"
            yield Finding("column-unknown", "row 1", message)
        elif column in seen:
            message = f"{header[:60]!r} is {column} once more; not read"
            yield Finding("column-twice", "row 1", message)
        seen.add(column or "")


def _cells(
    number: int,
    line: Any,  # noqa: ANN401
    columns: list[str | None],
    findings: list[Finding],
) -> dict[str, str]:
    texts = [cell_text(cell) for cell in line]
    if any(texts[len(columns) :]):
        message = f"has {len(texts)} cells, the header has {len(columns)}"
        findings.append(Finding("row-too-long", f"row {number}", message, "error"))
    cells: dict[str, str] = {}
    for column, text in zip(columns, texts, strict=False):
        if column and text:
            cells.setdefault(column, text)
    return cells


WRITERS: Final[tuple[tuple[type, Callable[[Any], str]], ...]] = (
    (datetime, lambda cell: str(cell.date().isoformat())),
    (date, lambda cell: str(cell.isoformat())),
    (time, lambda cell: write_time((cell.hour * 60 + cell.minute) * 60 + cell.second)),
    (timedelta, lambda cell: write_time(round(cell.total_seconds()))),
    (bool, lambda cell: "yes" if cell else "no"),
    (int, lambda cell: write_number(float(cell))),
    (float, write_number),
    (str, str.strip),
)
"""How people would write what a workbook holds; the first that fits counts."""


def cell_text(cell: Any) -> str:  # noqa: ANN401
    """Give a cell of a workbook as people would write it.

    Parameters
    ----------
    cell : object
        Text, number, day, time or duration.

    Returns
    -------
    str
        ``"2026-11-20"`` for a day, ``"06:30"`` for a time; empty for nothing.
    """
    fits = (write for kind, write in WRITERS if isinstance(cell, kind))
    write = next(fits, None)
    return "" if write is None else write(cell)
