"""Sampled trips with and without a barrier, against searches that prepare nothing."""

from __future__ import annotations

import math

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.answer import Policy
from geo.cost import Costs, edge_costs
from geo.engine.finder import find_lazily
from geo.engine.metric import build_metric
from geo.engine.query import Searcher, Seeds
from geo.network import BarrierFact
from geo.profile import get_profile
from geo.sample_trip import (
    NEAR_M,
    Question,
    Sample,
    compare_trips,
    draw_sample,
    measure_away,
)
from tests.geo.engine.test_keep import BARRIERS, POSSIBLE, TOWN, hierarchy, make

HIERARCHY = hierarchy()
NONE = np.empty(0, np.int32)
MIDDLE = tuple(TOWN.node_lonlat.mean(axis=0))
PROFILES = st.sampled_from(["manual_wheelchair", "cane", "walker"])


def ask(profile: str, barriers: list[BarrierFact], one: BarrierFact) -> Question:
    person = get_profile(profile)

    def price(some: list[BarrierFact]) -> Costs:
        return edge_costs(TOWN, person, Policy.CAUTIOUS, some)

    others = [fact for fact in barriers if fact is not one]
    return Question(price(barriers), price(others), frozenset(one.segments))


def lazily(costs: Costs, sample: Sample) -> list[int | None]:
    found = [
        find_lazily(costs, Seeds.of([(start, 0)]), Seeds.of([(end, 0)]))
        for start, end in zip(sample.starts.tolist(), sample.ends.tolist(), strict=True)
    ]
    return [None if one is None else one.cost for one in found]


@settings(max_examples=25)
@given(rows=BARRIERS, own=POSSIBLE, profile=PROFILES)
def test_sampled_trips_fare_as_a_search_without_preparation_says(rows, own, profile):
    *others, one = make([*rows, own])
    question = ask(profile, [*others, one], one)
    sample = draw_sample(TOWN, MIDDLE, NONE)
    metric = build_metric(HIERARCHY, question.now.weights_ms)
    kept = [values.copy() for values in (metric.weights, metric.up, metric.down)]

    outcomes = compare_trips(Searcher(HIERARCHY), metric, question, sample)

    before, now = (lazily(c, sample) for c in (question.without, question.now))
    assert [one.possible for one in outcomes] == [cost is not None for cost in before]
    assert [one.impossible for one in outcomes] == [
        old is not None and new is None for old, new in zip(before, now, strict=True)
    ]
    assert [one.dearer for one in outcomes] == [
        None not in {old, new} and new != old
        for old, new in zip(before, now, strict=True)
    ]
    for was, after in zip(kept, (metric.weights, metric.up, metric.down), strict=True):
        assert np.array_equal(was, after)


def test_a_barrier_that_nobody_can_pass_makes_trips_longer_or_impossible():
    (one,) = make([("market", ("access", "no"), True)])
    question = ask("walker", [one], one)
    metric = build_metric(HIERARCHY, question.now.weights_ms)
    ends = TOWN.head[list(one.segments)]
    sample = Sample(TOWN.tail[list(one.segments)], ends, np.ones(len(ends), np.bool_))

    (outcome,) = compare_trips(Searcher(HIERARCHY), metric, question, sample)

    assert (outcome.possible, outcome.passing, outcome.impossible) == (
        True,
        True,
        False,
    )
    assert outcome.extra_s > 60


def test_a_barrier_elsewhere_changes_nothing():
    (one,) = make([("island", ("access", "no"), True)])
    question = ask("walker", [one], one)
    metric = build_metric(HIERARCHY, question.now.weights_ms)
    sample = Sample(TOWN.tail[:1], TOWN.head[:1], np.ones(1, np.bool_))

    (outcome,) = compare_trips(Searcher(HIERARCHY), metric, question, sample)

    assert (outcome.passing, outcome.dearer, outcome.extra_s) == (False, False, 0.0)


def test_the_same_trips_are_drawn_at_every_call():
    one, other = (draw_sample(TOWN, MIDDLE, NONE) for _ in range(2))

    assert np.array_equal(one.starts, other.starts)
    assert np.array_equal(one.ends, other.ends)
    assert (one.starts != one.ends).all()


def test_trips_around_a_barrier_start_near_it_and_end_at_places():
    goals = np.array([0, 3], dtype=np.int32)
    sample = draw_sample(TOWN, MIDDLE, goals)
    away = measure_away(TOWN, MIDDLE)

    assert away[sample.starts[sample.near]].max() <= NEAR_M
    assert set(sample.ends.tolist()) <= {0, 3}
    assert 0 < sample.near.sum() < len(sample.near)


def test_where_nobody_lives_no_trip_is_drawn_around_a_barrier():
    far = (MIDDLE[0] + 1.0, MIDDLE[1])

    sample = draw_sample(TOWN, far, NONE)

    assert not sample.near.any()
    assert len(sample.starts) > 0
    assert math.isfinite(measure_away(TOWN, far).max())
