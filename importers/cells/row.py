"""One row of a table of counts: its ground, its counts, its words."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

import shapely
from shapely.geometry.base import BaseGeometry

from geo.crs import WGS84
from geo.errors import InputError
from importers.cells.ground import (
    check_ground,
    is_h3,
    parse_ground_text,
    parse_h3,
    square_around,
)
from importers.cells.header import year_of
from importers.cells.number import parse_count
from importers.cells.options import CellOptions, check_year
from importers.table import Row, text_of

LONGEST_ID: Final = 80
LONGEST_NAME: Final = 300
PLACED: Final = ("id", "h3", "lon", "lat", "wkt", "year")
"""What every table of counts may say besides its counts."""


@dataclass
class CellRow:
    """One row that was understood.

    Attributes
    ----------
    number : int
        Row of the file, as a person counts.
    id : str
        The source's own name of the ground.
    shape : BaseGeometry
        EPSG:4326.
    counts : dict of str to float or None
        What is meant → number; ``None`` where it is not known.
    texts : dict of str to str
        What is meant → words.
    year : int, optional
    """

    number: int
    id: str
    shape: BaseGeometry
    counts: dict[str, float | None] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    year: int | None = None

    @property
    def where(self) -> str:
        """How findings call the row."""
        return f"row {self.number}"


@dataclass(frozen=True)
class Asked:
    """What an importer looks for: meaning → spellings; which are numbers, and words."""

    known: Mapping[str, Iterable[str]]
    counts: frozenset[str]
    texts: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Reader:
    """What is the same for every row of a file."""

    columns: Mapping[str, str]
    options: CellOptions
    asked: Asked
    crs: int | None

    def text(self, row: Row, target: str) -> str:
        """Give the text of a column; empty where there is none."""
        header = self.columns.get(target)
        return "" if header is None else text_of(row.cells.get(header))


def read_row(row: Row, reader: Reader) -> CellRow:
    """Read one row.

    Raises
    ------
    InputError
        Naming the column, the value and the limit.
    """
    shape = _shape(row, reader)
    told = reader.text(row, "id") or reader.text(row, "h3")
    if len(told) > LONGEST_ID:
        raise InputError("id", f"has {len(told)} letters, more than {LONGEST_ID}")
    counts = {
        target: parse_count(row.cells.get(header), field=header)
        for target, header in reader.columns.items()
        if target in reader.asked.counts
    }
    texts = {
        target: reader.text(row, target)
        for target in reader.columns
        if target in reader.asked.texts or target.startswith("name:")
    }
    for target, text in texts.items():
        if len(text) > LONGEST_NAME:
            reason = f"has {len(text)} letters, more than {LONGEST_NAME}"
            raise InputError(target, reason)
    year = _year(row, reader)
    return CellRow(row.number, told or _name(shape), shape, counts, texts, year)


def _name(shape: BaseGeometry) -> str:
    """Name ground that has no name of its own; the order of rows does not matter."""
    return hashlib.sha256(shapely.normalize(shape).wkb).hexdigest()[:16]


def _year(row: Row, reader: Reader) -> int | None:
    text = reader.text(row, "year")
    if text:
        if not text.isdecimal():
            raise InputError("year", f"{text[:20]!r} is not a year")
        return check_year(int(text))
    if reader.options.year is not None:
        return reader.options.year
    told = [reader.columns[name] for name in reader.asked.counts & set(reader.columns)]
    return max(map(year_of, told), default=0) or None


def _shape(row: Row, reader: Reader) -> BaseGeometry:
    if row.shape is not None:
        return check_ground(row.shape, reader.crs or WGS84)
    if wkt := reader.text(row, "wkt"):
        return parse_ground_text(wkt, reader.crs)
    if hexagon := reader.text(row, "h3"):
        return parse_h3(hexagon)
    if is_h3(own := reader.text(row, "id")):
        return parse_h3(own)
    return _around(_position(row, reader), reader)


def _position(row: Row, reader: Reader) -> BaseGeometry:
    numbers = []
    for target in ("lon", "lat"):
        text = reader.text(row, target).replace("\u2212", "-").replace(",", ".")
        if not text:
            reason = "there is no shape, no cell of the H3 grid and no position"
            raise InputError(target, reason)
        try:
            numbers.append(float(text))
        except ValueError as cause:
            raise InputError(target, f"{text[:40]!r} is not a number") from cause
    return check_ground(shapely.Point(numbers), reader.crs or WGS84)


def _around(point: BaseGeometry, reader: Reader) -> BaseGeometry:
    size = reader.options.square_m
    return point if size is None else square_around(point, size)
