"""Read the tables of a feed, whole or part by part."""

from __future__ import annotations

import csv
import io
import itertools
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from geo.errors import InputError
from geo.finding import Finding
from importers.archive import Entry
from importers.gtfs.table import FeedTable

COMMENT: Final = "#"
PART_ROWS: Final = 50_000
"""So many rows of a long file are held as text at once."""


@dataclass(frozen=True)
class LongTable:
    """A file that is read again part by part: nobody holds all of its rows.

    Attributes
    ----------
    name, file : str
    header : list of str
    entry : Entry
    """

    name: str
    file: str
    header: list[str]
    entry: Entry

    def empty(self) -> FeedTable:
        """Give the table without rows."""
        return FeedTable(self.name, self.file, self.header)

    def parts(self, findings: list[Finding]) -> Iterator[FeedTable]:
        """Read the rows, so many at once.

        Parameters
        ----------
        findings : list of Finding
            Receives what is noticed on the way.
        """
        with _reading(self.entry) as text:
            _skip_comments(text)
            yield from _parts(self.empty(), text, findings, PART_ROWS)


def read_table(entry: Entry, name: str, findings: list[Finding]) -> FeedTable | None:
    """Read all of a file.

    Parameters
    ----------
    entry : Entry
    name : str
        Which file of GTFS it is.
    findings : list of Finding
        Receives what is noticed on the way.

    Returns
    -------
    FeedTable or None
        ``None`` if the file has not even a header.

    Raises
    ------
    InputError
        If it is no table, not UTF-8, or has two columns of one name.
    """
    with _reading(entry) as text:
        table = _open(entry, name, text, findings)
        if table is None:
            return None
        for part in _parts(table, text, findings, PART_ROWS):
            table.rows += part.rows
            table.lines += part.lines
    return table


def open_table(entry: Entry, name: str, findings: list[Finding]) -> LongTable | None:
    """Read only the header of a file: see ``read_table``."""
    with _reading(entry) as text:
        table = _open(entry, name, text, findings)
    if table is None:
        return None
    return LongTable(name, entry.name, table.header, entry)


@dataclass
class _Text:
    """Lines of a file, and how many of them were comments before the header."""

    lines: Iterator[str]
    skipped: int = 0


@contextmanager
def _reading(entry: Entry) -> Iterator[_Text]:
    with entry.open() as handle:
        try:
            with io.TextIOWrapper(handle, encoding="utf-8-sig", newline="") as lines:
                yield _Text(iter(lines))
        except UnicodeDecodeError as cause:
            line = _broken_line(entry)
            raise InputError(entry.name, f"line {line} is not UTF-8") from cause
        except csv.Error as cause:
            raise InputError(entry.name, f"is not a table: {cause}") from cause


def _broken_line(entry: Entry) -> int:
    """Find the first line that is not UTF-8."""
    with entry.open() as handle:
        for number, line in enumerate(handle, 1):
            try:
                line.decode("utf-8")
            except UnicodeDecodeError:
                return number
    return 0


def _skip_comments(text: _Text) -> None:
    for line in text.lines:
        if line.strip() and not line.startswith(COMMENT):
            text.lines = itertools.chain([line], text.lines)
            return
        text.skipped += 1


def _open(
    entry: Entry, name: str, text: _Text, findings: list[Finding]
) -> FeedTable | None:
    _skip_comments(text)
    first = next(text.lines, "")
    if not first:
        return None
    text.lines = itertools.chain([first], text.lines)
    if text.skipped:
        message = f"{text.skipped} lines of comment before the header were passed over"
        findings.append(Finding("file-comment", entry.name, message, "info"))
    header = [cell.strip() for cell in next(_cells([first]))]
    twice = next((c for c in header if c and header.count(c) > 1), None)
    if twice is not None:
        raise InputError(entry.name, f"has two columns named {twice!r}")
    return FeedTable(name, entry.name, header)


def _cells(lines: Iterable[str]) -> Any:  # noqa: ANN401
    return csv.reader(lines, skipinitialspace=True)


def _parts(
    table: FeedTable, text: _Text, findings: list[Finding], size: int
) -> Iterator[FeedTable]:
    reader = _cells(text.lines)
    next(reader, None)
    rows = _rows(reader, text.skipped)
    while batch := list(itertools.islice(rows, size)):
        part = FeedTable(table.name, table.file, table.header)
        part.lines = [line for _, line in batch]
        part.rows = [_fitted(part, row, line, findings) for row, line in batch]
        yield part


def _rows(reader: Any, skipped: int) -> Iterator[tuple[list[str], int]]:  # noqa: ANN401
    for row in reader:
        cells = [cell.strip() for cell in row]
        if any(cells):
            yield cells, reader.line_num + skipped


def _fitted(
    table: FeedTable, row: list[str], line: int, findings: list[Finding]
) -> list[str]:
    """Give a row as many cells as the header has."""
    missing = len(table.header) - len(row)
    if missing == 0:
        return row
    if missing > 0 or any(row[missing:]):
        code = "row-too-short" if missing > 0 else "row-too-long"
        message = f"has {len(row)} cells, the header has {len(table.header)}"
        findings.append(Finding(code, f"{table.file} line {line}", message))
    return row + [""] * missing if missing > 0 else row[:missing]
