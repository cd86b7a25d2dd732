"""How much of some ground lies on other ground."""

from __future__ import annotations

import numpy as np
import shapely

from geo.network import Floats
from geo.people.census import Shapes


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
    if not len(ground) or not len(shapes):
        return np.zeros(len(shapes))
    row, other = shapely.STRtree(ground).query(shapes, predicate="intersects")
    common = shapely.intersection(shapes[row], ground[other])
    whole = np.maximum(size_like(shapes, shapes), 1e-9)
    parts = size_like(common, shapes[row]) / whole[row]
    return np.minimum(np.bincount(row, parts, minlength=len(shapes)), 1.0)
