"""What hangs on the rest of a town by one end, and where a search may pass."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given, settings

from geo.engine.arc import CLOSED
from geo.engine.lazy import find_way, weighed
from geo.engine.query import Seeds
from geo.engine.streets import NOWHERE, build_streets
from tests.geo.engine.maps import Sketch, distances, sketches
from tests.geo.engine.test_lazy import map_of
from tests.geo.sketch import sketch as network_of

RING = [(0, 1), (1, 2), (2, 0)]
"""Three streets around a block."""


def arcs_of(pairs: list[tuple[int, int]], node: int) -> tuple[set[int], set[int]]:
    """Give the nodes at the far ends of the arcs for everybody, and of the others."""
    streets = build_streets(network_of(1 + max(max(pair) for pair in pairs), pairs))
    start, stop = streets.start[node], streets.stop[node]
    end = streets.start[node + 1]
    far = streets.arcs[:, 1]
    return set(far[start:stop].tolist()), set(far[stop:end].tolist())


def test_around_a_block_nothing_hangs() -> None:
    streets = build_streets(network_of(3, RING))

    assert streets.hook.tolist() == [NOWHERE] * 3
    assert arcs_of(RING, 0) == ({1, 2}, set())


def test_a_lane_hangs_on_its_block_node_by_node() -> None:
    lane = [*RING, (2, 3), (3, 4), (3, 5)]

    streets = build_streets(network_of(6, lane))

    assert streets.hook.tolist() == [NOWHERE, NOWHERE, NOWHERE, 2, 3, 3]
    assert arcs_of(lane, 2) == ({0, 1}, {3})
    assert arcs_of(lane, 3) == ({2}, {4, 5})


def test_two_streets_between_the_same_nodes_and_a_loop_do_not_hang() -> None:
    streets = build_streets(network_of(4, [(0, 1), (1, 0), (1, 2), (2, 2), (2, 3)]))

    assert streets.hook.tolist() == [NOWHERE, NOWHERE, NOWHERE, 2]


@given(sketches())
@settings(max_examples=60)
def test_every_arc_is_kept_and_hooks_lead_out(drawn: Sketch) -> None:
    network = map_of(drawn)

    streets = build_streets(network)

    assert sorted(streets.arcs[:, 0].tolist()) == list(range(2 * network.segments))
    for node in range(network.nodes):
        at, steps = node, 0
        while at != NOWHERE:
            at, steps = int(streets.hook[at]), steps + 1
            assert steps <= network.nodes


@given(sketches())
@settings(max_examples=60)
def test_a_long_street_without_a_choice_is_passed_like_any_other(drawn: Sketch) -> None:
    """Every street is cut into many, each further piece of one millisecond."""
    cuts, pairs, weights, node = 11, [], [], drawn.nodes
    for i, (tail, head) in enumerate(zip(drawn.tail, drawn.head, strict=True)):
        row = [int(tail), *range(node, node + cuts), int(head)]
        node += cuts
        pairs += list(pairwise(row))
        weights += [*drawn.weights[2 * i : 2 * i + 2].tolist(), *[1, 1] * cuts]
    network = network_of(node, pairs)
    bench = weighed(np.array(weights, dtype=np.int32))

    table = distances(
        drawn, np.where(drawn.weights < CLOSED, drawn.weights + cuts, CLOSED)
    )
    for one in range(drawn.nodes):
        for other in range(drawn.nodes):
            ends = Seeds.of([(one, 0)]), Seeds.of([(other, 0)])
            found = find_way(network, bench, *ends)
            assert (found.cost if found else CLOSED) == table[one, other]
