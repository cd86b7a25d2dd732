"""Turn rows of cells into records, one finding for each row that is wrong."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Final

import shapely
from shapely.geometry.base import BaseGeometry

from geo.attribute import ATTRIBUTES
from geo.crs import WGS84
from geo.errors import CrsError, InputError
from geo.finding import Finding
from geo.observation import Method
from importers.shape import parse_wkt, to_wgs84
from importers.survey.cell import (
    parse_date,
    parse_method,
    parse_number,
    parse_side,
    parse_value,
    parse_word,
)
from importers.survey.column import Column, is_name, map_columns
from importers.survey.kind import KINDS, parse_kind
from importers.survey.options import OF_KNOWN, RECORDS, SurveyOptions
from importers.survey.record import Record, Statement, SurveyFrames
from importers.table import Cell, Row, Table, text_of

TEXT_EXTRAS: Final = ("way_key", "node_key", "modes", "place")
KEY_EXTRAS: Final = ("way_key", "node_key", "place")
NUMBER_EXTRAS: Final = ("along_m", "cost")
POINTS: Final = ("places", "barriers", "stops", "entrances")
LONGEST_ID: Final = 60
LONGEST_NAME: Final = 300
_OSM_ID: Final = re.compile(r"^(node|way|relation|[nwr])[/ ]?(\d+)$")


@dataclass(frozen=True)
class Reader:
    """What is the same for every row of a file."""

    columns: dict[str, Column]
    options: SurveyOptions
    crs: int | None
    is_demonstration: bool

    def cell(self, row: Row, target: str) -> Cell:
        """Give the cell of a column; ``None`` where there is no such column."""
        column = self.columns.get(target)
        return None if column is None else row.cells.get(column.header)

    def text(self, row: Row, target: str) -> str:
        """Give the text of a column; empty where there is none."""
        return text_of(self.cell(row, target))

    def number(self, row: Row, target: str) -> float | None:
        """Give the number of a column; ``None`` where there is none."""
        column = self.columns.get(target)
        if column is None or not self.text(row, target):
            return None
        cell = self.cell(row, target)
        return parse_number(cell, field=target, factor=column.factor)


def parse_table(
    table: Table, options: SurveyOptions, *, is_demonstration: bool
) -> tuple[SurveyFrames, list[Finding]]:
    """Read every row.

    Parameters
    ----------
    table : Table
    options : SurveyOptions
    is_demonstration : bool
        Whether the source is made up: its values say so.

    Returns
    -------
    frames : SurveyFrames
    findings : list of Finding
        One of severity ``"error"`` for each row that was rejected.

    Raises
    ------
    InputError
        If the mapping is wrong.
    CrsError
        If shapes come without a reference system.
    """
    columns, findings = map_columns(table.headers, options.mapping)
    if table.crs is None and any(row.shape is not None for row in table.rows):
        raise CrsError(table.file, "its shapes have no reference system; give --crs")
    by_target = {column.target: column for column in columns}
    reader = Reader(by_target, options, table.crs, is_demonstration)
    findings = [*table.findings, *findings]
    records = []
    for row in table.rows:
        try:
            records.append(read_row(row, reader))
        except InputError as error:
            found = Finding("row-rejected", f"row {row.number}", str(error), "error")
            findings.append(found)
    spoken = frozenset(by_target) & frozenset(ATTRIBUTES)
    errors = [f"{f.record}: {f.message}" for f in findings if f.severity == "error"]
    frames = SurveyFrames(
        records=records,
        spoken=spoken,
        fields=frozenset(by_target) - spoken,
        strict=options.strict,
        whole=options.whole,
        errors=errors,
        file=table.file,
    )
    return frames, findings


def read_row(row: Row, reader: Reader) -> Record:
    """Read one row.

    Raises
    ------
    InputError
        Naming the column, the value and the limit.
    """
    record = Record(
        number=row.number,
        record=_record(row, reader),
        subject=parse_subject(reader.text(row, "subject")),
        id=_short(reader.text(row, "id"), "id", LONGEST_ID),
        names=_names(row, reader),
        shape=_shape(row, reader),
        side=parse_side(reader.cell(row, "side")),
        method=parse_method(reader.cell(row, "method")),
        observed_on=parse_date(reader.cell(row, "observed_on"), field="observed_on")
        or reader.options.observed_on,
        author=reader.text(row, "author") or reader.options.author,
    )
    if reader.is_demonstration:
        record.method = Method.DEMONSTRATION
    record.confidence = _confidence(row, reader)
    record.kind = parse_kind(reader.text(row, "kind"), record.record)
    record.statements = _statements(row, reader)
    record.extra = _extra(row, reader)
    _require_enough(record)
    return record


def parse_subject(text: str) -> str:
    """Read a key; ``way/123`` and ``node/5`` are OpenStreetMap's own spelling."""
    found = _OSM_ID.match(text)
    return f"osm:{found[1][0]}{found[2]}" if found is not None else text


def _record(row: Row, reader: Reader) -> str:
    text = reader.text(row, "record").lower()
    record = next((r for r in RECORDS if text and text in (r, r[:-1])), "")
    if text and not record:
        raise InputError("record", f"{text!r} is not one of {', '.join(RECORDS)}")
    if not record and not reader.options.record:
        raise InputError("record", f"say --as one of {', '.join(RECORDS)}")
    return record or reader.options.record


def _short(text: str, field: str, longest: int) -> str:
    if len(text) > longest:
        raise InputError(field, f"has {len(text)} letters, more than {longest}")
    return text


def _names(row: Row, reader: Reader) -> dict[str, str]:
    found = {}
    for target in reader.columns:
        text = reader.text(row, target) if is_name(target) else ""
        if text:
            lang = target.partition(":")[2]
            found[lang] = _short(text, target, LONGEST_NAME)
    return found


def _shape(row: Row, reader: Reader) -> BaseGeometry | None:
    shape, crs = row.shape, reader.crs
    if shape is None:
        shape, crs = _written_shape(row, reader), crs or WGS84
    if shape is None:
        return None
    return to_wgs84(shape, crs or WGS84)


def _written_shape(row: Row, reader: Reader) -> BaseGeometry | None:
    wkt = reader.text(row, "wkt")
    if wkt:
        return parse_wkt(wkt)
    x, y = reader.number(row, "lon"), reader.number(row, "lat")
    if x is None and y is None:
        return None
    if x is None or y is None:
        raise InputError("lon", "longitude and latitude come together")
    return shapely.Point(x, y)


def _confidence(row: Row, reader: Reader) -> float:
    number = reader.number(row, "confidence")
    if number is None:
        return 1.0
    if not 0 <= number <= 1:
        raise InputError("confidence", f"{number:g} is outside 0 … 1")
    return number


def _statements(row: Row, reader: Reader) -> list[Statement]:
    found = []
    for target, column in reader.columns.items():
        raw = reader.text(row, target)
        if target in ATTRIBUTES and raw:
            cell = reader.cell(row, target)
            value = parse_value(target, cell, factor=column.factor)
            found.append(Statement(target, value, raw))
    attribute, raw = reader.text(row, "attribute"), reader.text(row, "value")
    if attribute and raw:
        value = parse_value(attribute, reader.cell(row, "value"))
        found.append(Statement(attribute, value, raw))
    elif raw:
        raise InputError("attribute", f"is empty beside the value {raw!r}")
    return found


def _extra(row: Row, reader: Reader) -> dict[str, str | float | None]:
    found: dict[str, str | float | None] = {}
    for target in TEXT_EXTRAS:
        if text := reader.text(row, target):
            found[target] = parse_subject(text) if target in KEY_EXTRAS else text
    for target in NUMBER_EXTRAS:
        number = reader.number(row, target)
        if number is not None and (not math.isfinite(number) or number < 0):
            raise InputError(target, f"{number:g} is below 0")
        if number is not None:
            found[target] = number
    status = reader.text(row, "status")
    if status:
        found["status"] = _status(status)
    return found


def _status(text: str) -> str:
    word = parse_word(text, ("active", "removed", "expired"))
    if word is None:
        raise InputError("status", f"{text!r} is not one of active, removed, expired")
    return word


def _require_enough(record: Record) -> None:
    if record.record in OF_KNOWN and not record.subject:
        reason = f"is empty: {record.record} belong to something known"
        raise InputError("subject", reason)
    if record.subject:
        return
    if record.shape is None:
        raise InputError("lon", "there is neither a position nor a subject")
    if record.record in POINTS and record.shape.geom_type != "Point":
        raise InputError(
            "geometry",
            f"a {record.shape.geom_type} cannot be one of the {record.record}",
        )
    if record.record == "entrances" and not record.extra.get("place"):
        raise InputError("place", "is empty: an entrance belongs to a place")
    if record.record in KINDS and not record.kind:
        raise InputError("kind", "is empty")
