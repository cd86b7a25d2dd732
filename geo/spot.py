"""Barriers at one spot of a street: whoever stops short of one is not stopped by it."""

from __future__ import annotations

import math
from typing import Final

import numpy as np
import shapely

from geo.barrier_kind import barrier_kinds
from geo.crs import distance_m
from geo.line import point_at
from geo.network import BarrierFact, Network

REACH_M: Final = 5.0
"""So near to its position a barrier is met: positions are told no better."""
ASIDE_M: Final = 20.0
"""A barrier farther than this from a segment has no spot on it: it takes all of it."""


def fraction_along(
    network: Network, segment: int, lonlat: tuple[float, float]
) -> float:
    """Find where along a segment a point is.

    Parameters
    ----------
    network : Network
    segment : int
    lonlat : tuple of float
        Degrees, EPSG:4326.

    Returns
    -------
    float
        0 at the tail … 1 at the head.
    """
    scale = np.array([math.cos(math.radians(lonlat[1])), 1.0])
    line = shapely.LineString(network.line(segment) * scale)
    if line.length == 0:
        return 0.5
    return float(line.project(shapely.Point(np.array(lonlat) * scale), normalized=True))


def find_spot(
    network: Network, segment: int, barrier: BarrierFact
) -> tuple[float, float] | None:
    """Find the part of a segment on which a barrier is met.

    Parameters
    ----------
    network : Network
    segment : int
        On which it acts.
    barrier : BarrierFact

    Returns
    -------
    tuple of float or None
        Where the part begins and ends, 0 at the tail … 1 at the head; ``None`` where
        the kind takes up a length of the street that nobody told.
    """
    kind = barrier_kinds().get(barrier.kind)
    if kind is None or not kind.spot:
        return None
    place = fraction_along(network, segment, barrier.lonlat)
    if distance_m(point_at(network.line(segment), place), barrier.lonlat) > ASIDE_M:
        return None
    reach = REACH_M / max(float(network.length_m[segment]), REACH_M)
    return place - reach, place + reach
