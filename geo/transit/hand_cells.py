"""The cells that a line by hand was written in, and the line that they say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from geo.transit.hand_field import fields_of
from geo.transit.hand_line import (
    Direction,
    HandLine,
    HandStop,
    LineFault,
    check_line,
)
from geo.transit.hand_value import CellError, parse_cell, write_cell

Cells = dict[str, str]
SAME: Final = ("stop_key", "stop_ar", "stop_fr", "stop_en", "lon", "lat")
"""Cells by which two calls are known to be at one stop."""


@dataclass
class DirectionCells:
    """Cells of one direction and of its stops in order."""

    cells: Cells = field(default_factory=dict)
    stops: list[Cells] = field(default_factory=list)


@dataclass
class LineCells:
    """Cells of a line: field → what was written."""

    line: Cells = field(default_factory=dict)
    directions: list[DirectionCells] = field(default_factory=list)

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> LineCells:
        """Build from plain values, such as JSON holds them."""
        ways = [
            DirectionCells(dict(way["cells"]), [dict(stop) for stop in way["stops"]])
            for way in plain.get("directions", ())
        ]
        return cls(dict(plain.get("line", {})), ways)

    def as_plain(self) -> dict[str, Any]:
        """Give plain values, as JSON can hold them."""
        ways = [{"cells": way.cells, "stops": way.stops} for way in self.directions]
        return {"line": self.line, "directions": ways}


def read_line(cells: LineCells, *, today: date) -> tuple[HandLine, list[LineFault]]:
    """Read what was written, and look for what is wrong with it.

    Parameters
    ----------
    cells : LineCells
        Stops without a code get one, in place.
    today : date

    Returns
    -------
    tuple of HandLine and list of LineFault
        The line is only to be used where there is no fault.
    """
    name_stops(cells)
    faults: list[LineFault] = []
    ways = []
    values = _values("line", cells.line, "", faults)
    for number, way in enumerate(cells.directions):
        where = f"d{number}-"
        told = _values("direction", way.cells, where, faults)
        stops = tuple(
            HandStop(**_values("stop", stop, f"{where}s{place}-", faults))
            for place, stop in enumerate(way.stops)
        )
        ways.append(Direction(**told, stops=stops))
    line = HandLine(**values, directions=tuple(ways))
    wrong = {fault.field for fault in faults}
    late = [
        one
        for one in check_line(line, today=today)
        if one.field not in wrong and not (wrong and one.name == "stop_id")
    ]
    return line, [*faults, *late]


def _values(
    part: str, cells: Cells, where: str, faults: list[LineFault]
) -> dict[str, Any]:
    values = {}
    for one in fields_of(part):
        try:
            values[one.id] = parse_cell(one, cells.get(one.id, ""))
        except CellError as bad:
            faults.append(LineFault(f"{where}{one.id}", bad.code, bad.reason))
            values[one.id] = parse_cell(one, "")
    return values


def write_line(line: HandLine) -> LineCells:
    """Write a line into cells; what is not known is left out."""
    ways = [
        DirectionCells(
            _written("direction", way), [_written("stop", stop) for stop in way.stops]
        )
        for way in line.directions
    ]
    return LineCells(_written("line", line), ways)


def _written(part: str, told: HandLine | Direction | HandStop) -> Cells:
    cells = {one.id: write_cell(one, getattr(told, one.id)) for one in fields_of(part)}
    return {name: cell for name, cell in cells.items() if cell}


def name_stops(cells: LineCells) -> None:
    """Give stops without a code one: that of the same stop elsewhere, or a new one."""
    stops = [stop for way in cells.directions for stop in way.stops]
    taken = {stop["stop_id"] for stop in stops if stop.get("stop_id")}
    known = {_same(stop): stop["stop_id"] for stop in stops if stop.get("stop_id")}
    free = (name for n in range(1, 10_000) if (name := f"s{n}") not in taken)
    for stop in stops:
        if not stop.get("stop_id"):
            known.setdefault(_same(stop), "")
            known[_same(stop)] = known[_same(stop)] or next(free)
            stop["stop_id"] = known[_same(stop)]


def _same(stop: Cells) -> tuple[str, ...]:
    return tuple(stop.get(name, "").strip() for name in SAME)
