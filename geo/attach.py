"""Attach many points to the network at once: doors, stops."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.crs import WGS84, project, utm_code
from geo.network import Floats, Network
from geo.passage import Flags, Sites

Shapes = NDArray[np.object_]

PREFER_M: Final = 30.0
"""A way that the person can pass is taken if it is at most so much farther."""


@dataclass(frozen=True)
class Attached:
    """Points that meet the network.

    Attributes
    ----------
    sites : Sites
    index : array of int
        Which of the points each site is.
    """

    sites: Sites
    index: NDArray[np.int64]


class Attacher:
    """The lines of a network, ready for many nearest-line questions.

    Parameters
    ----------
    network : Network
    """

    def __init__(self, network: Network) -> None:
        self.network = network
        self.code = utm_code(*self._centre())
        owner = np.repeat(np.arange(network.segments), np.diff(network.pointer))
        metric = self.metric(network.coordinates)
        self.lines: Shapes = np.asarray(shapely.linestrings(metric, indices=owner))

    def _centre(self) -> tuple[float, float]:
        if not len(self.network.coordinates):
            return 0.0, 0.0
        lon, lat = self.network.coordinates.mean(axis=0)
        return float(lon), float(lat)

    def metric(self, lonlat: Floats) -> Floats:
        """Project (lon, lat) to the metres that lines are measured in."""
        return project(lonlat, WGS84, self.code)

    def attach(self, lonlat: Floats, usable: Flags, *, limit_m: float) -> Attached:
        """Attach points to their nearest segments.

        Parameters
        ----------
        lonlat : array, shape (k, 2)
            Degrees, EPSG:4326.
        usable : array of bool, shape (2m,)
            Edges that the person can pass; a segment that can be passed one way at
            least is preferred while it is not ``PREFER_M`` farther than the nearest.
        limit_m : float
            Points farther than this from every segment are left out.

        Returns
        -------
        Attached
        """
        points = np.asarray(shapely.points(self.metric(lonlat.reshape(-1, 2))))
        every = np.arange(self.network.segments)
        open_ = np.flatnonzero(usable[0::2] | usable[1::2])
        near, far = self._nearest(points, every), self._nearest(points, open_)
        better = far[1] <= near[1] + PREFER_M
        segment = np.where(better, far[0], near[0])
        index = np.flatnonzero(np.where(better, far[1], near[1]) <= limit_m)
        return Attached(self._sites(points[index], segment[index]), index)

    def _nearest(
        self, points: Shapes, among: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], Floats]:
        if not len(among) or not len(points):
            return np.zeros(len(points), np.int64), np.full(len(points), np.inf)
        tree = shapely.STRtree(self.lines[among])
        segment = among[tree.nearest(points)]
        return segment, shapely.distance(points, self.lines[segment])

    def _sites(self, points: Shapes, segment: NDArray[np.int64]) -> Sites:
        lines = self.lines[segment]
        fraction = shapely.line_locate_point(lines, points, normalized=True)
        return Sites(segment.astype(np.int32), np.nan_to_num(fraction, nan=0.5))
