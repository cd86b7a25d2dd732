"""Cells of stop times: read as numbers, and kept as text where they are none."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from importers.gtfs.call_columns import NONE, NOTHING
from importers.gtfs.table import FeedTable
from importers.gtfs.value import seconds_of, whole_of


class Numbers(dict[str, int]):
    """Numbers of a column by their text; each text is read once.

    Parameters
    ----------
    column : str
    most : int, optional
        Highest whole number; without it, the column holds times.
    """

    def __init__(self, column: str, most: int | None = None) -> None:
        super().__init__()
        self.column = column
        self.most = most

    def __missing__(self, text: str) -> int:
        value = seconds_of(text) if self.most is None else self._choice(text)
        self[text] = number = NONE if value is None else value
        return number

    def _choice(self, text: str) -> int | None:
        value = whole_of(text)
        return value if value is not None and 0 <= value <= (self.most or 0) else None

    def read(self, part: FeedTable) -> list[int]:
        """Give the column of a part; ``NONE`` where there is no such number."""
        return [self[text] for text in part.column(self.column)]


def left(texts: Sequence[str], values: Sequence[int]) -> list[str]:
    """Give the texts that stand for no number."""
    pairs = zip(texts, values, strict=True)
    return [text if value == NONE else "" for text, value in pairs]


def write_texts(columns: Mapping[str, Sequence[str]]) -> list[str] | None:
    """Write columns as JSON, one text a row; ``None`` if no cell says anything."""
    filled = {name: values for name, values in columns.items() if any(values)}
    if not filled:
        return None
    names, written = list(filled), dict[tuple[str, ...], str]()
    rows = zip(*filled.values(), strict=True)
    return [written.get(row) or _write(names, row, written) for row in rows]


def _write(
    names: Sequence[str], row: tuple[str, ...], written: dict[tuple[str, ...], str]
) -> str:
    said = {name: value for name, value in zip(names, row, strict=True) if value}
    written[row] = text = json.dumps(said) if said else NOTHING
    return text
