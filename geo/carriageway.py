"""Kinds of ways: where traffic runs, and where a street is crossed."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from geo.network import Floats, Network
from geo.ways import word_codes

TABLE: Final = Path(__file__).parent / "tables" / "carriageways.toml"
CROSSING: Final = "crossing"


@lru_cache
def exposures() -> dict[str, float]:
    """Read how much walking on the carriageway weighs, by ``highway``."""
    return {k: float(v) for k, v in tomllib.loads(TABLE.read_text("utf-8")).items()}


def _of_streets(network: Network) -> Floats:
    """Give the weight of the traffic of each way; NaN where it is no street."""
    codes, words = word_codes(network.ways, "highway")
    weights = np.array([exposures().get(word, np.nan) for word in words])
    return np.asarray(weights[codes]) if len(codes) else np.zeros(0)


@lru_cache(maxsize=2)
def exposure(network: Network) -> Floats:
    """Give the weight of the traffic of each segment; NaN off the carriageway."""
    on_road = _of_streets(network)[network.way]
    return np.where(network.side == 0, on_road, np.nan)


@lru_cache(maxsize=2)
def is_crossing(network: Network) -> NDArray[np.bool_]:
    """Tell which segments cross a street."""
    crosses = np.zeros(len(network.ways), dtype=np.bool_)
    for name in ("footway", "highway"):
        codes, words = word_codes(network.ways, name)
        crosses |= codes == (words.index(CROSSING) if CROSSING in words else -1)
    return np.asarray(crosses[network.way])


@lru_cache(maxsize=2)
def is_of_street(network: Network) -> NDArray[np.bool_]:
    """Tell which segments are a street, a side of one, or a crossing at its corner.

    A crossing at a corner has the key of the street that it crosses.
    """
    streets = ~np.isnan(_of_streets(network))
    crossing = np.flatnonzero(network.crosses >= 0)
    pairs = np.stack([network.way[crossing], network.crosses[crossing]], axis=1)
    for way, street in np.unique(pairs, axis=0).tolist():
        streets[way] |= network.ways[way].key == network.ways[street].key
    return np.asarray(streets[network.way])


@lru_cache(maxsize=2)
def crossing_share(network: Network) -> Floats:
    """Give how much of a crossing each segment is: 1 a whole one, 0 none."""
    if len(network.crossing_share) == network.segments:
        return network.crossing_share
    return is_crossing(network).astype(np.float64)
