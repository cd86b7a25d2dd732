"""The ways of the network in columns: rows to be, without a database."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import overload

import numpy as np
from numpy.typing import NDArray

from geo.split import Pieces
from geo.tagmatch import Tags
from importers.osm.lists import Lists, Numbers, order_as_text

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class WayFrame:
    """A way of the network.

    Attributes
    ----------
    refs : tuple of int
        Node ids, one per vertex.
    points : array, shape (k, 2)
        (lon, lat).
    along : array, shape (k,)
        Metres from the start of the way to each vertex.
    """

    id: int
    key: str
    highway: str
    tags: Tags
    refs: tuple[int, ...]
    points: Floats
    along: Floats

    @property
    def length_m(self) -> float:
        """Length along the ellipsoid."""
        return float(self.along[-1])


@dataclass(frozen=True, eq=False)
class WayFrames(Sequence[WayFrame]):
    """Ways in order of id, with the pieces that become their edges.

    Attributes
    ----------
    source : str
        Key of the source, prefix of every key.
    id : array, shape (w,)
    highway : list of str
    tags : list of mapping
        Ways with the same tags may share them.
    refs : Lists
        Node ids, one per vertex.
    points : array, shape (v, 2)
        (lon, lat) of every vertex.
    along : array, shape (v,)
        Metres from the start of the way to each vertex.
    pieces : Pieces
    """

    source: str
    id: Numbers
    highway: list[str]
    tags: list[Tags]
    refs: Lists
    points: Floats
    along: Floats
    pieces: Pieces

    @classmethod
    def none(cls) -> WayFrames:
        """Give no way."""
        empty = np.zeros(0, dtype=np.int64)
        return cls(
            source="",
            id=empty,
            highway=[],
            tags=[],
            refs=Lists(empty, empty),
            points=np.zeros((0, 2)),
            along=np.zeros(0),
            pieces=Pieces(empty, empty, empty),
        )

    @cached_property
    def keys(self) -> list[str]:
        """Key of every way."""
        return [f"{self.source}:w{way}" for way in self.id.tolist()]

    @cached_property
    def _refs(self) -> list[int]:
        refs: list[int] = self.refs.values.tolist()
        return refs

    def __len__(self) -> int:
        """How many ways there are."""
        return len(self.highway)

    def __iter__(self) -> Iterator[WayFrame]:
        """Give every way."""
        return map(self._way, range(len(self)))

    @overload
    def __getitem__(self, place: int) -> WayFrame: ...

    @overload
    def __getitem__(self, place: slice) -> list[WayFrame]: ...

    def __getitem__(self, place: int | slice) -> WayFrame | list[WayFrame]:
        """Give one way, or some of them."""
        if isinstance(place, slice):
            return [self._way(one) for one in range(*place.indices(len(self)))]
        return self._way(range(len(self))[place])

    def in_key_order(self) -> WayFrames:
        """Give the same ways in order of key, as a database does."""
        order = order_as_text(self.id)
        rank = np.empty(len(order), dtype=np.int64)
        rank[order] = np.arange(len(order))
        way = rank[self.pieces.way]
        moved = np.argsort(way, kind="stable")
        vertices = self.refs.places(order)
        return WayFrames(
            source=self.source,
            id=self.id[order],
            highway=[self.highway[row] for row in order.tolist()],
            tags=[self.tags[row] for row in order.tolist()],
            refs=Lists(self.refs.values[vertices], self.refs.counts[order]),
            points=self.points[vertices],
            along=self.along[vertices],
            pieces=Pieces(
                way[moved], self.pieces.first[moved], self.pieces.last[moved]
            ),
        )

    def _way(self, row: int) -> WayFrame:
        start = int(self.refs.start[row])
        own = slice(start, start + int(self.refs.counts[row]))
        return WayFrame(
            id=int(self.id[row]),
            key=self.keys[row],
            highway=self.highway[row],
            tags=self.tags[row],
            refs=tuple(self._refs[own]),
            points=self.points[own],
            along=self.along[own],
        )
