"""A copy of a network on which what OSM does not tell is drawn, so that limits bite.

Porto has few access tags. Values that are told stay; the others are drawn from a fixed
seed. Such a copy is for measuring speed only.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np

from geo.network import Evidence, Floats, Network

SEED: Final = 7
WIDTHS: Final = (0.7, 0.9, 1.2, 1.5, 2.0, 3.0)
WIDTH_SHARES: Final = (0.02, 0.05, 0.13, 0.3, 0.3, 0.2)
KERBS: Final = (0.0, 0.02, 0.05, 0.1, 0.15)
KERB_SHARES: Final = (0.62, 0.2, 0.08, 0.06, 0.04)
ACROSS_SIGMA: Final = 0.012
STEEPEST: Final = 0.35
SHORTEST_M: Final = 5.0
DRAWN: Final = Evidence("bench", "surveyed", None, 1.0)


def draw_missing(network: Network) -> Network:
    """Draw kerb, width, slope and cross slope where they are not known."""
    chance = np.random.default_rng(SEED)
    size = network.segments
    drawn = {
        "width_m": chance.choice(WIDTHS, size, p=WIDTH_SHARES),
        "kerb_height_m": chance.choice(KERBS, size, p=KERB_SHARES),
        "incline_across": np.abs(chance.normal(0, ACROSS_SIGMA, size)),
        "incline": _slopes(network),
    }
    columns, evidence = dict(network.columns), dict(network.evidence)
    number = len(network.evidences)
    for name, values in drawn.items():
        told = columns.get(name, np.full(size, np.nan))
        who = evidence.get(name, np.full(size, -1, dtype=np.int32))
        columns[name] = np.where(np.isnan(told), values, told)
        evidence[name] = np.where(np.isnan(told), number, who).astype(np.int32)
    everybody = [*network.evidences, DRAWN]
    return replace(network, columns=columns, evidence=evidence, evidences=everybody)


def _slopes(network: Network) -> Floats:
    """Slopes of hills made of three waves, between the ends of each segment."""
    lonlat = np.asarray(network.node_lonlat)
    east = lonlat[:, 0] * 111_194 * np.cos(np.radians(lonlat[:, 1].mean()))
    north = lonlat[:, 1] * 111_194
    height = 45 * np.sin(east / 900) + 45 * np.sin(north / 1100)
    height += 20 * np.sin((east + north) / 370)
    rise = height[network.head] - height[network.tail]
    slope = rise / np.maximum(network.length_m, SHORTEST_M)
    return np.asarray(np.clip(slope, -STEEPEST, STEEPEST))
