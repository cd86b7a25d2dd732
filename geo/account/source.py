"""Which sources tell something of a segment, as bits."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from geo.network import Network
from geo.ways import word_codes

Words = NDArray[np.uint64]
NOT_OF_THE_WAY: Final = frozenset({"residents"})
"""Attributes that tell of people, not of what somebody passes."""
BITS: Final = 64


def list_told(network: Network, segments: NDArray[np.int64]) -> set[str]:
    """Name the sources of some segments: of their ways, and of what is known of them.

    Parameters
    ----------
    network : Network
    segments : array of int
    """
    names, words = _sources(network)
    found = np.bitwise_or.reduce(words[segments], axis=0).tolist()
    return {
        name
        for place, name in enumerate(names)
        if found[place // BITS] >> place % BITS & 1
    }


@lru_cache(maxsize=2)
def _sources(network: Network) -> tuple[list[str], Words]:
    """Give the sources of a network, and their bits of each segment, once."""
    codes, of_ways = word_codes(network.ways, "source")
    names = list(dict.fromkeys([*of_ways, *(e.source for e in network.evidences)]))
    rows = _one_each(len(names))
    words = rows[[names.index(name) for name in of_ways]][codes][network.way]
    said = [names.index(evidence.source) for evidence in network.evidences]
    # The last row stands for nobody: NO_EVIDENCE is -1.
    evidences = np.concatenate([rows[said], np.zeros_like(rows[:1])])
    for attribute, evidence in network.evidence.items():
        if attribute not in NOT_OF_THE_WAY:
            words |= evidences[evidence]
    return names, words


def _one_each(count: int) -> Words:
    """Give each of some sources a bit of its own, shape (count, words)."""
    rows = np.zeros((count, count // BITS + 1), dtype=np.uint64)
    for place in range(count):
        rows[place, place // BITS] = np.uint64(1) << np.uint64(place % BITS)
    return rows
