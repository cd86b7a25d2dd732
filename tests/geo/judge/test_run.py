"""How long a slope goes on, across segments and ways."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.answer import Policy
from geo.cost import edge_costs
from geo.judge.laid import lay_rows
from geo.judge.row import build_rows
from geo.judge.run import LOOK_M
from geo.network import BarrierFact, Network
from geo.observation import Method
from geo.profile import get_profile
from geo.rule import rules_of
from tests.geo.sketch import SAID, sketch

CHAIR = get_profile("manual_wheelchair")


def lanes(
    pairs: Sequence[tuple[int, int]],
    slopes: Sequence[float],
    lengths: Sequence[float],
) -> Network:
    """Draw streets, each a way of its own, with their slopes forward."""
    network = sketch(1 + max(max(p) for p in pairs), pairs, length_m=lengths)
    said = np.zeros(network.segments, dtype=np.int32)
    columns = {**network.columns, "incline": np.array(slopes, dtype=float)}
    evidence = {**network.evidence, "incline": said}
    return replace(network, columns=columns, evidence=evidence)


def chain(slopes: Sequence[float], lengths: Sequence[float]) -> Network:
    """Draw streets one after the other."""
    return lanes([(i, i + 1) for i in range(len(slopes))], slopes, lengths)


def runs(network: Network) -> list[float]:
    return build_rows(network)["run_m"].tolist()


def refusals(network: Network) -> list[list[str]]:
    """Name what refuses each edge, forward and backward in turn."""
    refused = edge_costs(network, CHAIR, Policy.OPEN, ()).refused
    return [rules_of(int(bits)) for bits in refused]


def test_two_short_edges_of_different_ways_are_one_run() -> None:
    steep = chain([0.0, 0.09, 0.09, 0.0], [50, 1.6, 1.6, 50])
    short = chain([0.0, 0.09, 0.09, 0.0], [50, 1.5, 1.5, 50])

    assert runs(steep)[1:3] == [3.2, 3.2]
    assert refusals(steep) == [[], [], ["slope_up"], [], ["slope_up"], [], [], []]
    assert refusals(short) == [[]] * 8


def test_a_run_is_the_same_however_its_streets_were_drawn() -> None:
    turned = lanes([(0, 1), (2, 1), (2, 3)], [0.09, -0.09, 0.09], [1.2, 1.2, 1.2])

    assert runs(turned) == [pytest.approx(3.6)] * 3
    assert refusals(turned) == [["slope_up"], [], [], ["slope_up"], ["slope_up"], []]


def test_down_again_is_another_run() -> None:
    hump = chain([0.09, -0.09], [2, 2])

    assert runs(hump) == [2, 2]


def test_only_what_is_at_least_as_steep_goes_on() -> None:
    mixed = chain([0.085, 0.12, 0.085], [1, 2, 1])

    assert runs(mixed) == [4, 2, 4]
    assert refusals(mixed) == [["slope_up"], [], [], [], ["slope_up"], []]


def test_what_is_not_known_ends_a_run() -> None:
    gap = chain([0.09, np.nan, 0.09], [2, 2, 2])

    assert runs(gap)[::2] == [2, 2]


def test_at_a_branch_the_longest_way_on_counts() -> None:
    branch = lanes([(0, 1), (1, 2), (1, 3), (3, 4)], [0.09] * 4, [1, 1, 0.5, 1.2])

    assert runs(branch) == pytest.approx([2.7, 2, 2.7, 2.7])


def test_nobody_turns_back_on_the_same_segment() -> None:
    loop = lanes([(0, 1), (1, 1)], [0.09, 0.09], [1, 1])

    assert runs(chain([0.09], [2]))[0] == 2
    assert runs(loop)[0] == 2


def test_a_modelled_slope_makes_no_run() -> None:
    network = chain([0.09, 0.09], [2, 2])
    guess = replace(SAID, method=str(Method.MODELLED))
    evidence = {**network.evidence, "incline": np.array([0, 1], dtype=np.int32)}
    partly = replace(network, evidence=evidence, evidences=[SAID, guess])

    assert runs(partly)[0] == 2
    assert refusals(partly)[0] == []


def test_a_ring_that_always_climbs_is_looked_at_only_so_far() -> None:
    ring = lanes([(0, 1), (1, 2), (2, 0)], [0.09] * 3, [0.01] * 3)

    assert runs(ring) == pytest.approx([0.01 + 2 * LOOK_M] * 3)


SLOPES = st.lists(st.sampled_from([0.0, 0.05, 0.09, 0.1]), min_size=1, max_size=6)


@given(SLOPES, st.lists(st.floats(0.1, 2.5), min_size=6, max_size=6), st.floats(0, 0.2))
def test_o59_edge_by_edge_every_stretch_too_long_is_found(
    slopes: list[float], lengths: list[float], limit: float
) -> None:
    network = chain(slopes, lengths[: len(slopes)])
    rows = build_rows(network)

    refused = (rows["incline"] > limit) & (rows["run_m"] > 3)

    too_long, total = False, 0.0
    for slope, length in zip(slopes, lengths, strict=False):
        total = total + length if slope > limit else 0.0
        too_long = too_long or total > 3 + 1e-9
    assert bool(refused.any()) is too_long


@given(SLOPES, st.lists(st.floats(0.1, 20), min_size=6, max_size=6), st.data())
def test_a_steeper_spot_is_as_if_the_network_were_built_with_it(
    slopes: list[float], lengths: list[float], data: st.DataObject
) -> None:
    network = chain(slopes, lengths[: len(slopes)])
    segment = data.draw(st.integers(0, len(slopes) - 1))
    told = BarrierFact(
        "b", "steep", (segment,), "incline", 0.11, (0.0, 0.0), SAID, names={}
    )
    inclines = network.columns["incline"].copy()
    inclines[segment] = 0.11
    built = replace(network, columns={**network.columns, "incline": inclines})

    laid = lay_rows(network, [told])

    both = np.concatenate([laid.rows, laid.extra])[laid.index]
    assert both["run_m"].tolist() == pytest.approx(
        np.maximum(build_rows(built)["run_m"], _without(network, segment)).tolist()
    )


def _without(network: Network, segment: int) -> np.ndarray:
    runs = build_rows(network)["run_m"].copy()
    runs[segment] = 0
    return runs
