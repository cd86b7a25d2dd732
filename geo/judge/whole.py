"""The judgement of many edges at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from geo.judge.edge import judge_edge, judge_heading, judge_segment, whole_ms
from geo.judge.kernel import kernel
from geo.network import Floats, Ints

Bits = NDArray[np.uint32]


@kernel
def judge_all(
    rows: NDArray[np.void],
    extra: NDArray[np.void],
    index: Ints,
    needs: NDArray[np.void],
    measures: Floats,
    bits: Bits,
) -> None:
    """Judge both edges of every segment.

    ``measures``, shape (4, 2m), takes seconds, effort, uncertain metres and rank;
    ``bits``, shape (3, 2m), what is refused, doubtful and beyond comfort.
    """
    count, need = len(rows), needs[0]
    for segment in range(len(index)):
        place = index[segment]
        row = rows[place] if place < count else extra[place - count]
        both = judge_segment(row, need)
        for back in range(2):
            found = judge_heading(row, need, 1.0 - 2.0 * back, both)
            edge = 2 * segment + back
            measures[0, edge] = found[0]
            measures[1, edge] = found[1]
            measures[2, edge] = found[2]
            measures[3, edge] = found[3]
            bits[0, edge] = found[4]
            bits[1, edge] = found[5]
            bits[2, edge] = found[6]


@kernel
def judge_some(  # noqa: PLR0913, PLR0917
    rows: NDArray[np.void],
    extra: NDArray[np.void],
    index: Ints,
    needs: NDArray[np.void],
    edges: NDArray[np.int64],
    measures: Floats,
    bits: Bits,
) -> None:
    """Judge some edges; one column of ``measures`` and ``bits`` each."""
    count, need = len(rows), needs[0]
    for i, edge in enumerate(edges):
        place = index[edge >> 1]
        row = rows[place] if place < count else extra[place - count]
        found = judge_edge(row, need, 1.0 - 2.0 * (edge & 1))
        measures[0, i] = found[0]
        measures[1, i] = found[1]
        measures[2, i] = found[2]
        measures[3, i] = found[3]
        bits[0, i] = found[4]
        bits[1, i] = found[5]
        bits[2, i] = found[6]


@kernel
def weigh_all(
    rows: NDArray[np.void],
    extra: NDArray[np.void],
    index: Ints,
    needs: NDArray[np.void],
    weights: Ints,
) -> None:
    """Weigh both edges of every segment, milliseconds."""
    count, need = len(rows), needs[0]
    for segment in range(len(index)):
        place = index[segment]
        row = rows[place] if place < count else extra[place - count]
        both = judge_segment(row, need)
        for back in range(2):
            found = judge_heading(row, need, 1.0 - 2.0 * back, both)
            weights[2 * segment + back] = whole_ms(found[3], found[4])
