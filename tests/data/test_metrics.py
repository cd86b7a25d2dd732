"""Metrics of a process: made behind the requests, for one network at a time."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from data.metrics import MetricStore
from geo.answer import Policy
from geo.cost import Costs, edge_costs
from geo.engine.finder import find_lazily
from geo.engine.query import Seeds
from geo.network import Network
from geo.profile import get_profile, load_profiles
from tests.town import barrier, draw

TOWN = draw()


def costs_of(
    profile: str, network: Network = TOWN, policy: Policy = Policy.CAUTIOUS
) -> Costs:
    return edge_costs(network, get_profile(profile), policy, ())


def test_kept_profiles_have_metrics_soon_after_the_first_question(
    tmp_path: Path,
) -> None:
    store = MetricStore(tmp_path)

    keeper = store.finder(TOWN, ())
    store.wait()

    had = {
        (key, policy)
        for key in load_profiles()
        for policy in Policy
        if keeper.has(costs_of(key, policy=policy))
    }
    kept = [key for key, person in load_profiles().items() if person.kept]
    assert had == {(key, policy) for key in kept for policy in Policy}


def test_the_first_question_is_answered_before_any_metric_is_there(
    tmp_path: Path,
) -> None:
    costs, start, end = costs_of("pram"), Seeds.of([(0, 0)]), Seeds.of([(1, 0)])
    store = MetricStore(tmp_path)

    first = store.finder(TOWN, ())(costs, start, end)
    store.wait()
    later = store.finder(TOWN, ())(costs, start, end)

    lazy = find_lazily(costs, start, end)
    assert lazy is not None
    assert {found and found.cost for found in (first, later)} == {lazy.cost}


def test_a_network_built_anew_has_its_own_metrics(tmp_path: Path) -> None:
    store, rebuilt = MetricStore(tmp_path), draw()

    first = store.finder(TOWN, ())
    second = store.finder(rebuilt, ())
    store.wait()

    assert first is not second
    assert store.finder(rebuilt, ()) is second
    assert second.has(costs_of("pram", rebuilt))


def test_a_hierarchy_made_at_the_build_is_used(tmp_path: Path) -> None:
    MetricStore(tmp_path).build(TOWN)
    (made,) = tmp_path.iterdir()
    written = (made / "rank.npy").stat().st_mtime_ns
    store = MetricStore(tmp_path)

    keeper = store.finder(TOWN, ())
    store.wait()

    assert keeper.has(costs_of("walker"))
    assert (made / "rank.npy").stat().st_mtime_ns == written


def test_a_barrier_that_begins_turns_the_next_answer(tmp_path: Path) -> None:
    store = MetricStore(tmp_path)
    keeper = store.finder(TOWN, ())
    store.wait()
    person = get_profile("manual_wheelchair")
    closed = [barrier(TOWN, "flat", "obstructed", True)]
    costs = edge_costs(TOWN, person, Policy.CAUTIOUS, closed)
    start, end = (Seeds.of([(TOWN.node_key.index(n), 0)]) for n in ("n1", "n2"))

    before = keeper(costs_of("manual_wheelchair"), start, end)
    after = keeper(costs, start, end)
    again = keeper(costs_of("manual_wheelchair"), start, end)

    lazy = find_lazily(costs, start, end)
    assert before is not None
    assert again is not None
    assert (after and after.cost) == (lazy and lazy.cost)
    assert before.cost == again.cost
    assert after is None or after.cost > before.cost


def test_a_failure_is_logged_and_ways_are_found_all_the_same(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    store = MetricStore(blocked)

    with caplog.at_level(logging.ERROR, logger="wusul.metrics"):
        keeper = store.finder(TOWN, ())
        store.wait()

    assert "a metric was not made" in caplog.text
    costs, start, end = costs_of("walker"), Seeds.of([(0, 0)]), Seeds.of([(1, 0)])
    assert keeper(costs, start, end) is not None
