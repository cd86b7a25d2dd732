"""Unevenness: closed forms, and what every such measure has to keep to."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import InputError
from geo.measure.concentration import concentration, erreygers, rank_people
from geo.measure.gini import gini
from geo.measure.palma import palma, palma_by_status
from geo.measure.poverty import poverty
from geo.measure.theil import split_theil, theil
from tests.geo.measure.boxes import Box, boxes

MEASURES = [gini, theil, palma]
ONES = np.ones(2)


def array(*values: float) -> np.ndarray:
    return np.array(values, dtype=float)


def test_where_one_of_two_has_all_gini_is_a_half_and_theil_the_log_of_two() -> None:
    access = array(0, 7)

    assert gini(access, ONES) == pytest.approx(0.5)
    assert theil(access, ONES) == pytest.approx(np.log(2))


@pytest.mark.parametrize("count", [2, 5, 40])
def test_gini_of_one_to_n_is_n_less_one_over_three_n(count: int) -> None:
    access = np.arange(1, count + 1, dtype=float)

    found = gini(access, np.ones(count))

    assert found == pytest.approx((count - 1) / (3 * count))


def test_gini_is_the_mean_difference_over_twice_the_mean() -> None:
    access, people = array(3, 1, 4, 1, 5, 9), array(2, 7, 1, 8, 2, 8)

    found = gini(access, people)

    apart = np.abs(access[:, None] - access) * people[:, None] * people
    whole, mean = people.sum(), people @ access / people.sum()
    assert found == pytest.approx(apart.sum() / (2 * whole**2 * mean))


def test_palma_of_ten_people_is_the_best_over_the_mean_of_the_worst_four() -> None:
    access = array(10, 1, 2, 3, 4, 5, 6, 7, 8, 9)

    assert palma(access, np.ones(10)) == pytest.approx(10 / 2.5)


def test_an_origin_across_a_limit_of_palma_counts_on_either_side() -> None:
    access, people = array(1, 3), array(30, 70)

    found = palma(access, people)

    assert found == pytest.approx(3 / ((30 * 1 + 10 * 3) / 40))


def test_where_the_worst_off_have_nothing_palma_is_infinite() -> None:
    assert palma(array(0, 0, 1), array(3, 3, 3)) == np.inf


def test_palma_by_income_may_be_below_one() -> None:
    access = array(42372, 30000, 22239)

    found = palma_by_status(access, array(4, 5, 1), status=array(1, 2, 3))

    assert found == pytest.approx(22239 / 42372)


@pytest.mark.parametrize("count", [2, 5, 100])
def test_all_with_the_richest_concentration_is_n_less_one_over_n(count: int) -> None:
    access, status = np.zeros(count), np.arange(count)
    access[-1] = 3.0

    found = concentration(access, np.ones(count), status)

    assert found == pytest.approx((count - 1) / count)
    assert concentration(access, np.ones(count), -status) == pytest.approx(-found)


def test_lined_up_by_access_concentration_is_gini() -> None:
    access, people = array(3, 1, 4, 1, 5, 9), array(2, 7, 1, 8, 2, 8)

    assert concentration(access, people, access) == pytest.approx(gini(access, people))


def test_the_same_status_has_the_same_rank() -> None:
    found = rank_people(array(1, 2, 2, 3), array(1, 1, 2, 4))

    assert found.tolist() == [0.0625, 0.3125, 0.3125, 0.75]


def test_erreygers_of_lack_is_that_of_access_turned_about() -> None:
    access, people = array(3, 1, 4, 1), array(2, 7, 1, 8)
    status, bounds = array(1, 2, 3, 4), (0.0, 5.0)

    found = erreygers(access, people, status, bounds=bounds)

    lack = erreygers(5 - access, people, status, bounds=bounds)
    assert found == pytest.approx(-lack)
    assert erreygers(array(0, 1), ONES, array(0, 1)) == pytest.approx(1.0)


def test_poverty_counts_how_many_how_deep_and_how_bad() -> None:
    access, people = array(0, 5, 10, 20), array(1, 1, 1, 1)

    found = [poverty(access, people, floor=10, power=power) for power in (0, 1, 2)]

    assert found == [0.5, 0.375, 0.3125]


@pytest.mark.parametrize(("floor", "power"), [(0, 1), (-1, 1), (3, 4)])
def test_poverty_needs_a_floor_and_a_power_of_the_three(floor, power) -> None:
    with pytest.raises(InputError):
        poverty(ONES, ONES, floor=floor, power=power)


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("access", [array(-1, 2), array(np.nan, 2), array(np.inf, 2)])
def test_what_is_no_access_is_refused(measure, access) -> None:
    with pytest.raises(InputError):
        measure(access, ONES)


@pytest.mark.parametrize("measure", MEASURES)
@given(box=boxes(), times=st.floats(0.01, 100))
@settings(max_examples=40, deadline=None)
def test_the_unit_makes_no_difference(measure, box: Box, times: float) -> None:
    access, people = box.span.high, box.people

    found = measure(access, people)

    assert measure(access * times, people * 3) == pytest.approx(found, nan_ok=True)


@pytest.mark.parametrize("measure", MEASURES)
@given(box=boxes())
@settings(max_examples=40, deadline=None)
def test_people_twice_over_make_no_difference(measure, box: Box) -> None:
    access, people = box.span.high, box.people

    found = measure(np.repeat(access, people.astype(int)), np.ones(int(people.sum())))

    assert measure(access, people) == pytest.approx(found, nan_ok=True, abs=1e-12)


@pytest.mark.parametrize("measure", MEASURES)
@given(box=boxes(), share=st.floats(0, 0.5))
@settings(max_examples=60, deadline=None)
def test_what_passes_from_the_better_to_the_worse_off_evens(
    measure, box: Box, share: float
) -> None:
    access, people = box.span.high, np.ones(len(box.people))
    best, worst = int(access.argmax()), int(access.argmin())
    passed = access.copy()
    passed[best] -= share * (access[best] - access[worst])
    passed[worst] += share * (access[best] - access[worst])

    found = measure(passed, people)

    before = measure(access, people)
    assert np.isnan(before) or found <= before + 1e-9


@given(box=boxes(), names=st.lists(st.integers(0, 2), min_size=6, max_size=6))
@settings(max_examples=60, deadline=None)
def test_between_and_within_make_the_whole(box: Box, names: list[int]) -> None:
    access, people = box.span.high, box.people
    groups = np.array(names[: len(people)])

    found = split_theil(access, people, groups, count=3)

    whole = found.between + found.within
    assert whole == pytest.approx(found.total, nan_ok=True, abs=1e-12)
    within = found.by_group.sum()
    assert np.isnan(found.total) or found.within == pytest.approx(within)
    assert np.isnan(found.total) or found.between >= -1e-12


def test_groups_that_are_even_inside_differ_only_between_them() -> None:
    access, people = array(1, 1, 3, 3), np.ones(4)

    found = split_theil(access, people, np.array([0, 0, 1, 1]), count=2)

    assert found.within == pytest.approx(0.0)
    assert found.between == pytest.approx(0.25 * np.log(0.5) + 0.75 * np.log(1.5))
