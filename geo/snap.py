"""Where a point meets the network: on a segment, never on the nearest node."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final, Protocol

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import STRtree

from geo.answer import LonLat, Snap
from geo.crs import (
    WGS84,
    distance_m,
    project,
    require_lon_lat,
    transformer,
    utm_code,
)
from geo.errors import InputError
from geo.fact import altered
from geo.line import point_at
from geo.network import Floats, Network

MAX_M: Final = 250.0
"""A point farther than this from every way is not on the network."""
NEXT_TO_M: Final = 60.0
"""Most points have a way so near; only where none is, is one looked for farther off."""
DETOUR_M: Final = 30.0
"""A way that the person can use is taken if it is at most this much farther."""
ON_IT_M: Final = 1.0
"""A point this close to a way is on it: a way farther off is somewhere else."""
CORNER_M: Final = 8.0
"""For a point on a way, only ways that are at most this far are the same place."""
SWAPPED: Final = (
    "; longitude comes first, then latitude: the other way round it would be near"
)
SURE: Final = 0.8
"""Nearer to one side by this share of what is between them, a point is on this side."""
LAST_PARALLEL: Final = 84.0
"""Degrees; the metric grid of the network ends there."""


class Usable(Protocol):
    """Which segments a person can use: an array, or what judges when it is asked."""

    def __getitem__(self, segment: int, /) -> Any:  # noqa: ANN401 — as an array does
        """Tell it of one segment."""


@lru_cache(maxsize=64)
def _project(lonlat: LonLat, metric: int) -> shapely.Point:
    """Project a point, once for all the segments it is compared with."""
    return shapely.Point(*transformer(WGS84, metric).transform(*lonlat))


class SegmentIndex:
    """Finds the segments near a point.

    Parameters
    ----------
    network : Network
    """

    def __init__(self, network: Network) -> None:
        self.network = network
        middle = network.coordinates.mean(axis=0) if network.segments else np.zeros(2)
        self.metric = utm_code(float(middle[0]), float(middle[1]))
        metres = project(network.coordinates, WGS84, self.metric)
        owner = np.repeat(np.arange(network.segments), np.diff(network.pointer))
        self.lines: NDArray[np.object_] = np.array([], dtype=object)
        if network.segments:
            self.lines = np.asarray(shapely.linestrings(metres, indices=owner))
        self.tree = STRtree(self.lines)

    def point(self, lonlat: LonLat) -> shapely.Point:
        """Give a point in the metric system of the index."""
        return _project(lonlat, self.metric)

    def near(self, lonlat: LonLat, radius_m: float) -> tuple[list[int], Floats]:
        """List the segments within a radius, nearest first, and their distances."""
        point = self.point(lonlat)
        found = self.tree.query(point, predicate="dwithin", distance=radius_m)
        distance = shapely.distance(point, self.lines[found])
        order = np.lexsort((found, np.round(distance, 3)))
        return found[order].tolist(), np.asarray(distance[order])

    def snap(self, lonlat: LonLat, segment: int) -> Snap:
        """Place a point on a segment."""
        line = self.lines[segment]
        along = float(shapely.line_locate_point(line, self.point(lonlat)))
        fraction = along / line.length if line.length else 0.0
        lon, lat = point_at(self.network.line(segment), fraction)
        return Snap(
            asked=lonlat,
            position=(lon, lat),
            distance_m=distance_m(lonlat, (lon, lat)),
            segment=segment,
            fraction=fraction,
            names=self.network.ways[self.network.way[segment]].names,
        )


@lru_cache(maxsize=2)
def segment_index(network: Network) -> SegmentIndex:
    """Build the index of a network, once."""
    return SegmentIndex(network)


def siblings(network: Network, segment: int) -> list[int]:
    """List the segments of the same piece of street: itself and its other side."""
    if network.side[segment] == 0:
        return [segment]
    return _sides(network)[segment]


@lru_cache(maxsize=4)
def _sides(network: Network) -> dict[int, list[int]]:
    """List the segments of each piece of street that is there more than once."""
    found: dict[tuple[float, float, float], list[int]] = {}
    keys = zip(
        network.way.tolist(),
        network.start_m.tolist(),
        network.length_m.tolist(),
        strict=True,
    )
    for segment, key in enumerate(keys):
        found.setdefault(key, []).append(segment)
    groups = (group for group in found.values() if len(group) > 1)
    pairs = {segment: group for group in groups for segment in group}
    sided = np.flatnonzero(network.side).tolist()
    return {segment: pairs.get(segment, [segment]) for segment in sided}


def standing(network: Network, place: Snap) -> list[int]:
    """List the segments on which somebody stands: of a street, one side or both."""
    return siblings(network, place.segment) if place.either else [place.segment]


def never(_place: Snap) -> bool:
    """Tell of every position that it is not left."""
    return False


def snap_point(
    network: Network,
    lonlat: LonLat,
    usable: Usable,
    *,
    field: str,
    leaves: Callable[[Snap], bool] = never,
) -> Snap:
    """Place a point on the nearest segment that the person can use.

    Parameters
    ----------
    network : Network
    lonlat : tuple of float
        Degrees, EPSG:4326.
    usable : array of bool, shape (m,), or like one
        Segments that the person can use in some direction. The nearest segment is
        taken all the same where no such segment is at most ``DETOUR_M`` farther, or
        where the point lies on it.
    field : str
        Name of the point in the caller's words.
    leaves : callable, optional
        Tells whether the person gets off a position on a segment that is not usable
        from end to end.

    Returns
    -------
    Snap

    Raises
    ------
    InputError
        If the point is not on the Earth, or farther than ``MAX_M`` from every way.
    """
    require_lon_lat(*lonlat, field=field)
    index = segment_index(network)
    found, distance = _around(index, lonlat)
    if not found or distance[0] > MAX_M:
        raise InputError(field, _too_far(index, lonlat))
    detour = DETOUR_M if distance[0] > ON_IT_M else CORNER_M
    nearest = _sided(index, index.snap(lonlat, found[0]))
    beyond = set() if nearest.either else {*siblings(network, found[0])} - {found[0]}
    for segment, metres in zip(found, distance, strict=True):
        if metres > distance[0] + detour:
            break
        if segment in beyond:
            continue
        place = index.snap(lonlat, segment) if segment != found[0] else nearest
        if usable[segment] or leaves(place):
            return nearest if place is nearest else _sided(index, place)
    return nearest


def _around(index: SegmentIndex, lonlat: LonLat) -> tuple[list[int], Floats]:
    """List the segments among which a point is placed, as ``SegmentIndex.near``."""
    found, distance = index.near(lonlat, NEXT_TO_M)
    if found and distance[0] < NEXT_TO_M - DETOUR_M:
        return found, distance
    return index.near(lonlat, MAX_M + DETOUR_M)


def _sided(index: SegmentIndex, place: Snap) -> Snap:
    others = [s for s in siblings(index.network, place.segment) if s != place.segment]
    if not others:
        return place
    here, asked = index.point(place.position), index.point(place.asked)
    between = min(shapely.distance(here, index.lines[other]) for other in others)
    farther = min(shapely.distance(asked, index.lines[other]) for other in others)
    own = shapely.distance(asked, index.lines[place.segment])
    return altered(place, either=bool(farther - own <= SURE * between))


def _too_far(index: SegmentIndex, lonlat: LonLat) -> str:
    nearest = index.tree.nearest(index.point(lonlat)) if len(index.lines) else None
    where = f"{lonlat[0]:g},{lonlat[1]:g}"
    if nearest is None:
        return f"{where} is not on the network: the network is empty"
    metres = index.snap(lonlat, int(nearest)).distance_m
    far = f"{where} is {metres:.0f} m from the nearest way; the limit is {MAX_M:.0f} m"
    return far + (SWAPPED if _would_fit(index, lonlat[::-1]) else "")


def _would_fit(index: SegmentIndex, lonlat: LonLat) -> bool:
    """Tell whether a point lies on the Earth and near the network."""
    if abs(lonlat[1]) > LAST_PARALLEL:
        return False
    found, _ = index.near(lonlat, MAX_M)
    return len(found) > 0
