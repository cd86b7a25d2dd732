"""How much of some ground lies on other ground."""

from __future__ import annotations

import numpy as np
import shapely

from geo.network import Floats
from geo.people.census import Shapes
from geo.people.share import Labels


def size_like(shapes: Shapes, like: Shapes) -> Floats:
    """Measure shapes by area, length or count, as each of ``like`` is measured."""
    kind = shapely.get_dimensions(like)
    area, length = shapely.area(shapes), shapely.length(shapes)
    one = 1.0 - shapely.is_empty(shapes)
    return np.where(kind == 2, area, np.where(kind == 1, length, one))


def covered_part(shapes: Shapes, ground: Shapes) -> Floats:
    """Give how much of shapes lies on some ground.

    Parameters
    ----------
    shapes : array of geometries, shape (k,)
        Polygons by area, lines by length, points wholly or not; in metres.
    ground : array of geometries, shape (g,)
        Polygons that hardly overlap.

    Returns
    -------
    array, shape (k,)
        0 … 1.
    """
    row, _, parts = _common(shapes, ground)
    found = np.bincount(row, parts, minlength=len(shapes)).astype(np.float64)
    return np.minimum(found, 1.0)


def sum_inside(shapes: Shapes, ground: Shapes, people: Floats) -> Floats:
    """Sum the people of other ground inside shapes, by the part that lies inside.

    Parameters
    ----------
    shapes : array of geometries, shape (k,)
    ground : array of geometries, shape (g,)
    people : array, shape (g,)

    Returns
    -------
    array, shape (k,)
    """
    other, row, parts = _common(ground, shapes)
    found = np.zeros(len(shapes))
    np.add.at(found, row, people[other] * np.minimum(parts, 1.0))
    return found


def _common(one: Shapes, other: Shapes) -> tuple[Labels, Labels, Floats]:
    """Give pairs that meet, and how much of the first lies on the second."""
    if not len(one) or not len(other):
        none = np.zeros(0, dtype=np.int64)
        return none, none, np.zeros(0)
    row, where = shapely.STRtree(other).query(one, predicate="intersects")
    common = shapely.intersection(one[row], other[where])
    whole = np.maximum(size_like(one, one), 1e-9)
    return row, where, size_like(common, one[row]) / whole[row]
