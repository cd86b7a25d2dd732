"""Segments of which the same is known: few rows for many segments.

A search comes to segments all over a town. What it must fetch of each is small: which
kind of segment it is, its length and its slope; the rows of all kinds stay at hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from geo.curve import curve_order
from geo.judge.edge import Sums, judge_segment
from geo.judge.kernel import Own, Record, kernel
from geo.judge.row import ROW, Rows, build_rows
from geo.judge.slate import KNOWN, Bits
from geo.network import Floats, Ints, Network

OWN: Final = ("length_m", "run_m", "incline", "incline_soft")
"""What segments of one kind do not share."""
Indices = NDArray[np.intp]
SEED: Final = 20_260_101


@dataclass(frozen=True, eq=False)
class Kinds:
    """The rows of a network, taken apart.

    Attributes
    ----------
    rows : structured array, shape (k,)
        Of ``ROW``; one of each kind, without what is a segment's own.
    kind : array, shape (m,)
        Index into ``rows`` of each segment.
    own : array, shape (m, 4)
        Each segment's own: ``OWN``.
    """

    rows: Rows
    kind: Ints
    own: Floats


@lru_cache(maxsize=4)
def build_kinds(network: Network) -> Kinds:
    """Sort the segments of a network into kinds, once."""
    rows = build_rows(network)
    shared = np.zeros(len(rows), dtype=ROW)
    for name in set(ROW.names or ()) - set(OWN):
        shared[name] = rows[name]
    width = ROW.itemsize // np.dtype(np.int64).itemsize
    words = shared.view(np.int64).reshape(len(rows), width)
    first, kind = _side_by_side(network, *_find_equal(words))
    own = np.column_stack([rows[name] for name in OWN])
    return Kinds(shared[first], kind.astype(np.int32), own)


def _find_equal(words: NDArray[np.int64]) -> tuple[Indices, Indices]:
    """Give the first row of each kind, and the kind of each row."""
    random = np.random.default_rng(SEED)
    factors = random.integers(1, 1 << 62, words.shape[1]) | 1
    marks = (words * factors).sum(axis=1)
    _, first, kind = np.unique(marks, return_index=True, return_inverse=True)
    if (words[first[kind]] == words).all():
        return first, kind
    _, first, kind = np.unique(words, axis=0, return_index=True, return_inverse=True)
    return first, kind.ravel()


def _side_by_side(
    network: Network, first: Indices, kind: Indices
) -> tuple[Indices, Indices]:
    """Renumber the kinds, so that those of one quarter lie together in memory."""
    where = curve_order(network.node_lonlat[network.tail[first]])
    place = np.empty_like(where)
    place[where] = np.arange(len(where))
    return first[where], place[kind]


@kernel
def sums_of(
    bits: Bits, burdens: Floats, number: int, kind: int, row: Record, need: Record
) -> Sums:
    """Give what is judged of a kind, judging its row the first time.

    ``bits``, shape (k, 4), takes what is refused, doubtful and beyond comfort, and
    the number of the person once it is known; ``burdens``, shape (k, 2), shares of
    the time on the flat, and seconds.
    """
    one, two = bits[kind], burdens[kind]
    if one[KNOWN] != number:
        found = judge_segment(row, need)
        one[0], one[1], one[2] = found[0], found[1], found[2]
        two[0], two[1] = found[3], found[4]
        one[KNOWN] = number
    return int(one[0]), int(one[1]), int(one[2]), float(two[0]), float(two[1])


@kernel
def own_at(own: Floats, segment: int) -> Own:
    """Give what is a segment's own."""
    return own[segment, 0], own[segment, 1], own[segment, 2], own[segment, 3]
