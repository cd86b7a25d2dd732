"""Kept metrics answer as the search without preparation does, whatever barriers do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.answer import Policy
from geo.cost import Costs, edge_costs
from geo.engine import keep as module
from geo.engine.arc import CLOSED
from geo.engine.finder import find_lazily
from geo.engine.hierarchy import Hierarchy, build_hierarchy
from geo.engine.keep import Keeper
from geo.engine.order import find_order
from geo.engine.query import Found, Seeds
from geo.network import BarrierFact, Network
from geo.profile import get_profile, with_limits
from tests.town import STREETS, barrier, draw

TOWN = draw(heights={"n1": 0.0, "n2": 5.0, "m2": 9.0, "u2": 7.0}, sigma_m=0.5)
POSSIBLE = st.tuples(
    st.sampled_from([street.key for street in STREETS]),
    st.sampled_from(
        [
            ("kerb_height_m", 0.2),
            ("kerb_height_m", 0.05),
            ("kerb_height_m", None),
            ("narrowest_m", 0.5),
            ("incline", 0.12),
            ("obstructed", True),
            ("surface", "sand"),
        ]
    ),
    st.booleans(),
)
BARRIERS = st.lists(POSSIBLE, max_size=4)


def hierarchy(network: Network = TOWN) -> Hierarchy:
    order = find_order(network.tail, network.head, network.node_lonlat)
    return build_hierarchy(network.tail, network.head, order)


def at_once(job: module.Job) -> None:
    job()


def make(rows: Sequence[tuple[str, tuple, bool]]) -> list[BarrierFact]:
    return [
        barrier(TOWN, street, *value, confirmed=confirmed)
        for street, value, confirmed in rows
    ]


def costs_of(
    profile: str = "manual_wheelchair",
    *,
    policy: Policy = Policy.CAUTIOUS,
    barriers: Sequence[BarrierFact] = (),
    **limits: object,
) -> Costs:
    person = with_limits(get_profile(profile), limits)
    return edge_costs(TOWN, person, policy, barriers)


def pairs() -> Iterator[tuple[Seeds, Seeds]]:
    for one, other in product(range(TOWN.nodes), repeat=2):
        yield Seeds.of([(one, 0), (other, 90_000)]), Seeds.of([(other, 7)])


def worth(found: Found | None, costs: Costs) -> int:
    """Add the way up once more, edge by edge."""
    if found is None:
        return CLOSED
    leave = np.column_stack([TOWN.tail, TOWN.head]).ravel()
    enter = np.column_stack([TOWN.head, TOWN.tail]).ravel()
    nodes = [found.first, *enter[found.edges].tolist()]
    assert nodes[:-1] == leave[found.edges].tolist()
    assert nodes[-1] == found.last
    walked = int(costs.weights_ms[found.edges].sum())
    assert found.cost - walked in {7, 90_007}
    return found.cost


@given(st.lists(BARRIERS, min_size=1, max_size=5), st.sampled_from(list(Policy)))
@settings(max_examples=40)
def test_both_searches_find_ways_of_the_same_cost_as_barriers_come_and_go(
    states: list[list[tuple[str, tuple, bool]]], policy: Policy
) -> None:
    keeper = Keeper(hierarchy, at_once)
    keeper.make([costs_of(policy=policy)])

    for rows in states:
        costs = costs_of(policy=policy, barriers=make(rows))
        assert keeper.has(costs)
        for starts, ends in pairs():
            lazy = worth(find_lazily(costs, starts, ends), costs)
            assert worth(keeper(costs, starts, ends), costs) == lazy


@given(BARRIERS)
@settings(max_examples=30)
def test_where_one_way_alone_is_best_both_searches_give_it(rows: list) -> None:
    keeper = Keeper(hierarchy, at_once)
    costs = costs_of(barriers=make(rows))
    keeper.make([costs])

    for starts, ends in pairs():
        lazy, kept = find_lazily(costs, starts, ends), keeper(costs, starts, ends)
        if lazy is None or kept is None:
            assert lazy is kept
        elif kept.edges.tolist() != lazy.edges.tolist():
            weights = costs.weights_ms
            assert weights[kept.edges].sum() == weights[lazy.edges].sum()
            assert kept.cost == lazy.cost


def test_who_asks_a_third_time_gets_a_metric() -> None:
    keeper = Keeper(hierarchy, at_once)
    costs, ends = costs_of(), Seeds.of([(0, 0)])

    known = []
    for _ in range(4):
        known.append(keeper.has(costs))
        keeper(costs, ends, ends)

    assert known == [False, False, False, True]


def test_own_limits_are_other_needs() -> None:
    keeper = Keeper(hierarchy, at_once)

    keeper.make([costs_of()])

    assert not keeper.has(costs_of(max_kerb_m=0.01))
    assert not keeper.has(costs_of(policy=Policy.STRICT))
    assert keeper.has(costs_of(barriers=make([("quay", ("incline", 0.2), True)])))


def test_no_search_waits_for_a_metric() -> None:
    jobs: list[module.Job] = []
    keeper = Keeper(hierarchy, jobs.append)
    costs, start, end = costs_of(), Seeds.of([(0, 0)]), Seeds.of([(3, 0)])

    before = [keeper(costs, start, end) for _ in range(5)]
    waiting = len(jobs)
    jobs[0]()

    assert waiting == 1
    assert keeper.has(costs)
    after = keeper(costs, start, end)
    assert {found and found.cost for found in before} == {after and after.cost}


def test_those_asked_for_longest_ago_go_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 2)
    keeper, ends = Keeper(hierarchy, at_once), Seeds.of([(0, 0)])
    first, second, third = (
        costs_of(profile) for profile in ("pram", "rollator", "white_cane")
    )

    keeper.make([first, second])
    keeper(first, ends, ends)
    keeper.make([third])

    assert [keeper.has(each) for each in (first, second, third)] == [True, False, True]


def test_only_ways_shorter_than_asked_for_count() -> None:
    keeper = Keeper(hierarchy, at_once)
    costs = costs_of("walker", policy=Policy.OPEN)
    keeper.make([costs])
    start, end = Seeds.of([(0, 0)]), Seeds.of([(1, 0)])

    found = keeper(costs, start, end)

    assert found is not None
    assert keeper(costs, start, end, stop=found.cost) is None
    assert keeper(costs, start, end, stop=found.cost + 1) is not None


def test_threads_that_see_other_barriers_each_get_their_own_answer() -> None:
    keeper = Keeper(hierarchy, at_once)
    states = [
        costs_of(barriers=make(rows))
        for rows in (
            [],
            [("bridge", ("kerb_height_m", 0.2), True)],
            [("lift", ("obstructed", True), True), ("quay", ("incline", 0.2), True)],
        )
    ]
    keeper.make(states[:1])
    asked = [(costs, *pair) for pair in pairs() for costs in states]
    expected = [worth(find_lazily(*each), each[0]) for each in asked]

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda each: worth(keeper(*each), each[0]), asked))

    assert found == expected


def test_equal_needs_are_equal_byte_by_byte() -> None:
    littered = [np.full(600, value, dtype=np.uint8) for value in range(1, 200)]
    del littered

    found = {costs_of("pram").needs.tobytes() for _ in range(200)}

    assert len(found) == 1
