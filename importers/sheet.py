"""Read the lines of a table that people fill in: CSV or a workbook."""

from __future__ import annotations

import csv
import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final
from xml.etree.ElementTree import ParseError

import openpyxl

from geo.errors import InputError
from importers.archive import list_entries

SEPARATORS: Final = ",;\t"

Lines = Iterator[tuple[int, Sequence[Any]]]
"""Number of a line as a person counts, and its cells."""


def read_text(path: Path) -> str:
    """Read a text file.

    Raises
    ------
    InputError
        If it is not UTF-8, with the line.
    """
    raw = path.read_bytes()
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as cause:
        line = raw[: cause.start].count(b"\n") + 1
        raise InputError(
            path.name, f"line {line} is not UTF-8; save the file as UTF-8"
        ) from cause


def iter_csv(path: Path) -> Lines:
    """Read the lines of a CSV file; the header tells what separates its cells.

    Yields
    ------
    tuple of int and sequence

    Raises
    ------
    InputError
        If it is no table.
    """
    text = read_text(path)
    if "\0" in text:
        raise InputError(path.name, "is not a text file")
    first = text.partition("\n")[0]
    separator = max(SEPARATORS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        for line in reader:
            yield reader.line_num, line
    except csv.Error as cause:
        reason = f"line {reader.line_num} cannot be read as a table: {cause}"
        raise InputError(path.name, reason) from cause


def iter_workbook(path: Path, sheet: str = "") -> Lines:
    """Read the lines of a sheet of a workbook; the first one by default.

    Yields
    ------
    tuple of int and sequence

    Raises
    ------
    InputError
        If it is damaged, or has no such sheet.
    """
    list_entries(path)
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except (zipfile.BadZipFile, zlib.error, KeyError, ValueError, OSError) as cause:
        raise InputError(path.name, f"is not a readable workbook: {cause}") from cause
    try:
        if sheet and sheet not in book.sheetnames:
            there = ", ".join(book.sheetnames)
            raise InputError(path.name, f"has no sheet {sheet!r}; there are {there}")
        chosen = book[sheet or book.sheetnames[0]]
        yield from enumerate(chosen.iter_rows(values_only=True), 1)
    except (zipfile.BadZipFile, zlib.error, ParseError, ValueError) as cause:
        if isinstance(cause, InputError):
            raise
        raise InputError(path.name, f"is a damaged workbook: {cause}") from cause
    finally:
        book.close()


def read_headers(path: Path, line: Sequence[Any]) -> list[str]:
    """Read the headers; a column without one is empty.

    Raises
    ------
    InputError
        If there are none, or two alike.
    """
    headers = ["" if cell is None else str(cell).strip() for cell in line]
    named = [header for header in headers if header]
    if not named:
        raise InputError(path.name, "has no header in its first line")
    twice = next((h for h in named if named.count(h) > 1), None)
    if twice is not None:
        raise InputError(path.name, f"has two columns named {twice!r}")
    return headers
