"""A service counted over pieces of ground: how much is left there, and its doors.

Nobody knows where inside the ground it is. It is reached at the point of a street
inside that is nearest to the middle of the ground, on a street that the person can use.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from geo.network import Floats, Network
from geo.passage import Sites
from geo.people.census import Census, Shapes, project_shapes, rank_censuses
from geo.people.overlap import covered_part, sum_inside
from geo.people.street import Streets, build_streets, cut_streets
from geo.reach_door import Doors


@dataclass(frozen=True, eq=False)
class Counts:
    """What is counted of one service, and not known as a place.

    Attributes
    ----------
    keys : tuple of str
        Of the pieces of ground, k of them.
    told : array, shape (k,)
        What the source counts there; NaN where it does not know.
    amount : array, shape (k,)
        What of it stands here: without what a better source counts on the same
        ground, and without the places inside, which are known one by one.
    doors : Doors
        Where the streets inside are nearest to the middle of the ground.
    """

    keys: tuple[str, ...]
    told: Floats
    amount: Floats
    doors: Doors


class CountLayer:
    """Lays counts on a network; ground that several services share, once.

    Parameters
    ----------
    network : Network
    """

    def __init__(self, network: Network) -> None:
        self.network = network
        self.streets = build_streets(network)
        self._doors: dict[tuple[str, ...], Doors] = {}

    def lay(self, censuses: Sequence[Census], places: Floats) -> Counts:
        """Lay the counts of one service.

        Parameters
        ----------
        censuses : sequence of Census
            Its ``people`` are the counts of the service.
        places : array, shape (p, 2)
            The known places of this service, degrees, EPSG:4326.

        Returns
        -------
        Counts
            By source, the best one first (``rank_censuses``).
        """
        code = self.streets.code
        ranked = rank_censuses(censuses, code)
        ground, amounts, counted = [], [], np.zeros(0)
        taken: Shapes = np.zeros(0, dtype=object)
        for census in ranked:
            shapes = project_shapes(census.shapes, code)
            free = census.people * (1 - covered_part(shapes, taken))
            left = census.people - sum_inside(shapes, taken, counted)
            amounts.append(np.clip(left, 0, free))
            ground.append(shapes)
            known = ~np.isnan(census.people)
            taken = np.concatenate([taken, shapes[known]])
            counted = np.concatenate([counted, amounts[-1][known]])
        shapes = np.concatenate([np.zeros(0, dtype=object), *ground])
        amount = np.concatenate([np.zeros(0), *amounts])
        spots = np.asarray(shapely.points(places), dtype=object)
        places_inside = _count_inside(shapes, project_shapes(spots, code))
        keys = tuple(key for census in ranked for key in census.keys)
        return Counts(
            keys=keys,
            told=np.concatenate([np.zeros(0), *(census.people for census in ranked)]),
            amount=np.maximum(amount - places_inside, 0.0),
            doors=self._find_doors(keys, shapes),
        )

    def _find_doors(self, keys: tuple[str, ...], shapes: Shapes) -> Doors:
        if keys not in self._doors:
            self._doors[keys] = _find_doors(self.network, self.streets, shapes)
        return self._doors[keys]


def _count_inside(shapes: Shapes, spots: Shapes) -> Floats:
    """Count the places on each piece of ground; each in one piece only."""
    spot, piece = shapely.STRtree(shapes).query(spots, predicate="intersects")
    first = np.unique(spot, return_index=True)[1]
    return np.bincount(piece[first], minlength=len(shapes)).astype(np.float64)


def _find_doors(network: Network, streets: Streets, shapes: Shapes) -> Doors:
    pieces = cut_streets(streets, shapes)
    lines = streets.lines[pieces.segment]
    inside, cut = lines.copy(), pieces.part < 1
    inside[cut] = shapely.intersection(lines[cut], shapes[pieces.cell[cut]])
    bridge = shapely.shortest_line(shapely.centroid(shapes)[pieces.cell], inside)
    apart = np.round(shapely.length(bridge), 3)
    order = np.lexsort((pieces.segment, apart, pieces.cell))
    along = shapely.line_locate_point(
        lines, shapely.get_point(bridge, 1), normalized=True
    )
    sites = Sites(
        pieces.segment[order].astype(np.int32), np.nan_to_num(along[order], nan=0.5)
    )
    return Doors(network, len(shapes), pieces.cell[order], sites)
