"""Areas around the streets that are reached, with holes where nothing is.

A spot belongs to the area where the nearest street is reached and not far: so no area
jumps over what is not reached. The areas are drawn on a grid; see ``Area.accuracy_m``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

import numpy as np
import shapely
from contourpy import FillType, contour_generator
from scipy.ndimage import distance_transform_edt
from shapely.geometry.base import BaseGeometry

from geo.crs import WGS84, project
from geo.network import Floats, Network
from geo.passage import Flags, Labels
from geo.reach_piece import APART, Pieces, whole_pieces
from geo.snap import segment_index

BESIDE_M: Final = 40.0
"""So far beside a street that is reached an area spreads: about half a block."""
FINEST_M: Final = 4.0
MOST_CELLS: Final = 320
"""Cells along the longer side of the grid."""
SURE: Final = 1.5
"""Cells around a reached street that belong to its area whatever is beside it."""


@dataclass(frozen=True, eq=False)
class Area:
    """An area on the Earth.

    Attributes
    ----------
    shape : MultiPolygon
        EPSG:4326; empty where nothing is reached.
    accuracy_m : float
        Every street that is reached lies in it; one that is not and is farther from
        all of these than this does not.
    """

    shape: shapely.MultiPolygon
    accuracy_m: float


@dataclass(frozen=True, eq=False)
class Outline:
    """The points of every segment on the long line of ``geo.reach_piece``.

    Attributes
    ----------
    place : array, shape (k,)
    metres : array, shape (k, 2)
        In the metric system ``code``.
    """

    place: Floats
    metres: Floats
    code: int

    def points(self, network: Network, pieces: Pieces, step_m: float) -> Floats:
        """Give points along pieces, at most so far apart, their ends among them."""
        length = (pieces.end - pieces.start) * network.length_m[pieces.segment]
        many = np.ceil(length / step_m).astype(np.int64) + 1
        row = np.repeat(np.arange(len(pieces)), many)
        step = np.arange(len(row)) - np.repeat(np.cumsum(many) - many, many)
        share = step / np.maximum(many[row] - 1, 1)
        place = pieces.start[row] + share * (pieces.end - pieces.start)[row]
        east, north = (
            np.interp(place, self.place, self.metres[:, axis]) for axis in (0, 1)
        )
        return np.column_stack([east, north])


@lru_cache(maxsize=2)
def outline(network: Network) -> Outline:
    """Lay the points of a network on the long line, once."""
    code = segment_index(network).metric
    many = np.diff(network.pointer)
    owner = np.repeat(np.arange(network.segments), many)
    place = APART * owner + _shares(network)
    return Outline(place, project(network.coordinates, WGS84, code), code)


def _shares(network: Network) -> Floats:
    """Give where on its segment each point is, as ``vertex_fractions`` does."""
    first, many = network.pointer[:-1], np.diff(network.pointer)
    lon, lat = network.coordinates.T
    east = np.diff(lon, prepend=lon[:1]) * np.cos(np.radians(np.roll(lat, 1)))
    steps = np.hypot(east, np.diff(lat, prepend=lat[:1]))
    steps[first] = 0.0
    along = np.cumsum(steps)
    along -= np.repeat(along[first], many)
    total = np.repeat(along[network.pointer[1:] - 1], many)
    place = np.arange(len(lon)) - np.repeat(first, many)
    even = place / np.maximum(np.repeat(many, many) - 1, 1)
    return np.where(total > 0, along / np.where(total > 0, total, 1.0), even)


@dataclass(frozen=True)
class Grid:
    """Square cells over a part of the town.

    Attributes
    ----------
    west, south : float
        Corner, metres.
    cell_m : float
    shape : tuple of int
        Rows and columns.
    """

    west: float
    south: float
    cell_m: float
    shape: tuple[int, int]

    def apart(self, points: Floats) -> Floats:
        """Measure from the middle of every cell to the nearest of some points."""
        column = np.floor((points[:, 0] - self.west) / self.cell_m).astype(np.int64)
        row = np.floor((points[:, 1] - self.south) / self.cell_m).astype(np.int64)
        inside = (row >= 0) & (row < self.shape[0])
        inside &= (column >= 0) & (column < self.shape[1])
        free: Flags = np.ones(self.shape, dtype=np.bool_)
        free[row[inside], column[inside]] = False
        if not inside.any():
            return np.full(self.shape, np.inf)
        return np.asarray(distance_transform_edt(free) * self.cell_m)


def draw_area(network: Network, pieces: Pieces) -> Area:
    """Draw the area around pieces of streets.

    Parameters
    ----------
    network : Network
    pieces : Pieces
        What is reached.

    Returns
    -------
    Area
        A spot is in it where a reached street is at most ``BESIDE_M`` away and none
        that is not reached is nearer.
    """
    if not len(pieces):
        return Area(shapely.MultiPolygon(), 0.0)
    lines = outline(network)
    ends = lines.points(network, pieces, BESIDE_M)
    grid = _grid(ends)
    reached = lines.points(network, pieces, grid.cell_m / 2)
    left = whole_pieces(_near(network, ends)).without(pieces)
    apart = grid.apart(reached)
    other = grid.apart(lines.points(network, left, grid.cell_m / 2))
    depth = np.minimum(BESIDE_M - apart, other - apart + grid.cell_m / 2)
    depth = np.maximum(depth, SURE * grid.cell_m - apart)
    return Area(_contour(grid, depth, lines.code), (SURE + 1) * grid.cell_m)


def _grid(points: Floats) -> Grid:
    west, south = points.min(axis=0)
    east, north = points.max(axis=0)
    cell = max(FINEST_M, float(max(east - west, north - south)) / MOST_CELLS)
    margin = max(BESIDE_M, SURE * cell) + 2 * cell
    columns = int(np.ceil((east - west + 2 * margin) / cell)) + 1
    rows = int(np.ceil((north - south + 2 * margin) / cell)) + 1
    return Grid(float(west - margin), float(south - margin), cell, (rows, columns))


def _near(network: Network, points: Floats) -> Labels:
    """List the segments that may lie beside some points."""
    west, south = points.min(axis=0) - 2 * BESIDE_M
    east, north = points.max(axis=0) + 2 * BESIDE_M
    found = segment_index(network).tree.query(shapely.box(west, south, east, north))
    return np.asarray(found, dtype=np.int64)


def _contour(grid: Grid, depth: Floats, code: int) -> shapely.MultiPolygon:
    rows, columns = grid.shape
    drawn = contour_generator(
        x=grid.west + (np.arange(columns) + 0.5) * grid.cell_m,
        y=grid.south + (np.arange(rows) + 0.5) * grid.cell_m,
        z=depth,
        fill_type=FillType.OuterOffset,
    ).filled(0.0, np.inf)
    parts = []
    for points, offsets in zip(*drawn, strict=True):
        place = np.round(project(np.asarray(points), code, WGS84), 6)
        rings = [place[a:b] for a, b in pairwise(offsets)]
        parts.append(shapely.Polygon(rings[0], rings[1:]))
    valid: BaseGeometry = shapely.MultiPolygon(parts)
    if not valid.is_valid:
        valid = shapely.make_valid(valid, method="structure", keep_collapsed=False)
    # Rounded rings may touch themselves: what is mended may be a collection of areas.
    shapes = shapely.get_parts(shapely.get_parts(valid))
    return shapely.MultiPolygon([one for one in shapes if one.geom_type == "Polygon"])
