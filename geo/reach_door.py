"""Doors: where many places meet the network, for one person after the other."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from geo.crs import WGS84, project
from geo.network import Floats, Network
from geo.passage import Flags, Labels, Sites
from geo.reach_piece import street_groups
from geo.snap import CORNER_M, DETOUR_M, MAX_M, ON_IT_M, segment_index


@dataclass(frozen=True, eq=False)
class Doors:
    """The segments that each of some places may belong to, nearest first.

    Attributes
    ----------
    count : int
        How many places there are.
    place : array, shape (p,)
        Which place, in order; a place far from every way has none.
    sites : Sites
        Where the segment is nearest to the place.
    """

    network: Network
    count: int
    place: Labels
    sites: Sites

    def choose(self, usable: Flags) -> Attached:
        """Choose the segment of each place: the nearest that the person can use.

        Parameters
        ----------
        usable : array of bool, shape (m,)
            Segments that the person can use in some direction. Where none is near,
            the nearest is taken all the same.

        Returns
        -------
        Attached
        """
        worse = ~usable[self.sites.segment]
        order = np.lexsort((np.arange(len(self.place)), worse, self.place))
        first = np.ones(len(order), dtype=np.bool_)
        first[1:] = np.diff(self.place[order]) > 0
        return self._both_sides(order[first])

    def _both_sides(self, chosen: Labels) -> Attached:
        """Give the chosen sites on every side of their streets."""
        groups = street_groups(self.network)
        members = np.argsort(groups, kind="stable")
        start = np.searchsorted(groups[members], np.arange(groups.max(initial=-1) + 2))
        mine = groups[self.sites.segment[chosen]]
        many = start[mine + 1] - start[mine]
        row = np.repeat(np.arange(len(chosen)), many)
        step = np.arange(len(row)) - np.repeat(np.cumsum(many) - many, many)
        segment = members[start[mine[row]] + step]
        sites = Sites(segment.astype(np.int32), self.sites.fraction[chosen][row])
        return Attached(self.count, self.place[chosen][row], sites)


@dataclass(frozen=True, eq=False)
class Attached:
    """The sites of places; a place has one for each side of its street."""

    count: int
    place: Labels
    sites: Sites

    def least(self, values: Floats) -> Floats:
        """Give the least value of each place's sites, infinite where it has none."""
        found = np.full(self.count, np.inf)
        np.minimum.at(found, self.place, values)
        return found


def find_doors(network: Network, lonlat: Floats) -> Doors:
    """Find the segments that places may belong to.

    Parameters
    ----------
    network : Network
    lonlat : array, shape (k, 2)
        Degrees, EPSG:4326; NaN where nobody knows the position: no segment.

    Returns
    -------
    Doors
        By the rule of ``geo.snap.snap_point``: the nearest segment and those that are
        hardly farther; none where the nearest is farther than ``MAX_M``.
    """
    index = segment_index(network)
    lonlat = lonlat.reshape(-1, 2)
    known = np.flatnonzero(np.isfinite(lonlat).all(axis=1))
    metres = project(lonlat[known], WGS84, index.metric)
    points = np.asarray(shapely.points(metres))
    if not len(points) or not len(index.lines):
        none = Sites(np.empty(0, np.int32), np.empty(0))
        return Doors(network, len(lonlat), np.empty(0, np.int64), none)
    nearest = shapely.distance(points, index.lines[index.tree.nearest(points)])
    detour = np.where(nearest > ON_IT_M, DETOUR_M, CORNER_M)
    radius = np.where(nearest > MAX_M, 0.0, nearest + detour)
    place, segment = index.tree.query(points, predicate="dwithin", distance=radius)
    apart = shapely.distance(points[place], index.lines[segment])
    order = np.lexsort((segment, np.round(apart, 3), place))
    order = order[nearest[place[order]] <= MAX_M]
    place, segment = place[order].astype(np.int64), segment[order]
    along = shapely.line_locate_point(
        index.lines[segment], points[place], normalized=True
    )
    sites = Sites(segment.astype(np.int32), np.nan_to_num(along, nan=0.5))
    return Doors(network, len(lonlat), known[place].astype(np.int64), sites)
