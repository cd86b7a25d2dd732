"""Stop times as columns of numbers; what has no number waits in a file on disk."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from tempfile import TemporaryFile
from typing import IO, Any, Final
from weakref import finalize

import numpy as np
from numpy.typing import NDArray

from data.stored import JsonTexts

Numbers = NDArray[np.int32]
NONE: Final = -1
"""Stands for what is not there: a stop, a time."""

KINDS: Final[Mapping[str, Any]] = {
    "trip": np.int32,
    "stop": np.int32,
    "sequence": np.int32,
    "arrival_s": np.int32,
    "departure_s": np.int32,
    "pickup": np.int8,
    "drop_off": np.int8,
    "timepoint": np.int8,
    "windowed": np.int8,
    "line": np.int32,
}
"""Column → kind of number: 28 bytes a row."""

BLOCK_ROWS: Final = 200_000
NOTHING: Final = "{}"
MAYBE: Final = ("arrival_s", "departure_s", "timepoint")


class Spool:
    """Texts of the parts, kept on disk in the order in which they came."""

    def __init__(self) -> None:
        self._file: IO[bytes] = TemporaryFile()  # noqa: SIM115 - lives as long as we
        finalize(self, self._file.close)
        self._places: list[tuple[int, int] | None] = []

    def put(self, texts: Sequence[str] | None) -> None:
        """Keep the texts of one part, one a row; ``None`` if no row says anything."""
        if texts is None:
            self._places.append(None)
            return
        packed = zlib.compress("\n".join(texts).encode(), 1)
        start = self._file.seek(0, 2)
        self._file.write(packed)
        self._places.append((start, len(packed)))

    def get(self, part: int, rows: int) -> JsonTexts:
        """Give the texts of a part."""
        place = self._places[part]
        if place is None:
            return JsonTexts([NOTHING] * rows)
        self._file.seek(place[0])
        return JsonTexts(
            zlib.decompress(self._file.read(place[1])).decode().split("\n")
        )


@dataclass
class CallColumns:
    """The stop times of a feed, in the order of its file.

    Attributes
    ----------
    trips, stops : list of str
        Keys; the columns hold places in these lists.
    file : str
        As findings call it.
    """

    trips: list[str] = field(default_factory=list)
    stops: list[str] = field(default_factory=list)
    file: str = "stop_times.txt"
    _parts: dict[str, list[NDArray[Any]]] = field(
        default_factory=lambda: {name: [] for name in KINDS}
    )
    _sizes: list[int] = field(default_factory=list)
    _spool: Spool = field(default_factory=Spool)

    def add(
        self, columns: Mapping[str, Sequence[int]], texts: Sequence[str] | None
    ) -> None:
        """Take the rows of a part; ``texts`` are their other columns as JSON."""
        for name, kind in KINDS.items():
            self._parts[name].append(np.asarray(columns[name], dtype=kind))
        self._sizes.append(len(columns["trip"]))
        self._spool.put(texts)

    def __len__(self) -> int:
        return sum(self._sizes)

    def column(self, name: str) -> NDArray[Any]:
        """Give a whole column."""
        parts = self._parts[name]
        if len(parts) != 1:
            parts[:] = [np.concatenate(parts)] if parts else [np.zeros(0, KINDS[name])]
        return parts[0]

    @cached_property
    def order(self) -> NDArray[np.int64]:
        """Rows by trip, and in each by place; of equal places by line."""
        return np.lexsort((self.column("sequence"), self.column("trip")))

    def blocks(self) -> Iterator[NDArray[np.int64]]:
        """Give the rows of some trips at a time, in the order of their runs."""
        trip, order = self.column("trip"), self.order
        starts = np.searchsorted(trip, np.arange(len(self.trips)), sorter=order)
        start = 0
        while start < len(order):
            after = np.searchsorted(starts, start + BLOCK_ROWS)
            end = int(starts[after]) if after < len(starts) else len(order)
            yield order[start:end]
            start = end

    def where(self, row: int) -> str:
        """How findings call a row."""
        return f"{self.file} line {self.column('line')[row]}"

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """Give the rows part by part, as columns of the table."""
        start = 0
        for number, size in enumerate(self._sizes):
            part = {name: self.column(name)[start : start + size] for name in KINDS}
            start += size
            yield self._written(part, self._spool.get(number, size))

    def _written(
        self, part: Mapping[str, NDArray[Any]], texts: JsonTexts
    ) -> dict[str, Any]:
        stops = [*self.stops, None]
        return {
            "trip_key": [self.trips[at] for at in part["trip"].tolist()],
            "stop_key": [stops[at] for at in part["stop"].tolist()],
            "sequence": part["sequence"].tolist(),
            **{name: _maybe(part[name]) for name in MAYBE},
            "pickup": part["pickup"].tolist(),
            "drop_off": part["drop_off"].tolist(),
            "extra": texts,
        }


def _maybe(numbers: NDArray[Any]) -> list[int | None]:
    return [None if number == NONE else number for number in numbers.tolist()]
