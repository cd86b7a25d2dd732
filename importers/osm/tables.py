"""Nodes and ways of a file as tables that are looked up by id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from geo.tagmatch import Tags
from importers.osm.lists import Lists, Numbers

Lonlat = tuple[float, float]


@dataclass(frozen=True, slots=True)
class RawWay:
    """A way as it is written: ids of its nodes, and its tags."""

    id: int
    refs: tuple[int, ...]
    tags: Tags


@dataclass(frozen=True, eq=False)
class Positions(Mapping[int, Lonlat]):
    """Where nodes are.

    Attributes
    ----------
    id : array, shape (n,)
        Ascending.
    lonlat : array, shape (n, 2)
        (lon, lat), EPSG:4326.
    """

    id: Numbers
    lonlat: NDArray[np.float64]

    @classmethod
    def pack(cls, positions: Mapping[int, Lonlat]) -> Positions:
        """Lay positions out as columns."""
        ids = np.fromiter(positions, dtype=np.int64, count=len(positions))
        lonlat = np.array(list(positions.values()), dtype=np.float64).reshape(-1, 2)
        order = np.argsort(ids)
        return cls(ids[order], lonlat[order])

    def find(self, refs: Numbers) -> Numbers:
        """Give the row of each node, -1 where it is not here."""
        return find_rows(self.id, refs)

    @cached_property
    def _row(self) -> dict[int, int]:
        return {ref: row for row, ref in enumerate(self.id.tolist())}

    def __getitem__(self, ref: int) -> Lonlat:
        """Give the (lon, lat) of a node."""
        lon, lat = self.lonlat[self._row[ref]].tolist()
        return lon, lat

    def __contains__(self, ref: object) -> bool:
        """Tell whether the position of a node is known."""
        return ref in self._row

    def __iter__(self) -> Iterator[int]:
        """Give the ids of all nodes."""
        return iter(self.id.tolist())

    def __len__(self) -> int:
        """How many nodes there are."""
        return len(self.id)


@dataclass(frozen=True, eq=False)
class RawWays(Mapping[int, RawWay]):
    """Ways as they are written; ways with the same tags may share them.

    Attributes
    ----------
    id : array, shape (n,)
        Ascending.
    refs : Lists
        Ids of their nodes.
    tags : sequence of mapping
    """

    id: Numbers
    refs: Lists
    tags: Sequence[Tags]

    @classmethod
    def pack(cls, ways: Iterable[RawWay]) -> RawWays:
        """Lay ways out as columns."""
        found = sorted(ways, key=lambda way: way.id)
        counts = np.array([len(way.refs) for way in found], dtype=np.int64)
        refs = chain.from_iterable(way.refs for way in found)
        return cls(
            id=np.array([way.id for way in found], dtype=np.int64),
            refs=Lists(np.fromiter(refs, np.int64, int(counts.sum())), counts),
            tags=[way.tags for way in found],
        )

    @cached_property
    def _row(self) -> dict[int, int]:
        return {way: row for row, way in enumerate(self.id.tolist())}

    def __getitem__(self, way: int) -> RawWay:
        """Give a way by its id."""
        return self.at(self._row[way])

    def at(self, row: int) -> RawWay:
        """Give the way of a row."""
        start = int(self.refs.start[row])
        refs = self.refs.values[start : start + int(self.refs.counts[row])]
        return RawWay(int(self.id[row]), tuple(refs.tolist()), self.tags[row])

    def __contains__(self, way: object) -> bool:
        """Tell whether there is a way with this id."""
        return way in self._row

    def __iter__(self) -> Iterator[int]:
        """Give the ids of all ways."""
        return iter(self.id.tolist())

    def __len__(self) -> int:
        """How many ways there are."""
        return len(self.id)


def find_rows(ids: Numbers, wanted: Numbers) -> Numbers:
    """Give the place of each number among ascending ones, -1 where it is not there."""
    if not len(ids):
        return np.full(len(wanted), -1, dtype=np.int64)
    places = np.minimum(np.searchsorted(ids, wanted), len(ids) - 1)
    return np.where(ids[places] == wanted, places, -1)
