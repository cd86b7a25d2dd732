"""Kernels: links get their weights from arcs and from the triangles below them.

In a triangle the way over the lowest node may be shorter than the upper link. Links
are visited from the bottom up, so one pass is enough.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from geo.engine.arc import CLOSED, Weights
from geo.engine.elimination import Indices, find_link
from geo.judge.kernel import kernel
from geo.network import Ints

Lanes = NDArray[np.uint32]
WIDTH = 16
"""So many 32-bit numbers fill one line of a processor's cache."""


@kernel
def settle_links(
    start: Indices, corner: Ints, side: Ints, arcs: Weights, up: Weights, down: Weights
) -> None:
    """Give all links their weights, upward and downward."""
    up[:] = CLOSED
    down[:] = CLOSED
    for arc in range(len(side)):
        link = side[arc] >> 1
        if side[arc] < 0:
            continue
        if side[arc] & 1:
            down[link] = min(down[link], arcs[arc])
        else:
            up[link] = min(up[link], arcs[arc])
    place = 0
    for node in range(len(start) - 1):
        last = start[node + 1]
        for one in range(start[node], last - 1):
            rise, fall = up[one], down[one]
            if rise < CLOSED or fall < CLOSED:
                for other in range(one + 1, last):
                    link = corner[place + other - one - 1]
                    over = fall + up[other]
                    back = down[other] + rise
                    up[link] = min(up[link], over)
                    down[link] = min(down[link], back)
            place += last - one - 1


@kernel
def settle_lanes(  # noqa: C901
    start: Indices, corner: Ints, side: Ints, arcs: Lanes, up: Lanes, down: Lanes
) -> None:
    """Do the same for several metrics at once, each in its column.

    Numbers without a sign hold the sum of two closed weights, and the number of
    columns is asked of the table: only so do the loops over lanes become instructions
    that work on many numbers at once.
    """
    width = up.shape[1]
    up[:] = CLOSED
    down[:] = CLOSED
    for arc in range(len(side)):
        link = side[arc] >> 1
        if side[arc] < 0:
            continue
        if side[arc] & 1:
            for lane in range(width):
                down[link, lane] = min(down[link, lane], arcs[arc, lane])
        else:
            for lane in range(width):
                up[link, lane] = min(up[link, lane], arcs[arc, lane])
    place = 0
    for node in range(len(start) - 1):
        for one in range(start[node], start[node + 1] - 1):
            for other in range(one + 1, start[node + 1]):
                link = corner[place]
                place += 1
                for lane in range(width):
                    over = np.uint32(down[one, lane] + up[other, lane])
                    back = np.uint32(down[other, lane] + up[one, lane])
                    up[link, lane] = min(up[link, lane], over)
                    down[link, lane] = min(down[link, lane], back)


@kernel
def deal_out(lanes: Lanes, rows: Weights) -> None:
    """Give each metric a row of its own."""
    for link in range(len(lanes)):
        for lane in range(len(rows)):
            rows[lane, link] = lanes[link, lane]


@kernel
def _push(heap: Indices, size: int, link: int) -> Indices:
    """Put a link into a heap of the lowest; wider if it was full."""
    if size == len(heap):
        wider = np.empty(2 * size, np.int64)
        wider[:size] = heap
        heap = wider
    place = size
    while place > 0 and heap[(place - 1) >> 1] > link:
        heap[place] = heap[(place - 1) >> 1]
        place = (place - 1) >> 1
    heap[place] = link
    return heap


@kernel
def _pop(heap: Indices, size: int) -> None:
    """Take the lowest link off; ``size`` are left."""
    last = heap[size]
    place = 0
    while True:
        child = 2 * place + 1
        if child >= size:
            break
        if child + 1 < size and heap[child + 1] < heap[child]:
            child += 1
        if heap[child] >= last:
            break
        heap[place] = heap[child]
        place = child
    heap[place] = last


@kernel
def weigh_arcs(side: int, arc_start: Indices, arcs: Ints, weights: Weights) -> int:
    """Weigh one side of a link by its own arcs alone."""
    least = CLOSED
    for place in range(arc_start[side], arc_start[side + 1]):
        least = min(least, weights[arcs[place]])
    return least


@kernel
def _matters(before: int, after: int, kept: int) -> bool:
    """Tell whether a triangle gave its upper link the weight, or gives it a lower."""
    return after != before and (before == kept or after < kept)


@kernel
def mend_links(  # noqa: C901, PLR0912, PLR0913, PLR0915, PLR0917
    changed: Ints,
    start: Indices,
    above: Ints,
    below: Ints,
    corner_start: Indices,
    corner: Ints,
    down_start: Indices,
    down_below: Ints,
    down_link: Ints,
    arc_start: Indices,
    arcs: Ints,
    weights: Weights,
    up: Weights,
    down: Weights,
) -> int:
    """Give links their weights anew where the weights of some arcs have changed.

    Links are taken from the bottom up, and only where a triangle below has changed
    in a way that matters. Both lower links of a triangle look at it, each after its
    own change, so every change of their sum is seen against the upper link's old
    weight.

    Parameters
    ----------
    changed : array
        Links whose arcs have changed; ``weights`` has the new weights.
    others
        See ``geo.engine.hierarchy.Hierarchy`` and ``geo.engine.metric.Metric``.

    Returns
    -------
    int
        How many links were looked at.
    """
    heap = np.empty(max(64, 2 * len(changed)), np.int64)
    size = 0
    for link in changed:
        heap = _push(heap, size, link)
        size += 1
    done = -1
    count = 0
    while size > 0:
        link = heap[0]
        size -= 1
        _pop(heap, size)
        if link == done:
            continue
        done = link
        count += 1
        low, high = below[link], above[link]
        rise = weigh_arcs(2 * link, arc_start, arcs, weights)
        fall = weigh_arcs(2 * link + 1, arc_start, arcs, weights)
        for place in range(down_start[low], down_start[low + 1]):
            left = down_link[place]
            right = find_link(above, left + 1, start[down_below[place] + 1], high)
            if right >= 0:
                rise = min(rise, down[left] + up[right])
                fall = min(fall, down[right] + up[left])
        before_up, before_down = up[link], down[link]
        if rise == before_up and fall == before_down:
            continue
        up[link], down[link] = rise, fall
        degree = start[low + 1] - start[low]
        here = link - start[low]
        for there in range(degree):
            if there == here:
                continue
            first, second = min(here, there), max(here, there)
            place = corner_start[low] + first * (2 * degree - first - 1) // 2
            upper = corner[place + second - first - 1]
            beside = start[low] + there
            if here < there:
                over, back = fall + up[beside], down[beside] + rise
                over_before = before_down + up[beside]
                back_before = down[beside] + before_up
            else:
                over, back = down[beside] + rise, fall + up[beside]
                over_before = down[beside] + before_up
                back_before = before_down + up[beside]
            if _matters(over_before, over, up[upper]) or _matters(
                back_before, back, down[upper]
            ):
                heap = _push(heap, size, upper)
                size += 1
    return count
