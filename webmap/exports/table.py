"""Rows as CSV that opens in any spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

Cell = str | float | int | bool | None

MARK: Final = "\ufeff"
"""Without it a spreadsheet reads Arabic as another encoding."""
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would run as a formula if a text began with it."""


def write_csv(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Write a table as CSV.

    Parameters
    ----------
    head : sequence of str
        Names of the columns.
    rows : iterable of sequence
        Cells; ``None`` is an empty cell, yes/no is written so.

    Returns
    -------
    bytes
        UTF-8 with its mark.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(head)
    for row in rows:
        writer.writerow([_cell(cell) for cell in row])
    return (MARK + text.getvalue()).encode()


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.10g}"
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA) else text
