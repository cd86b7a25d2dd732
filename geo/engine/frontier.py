"""The search from both ends at once, which judges an edge when it comes to it.

Of every node what one side knows stands beside what the other does. A node from which
there is one way on is no choice: the search goes on through it at once.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from geo.engine.arc import Weights
from geo.engine.heap import drop, pack, push
from geo.engine.streets import NOWHERE, Streets
from geo.judge.about import own_of
from geo.judge.edge import weigh_heading
from geo.judge.kernel import inlined, kernel
from geo.judge.kind import sums_of
from geo.judge.whole import Judged
from geo.network import Ints

NODE: Final = (1 << 32) - 1
NONE: Final = -1
MANY: Final = -2
TWO: Final = 2
AT_ONCE: Final = 8
"""After so many nodes without a choice it is the other side's turn."""
SPENT, BY, STAMP, GATE = 0, 1, 2, 3
"""Of a node: milliseconds, the edge that led there, the number of the search; the same
from the other end ``SIDE`` columns on. ``GATE`` has the number where an end of the
search hangs on the node.

A node with another number was not seen: nothing is cleared between two searches.
"""
SIDE: Final = 4
COLUMNS: Final = 8


class Bench(NamedTuple):
    """Who judges: what is known of a person's segments, or weights known already.

    ``weights`` is empty where edges are judged.
    """

    judged: Judged
    weights: Weights


class Space(NamedTuple):
    """Arrays of one search: ``state``, shape (n, 8), and heaps, shape (2, k)."""

    state: Ints
    heaps: NDArray[np.int64]


@kernel
def sow(
    streets: Streets, space: Space, side: int, number: int, nodes: Ints, spent: Weights
) -> int:
    """Put the nodes from which one side begins into its heap; give its size."""
    state, size, own = space.state, 0, SIDE * side
    for i in range(len(nodes)):
        node, ms = nodes[i], spent[i]
        if state[node, own + STAMP] == number and state[node, own + SPENT] <= ms:
            continue
        state[node, own + SPENT], state[node, own + BY] = ms, NONE
        state[node, own + STAMP] = number
        push(space.heaps[side], size, pack(ms, node))
        size += 1
        while streets.hook[node] != NOWHERE:
            node = streets.hook[node]
            state[node, GATE] = number
    return size


@kernel
def meet_at_seeds(space: Space, number: int, nodes: Ints, stop: int) -> tuple[int, int]:
    """Find the best node at which both sides begin."""
    best, meeting, state = stop, NONE, space.state
    for node in nodes:
        if state[node, STAMP] == number:
            both = state[node, SPENT] + state[node, SIDE + SPENT]
            if both < best:
                best, meeting = both, node
    return best, meeting


@inlined
def find_next(arcs: Ints, first: int, end: int, segment: int) -> int:
    """Give the arc that leads on from a node to which a segment led.

    ``MANY`` where there is a choice, ``NONE`` at a dead end.
    """
    if end - first > TWO:
        return MANY
    for arc in range(first, end):
        if arcs[arc, 0] >> 1 != segment:
            return arc
    return NONE


@kernel
def meet(  # noqa: C901, PLR0912, PLR0913, PLR0915, PLR0917
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
    sizes[0] = sow(streets, space, 0, number, starts, start_ms)
    sizes[1] = sow(streets, space, 1, number, ends, end_ms)
    best, meeting = meet_at_seeds(space, number, ends, stop)
    # Whoever holds an array is counted: what the loop needs is named before it.
    start, leave, arcs = streets.start, streets.stop, streets.arcs
    state, ahead, back = space.state, space.heaps[0], space.heaps[1]
    weights, judged = bench.weights, bench.judged
    kinds, segments, extra = judged.kinds, judged.segments, judged.extra
    places, need, slate = judged.places, judged.needs[0], judged.slate
    person, is_weighed, is_barred = judged.number, len(weights) > 0, len(extra) > 0
    settled = 0
    while sizes[0] > 0 and sizes[1] > 0:
        side = settled & 1
        key, least = (back[0], ahead[0]) if side else (ahead[0], back[0])
        ms, node, least = key >> 32, key & NODE, least >> 32
        if ms + least >= best:
            break
        sizes[side] -= 1
        if side:
            drop(back, sizes[side])
        else:
            drop(ahead, sizes[side])
        settled += 1
        mine, other = SIDE * side, SIDE - SIDE * side
        if ms > state[node, mine + SPENT]:
            continue
        last = start[node + 1] if state[node, GATE] == number else leave[node]
        for i in range(start[node], last):
            spent, arc, far, passed = ms, i, NONE, 0
            while arc >= 0:
                edge, far = arcs[arc, 0] ^ side, arcs[arc, 1]
                segment = edge >> 1
                seen = state[far, mine + STAMP] == number
                # Whatever is behind is not judged: no edge weighs nothing.
                if seen and state[far, mine + SPENT] <= spent:
                    break
                if is_weighed:
                    total = spent + weights[edge]
                else:
                    here, changed = segments[segment], -1
                    if is_barred:
                        changed = places[segment] - len(segments)
                    if changed < 0:
                        kind, own = int(here["kind"]), own_of(here)
                        row = kinds[kind]
                    else:
                        kind, row = len(kinds) + changed, extra[changed]
                        own = own_of(row)
                    both = sums_of(slate[kind], person, row, need)
                    heading = 1.0 - 2.0 * (edge & 1)
                    total = spent + weigh_heading(row, own, need, heading, both)
                if total >= best or (seen and state[far, mine + SPENT] <= total):
                    break
                spent = total
                state[far, mine + SPENT], state[far, mine + BY] = total, edge
                state[far, mine + STAMP] = number
                met = state[far, other + STAMP] == number
                if met and total + state[far, other + SPENT] < best:
                    best, meeting = total + state[far, other + SPENT], far
                if total + least >= best:
                    break
                end = start[far + 1] if state[far, GATE] == number else leave[far]
                passed += 1
                arc = MANY
                if passed < AT_ONCE:
                    arc = find_next(arcs, start[far], end, segment)
            if arc == MANY:
                if side:
                    push(back, sizes[side], pack(spent, far))
                else:
                    push(ahead, sizes[side], pack(spent, far))
                sizes[side] += 1
    return best, meeting, settled


@kernel
def trace(state: Ints, side: int, node: int, near: Ints, far: Ints) -> Ints:
    """List the edges by which one side came to a node, the last first.

    ``near`` are the nodes at which segments begin on this side (tails, from the
    starts; heads, from the ends), ``far`` the others.
    """
    by, place, count = SIDE * side + BY, node, 0
    while state[place, by] != NONE:
        edge = state[place, by]
        place = near[edge >> 1] if edge & 1 == 0 else far[edge >> 1]
        count += 1
    edges, place = np.empty(count, np.int32), node
    for i in range(count):
        edges[i] = state[place, by]
        edge = edges[i]
        place = near[edge >> 1] if edge & 1 == 0 else far[edge >> 1]
    return edges
