"""Kernels: from tables of a few places at once to what every home reaches."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from geo.engine.arc import CLOSED, Weights
from geo.judge.kernel import kernel
from geo.network import Floats, Ints
from geo.passage import Labels


class Homes(NamedTuple):
    """Where homes hang on the nodes, and doors on their own segments.

    ``node``, ``leave``, ``arrive``: see ``geo.measure.ends.Ends``; ``start``,
    ``other``, ``there``, ``back``: see ``geo.measure.ends.Beside``.
    """

    node: Ints
    leave: Weights
    arrive: Weights
    start: Labels
    other: Ints
    there: Weights
    back: Weights


@kernel
def fill_trips(
    homes: Homes,
    begin: int,
    there: Weights,
    back: Weights,
    first: int,
    trips: Weights,
) -> None:
    """Give the round trips of some homes to some places: the longer direction.

    Parameters
    ----------
    homes : Homes
    begin : int
        The home of the first row.
    there, back : array of int32, shape (n, b)
        Milliseconds from each node to each place, and back.
    first : int
        The place of the first column.
    trips : array of int32, shape (r, b)
        Filled; ``CLOSED`` where there is no way out or none back.
    """
    width = there.shape[1]
    again = np.empty(width, np.int64)
    out = np.empty(width, np.int64)
    for row in range(len(trips)):
        home = begin + row
        tail, head = homes.node[home, 0], homes.node[home, 1]
        leave_tail, leave_head = homes.leave[home, 0], homes.leave[home, 1]
        from_tail, from_head = homes.arrive[home, 0], homes.arrive[home, 1]
        for lane in range(width):
            # The sum of two closed weights is too long for 32 bits.
            out[lane] = min(
                np.int64(there[tail, lane]) + leave_tail,
                np.int64(there[head, lane]) + leave_head,
            )
            again[lane] = min(
                np.int64(back[tail, lane]) + from_tail,
                np.int64(back[head, lane]) + from_head,
            )
        for pair in range(homes.start[home], homes.start[home + 1]):
            lane = homes.other[pair] - first
            if lane >= 0 and lane < width:
                out[lane] = min(out[lane], homes.there[pair])
                again[lane] = min(again[lane], homes.back[pair])
        for lane in range(width):
            trips[row, lane] = min(max(out[lane], again[lane]), CLOSED)


class Stock(NamedTuple):
    """What places have: ``kind[start[j]:start[j + 1]]`` and ``held`` of place ``j``."""

    start: Labels
    kind: Ints
    held: Floats


@kernel
def count_trips(
    trips: Weights,
    first: int,
    stock: Stock,
    limits: Weights,
    counts: Floats,
    nearest: Weights,
) -> None:
    """Add what homes reach of some places to what they have.

    Parameters
    ----------
    trips : array of int32, shape (r, b)
    first : int
        The place of the first column.
    stock : Stock
    limits : array of int32, shape (t,)
        Milliseconds, rising.
    counts : array, shape (r, t, c)
        Added to.
    nearest : array of int32, shape (r, c)
        Lowered to the nearest place of each kind, however far.
    """
    start, kinds, held = stock.start, stock.kind, stock.held
    for row in range(trips.shape[0]):
        for lane in range(trips.shape[1]):
            spent = trips[row, lane]
            if spent >= CLOSED:
                continue
            passed = 0
            while passed < len(limits) and spent > limits[passed]:
                passed += 1
            for at in range(start[first + lane], start[first + lane + 1]):
                kind = kinds[at]
                nearest[row, kind] = min(nearest[row, kind], spent)
                for limit in range(passed, len(limits)):
                    counts[row, limit, kind] += held[at]
