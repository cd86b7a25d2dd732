"""Which pieces one instruction tells, and what it tells of them as numbers."""

from __future__ import annotations

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

from geo.account.chart import NAMELESS, Records, Row
from geo.direction import STRAIGHT_DEG, angle_between
from geo.judge.kernel import kernel
from geo.network import Floats

KINDS: Final = ("elevator", "steps", "crossing", "street", "path")
ELEVATOR, STEPS, CROSSING, STREET, PATH = range(len(KINDS))
LIFT, STAIRS, STEP_COUNT, SURFACE = 0, 1, 2, 3
"""Places of attributes in ``geo.account.chart.READ``."""
SPAN: Final = np.dtype(
    [
        (name, "f8")
        for name in (
            *("first", "end", "kind", "way", "side", "at_m", "length_m"),
            *("lon", "lat", "leaves", "arrives", "turn", "surface", "step_count"),
        )
    ]
)
"""An instruction: its pieces ``first`` … ``end - 1``, a place in ``KINDS``, its way,
the side of the street as it is walked, metres from the start of the route and along it,
where it begins, bearings at which one leaves there and arrives there, and the turn
between the two, the surface of its longest piece and the most steps, both as numbers,
NaN where not known."""


@kernel
def read_numbers(
    columns: tuple[Floats, ...], edges: NDArray[np.int64], numbers: Floats
) -> None:
    """Read columns at some edges, shape (columns, n); NaN where not known."""
    for attribute in range(len(columns)):
        column = columns[attribute]
        for i, edge in enumerate(edges):
            numbers[attribute, i] = column[edge >> 1] if len(column) else math.nan


@kernel
def find_spans(pieces: Records, numbers: Floats, spans: Records) -> int:
    """Cut a route into instructions, and say how many: pieces of one street and kind.

    The kinds of the pieces are filled in, and the rows of the instructions.
    """
    count = 0
    for i in range(len(pieces)):
        piece = pieces[i]
        if numbers[LIFT, i] >= 1:
            piece.kind = ELEVATOR
        elif numbers[STAIRS, i] > 0:
            piece.kind = STEPS
        elif piece.crosses:
            piece.kind = CROSSING
        else:
            piece.kind = STREET if piece.street else PATH
        if not (i and _goes_on(pieces[i - 1], piece)):
            spans[count].first = i
            count += 1
        spans[count - 1].end = i + 1
    for k in range(count):
        first, end = int(spans[k].first), int(spans[k].end)
        _begin(pieces, first, spans[k])
        _sum(pieces[first:end], numbers[:, first:end], spans[k])
    return count


@kernel
def _goes_on(before: Row, piece: Row) -> bool:
    """Tell whether one instruction covers a piece and the one before."""
    if before.kind != piece.kind:
        return False
    if before.side and piece.side and before.side != piece.side:
        return False
    if before.way == piece.way:
        return True
    if before.name != NAMELESS or piece.name != NAMELESS:
        return bool(before.name == piece.name)
    return bool(abs(angle_between(before.arrives, piece.leaves)) <= STRAIGHT_DEG)


@kernel
def _begin(pieces: Records, first: int, span: Row) -> None:
    """Tell where an instruction begins."""
    piece = pieces[first]
    span.kind, span.way, span.side = piece.kind, piece.way, piece.side
    span.at_m, span.lon, span.lat = piece.at_m, piece.place[0, 0], piece.place[0, 1]
    span.leaves = piece.leaves
    span.arrives = pieces[first - 1].arrives if first else piece.leaves
    span.turn = angle_between(span.arrives, span.leaves)


@kernel
def _sum(pieces: Records, numbers: Floats, span: Row) -> None:
    """Tell what holds for all of an instruction."""
    metres, longest, most = 0.0, 0, math.nan
    for i in range(len(pieces)):
        metres += pieces[i].length_m
        if pieces[i].length_m > pieces[longest].length_m:
            longest = i
        steps = numbers[STEP_COUNT, i]
        if not (math.isnan(steps) or steps <= most):
            most = steps
    span.length_m, span.surface = metres, numbers[SURFACE, longest]
    span.step_count = most
