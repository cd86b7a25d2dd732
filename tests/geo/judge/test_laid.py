"""Rows under barriers, and one edge beside all."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.answer import Policy
from geo.cost import EdgeCost, edge_costs
from geo.engine.arc import CLOSED, to_weights
from geo.judge.laid import lay_rows
from geo.judge.row import build_rows
from geo.network import BarrierFact
from geo.profile import get_profile, load_profiles
from tests.geo.sketch import kerb, sketch
from tests.geo.test_overlay import FACTS, TOWN

MEASURES = ("seconds", "effort_s", "uncertain_m", "rank_s")
BITS = ("refused", "doubtful", "beyond")


@given(FACTS, st.sampled_from(sorted(load_profiles())), st.sampled_from(Policy))
def test_one_edge_is_judged_as_all_are(
    barriers: list[BarrierFact], key: str, policy: Policy
) -> None:
    costs = edge_costs(TOWN, get_profile(key), policy, barriers)

    one_by_one = [costs.at(edge) for edge in range(2 * TOWN.segments)]

    for name in (*MEASURES, *BITS):
        all_at_once = getattr(costs, name)
        assert [getattr(one, name) for one in one_by_one] == all_at_once.tolist()
    assert (costs.weights_ms == to_weights(costs.weights)).all()
    assert ((costs.weights_ms == CLOSED) == (costs.refused != 0)).all()


@given(FACTS)
def test_o57_laying_barriers_leaves_the_rows_of_everybody_else_alone(
    barriers: list[BarrierFact],
) -> None:
    before = str(build_rows(TOWN).tolist())

    laid = lay_rows(TOWN, barriers)

    assert laid.rows is build_rows(TOWN)
    assert str(laid.rows.tolist()) == before
    touched = {s for barrier in barriers for s in barrier.segments}
    elsewhere = [s for s in range(TOWN.segments) if s not in touched]
    assert (laid.index[elsewhere] == elsewhere).all()


@given(st.lists(st.tuples(st.integers(0, 9), st.floats(0, 0.3)), max_size=4))
def test_barriers_are_as_if_the_network_were_built_with_them(
    kerbs: list[tuple[int, float]],
) -> None:
    network = sketch(11, [(i, i + 1) for i in range(10)])
    found = [
        replace(kerb(f"b{i}", network, segment), value=height)
        for i, (segment, height) in enumerate(kerbs)
    ]
    heights = network.columns["kerb_height_m"].copy()
    for segment, height in kerbs:
        heights[segment] = np.fmax(heights[segment], height)
    columns = {**network.columns, "kerb_height_m": heights}
    built = replace(network, columns=columns)
    chair = get_profile("manual_wheelchair")

    laid = edge_costs(network, chair, Policy.OPEN, found)
    drawn = edge_costs(built, chair, Policy.OPEN, ())

    for name in (*MEASURES, "refused", "beyond"):
        assert getattr(laid, name).tolist() == getattr(drawn, name).tolist()


def test_a_barrier_costs_the_same_however_large_the_network_is() -> None:
    network = sketch(200_001, [(i, i + 1) for i in range(200_000)])
    chair, one = get_profile("manual_wheelchair"), kerb("b", network, 5)
    edge_costs(network, chair, Policy.OPEN, [one]).at(10)

    begun = time.perf_counter()
    for _ in range(10):
        found = edge_costs(network, chair, Policy.OPEN, [one]).at(10)
    each_ms = (time.perf_counter() - begun) * 100

    assert found.refused
    assert each_ms < 20


def test_an_edge_nobody_knows_anything_about_costs_its_length() -> None:
    network = sketch(2, [(0, 1)])

    found = edge_costs(network, get_profile("walker"), Policy.OPEN, ()).at(1)

    assert found == EdgeCost(
        seconds=pytest.approx(100 / get_profile("walker").speed.flat_mps),
        effort_s=0.0,
        uncertain_m=0.0,
        rank_s=found.seconds,
        refused=0,
        doubtful=0,
        beyond=0,
    )
