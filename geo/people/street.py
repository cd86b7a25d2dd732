"""The streets of a network as places to live along."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import GeometryCollection
from shapely.geometry.base import BaseGeometry

from geo.attach import Attacher
from geo.network import Bytes, Floats, Network
from geo.people.census import Shapes
from geo.people.share import Labels
from geo.people.table import people_table
from geo.ways import word_codes

FIRST: Final = 0
SECOND: Final = 1
NEVER: Final = 2


@dataclass(frozen=True, eq=False)
class Streets:
    """Segments as places to live along.

    Attributes
    ----------
    code : int
        EPSG code of the metric system of the lines.
    lines : array of geometries, shape (m,)
        In metres.
    weight : array, shape (m,)
        Metres of street, halved where each side has its own segment.
    rank : array, shape (m,)
        ``FIRST``, ``SECOND`` where there is no first, or ``NEVER``.
    """

    code: int
    lines: Shapes
    weight: Floats
    rank: Bytes

    def ground(self) -> BaseGeometry:
        """Give the ground on which streets are known: all around them, and near."""
        hull = shapely.convex_hull(GeometryCollection(list(self.lines)))
        return hull.buffer(people_table().nearest_m)


@dataclass(frozen=True, eq=False)
class Pieces:
    """Parts of segments inside pieces of ground, in order of the ground.

    Attributes
    ----------
    cell, segment : array, shape (p,)
    part : array, shape (p,)
        How much of the segment lies inside, 0 … 1.
    """

    cell: Labels
    segment: Labels
    part: Floats

    def pick(self, rows: NDArray[np.bool_]) -> Pieces:
        """Give some of them."""
        return Pieces(self.cell[rows], self.segment[rows], self.part[rows])


def build_streets(network: Network) -> Streets:
    """Lay the segments of a network out as places to live along.

    Parameters
    ----------
    network : Network

    Returns
    -------
    Streets
    """
    table, attacher = people_table(), Attacher(network)
    sides = np.where(network.side == 0, 1.0, table.one_side)
    return Streets(
        code=attacher.code,
        lines=attacher.lines,
        weight=network.length_m * sides,
        rank=_ranks(network),
    )


def _ranks(network: Network) -> Bytes:
    table = people_table()
    codes, words = word_codes(network.ways, "highway")
    ranks = [
        FIRST if word in table.first else SECOND if word in table.second else NEVER
        for word in words
    ]
    found = np.array(ranks, dtype=np.int8)[codes]
    codes, words = word_codes(network.ways, "footway")
    passing = np.array([word in table.passing for word in words], dtype=np.bool_)
    return np.asarray(np.where(passing[codes], NEVER, found)[network.way], np.int8)


def cut_streets(streets: Streets, shapes: Shapes) -> Pieces:
    """Cut segments at the edges of pieces of ground.

    Parameters
    ----------
    streets : Streets
    shapes : array of geometries, shape (k,)
        In the metres of the streets.

    Returns
    -------
    Pieces
        Only segments that somebody may live along. A point has the nearest, and so has
        ground that has none inside but one beside it (``geo/tables/population.toml``).
    """
    inside = _cut(streets, shapes)
    left = np.setdiff1d(np.arange(len(shapes)), inside.cell)
    is_point = shapely.get_dimensions(shapes[left]) == 0
    table = people_table()
    near = find_nearest(streets, shapes, left[is_point], limit_m=table.nearest_m)
    beside = find_nearest(streets, shapes, left[~is_point], limit_m=table.beside_m)
    return join_pieces(inside, near, beside)


def _cut(streets: Streets, shapes: Shapes) -> Pieces:
    tree = shapely.STRtree(streets.lines)
    cell, segment = tree.query(shapes, predicate="intersects")
    lived = streets.rank[segment] != NEVER
    cell, segment = cell[lived], segment[lived]
    whole = tree.query(shapes, predicate="contains")
    count = len(streets.lines)
    inside = np.isin(cell * count + segment, whole[0] * count + whole[1])
    part = np.ones(len(cell))
    cut = np.flatnonzero(~inside)
    lines = streets.lines[segment[cut]]
    within = shapely.length(shapely.intersection(lines, shapes[cell[cut]]))
    part[cut] = within / np.maximum(shapely.length(lines), 1e-9)
    return Pieces(cell, segment, part).pick(part > 0)


def join_pieces(*parts: Pieces) -> Pieces:
    """Put pieces together, in order of ground and segment."""
    cell = np.concatenate([one.cell for one in parts])
    segment = np.concatenate([one.segment for one in parts])
    part = np.concatenate([one.part for one in parts])
    order = np.lexsort((segment, cell))
    return Pieces(cell[order], segment[order], part[order])


def find_nearest(
    streets: Streets, shapes: Shapes, rows: Labels, *, limit_m: float
) -> Pieces:
    """Find the nearest place to live of some ground: a street, else a path.

    Parameters
    ----------
    streets : Streets
    shapes : array of geometries, shape (k,)
        In the metres of the streets.
    rows : array
        Which of them.
    limit_m : float

    Returns
    -------
    Pieces
        At most one for each row, a whole segment.
    """
    left = rows
    found, segments = [left[:0]], [left[:0]]
    for rank in (FIRST, SECOND):
        lived = np.flatnonzero(streets.rank == rank)
        tree = shapely.STRtree(streets.lines[lived])
        row, near = tree.query_nearest(
            shapes[left], max_distance=limit_m, all_matches=False
        )
        found.append(left[row])
        segments.append(lived[near])
        left = np.setdiff1d(left, left[row])
    row = np.concatenate(found)
    return Pieces(row, np.concatenate(segments), np.ones(len(row)))
