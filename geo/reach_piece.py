"""Pieces of segments: what of a network is reached, as intervals that can be joined.

An interval lies on one long line on which segment ``i`` takes ``2 * i … 2 * i + 1``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from geo.network import Floats, Network
from geo.passage import Labels

APART: Final = 2
"""Distance of neighbouring segments on the long line, so that they never touch."""
LEAST: Final = 1e-9
"""Shorter shares of a segment are nothing."""


@dataclass(frozen=True, eq=False)
class Pieces:
    """Disjoint pieces of segments, in order.

    Attributes
    ----------
    start, end : array, shape (p,)
        Where each begins and ends on the long line.
    """

    start: Floats
    end: Floats

    def __len__(self) -> int:
        """How many pieces there are."""
        return len(self.start)

    @property
    def segment(self) -> Labels:
        """Segment of each piece."""
        return np.asarray(self.start // APART, dtype=np.int64)

    @property
    def low(self) -> Floats:
        """Where on its segment each begins, 0 at the tail … 1 at the head."""
        return self.start - APART * self.segment

    @property
    def high(self) -> Floats:
        """Where on its segment each ends."""
        return self.end - APART * self.segment

    def metres(self, network: Network) -> Floats:
        """Measure each piece; each side of a street is its share of the street."""
        segment = self.segment
        length = network.length_m[segment] / street_sides(network)[segment]
        return np.asarray((self.end - self.start) * length)

    def equals(self, other: Pieces) -> bool:
        """Tell whether others are the same pieces."""
        same = np.array_equal(self.start, other.start)
        return same and np.array_equal(self.end, other.end)

    def meet(self, other: Pieces) -> Pieces:
        """Give what lies in both."""
        return _covered([self, other], 2)

    def without(self, other: Pieces) -> Pieces:
        """Give what lies in these and not in the others."""
        return _covered([self, other, other], 1)


def join_pieces(segment: Labels, low: Floats, high: Floats) -> Pieces:
    """Join pieces that may overlap.

    Parameters
    ----------
    segment : array, shape (p,)
    low, high : array, shape (p,)
        Positions along the segment; pieces of no length are left out.

    Returns
    -------
    Pieces
    """
    kept = high - low > LEAST
    begin = APART * segment[kept].astype(np.float64)
    start = begin + np.clip(low[kept], 0.0, 1.0)
    end = begin + np.clip(high[kept], 0.0, 1.0)
    order = np.argsort(start, kind="stable")
    start = np.asarray(start[order], dtype=np.float64)
    end = np.asarray(np.maximum.accumulate(end[order]), dtype=np.float64)
    first = np.ones(len(start), dtype=np.bool_)
    first[1:] = start[1:] > end[:-1]
    last = np.roll(first, -1) if len(first) else first
    return Pieces(start[first], end[last])


def whole_pieces(segments: Labels) -> Pieces:
    """Give segments from end to end."""
    whole = np.ones(len(segments))
    return join_pieces(segments, 0 * whole, whole)


def _covered(sets: list[Pieces], times: int) -> Pieces:
    """Give what is covered exactly so many times."""
    place = np.concatenate([np.concatenate([one.start, one.end]) for one in sets])
    step = np.concatenate(
        [np.repeat([1, -1], len(one)).astype(np.int64) for one in sets]
    )
    order = np.argsort(place, kind="stable")
    place, depth = place[order], np.cumsum(step[order])
    here = np.flatnonzero((depth[:-1] == times) & (np.diff(place) > LEAST))
    segment = np.asarray(place[here] // APART, dtype=np.int64)
    base = APART * segment
    return join_pieces(segment, place[here] - base, place[here + 1] - base)


@lru_cache(maxsize=2)
def street_groups(network: Network) -> Labels:
    """Give every piece of street a number that both of its sides share."""
    rows = np.column_stack(
        [network.way, network.start_m, network.tail, network.head]
    ).reshape(-1, 4)
    return np.asarray(
        np.unique(rows, axis=0, return_inverse=True)[1].ravel(), dtype=np.int64
    )


@lru_cache(maxsize=2)
def street_sides(network: Network) -> Floats:
    """Count the sides that the street of each segment has."""
    groups = street_groups(network)
    return np.asarray(np.bincount(groups)[groups], dtype=np.float64)
