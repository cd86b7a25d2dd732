"""The judgement of many edges at once."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from geo.judge.about import own_of
from geo.judge.edge import judge_edge, judge_heading, weigh_heading
from geo.judge.kernel import kernel
from geo.judge.kind import build_kinds, own_at, sums_of
from geo.judge.laid import Laid
from geo.judge.need import Needs
from geo.judge.row import Rows
from geo.judge.slate import SLATES, Bits
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
        More rows where the thread knows a larger network (``geo.judge.slate``).
    burdens : array, shape (k + e, 2)
    number : int
        Of the person, in what was judged for them.
    """

    kinds: Rows
    kind: Ints
    own: Floats
    extra: Rows
    places: Ints
    needs: Needs
    bits: Bits
    burdens: Floats
    number: int


def judge_shared(laid: Laid, needs: Needs, owner: object) -> Judged:
    """Make room in this thread for what segments share; nothing is judged before.

    ``owner`` stands for these needs under these barriers.
    """
    kinds = build_kinds(laid.facts.network)
    slate = SLATES.ready(owner, len(kinds.rows) + len(laid.extra))
    own = kinds.rows, kinds.kind, kinds.own
    return Judged(*own, laid.extra, laid.index, needs, *slate)


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
        slate = judged.bits, judged.burdens, judged.number
        both = sums_of(*slate, kind, row, need)
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
    slate = judged.bits, judged.burdens, judged.number
    both = sums_of(*slate, kind, row, need)
    return weigh_heading(row, own, need, heading, both)


@kernel
def weigh_all(judged: Judged, weights: Ints) -> None:
    """Weigh both edges of every segment, milliseconds."""
    for edge in range(len(weights)):
        weights[edge] = weigh_one(judged, edge)
