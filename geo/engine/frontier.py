"""The search from both ends at once, which judges an edge when it comes to it.

Arrays have two rows, the first for the side of the starts, the second for the ends.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from geo.engine.arc import Weights
from geo.engine.heap import drop, pack, push
from geo.judge.kernel import kernel
from geo.judge.whole import Judged, weigh_one
from geo.network import Ints

NODE: Final = (1 << 32) - 1
NONE: Final = -1
SPENT, BY, STAMP = 0, 1, 2
"""Of a node: milliseconds, the edge that led there, the number of the search.

A node with another number was not seen: nothing is cleared between two searches.
"""


class Streets(NamedTuple):
    """Directed edges by the node they leave, and by the one they enter.

    ``starts``, shape (2, n + 1); ``arcs``, shape (2, 2m, 2), edge and far node.
    """

    starts: Ints
    arcs: Ints


class Bench(NamedTuple):
    """Who judges: what is known of a person's segments, or weights known already.

    ``weights`` is empty where edges are judged.
    """

    judged: Judged
    weights: Weights


class Space(NamedTuple):
    """Arrays of one search: ``state``, shape (2, n, 3), and heaps, shape (2, k)."""

    state: Ints
    heaps: NDArray[np.int64]


@kernel
def weigh(bench: Bench, edge: int) -> int:
    """Give the milliseconds of a directed edge, ``CLOSED`` if refused."""
    if len(bench.weights) > 0:
        return int(bench.weights[edge])
    return weigh_one(bench.judged, edge)


@kernel
def sow(space: Space, side: int, number: int, nodes: Ints, spent: Weights) -> int:
    """Put the nodes from which one side begins into its heap; give its size."""
    state, size = space.state[side], 0
    for i in range(len(nodes)):
        node, ms = nodes[i], spent[i]
        if state[node, STAMP] == number and state[node, SPENT] <= ms:
            continue
        state[node, SPENT], state[node, BY], state[node, STAMP] = ms, NONE, number
        push(space.heaps[side], size, pack(ms, node))
        size += 1
    return size


@kernel
def meet_at_seeds(space: Space, number: int, nodes: Ints, stop: int) -> tuple[int, int]:
    """Find the best node at which both sides begin."""
    best, meeting = stop, NONE
    for node in nodes:
        if space.state[0, node, STAMP] == number:
            both = space.state[0, node, SPENT] + space.state[1, node, SPENT]
            if both < best:
                best, meeting = both, node
    return best, meeting


@kernel
def meet(  # noqa: PLR0913, PLR0917
    streets: Streets,
    bench: Bench,
    space: Space,
    number: int,
    starts: Ints,
    start_ms: Weights,
    ends: Ints,
    end_ms: Weights,
    stop: int,
) -> tuple[int, int, int]:
    """Search from both ends in turn until the best meeting cannot be beaten.

    The side that has seen all of its island ends the search: two positions without a
    way cost no more than the smaller of two islands.

    Returns
    -------
    tuple of int
        Milliseconds (``stop`` where there is nothing better), the node of the
        meeting (``NONE``), and how many nodes were settled.
    """
    sizes = np.zeros(2, np.int64)
    sizes[0] = sow(space, 0, number, starts, start_ms)
    sizes[1] = sow(space, 1, number, ends, end_ms)
    best, meeting = meet_at_seeds(space, number, ends, stop)
    settled = 0
    while sizes[0] > 0 and sizes[1] > 0:
        if (space.heaps[0, 0] >> 32) + (space.heaps[1, 0] >> 32) >= best:
            break
        side = settled & 1
        heap, state, other = space.heaps[side], space.state[side], space.state[1 - side]
        key = heap[0]
        sizes[side] -= 1
        drop(heap, sizes[side])
        settled += 1
        ms, node = key >> 32, key & NODE
        if ms > state[node, SPENT]:
            continue
        for i in range(streets.starts[side, node], streets.starts[side, node + 1]):
            edge, far = streets.arcs[side, i, 0], streets.arcs[side, i, 1]
            seen = state[far, STAMP] == number
            # Whatever is behind is not judged: no edge weighs nothing.
            if seen and state[far, SPENT] <= ms:
                continue
            total = ms + weigh(bench, edge)
            if total >= best or (seen and state[far, SPENT] <= total):
                continue
            state[far, SPENT], state[far, BY], state[far, STAMP] = total, edge, number
            push(heap, sizes[side], pack(total, far))
            sizes[side] += 1
            if other[far, STAMP] == number and total + other[far, SPENT] < best:
                best, meeting = total + other[far, SPENT], far
    return best, meeting, settled


@kernel
def trace(state: Ints, node: int, near: Ints, far: Ints) -> Ints:
    """List the edges by which one side came to a node, the last first.

    ``near`` are the nodes at which segments begin on this side (tails, from the
    starts; heads, from the ends), ``far`` the others.
    """
    count, place = 0, node
    while state[place, BY] != NONE:
        edge = state[place, BY]
        place = near[edge >> 1] if edge & 1 == 0 else far[edge >> 1]
        count += 1
    edges, place = np.empty(count, np.int32), node
    for i in range(count):
        edges[i] = state[place, BY]
        edge = edges[i]
        place = near[edge >> 1] if edge & 1 == 0 else far[edge >> 1]
    return edges
