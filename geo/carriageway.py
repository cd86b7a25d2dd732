"""Kinds of ways: where traffic runs, and where a street is crossed."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from geo.network import Floats, Network

TABLE: Final = Path(__file__).parent / "tables" / "carriageways.toml"
CROSSING: Final = "crossing"


@lru_cache
def exposures() -> dict[str, float]:
    """Read how much walking on the carriageway weighs, by ``highway``."""
    return {k: float(v) for k, v in tomllib.loads(TABLE.read_text("utf-8")).items()}


@lru_cache(maxsize=2)
def exposure(network: Network) -> Floats:
    """Give the weight of the traffic of each segment; NaN off the carriageway."""
    weights = exposures()
    by_way = [weights.get(way.highway, np.nan) for way in network.ways]
    on_road = np.array(by_way, dtype=np.float64)[network.way]
    return np.where(network.side == 0, on_road, np.nan)


@lru_cache(maxsize=2)
def is_crossing(network: Network) -> NDArray[np.bool_]:
    """Tell which segments cross a street."""
    by_way = [CROSSING in (way.footway, way.highway) for way in network.ways]
    return np.array(by_way, dtype=np.bool_)[network.way]


@lru_cache(maxsize=2)
def is_of_street(network: Network) -> NDArray[np.bool_]:
    """Tell which segments are a street, a side of one, or a crossing at its corner.

    A crossing at a corner has the key of the street, whose own segments come first.
    """
    first: dict[str, int] = {}
    for place, way in enumerate(network.ways):
        first.setdefault(way.key, place)
    streets = [
        network.ways[first[way.key]].highway in exposures() for way in network.ways
    ]
    return np.array(streets, dtype=np.bool_)[network.way]


@lru_cache(maxsize=2)
def crossing_share(network: Network) -> Floats:
    """Give how much of a crossing each segment is: 1 a whole one, 0 none."""
    if len(network.crossing_share) == network.segments:
        return network.crossing_share
    return is_crossing(network).astype(np.float64)
