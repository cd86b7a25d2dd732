"""The search that judges as it goes, beside relaxing every edge again and again."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.answer import Policy
from geo.cost import edge_costs
from geo.engine.arc import CLOSED
from geo.engine.frontier import AT_ONCE, NONE, SIDE, SPENT, STAMP, Bench
from geo.engine.lazy import ROOMS, find_way, judged, label_islands, weighed
from geo.engine.query import Found, Seeds
from geo.network import Network
from geo.profile import get_profile, load_profiles, with_limits
from tests.geo.engine.maps import Sketch, distances, sketches
from tests.geo.engine.test_query import ENDS, check, inside
from tests.geo.sketch import sketch as network_of
from tests.town import barrier, draw

TOWN = draw()


def map_of(drawn: Sketch) -> Network:
    pairs = zip(drawn.tail.tolist(), drawn.head.tolist(), strict=True)
    return network_of(drawn.nodes, list(pairs))


def between(network: Network, bench: Bench, one: int, other: int) -> Found | None:
    return find_way(network, bench, Seeds.of([(one, 0)]), Seeds.of([(other, 0)]))


@given(sketches())
@settings(max_examples=250)
def test_ways_between_all_nodes_are_the_shortest(drawn: Sketch) -> None:
    network, bench = map_of(drawn), weighed(drawn.weights)
    table = distances(drawn)

    for one in range(drawn.nodes):
        for other in range(drawn.nodes):
            found = between(network, bench, one, other)
            assert (found.cost if found else CLOSED) == table[one, other]
            if found:
                check(drawn, found, starts=[(one, 0)], ends=[(other, 0)])


@given(sketches(), ENDS, ENDS, st.integers(1, 40))
@settings(max_examples=250)
def test_of_several_ends_the_best_pair_is_taken_if_it_is_good_enough(
    drawn: Sketch,
    starts: list[tuple[int, int]],
    ends: list[tuple[int, int]],
    stop: int,
) -> None:
    starts, ends = inside(starts, drawn), inside(ends, drawn)
    network, bench, table = map_of(drawn), weighed(drawn.weights), distances(drawn)

    found = find_way(network, bench, Seeds.of(starts), Seeds.of(ends))
    bounded = find_way(network, bench, Seeds.of(starts), Seeds.of(ends), stop=stop)

    best = min(a + table[one, other] + b for one, a in starts for other, b in ends)
    assert (found.cost if found else CLOSED) == min(best, CLOSED)
    assert (bounded.cost if bounded else None) == (best if best < stop else None)
    if found:
        check(drawn, found, starts=starts, ends=ends)


@pytest.mark.parametrize("key", sorted(load_profiles()))
@pytest.mark.parametrize("policy", Policy)
def test_judging_on_the_way_finds_what_judging_before_finds(
    key: str, policy: Policy
) -> None:
    profile = with_limits(get_profile(key), {"max_slope_up": 0.05})
    closed = barrier(TOWN, "flat", "obstructed", value=True)
    costs = edge_costs(TOWN, profile, policy, [closed])
    drawn = Sketch(TOWN.tail, TOWN.head, costs.weights_ms, np.arange(TOWN.nodes))
    table, bench = distances(drawn), judged(costs)

    for one in range(TOWN.nodes):
        for other in range(TOWN.nodes):
            found = between(TOWN, bench, one, other)
            assert (found.cost if found else CLOSED) == table[one, other]


def test_an_island_is_left_at_once_and_a_closed_one_after_its_last_node() -> None:
    pairs = [(i, i + 1) for i in range(50)]
    network = network_of(53, [*pairs, (51, 52)])
    weights = np.full(2 * network.segments, 10, dtype=np.int32)
    weights[[2 * 48, 2 * 48 + 1]] = CLOSED
    shut = between(network, weighed(weights), 0, 50)
    number = ROOMS.number
    seen = [(ROOMS.space.state[:, side + STAMP] == number).sum() for side in (0, SIDE)]

    far = between(network, weighed(weights), 0, 52)

    assert far is None
    assert label_islands(network)[0] != label_islands(network)[52]
    assert ROOMS.number == number
    assert shut is None
    assert seen[1] == 2
    assert seen[0] <= 2 * AT_ONCE + 1


def test_threads_do_not_disturb_each_other() -> None:
    costs = edge_costs(TOWN, get_profile("walker"), Policy.OPEN, ())
    bench = judged(costs)
    pairs = [(i % TOWN.nodes, (7 * i + 3) % TOWN.nodes) for i in range(400)]

    def cost(pair: tuple[int, int]) -> int:
        found = between(TOWN, bench, *pair)
        return NONE if found is None else found.cost

    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(cost, pairs))

    assert together == [cost(pair) for pair in pairs]


def test_the_numbers_of_searches_never_run_out() -> None:
    network, weights = network_of(2, [(0, 1)]), np.array([5, 5], dtype=np.int32)
    between(network, weighed(weights), 0, 1)
    ROOMS.number = np.iinfo(np.int32).max - 1

    costs = [between(network, weighed(weights), 0, 1) for _ in range(3)]

    assert [found.cost for found in costs if found] == [5, 5, 5]
    assert ROOMS.number == 2
    assert ROOMS.space.state[1, SPENT] <= 5
