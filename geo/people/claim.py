"""Which source speaks for which ground: the better one, and nobody twice."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.network import Floats
from geo.passage import Flags
from geo.people.census import Census, Shapes
from geo.people.overlap import covered_part, size_like
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
    """The ground that is spoken for, source after source.

    Parameters
    ----------
    streets : Streets
    town : geometry
        The town's ground, in the metres of the streets.
    surveyed : array of bool, shape (m,)
        Segments whose residents were asked about one by one.
    """

    def __init__(self, streets: Streets, town: BaseGeometry, surveyed: Flags) -> None:
        self.streets, self.town, self.surveyed = streets, town, surveyed
        self.known = streets.ground()
        self.ground: Shapes = np.zeros(0, dtype=object)
        shapely.prepare(self.town)

    def settle(self, spread: Spread) -> Share:
        """Let a source speak for the ground that no better one has taken."""
        told = np.nan_to_num(spread.unplaced)
        unplaced = in_quanta(told * (1 - covered_part(spread.shapes, self.ground)))
        free = 1 - self._taken_of(spread)
        people = in_quanta(spread.people * free)
        inside = shapely.intersects(self.town, spread.shapes)
        count = len(spread.shapes)
        lost = np.bincount(spread.pieces.cell, spread.people - people, minlength=count)
        share = Share(
            spread=spread,
            people=people,
            unplaced=np.where(inside, unplaced, 0.0),
            superseded=lost + told - unplaced,
            outside=np.where(inside, 0.0, unplaced),
            known_part=self._known_part(spread.shapes),
        )
        self._take(spread)
        return share

    def _take(self, spread: Spread) -> None:
        counted = ~np.isnan(spread.census.people)
        self.ground = np.concatenate([self.ground, spread.shapes[counted]])

    def _taken_of(self, spread: Spread) -> Floats:
        """Give how much of each part of a segment is spoken for, 0 … 1."""
        pieces = spread.pieces
        taken = self.surveyed[pieces.segment].astype(np.float64)
        if not len(self.ground):
            return taken
        lines = self.streets.lines[pieces.segment]
        shapes = spread.shapes[pieces.cell]
        is_ground = shapely.get_dimensions(shapes) == 2
        inside = np.where(is_ground, shapely.intersection(lines, shapes), lines)
        return np.maximum(taken, covered_part(inside, self.ground))

    def _known_part(self, shapes: Shapes) -> Floats:
        common = shapely.intersection(self.known, shapes)
        return np.asarray(size_like(common, shapes) / size_like(shapes, shapes))
