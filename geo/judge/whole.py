"""The judgement of many edges at once."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from geo.judge.about import own_of
from geo.judge.edge import judge_edge, judge_heading, weigh_heading
from geo.judge.kernel import kernel
from geo.judge.kind import build_kinds, sums_of
from geo.judge.laid import Laid
from geo.judge.need import Needs
from geo.judge.row import Rows
from geo.judge.slate import SLATES, Slate
from geo.network import Floats, Ints

Bits = NDArray[np.uint32]


class Judged(NamedTuple):
    """All segments for one person: what some share is judged once.

    Attributes
    ----------
    kinds, segments : structured array
        Rows of the network, taken apart (``geo.judge.kind.Kinds``).
    extra : structured array, shape (e,)
        Rows that barriers changed; each is a kind of its own, after the others.
    places : array, shape (m,)
        Where barriers changed a row: ``m +`` its place in ``extra``.
    needs : structured array, shape (1,)
    slate : structured array, shape (k + e,)
        More rows where the thread knows a larger network (``geo.judge.slate``).
    number : int
        Of the person, in what was judged for them.
    """

    kinds: Rows
    segments: Rows
    extra: Rows
    places: Ints
    needs: Needs
    slate: Slate
    number: int


def judge_shared(laid: Laid, needs: Needs, owner: object) -> Judged:
    """Make room in this thread for what segments share; nothing is judged before.

    ``owner`` stands for these needs under these barriers.
    """
    kinds = build_kinds(laid.facts.network)
    slate = SLATES.ready(owner, len(kinds.rows) + len(laid.extra))
    taken_apart = kinds.rows, kinds.segments
    return Judged(*taken_apart, laid.extra, laid.index, needs, *slate)


@kernel
def judge_all(judged: Judged, measures: Floats, bits: Bits) -> None:
    """Judge both edges of every segment.

    ``measures``, shape (4, 2m), takes seconds, effort, uncertain metres and rank;
    ``bits``, shape (3, 2m), what is refused, doubtful and beyond comfort.
    """
    kinds, segments, extra = judged.kinds, judged.segments, judged.extra
    places, need, slate = judged.places, judged.needs[0], judged.slate
    for segment in range(len(segments)):
        here, changed = segments[segment], places[segment] - len(segments)
        if changed < 0:
            kind, row, own = int(here["kind"]), kinds[here["kind"]], own_of(here)
        else:
            kind, row = len(kinds) + changed, extra[changed]
            own = own_of(row)
        both = sums_of(slate[kind], judged.number, row, need)
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
def weigh_all(judged: Judged, weights: Ints) -> None:
    """Weigh both edges of every segment, milliseconds."""
    kinds, segments, extra = judged.kinds, judged.segments, judged.extra
    places, need, slate = judged.places, judged.needs[0], judged.slate
    for segment in range(len(segments)):
        here, changed = segments[segment], places[segment] - len(segments)
        if changed < 0:
            kind, row, own = int(here["kind"]), kinds[here["kind"]], own_of(here)
        else:
            kind, row = len(kinds) + changed, extra[changed]
            own = own_of(row)
        both = sums_of(slate[kind], judged.number, row, need)
        weights[2 * segment] = weigh_heading(row, own, need, 1.0, both)
        weights[2 * segment + 1] = weigh_heading(row, own, need, -1.0, both)
