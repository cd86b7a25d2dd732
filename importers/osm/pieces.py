"""The pieces of all ways as columns, for compiling without a database."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geo.network import Floats, Ints
from geo.rows import Edges
from importers.osm.way_frames import WayFrames

Indices = NDArray[np.int64]


@dataclass(frozen=True)
class Pieces:
    """Pieces of ways, in order of way and position.

    Attributes
    ----------
    way, first, last : array, shape (e,)
        Index of the way; vertices of the way at both ends of the piece.
    base : array, shape (e,)
        Where the vertices of the way begin among all.
    refs, points, along : array, shape (v,)
        Id, (lon, lat) and metres from the start of the way, of every vertex.
    """

    way: Ints
    first: Ints
    last: Ints
    base: Indices
    refs: Indices
    points: Floats
    along: Floats

    @property
    def _ends(self) -> Indices:
        return np.concatenate([self.base + self.first, self.base + self.last])

    @property
    def ends(self) -> Indices:
        """Ids of the nodes at which pieces begin, then of those at which they end."""
        return self.refs[self._ends]

    @property
    def end_points(self) -> Floats:
        """Where those are."""
        return self.points[self._ends]

    def as_edges(self, tail: Ints, head: Ints) -> Edges:
        """Give the pieces as edges between numbered nodes."""
        sizes = self.last - self.first + 1
        pointer = np.concatenate([[0], np.cumsum(sizes)])
        shift = self.base + self.first - pointer[:-1]
        chosen = np.arange(pointer[-1]) + np.repeat(shift, sizes)
        ends = self.along[self.base + self.last], self.along[self.base + self.first]
        return Edges(
            way=self.way,
            tail=tail,
            head=head,
            first=self.first,
            last=self.last,
            length_m=ends[0] - ends[1],
            coordinates=self.points[chosen],
            pointer=pointer.astype(np.int32),
        )


def list_pieces(ways: WayFrames) -> Pieces:
    """List the pieces of ways.

    Parameters
    ----------
    ways : WayFrames
    """
    cut = ways.pieces
    return Pieces(
        way=cut.way.astype(np.int32),
        first=cut.first.astype(np.int32),
        last=cut.last.astype(np.int32),
        base=ways.refs.start[cut.way],
        refs=ways.refs.values,
        points=ways.points,
        along=ways.along,
    )
