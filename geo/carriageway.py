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


def run_lengths(network: Network, slope: Floats) -> Floats:
    """Measure, for each segment, how long its slope goes on along its way.

    Parameters
    ----------
    network : Network
    slope : array, shape (m,)
        Slope of each segment, forward.

    Returns
    -------
    array, shape (m,)
        Metres over neighbouring segments of one way and side with one slope: cutting
        a way in pieces changes nothing.
    """
    if not len(slope):
        return np.zeros(0)
    same = (
        (network.way[1:] == network.way[:-1])
        & (network.side[1:] == network.side[:-1])
        & (network.head[:-1] == network.tail[1:])
        & (slope[1:] == slope[:-1])
    )
    run = np.concatenate([[0], np.cumsum(~same)])
    return np.asarray(np.bincount(run, weights=network.length_m)[run])
