"""Counts of people over pieces of ground, of one source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.crs import WGS84, project
from geo.network import Floats
from geo.people.table import people_table

Shapes = NDArray[np.object_]


@dataclass(frozen=True, eq=False)
class Census:
    """What one source counted, piece of ground by piece of ground.

    Attributes
    ----------
    source : str
        Key of the source; with the kind of the areas, where areas have counts.
    keys : sequence of str
        Of the pieces, k of them.
    shapes : array of geometries, shape (k,)
        The ground, or points where only its middle is known; EPSG:4326.
    people : array, shape (k,)
        NaN where nobody's number is known.
    dwellings : array, shape (k,)
        NaN where not known.
    year : int, optional
        Of the count, the newest of its pieces.
    groups : mapping of str to array, shape (k,)
        Id of a group → people of that group, NaN where not known.
    """

    source: str
    keys: Sequence[str]
    shapes: Shapes
    people: Floats
    dwellings: Floats
    year: int | None = None
    groups: Mapping[str, Floats] = field(default_factory=dict)

    def __len__(self) -> int:
        """How many pieces there are."""
        return len(self.keys)

    def pick(self, rows: NDArray[Any]) -> Census:
        """Give some of the pieces."""
        index = np.arange(len(self))[rows]
        return Census(
            self.source,
            [self.keys[i] for i in index.tolist()],
            self.shapes[index],
            self.people[index],
            self.dwellings[index],
            self.year,
            {name: counts[index] for name, counts in self.groups.items()},
        )


def project_shapes(shapes: Shapes, code: int) -> Shapes:
    """Project shapes in EPSG:4326 to a metric system."""
    return np.asarray(shapely.transform(shapes, lambda c: project(c, WGS84, code)))


def rank_censuses(censuses: Sequence[Census], code: int) -> list[Census]:
    """Put sources in the order in which they are believed where they overlap.

    Parameters
    ----------
    censuses : sequence of Census
    code : int
        Metric system in which pieces are compared.

    Returns
    -------
    list of Census
        Those that are not much older than the newest first, among them the one with
        the smallest pieces; of equal ones the newer, then by key. A year that nobody
        told is taken for an old one.
    """
    newest = max((c.year for c in censuses if c.year is not None), default=0)
    least = newest - people_table().old_years
    return sorted(
        censuses,
        key=lambda c: (
            c.year is None or c.year < least,
            _piece_m2(c, code),
            -(c.year or 0),
            c.source,
        ),
    )


def _piece_m2(census: Census, code: int) -> float:
    """Give the size of a usual piece; points tell least of where their people are."""
    shapes = census.shapes[~np.isnan(census.people)]
    ground = shapes[shapely.get_dimensions(shapes) == 2]
    if not len(ground):
        return np.inf
    return float(np.median(shapely.area(project_shapes(ground, code))))
