"""The way on which a seat comes often enough."""

from __future__ import annotations

from collections.abc import Iterator
from heapq import heappop, heappush

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from geo.answer import Policy
from geo.cost import edge_costs
from geo.network import Network
from geo.part import Parts, Piece
from geo.profile import get_profile
from geo.route import Weights, find_route
from geo.search import edge_ends
from geo.wish import SEAT, Facility
from geo.wish_rest import _Rest, find_rested_route
from geo.wish_rest_kernel import TOO_LONG
from geo.wish_seat import Seats, build_rests, list_seat_gaps, tell_seats
from tests.geo.test_breaking import NAMES, SPOTS, at_node
from tests.town import at, draw, street

CANE = get_profile("cane")
LANES = st.lists(
    st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)).filter(
        lambda pair: pair[0] != pair[1]
    ),
    min_size=1,
    max_size=7,
)
BENCHES = st.lists(st.tuples(st.floats(0, 200), st.floats(0, 100)), max_size=5)


def bench(number: int, east: float, north: float) -> Facility:
    """Put a bench somewhere."""
    return Facility(SEAT, f"bench{number}", at(east, north))


def seated(
    network: Network, benches: list[tuple[float, float]], every_m: float
) -> tuple[Weights, Seats]:
    """Lay benches along a network."""
    costs = edge_costs(network, CANE, Policy.CAUTIOUS, ())
    seats = Seats(network, [bench(i, *place) for i, place in enumerate(benches)])
    return Weights(Parts(network, costs), closed=True), seats


def lightest(
    weights: Weights, seats: Seats, every_m: float, start: int, end: int
) -> float:
    """Search every state of node and metres since a seat, none being needless."""
    network = seats.network
    leave, enter = edge_ends(network)
    rest = _Rest(weights, seats, every_m)
    heap, done = [(0.0, start, 0.0)], set()
    while heap:
        weight, node, since = heappop(heap)
        if node == end:
            return weight
        if (node, round(since, 6)) in done:
            continue
        done.add((node, round(since, 6)))
        for edge in np.flatnonzero(leave == node).tolist():
            for pieces in ways_along(seats, edge):
                more, then = rest.walk(pieces, since)
                total = weight + more + sum(weights.of(piece) for piece in pieces)
                far = int(enter[edge]) if len(pieces) == 1 else node
                heappush(heap, (total, far, then))
    return np.inf


def ways_along(seats: Seats, edge: int) -> Iterator[list[Piece]]:
    """Go along an edge, or to its first seat and back."""
    yield [Piece(edge, 0.0, 1.0)]
    at = seats.along(Piece(edge, 0.0, 1.0))
    if at:
        share = at[0][0] / float(seats.network.length_m[edge // 2])
        yield [Piece(edge, 0.0, share), Piece(edge ^ 1, 1 - share, 1.0)]


@settings(max_examples=60, deadline=None)
@given(LANES, BENCHES, st.sampled_from([60.0, 130.0, 250.0]))
def test_no_way_has_fewer_long_stretches_or_weighs_less(
    lanes: list[tuple[str, str]],
    benches: list[tuple[float, float]],
    every_m: float,
) -> None:
    streets = [street(f"s{i}", *ends) for i, ends in enumerate(lanes)]
    network = draw(streets, nodes=SPOTS, node_facts={})
    assume(network.nodes > 1)
    weights, seats = seated(network, benches, every_m)
    rests = build_rests(seats, every_m)

    for end in range(1, network.nodes):
        ends = at_node(network, 0), at_node(network, end)
        found = find_rested_route(weights, seats, rests, ends, every_m=every_m)
        expected = lightest(weights, seats, every_m, 0, end)
        if found is None:
            assert np.isinf(expected)
            continue
        stretches, _ = _Rest(weights, seats, every_m).walk(found.pieces, 0.0)
        rank = sum(weights.of(piece) for piece in found.pieces)
        assert stretches + rank == pytest.approx(expected)
        gaps = list_seat_gaps(seats, found.pieces, every_m)
        assert stretches == len(gaps) * TOO_LONG


ROUND = draw(
    [
        street("short", "n1", "m1", "u1", "w1"),
        street("up", "n1", "n2"),
        street("long", "n2", "m2", "u2", "w2"),
        street("down", "w2", "w1"),
        street("spur", "m1", "m3"),
    ],
    node_facts={},
)


def walked(
    benches: list[tuple[float, float]], every_m: float
) -> tuple[list[str], Seats, list[Piece]]:
    """Walk from the first node to the last one of the round."""
    weights, seats = seated(ROUND, benches, every_m)
    rests = build_rests(seats, every_m)
    places = [ROUND.node_key.index(key) for key in ("n1", "w1")]
    ends = at_node(ROUND, places[0]), at_node(ROUND, places[1])
    found = find_rested_route(weights, seats, rests, ends, every_m=every_m)
    assert found is not None
    ways = [ROUND.ways[ROUND.way[p.segment]].key for p in found.pieces]
    return list(dict.fromkeys(ways)), seats, found.pieces


def test_benches_on_the_way_round_make_it_the_way() -> None:
    ways, seats, pieces = walked(
        [(0, 60), (60, 100), (150, 100), (240, 100), (300, 50)], 120.0
    )

    assert ways == ["up", "long", "down"]
    assert list_seat_gaps(seats, pieces, 120.0) == ()
    told = list(tell_seats(seats, pieces))
    assert [stop.key for stop in told] == [f"bench{i}" for i in range(5)]
    at_m = [stop.at_m for stop in told]
    assert at_m == pytest.approx([60, 160, 250, 340, 450], abs=1)


def test_without_any_bench_the_shortest_way_is_taken_and_told() -> None:
    ways, seats, pieces = walked([], 120.0)

    assert ways == ["short"]
    (gap,) = list_seat_gaps(seats, pieces, 120.0)
    assert gap.length_m == pytest.approx(300, abs=1)


def test_a_bench_a_few_steps_off_the_way_is_fetched() -> None:
    ways, seats, pieces = walked([(100, 30), (200, 0)], 140.0)

    assert ways == ["short", "spur"]
    assert list_seat_gaps(seats, pieces, 140.0) == ()
    assert sum(ROUND.length_m[p.segment] * p.share for p in pieces) > 350


def test_who_needs_no_seat_goes_the_usual_way() -> None:
    ways, seats, pieces = walked([(0, 60)], 2000.0)
    weights, _ = seated(ROUND, [], 2000.0)
    places = [ROUND.node_key.index(key) for key in ("n1", "w1")]
    usual = find_route(ROUND, weights, *(at_node(ROUND, place) for place in places))

    assert ways == ["short"]
    assert pieces == usual
    assert seats.on.keys() != set()
