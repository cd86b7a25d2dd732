"""Catchments of a town by sweeps are those of the matrix."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import InputError
from geo.measure.catchment import span_supply, supply_per_person
from geo.measure.steps import Steps
from geo.measure.town_catchment import span_town_supply
from geo.measure.ways import Ways
from geo.passage import Sites, build_homes
from tests.geo.measure.test_town import table_of, towns, walk_on

STEPS = Steps((5.0, 12.0, 30.0), (1.0, 0.68, 0.22))
PEOPLE = st.lists(st.integers(0, 9), min_size=9, max_size=9)


@given(towns(), PEOPLE, st.lists(st.booleans(), min_size=18, max_size=18))
@settings(max_examples=20, deadline=None)
def test_a_town_has_the_catchments_of_the_matrix(town, counted, unknown) -> None:
    network, passage, supply = town
    homes = build_homes(network)
    people = np.array(counted[: len(homes)], dtype=float)
    doubt = np.array(unknown[: 2 * len(homes)])
    known = replace(passage, usable=passage.usable & ~doubt, bare=passage.bare & ~doubt)

    found = span_town_supply(
        walk_on(network, known),
        walk_on(network, passage),
        homes=homes,
        people=people,
        supply=(supply, supply),
        steps=STEPS,
    )

    ways = Ways(*(table_of(network, p, homes, supply) for p in (known, passage)))
    for kind in range(2):
        expected = span_supply(ways, people, supply.amount[:, kind], steps=STEPS)
        assert found.low[:, kind] == pytest.approx(expected.low, nan_ok=True)
        assert found.high[:, kind] == pytest.approx(expected.high, nan_ok=True)


@given(towns())
@settings(max_examples=10, deadline=None)
def test_with_nothing_in_doubt_what_people_get_adds_up_to_what_there_is(town) -> None:
    network, passage, supply = town
    homes, walk = build_homes(network), walk_on(network, passage)
    people = np.ones(len(homes))

    found = span_town_supply(
        walk, walk, homes=homes, people=people, supply=(supply, supply), steps=STEPS
    )

    seconds = table_of(network, passage, homes, supply)
    for kind in range(2):
        one = supply_per_person(seconds, people, supply.amount[:, kind], steps=STEPS)
        assert found.low[:, kind] == pytest.approx(one)
        assert found.high[:, kind] == pytest.approx(one)


@given(towns())
@settings(max_examples=5, deadline=None)
def test_nobody_has_nothing_and_supplies_that_differ_are_refused(town) -> None:
    network, passage, supply = town
    walk = walk_on(network, passage)
    other = replace(supply, amount=supply.amount + 1)

    nobody = Sites(np.zeros(0, dtype=np.int32), np.zeros(0))
    found = span_town_supply(
        walk, walk, homes=nobody, people=np.zeros(0), supply=(supply,) * 2, steps=STEPS
    )
    assert found.low.shape == (0, 2)
    with pytest.raises(InputError, match="not the same"):
        span_town_supply(
            walk,
            walk,
            homes=Sites(np.zeros(1, dtype=np.int32), np.full(1, 0.5)),
            people=np.ones(1),
            supply=(supply, other),
            steps=STEPS,
        )
