"""What barriers change in the rows of a network, and what that changes in weights."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from geo.engine.arc import Weights
from geo.judge.edge import weigh_edge
from geo.judge.kernel import kernel
from geo.judge.laid import Laid
from geo.judge.need import Needs
from geo.network import Ints

Words = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Layer:
    """The rows that barriers have changed.

    Attributes
    ----------
    laid : Laid
    segments : array, shape (k,)
        Whose rows they are, in order.
    words : array, shape (k, w)
        The rows as plain numbers, to be compared.
    """

    laid: Laid
    segments: Ints
    words: Words


@lru_cache(maxsize=8)
def build_layer(laid: Laid) -> Layer:
    """Collect what barriers have changed."""
    segments = np.flatnonzero(laid.index >= len(laid.rows)).astype(np.int32)
    return Layer(laid, segments, _words(laid.extra))


def _words(rows: NDArray[np.void]) -> Words:
    width = rows.dtype.itemsize // np.dtype(np.int64).itemsize
    return np.ascontiguousarray(rows).view(np.int64).reshape(len(rows), width)


def list_altered(before: Layer, after: Layer) -> Ints:
    """List the segments whose rows differ between two layers."""
    mask = _mask(after.laid.rows.dtype)
    one, other = (before.segments, before.words), (after.segments, after.words)
    return find_altered(*one, *other, mask)


@lru_cache(maxsize=1)
def _mask(row: np.dtype[np.void]) -> Words:
    """Mark the bits that fields take up; what lies between them is anything."""
    mask = np.zeros(row.itemsize, dtype=np.uint8)
    for kind, place, *_ in (row.fields or {}).values():
        mask[place : place + kind.itemsize] = 255
    return mask.view(np.int64)


def weigh(laid: Laid, needs: Needs, segments: Ints) -> Weights:
    """Weigh both edges of some segments, shape (2k,)."""
    weights = np.empty(2 * len(segments), dtype=np.int32)
    weigh_segments(laid.rows, laid.extra, laid.index, needs, segments, weights)
    return weights


@kernel
def find_altered(one: Ints, old: Words, other: Ints, new: Words, mask: Words) -> Ints:
    """Merge two sorted lists of segments; rows on one side only have changed too."""
    found = np.empty(len(one) + len(other), np.int32)
    count, left, right = 0, 0, 0
    while left < len(one) or right < len(other):
        if right == len(other) or (left < len(one) and one[left] < other[right]):
            found[count] = one[left]
            count += 1
            left += 1
        elif left == len(one) or other[right] < one[left]:
            found[count] = other[right]
            count += 1
            right += 1
        else:
            found[count] = one[left]
            for word in range(old.shape[1]):
                if (old[left, word] ^ new[right, word]) & mask[word]:
                    count += 1
                    break
            left += 1
            right += 1
    return found[:count]


@kernel
def weigh_segments(
    rows: NDArray[np.void],
    extra: NDArray[np.void],
    index: Ints,
    needs: Needs,
    segments: Ints,
    weights: Weights,
) -> None:
    """Weigh both edges of some segments."""
    count, need = len(rows), needs[0]
    for i in range(len(segments)):
        place = index[segments[i]]
        row = rows[place] if place < count else extra[place - count]
        weights[2 * i] = weigh_edge(row, need, 1.0)
        weights[2 * i + 1] = weigh_edge(row, need, -1.0)
