"""Lines by hand as a table: one row for each stop, the line told in its first row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from geo.text import fold
from geo.transit.hand_cells import Cells, DirectionCells, LineCells
from geo.transit.hand_field import PARTS, fields_of, hand_fields

ID: Final = "id"
WAY: Final = "direction"
"""Column of the direction: 1 there, 2 back."""
THERE: Final = "1"

TableRow = tuple[int, Mapping[str, str]]
"""Number as a person counts, and field → cell."""


@dataclass
class TableLine:
    """A line of a table: its cells, and where each of them stands.

    Attributes
    ----------
    cells : LineCells
    places : dict of str to (int, str)
        Id in the form (``"d0-s2-lon"``) → number of the row and column.
    row : int
        First row.
    clashes : list of (int, str)
        Rows and columns that say something else than a row before.
    """

    row: int
    cells: LineCells = field(default_factory=LineCells)
    places: dict[str, tuple[int, str]] = field(default_factory=dict)
    clashes: list[tuple[int, str]] = field(default_factory=list)
    ways: list[str] = field(default_factory=list)

    def place(self, name: str) -> tuple[int, str]:
        """Give row and column of a field; where it has no cell, where it would be."""
        column = name.rsplit("-", 1)[-1]
        parent = name.rpartition("-")[0]
        return self.places.get(name) or (
            self.places.get(parent, (self.row, ""))[0],
            column,
        )


def list_columns() -> list[str]:
    """List the columns of the table, in order."""
    line, way, stop = (tuple(one.id for one in fields_of(part)) for part in PARTS)
    return [*line, WAY, *way, *stop]


@lru_cache
def _headers() -> dict[str, str]:
    """Folded header → column; people may write a label in any of three languages."""
    known = {
        fold(label): f.id for f in hand_fields().values() for label in f.label.values()
    }
    return {**known, **{name: name for name in list_columns()}}


def find_column(header: str) -> str | None:
    """Find the column that a header names; ``None`` if it is none of ours."""
    text = header.strip()
    return _headers().get(text.lower()) or _headers().get(fold(text))


def write_table(lines: Iterable[LineCells]) -> Iterator[dict[str, str]]:
    """Write lines as rows.

    Parameters
    ----------
    lines : iterable of LineCells

    Yields
    ------
    dict of str to str
        Column → cell; the line in the first row of it, a direction in its first.
    """
    for line in lines:
        told = line.line
        for number, way in enumerate(line.directions, 1):
            told = {**told, ID: line.line.get(ID, ""), WAY: str(number), **way.cells}
            for stop in way.stops or [{}]:
                yield {**told, **stop}
                told = {ID: line.line.get(ID, ""), WAY: str(number)}


def read_table(rows: Sequence[TableRow]) -> list[TableLine]:
    """Put rows together to lines.

    Parameters
    ----------
    rows : sequence of TableRow
        A row without a code belongs to the line above, one without a direction to the
        direction above.

    Returns
    -------
    list of TableLine
        In the order of their first rows.
    """
    lines: dict[str, TableLine] = {}
    last = ""
    for number, cells in rows:
        last = cells.get(ID, "").strip() or last
        line = lines.setdefault(last, TableLine(number))
        _put(line.cells.line, cells, "line", (line, number, ""))
        _put_way(line, number, cells)
    return list(lines.values())


def _put_way(line: TableLine, number: int, cells: Mapping[str, str]) -> None:
    named = cells.get(WAY, "").strip() or (line.ways[-1] if line.ways else THERE)
    if named not in line.ways:
        line.ways.append(named)
        line.cells.directions.append(DirectionCells())
        line.places[f"d{len(line.ways) - 1}"] = (number, WAY)
    index = line.ways.index(named)
    way = line.cells.directions[index]
    _put(way.cells, cells, "direction", (line, number, f"d{index}-"))
    stop: Cells = {}
    where = f"d{index}-s{len(way.stops)}"
    _put(stop, cells, "stop", (line, number, f"{where}-"))
    if stop:
        line.places[where] = (number, "")
        way.stops.append(stop)


def _put(
    target: Cells,
    cells: Mapping[str, str],
    part: str,
    where: tuple[TableLine, int, str],
) -> None:
    """Take over the cells of a part; what was told before stays."""
    line, number, before = where
    for one in fields_of(part):
        text = " ".join(cells.get(one.id, "").split())
        if not text:
            continue
        if target.setdefault(one.id, text) != text:
            line.clashes.append((number, one.id))
        line.places.setdefault(f"{before}{one.id}", (number, one.id))
