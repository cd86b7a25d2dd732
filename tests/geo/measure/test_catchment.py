"""Floating catchments: identities, other programs, bounds over what is not known."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import InputError
from geo.measure.balanced import balanced_supply, span_balanced
from geo.measure.catchment import span_supply, supply_per_person
from geo.measure.reached import count_reached
from geo.measure.steps import ENHANCED, Steps, within
from tests.geo.measure.ground import Ground, grounds

STEPS = Steps((3.0, 6.0, 9.0), (1.0, 0.68, 0.22))
TABLES = st.lists(
    st.lists(st.integers(0, 40), min_size=4, max_size=4), min_size=5, max_size=5
)
PEOPLE = np.array([606.0, 734, 1670, 1864, 29])
JOBS = np.array([82.0, 308, 100, 109, 0])
WITHIN = np.array(
    [
        [1, 0, 0, 0, 0],
        [1, 1, 1, 1, 0],
        [1, 1, 1, 1, 0],
        [1, 1, 0, 1, 0],
        [0, 0, 0, 0, 1],
    ]
)
"""Five cells of Belo Horizonte: residents, jobs, and who is within 45 minutes of whom.

People and jobs as published with ``accessibility`` (ipeaGIT, MIT); its travel times are
not text, so who is near whom is worked out from its published 2SFCA values, which
leave no other answer. The BFCA values are then a check of their own.
"""


def minutes(table: list[list[int]]) -> np.ndarray:
    return np.array(table, dtype=float)


def test_supply_per_person_is_that_of_the_accessibility_package() -> None:
    seconds = np.where(WITHIN == 1, 45.0, 46.0)

    found = supply_per_person(seconds, PEOPLE, JOBS, steps=within(45))

    assert found.round(4).tolist() == [0.0168, 0.1561, 0.1561, 0.1145, 0.0]


def test_balanced_supply_is_that_of_the_accessibility_package() -> None:
    seconds = np.where(WITHIN == 1, 45.0, 46.0)

    found = balanced_supply(seconds, PEOPLE, JOBS, steps=within(45))

    assert found.round(4).tolist() == [0.0112, 0.2081, 0.2081, 0.1249, 0.0]


def test_where_everybody_reaches_everything_all_have_the_same() -> None:
    found = supply_per_person(np.ones((5, 5)), PEOPLE, JOBS, steps=within(45))

    assert found == pytest.approx(np.full(5, JOBS.sum() / PEOPLE.sum()))
    assert found.round(4).tolist() == [0.1222] * 5


@pytest.mark.parametrize("steps", [within(20), Steps((10, 20, 30), (1, 0.68, 0.22))])
@given(table=TABLES)
@settings(max_examples=30, deadline=None)
def test_what_people_get_adds_up_to_what_there_is(steps: Steps, table) -> None:
    seconds, supply = minutes(table), JOBS[:4]

    found = supply_per_person(seconds, PEOPLE, supply, steps=steps)

    reached = steps.weigh(seconds).any(axis=0)
    assert PEOPLE @ found == pytest.approx(supply[reached].sum())


@given(table=TABLES)
@settings(max_examples=30, deadline=None)
def test_balanced_demand_counts_everybody_once_and_keeps_the_levels(table) -> None:
    seconds, steps = minutes(table), Steps((10, 20, 30), (1, 0.68, 0.22))
    # The level of a place is what a place of its size would be: supply over demand.
    weights = steps.weigh(seconds)
    rows = weights.sum(axis=1, keepdims=True)
    shared = np.divide(weights, rows, out=np.zeros_like(weights), where=rows > 0)
    demand = PEOPLE @ shared
    levels = np.divide(JOBS[:4], demand, out=np.zeros(4), where=demand > 0)

    found = balanced_supply(seconds, PEOPLE, JOBS[:4], steps=steps)

    assert demand.sum() == pytest.approx(PEOPLE[weights.any(axis=1)].sum())
    assert found.sum() == pytest.approx(levels.sum())


def test_balanced_supply_of_somebody_alone_is_what_is_reached_per_person() -> None:
    found = balanced_supply(
        np.array([[5.0]]), np.array([4.0]), np.array([8.0]), steps=within(10)
    )

    assert found.tolist() == [2.0]


def test_a_place_that_nobody_demands_counts_for_nobody() -> None:
    seconds, people = np.array([[1.0, 99.0]]), np.array([0.0])

    assert supply_per_person(seconds, people, np.ones(2), steps=within(5)) == 0.0
    assert balanced_supply(seconds, people, np.ones(2), steps=within(5)) == 0.0


@pytest.mark.parametrize(
    ("measure", "bound"),
    [(supply_per_person, span_supply), (balanced_supply, span_balanced)],
)
@pytest.mark.parametrize("steps", [within(6.0), STEPS])
@given(ground=grounds())
@settings(max_examples=40, deadline=None)
def test_competition_lies_within_its_bounds_in_every_completion(
    measure, bound, steps: Steps, ground: Ground
) -> None:
    people, supply = (
        np.array(one, dtype=float) for one in (ground.people, ground.supply)
    )

    found = bound(ground.ways, people, supply, steps=steps)

    here = people > 0
    for seconds in ground.completions():
        value = measure(seconds, people, supply, steps=steps)
        assert (found.low[here] <= value[here] + 1e-9).all()
        assert (found.high[here] >= value[here] - 1e-9).all()
    assert not found.defined[~here].any()


@pytest.mark.parametrize(
    ("measure", "bound"),
    [(supply_per_person, span_supply), (balanced_supply, span_balanced)],
)
@given(ground=grounds())
@settings(max_examples=30, deadline=None)
def test_where_nothing_is_in_doubt_the_bounds_are_the_measure(
    measure, bound, ground: Ground
) -> None:
    people, supply = (
        np.array(one, dtype=float) + 1 for one in (ground.people, ground.supply)
    )
    ways = type(ground.ways).certain(ground.ways.open)

    found = bound(ways, people, supply, steps=STEPS)

    value = measure(ways.open, people, supply, steps=STEPS)
    assert found.low == pytest.approx(value)
    assert found.high == pytest.approx(value)


def test_a_way_opened_for_others_takes_from_what_is_left() -> None:
    people, supply = np.array([1.0, 3.0]), np.array([4.0])
    alone = supply_per_person(np.array([[1.0], [np.inf]]), people, supply, steps=STEPS)

    found = supply_per_person(np.array([[1.0], [1.0]]), people, supply, steps=STEPS)

    assert (alone[0], found[0]) == (4.0, 1.0)


def pysal_frames(seconds: np.ndarray) -> tuple[pd.DataFrame, ...]:
    here = np.argwhere(np.isfinite(seconds))
    costs = pd.DataFrame(
        {
            "origin": here[:, 0],
            "dest": here[:, 1],
            "cost": seconds[here[:, 0], here[:, 1]],
        }
    )
    demand = pd.DataFrame({"geoid": range(5), "demand": PEOPLE}).set_index("geoid")
    supply = pd.DataFrame({"geoid": range(4), "supply": JOBS[:4]}).set_index("geoid")
    return demand, supply, costs


@pytest.mark.parametrize("seed", range(3))
def test_pysal_finds_the_same_catchments(seed: int) -> None:
    fca = pytest.importorskip("access.fca", reason="PySAL access is not installed")
    weights = pytest.importorskip("access.weights")
    seconds = np.random.default_rng(seed).uniform(1, 45, (5, 4))
    demand, supply, costs = pysal_frames(seconds)

    plain = fca.two_stage_fca(demand, supply, costs, max_cost=30)
    enhanced = fca.two_stage_fca(
        demand,
        supply,
        costs,
        max_cost=30,
        weight_fn=weights.step_fn({10: 1, 20: 0.68, 30: 0.22}),
    )
    counted = fca.weighted_catchment(
        supply.reset_index().rename(columns={"geoid": "dest"}).set_index("dest"),
        costs,
        max_cost=30,
        loc_index="dest",
        loc_value="supply",
        cost_source="dest",
        cost_dest="origin",
    )

    own = supply_per_person(seconds, PEOPLE, JOBS[:4], steps=within(30))
    stepped = supply_per_person(seconds * 60, PEOPLE, JOBS[:4], steps=ENHANCED)
    reached = count_reached(seconds, JOBS[:4], limit_s=30)
    for theirs, ours in ((plain, own), (enhanced, stepped), (counted, reached)):
        assert theirs.reindex(range(5)).fillna(0).to_numpy() == pytest.approx(ours)


@pytest.mark.parametrize(
    ("limits", "weights"),
    [((1.0,), (1.0, 2.0)), ((2.0, 1.0), (1.0, 0.5)), ((1.0,), (0.0,)), ((), ())],
)
def test_steps_that_make_no_sense_are_refused(limits, weights) -> None:
    with pytest.raises(InputError):
        Steps(limits, weights)


def test_weights_hold_up_to_their_limit() -> None:
    found = ENHANCED.weigh(np.array([0.0, 600, 600.5, 1800, 1801, np.inf]))

    assert found.tolist() == [1.0, 1.0, 0.68, 0.22, 0.0, 0.0]
