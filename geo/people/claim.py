"""Which source speaks for which ground: the better one, and nobody twice."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.network import Floats
from geo.passage import Flags
from geo.people.census import Census, Shapes
from geo.people.overlap import covered_part, size_like, sum_inside
from geo.people.share import in_quanta
from geo.people.spread import Spread
from geo.people.street import Streets


@dataclass(frozen=True, eq=False)
class Share:
    """What became of the people of one source.

    Attributes
    ----------
    spread : Spread
        Where they live.
    people : array, shape (p,)
        What of it counts: nothing where a better source speaks of the same ground.
    unplaced : array, shape (k,)
        People inside the town with no street to put them on: they have no way to
        anything, and count in every whole.
    superseded : array, shape (k,)
        People that a better source counts already.
    outside : array, shape (k,)
        People without a street, wholly outside the town: they are not of it.
    known_part : array, shape (k,)
        How much of the piece's ground lies where streets are known.

    Notes
    -----
    ``people`` summed over a piece, ``unplaced``, ``superseded`` and ``outside`` sum to
    ``in_quanta`` of the piece's people exactly.
    """

    spread: Spread
    people: Floats
    unplaced: Floats
    superseded: Floats
    outside: Floats
    known_part: Floats

    @property
    def census(self) -> Census:
        """What was counted."""
        return self.spread.census

    @property
    def placed(self) -> Floats:
        """Give how many people of each piece live along some segment."""
        cell, count = self.spread.pieces.cell, len(self.census)
        return np.asarray(np.bincount(cell, self.people, minlength=count), np.float64)


class Claims:
    """The ground that is spoken for, source after source, and who lives there.

    Parameters
    ----------
    streets : Streets
    town : geometry
        The town's ground, in the metres of the streets.
    told : array, shape (m,)
        Residents that somebody told of streets one by one.
    surveyed : array of bool, shape (m,)
        Segments of which that is what somebody asked.
    """

    def __init__(
        self, streets: Streets, town: BaseGeometry, told: Floats, surveyed: Flags
    ) -> None:
        self.streets, self.town, self.surveyed = streets, town, surveyed
        self.asked = np.where(surveyed, np.nan_to_num(told), 0.0)
        self.known = streets.ground()
        self.ground: Shapes = np.zeros(0, dtype=object)
        self.people: Floats = np.zeros(0)
        shapely.prepare(self.town)

    def settle(self, spread: Spread) -> Share:
        """Let a source speak for the ground that no better one has taken."""
        told, taken = np.nan_to_num(spread.unplaced), self._taken(spread.shapes)
        cell, count = spread.pieces.cell, len(spread.shapes)
        free = spread.people * (1 - self._taken_of(spread, taken))
        rest = told * (1 - taken)
        kept = self._kept(spread, np.bincount(cell, free, minlength=count) + rest)
        people, unplaced = in_quanta(free * kept[cell]), in_quanta(rest * kept)
        lost = np.bincount(cell, spread.people - people, minlength=count)
        inside = shapely.intersects(self.town, spread.shapes)
        share = Share(
            spread=spread,
            people=people,
            unplaced=np.where(inside, unplaced, 0.0),
            superseded=lost + told - unplaced,
            outside=np.where(inside, 0.0, unplaced),
            known_part=self._known_part(spread.shapes),
        )
        self._take(share)
        return share

    def _kept(self, spread: Spread, free: Floats) -> Floats:
        """Give how much of what is free may stay: no more than nobody has counted yet.

        The ground of the better source may leave streets out between its pieces; the
        people of these streets are counted all the same.
        """
        left = np.maximum(np.nan_to_num(spread.census.people) - self._lives(spread), 0)
        return np.divide(left, free, out=np.ones(len(free)), where=free > left)

    def _lives(self, spread: Spread) -> Floats:
        """Count who is known to live on each piece of ground."""
        known = np.zeros(len(spread.shapes))
        pieces = spread.pieces
        np.add.at(known, pieces.cell, self.asked[pieces.segment] * pieces.part)
        return known + sum_inside(spread.shapes, self.ground, self.people)

    def _take(self, share: Share) -> None:
        counted = ~np.isnan(share.census.people)
        people = share.placed + share.unplaced + share.outside
        self.ground = np.concatenate([self.ground, share.spread.shapes[counted]])
        self.people = np.concatenate([self.people, people[counted]])

    def _taken(self, shapes: Shapes) -> Floats:
        return covered_part(shapes, self.ground)

    def _taken_of(self, spread: Spread, taken: Floats) -> Floats:
        """Give how much of each part of a segment is spoken for, 0 … 1.

        A part beside its ground is spoken for as the ground is.
        """
        pieces = spread.pieces
        asked = self.surveyed[pieces.segment].astype(np.float64)
        if not len(self.ground):
            return asked
        lines, shapes = self.streets.lines[pieces.segment], spread.shapes[pieces.cell]
        inside = shapely.intersection(lines, shapes)
        is_beside = shapely.length(inside) == 0
        part = np.where(is_beside, taken[pieces.cell], self._taken(inside))
        return np.maximum(asked, part)

    def _known_part(self, shapes: Shapes) -> Floats:
        common = shapely.intersection(self.known, shapes)
        return np.asarray(size_like(common, shapes) / size_like(shapes, shapes))
