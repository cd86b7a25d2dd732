"""The judgement of many edges at once."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from geo.judge.about import own_of
from geo.judge.edge import judge_edge, judge_heading, weigh_heading
from geo.judge.kernel import kernel
from geo.judge.kind import KNOWN, Bits, build_kinds, own_at, sums_of
from geo.judge.laid import Laid
from geo.judge.need import Needs
from geo.judge.row import Rows
from geo.network import Floats, Ints


class Judged(NamedTuple):
    """All segments for one person: what some share is judged once.

    Attributes
    ----------
    kinds, kind, own : array
        Rows of the network, taken apart (``geo.judge.kind.Kinds``).
    extra : structured array, shape (e,)
        Rows that barriers changed; each is a kind of its own, after the others.
    places : array, shape (m,)
        Where barriers changed a row: ``m +`` its place in ``extra``.
    needs : structured array, shape (1,)
    bits : array, shape (k + e, 4)
    burdens : array, shape (k + e, 2)
    """

    kinds: Rows
    kind: Ints
    own: Floats
    extra: Rows
    places: Ints
    needs: Needs
    bits: Bits
    burdens: Floats


def judge_shared(laid: Laid, needs: Needs) -> Judged:
    """Make room for what segments share; nothing is judged before it is asked for."""
    kinds = build_kinds(laid.facts.network)
    bits = np.zeros((len(kinds.rows) + len(laid.extra), KNOWN + 1), dtype=np.uint32)
    burdens = np.empty((len(bits), 2))
    own = kinds.rows, kinds.kind, kinds.own
    return Judged(*own, laid.extra, laid.index, needs, bits, burdens)


@kernel
def judge_all(judged: Judged, measures: Floats, bits: Bits) -> None:
    """Judge both edges of every segment.

    ``measures``, shape (4, 2m), takes seconds, effort, uncertain metres and rank;
    ``bits``, shape (3, 2m), what is refused, doubtful and beyond comfort.
    """
    need, count = judged.needs[0], len(judged.kind)
    for segment in range(count):
        changed = judged.places[segment] - count
        if changed < 0:
            kind = judged.kind[segment]
            row, own = judged.kinds[kind], own_at(judged.own, segment)
        else:
            kind, row = len(judged.kinds) + changed, judged.extra[changed]
            own = own_of(row)
        both = sums_of(judged.bits, judged.burdens, kind, row, need)
        for back in range(2):
            found = judge_heading(row, own, need, 1.0 - 2.0 * back, both)
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
def weigh_one(judged: Judged, edge: int) -> int:
    """Weigh one edge, milliseconds."""
    segment, count = edge >> 1, len(judged.kind)
    changed = judged.places[segment] - count
    if changed < 0:
        kind = judged.kind[segment]
        row, own = judged.kinds[kind], own_at(judged.own, segment)
    else:
        kind, row = len(judged.kinds) + changed, judged.extra[changed]
        own = own_of(row)
    need, heading = judged.needs[0], 1.0 - 2.0 * (edge & 1)
    both = sums_of(judged.bits, judged.burdens, kind, row, need)
    return weigh_heading(row, own, need, heading, both)


@kernel
def weigh_all(judged: Judged, weights: Ints) -> None:
    """Weigh both edges of every segment, milliseconds."""
    for edge in range(len(weights)):
        weights[edge] = weigh_one(judged, edge)
