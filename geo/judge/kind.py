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
from geo.judge.kernel import Record, inlined
from geo.judge.row import ROW, Rows, build_rows
from geo.network import Network

OWN: Final = (
    "length_m",
    "run_m",
    "incline",
    "incline_soft",
    "incline_across",
    "incline_across_soft",
)
"""What segments of one kind do not share: what is measured, hardly ever alike."""
SEGMENT: Final = np.dtype([("kind", "i4"), *((name, "f8") for name in OWN)], align=True)
"""One cache line of a segment."""
Indices = NDArray[np.intp]
SEED: Final = 20_260_101


@dataclass(frozen=True, eq=False)
class Kinds:
    """The rows of a network, taken apart.

    Attributes
    ----------
    rows : structured array, shape (k,)
        Of ``ROW``; one of each kind, without what is a segment's own.
    segments : structured array, shape (m,)
        Of ``SEGMENT``: index into ``rows``, and what is each segment's own.
    """

    rows: Rows
    segments: Rows


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
    segments = np.zeros(len(rows), dtype=SEGMENT)
    segments["kind"] = kind
    for name in OWN:
        segments[name] = rows[name]
    return Kinds(shared[first], segments)


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


@inlined
def sums_of(known: Record, number: int, row: Record, need: Record) -> Sums:
    """Give what is judged of a kind, judging its row the first time.

    ``known``, of ``geo.judge.slate.KNOWN``, takes it, with the number of the person.
    """
    if known["number"] != number:
        found = judge_segment(row, need)
        known["refused"], known["doubtful"], known["beyond"] = (
            found[0],
            found[1],
            found[2],
        )
        known["share"], known["seconds"] = found[3], found[4]
        known["number"] = number
    bits = int(known["refused"]), int(known["doubtful"]), int(known["beyond"])
    return (*bits, float(known["share"]), float(known["seconds"]))
