"""People of pieces of ground, put on the dwellings or the streets inside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from geo.network import Floats
from geo.passage import Flags
from geo.people.census import Census, Shapes, project_shapes
from geo.people.share import Labels, in_quanta, share_out
from geo.people.street import FIRST, Pieces, Streets, cut_streets, find_nearest
from geo.people.table import people_table


@dataclass(frozen=True, eq=False)
class Dwellings:
    """Buildings with dwellings, each on the street that it stands at.

    Attributes
    ----------
    points : array of geometries, shape (d,)
        In the metres of the streets.
    segment : array, shape (d,)
    count : array, shape (d,)
        Dwellings, above 0.
    """

    points: Shapes
    segment: Labels
    count: Floats


@dataclass(frozen=True, eq=False)
class Spread:
    """Where the people of one source live.

    Attributes
    ----------
    census : Census
    shapes : array of geometries, shape (k,)
        Its pieces in the metres of the streets.
    pieces : Pieces
        Parts of segments on which somebody was put.
    people : array, shape (p,)
        How many, on each.
    unplaced : array, shape (k,)
        People of pieces without any street; NaN where nobody's number is known.
    by_dwellings : array of bool, shape (k,)
        Whether dwellings told where inside the piece they live.
    beside : array of bool, shape (k,)
        Whether it has no street inside, and they live at one beside it.
    """

    census: Census
    shapes: Shapes
    pieces: Pieces
    people: Floats
    unplaced: Floats
    by_dwellings: Flags
    beside: Flags


def find_dwellings(streets: Streets, censuses: Sequence[Census]) -> Dwellings:
    """Find the buildings among what was counted: dwellings known, people not.

    Parameters
    ----------
    streets : Streets
    censuses : sequence of Census

    Returns
    -------
    Dwellings
        Those near a street; what covers more than a building is left out.
    """
    points, counts = [], []
    for census in censuses:
        shapes = project_shapes(census.shapes, streets.code)
        own = np.isnan(census.people) & (census.dwellings > 0)
        own &= shapely.area(shapes) <= people_table().building_m2
        points.append(shapely.point_on_surface(shapes[own]))
        counts.append(census.dwellings[own])
    spots = np.concatenate([np.zeros(0, dtype=object), *points])
    rows, limit_m = np.arange(len(spots)), people_table().nearest_m
    near = find_nearest(streets, spots, rows, limit_m=limit_m)
    count = np.concatenate([np.zeros(0), *counts])
    return Dwellings(spots[near.cell], near.segment, count[near.cell])


def spread_census(streets: Streets, census: Census, dwellings: Dwellings) -> Spread:
    """Put the people of one source on streets.

    Parameters
    ----------
    streets : Streets
    census : Census
    dwellings : Dwellings
        Used wherever some stand inside a piece of ground.

    Returns
    -------
    Spread
        In each piece, what is put somewhere and ``unplaced`` sum to ``in_quanta`` of
        its people exactly.
    """
    shapes = project_shapes(census.shapes, streets.code)
    told, weights = _by_dwellings(shapes, dwellings)
    has_told = np.zeros(len(census), dtype=np.bool_)
    has_told[told.cell] = True
    streeted, metres = _by_streets(streets, cut_streets(streets, shapes), len(census))
    rest = ~has_told[streeted.cell]
    pieces = Pieces(
        np.concatenate([told.cell, streeted.cell[rest]]),
        np.concatenate([told.segment, streeted.segment[rest]]),
        np.concatenate([told.part, streeted.part[rest]]),
    )
    order = np.lexsort((pieces.segment, pieces.cell))
    known = order[~np.isnan(census.people)[pieces.cell[order]]]
    kept = Pieces(pieces.cell[known], pieces.segment[known], pieces.part[known])
    weights = np.concatenate([weights, metres[rest]])[known]
    people = share_out(census.people, kept.cell, weights)
    unplaced = in_quanta(census.people)
    unplaced[kept.cell] = 0.0
    return Spread(
        census=census,
        shapes=shapes,
        pieces=kept,
        people=people,
        unplaced=unplaced,
        by_dwellings=has_told,
        beside=_beside(streets, shapes, kept) & ~has_told,
    )


def _beside(streets: Streets, shapes: Shapes, pieces: Pieces) -> Flags:
    """Tell which ground has only a street beside it."""
    lines, ground = streets.lines[pieces.segment], shapes[pieces.cell]
    found = np.zeros(len(shapes), dtype=np.bool_)
    found[pieces.cell] = ~shapely.intersects(lines, ground)
    is_ground: Flags = shapely.get_dimensions(shapes) == 2
    return found & is_ground


def _by_dwellings(shapes: Shapes, dwellings: Dwellings) -> tuple[Pieces, Floats]:
    """Weigh segments by the dwellings that stand at them inside a piece."""
    tree = shapely.STRtree(dwellings.points)
    cell, row = tree.query(shapes, predicate="intersects")
    pairs = np.stack([cell, dwellings.segment[row]], axis=1)
    found, place = np.unique(pairs, axis=0, return_inverse=True)
    weight = np.zeros(len(found))
    np.add.at(weight, place.ravel(), dwellings.count[row])
    return Pieces(found[:, 0], found[:, 1], np.ones(len(found))), weight


def _by_streets(streets: Streets, pieces: Pieces, count: int) -> tuple[Pieces, Floats]:
    """Weigh segments by their metres inside a piece, the first rank before others."""
    metres = streets.weight[pieces.segment] * pieces.part
    is_first = streets.rank[pieces.segment] == FIRST
    has_first = np.bincount(pieces.cell, metres * is_first, minlength=count) > 0
    used = (metres > 0) & (is_first | ~has_first[pieces.cell])
    return pieces.pick(used), metres[used]
