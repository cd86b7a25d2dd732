"""Bounds of unevenness hold every state of what is not known."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
import pytest
from hypothesis import given, settings

from geo.measure.concentration import (
    concentration,
    concentration_range,
    erreygers,
    erreygers_range,
)
from geo.measure.gini import gini, gini_range
from geo.measure.palma import (
    palma,
    palma_by_status,
    palma_by_status_range,
    palma_range,
)
from geo.measure.poverty import POWERS, poverty, poverty_range
from geo.measure.span import Range, Span
from geo.measure.theil import theil, theil_range
from geo.network import Floats
from tests.geo.measure.boxes import NEAR, Box, boxes

LIMITS = (0.0, 6.0)

BY_ACCESS = [(gini, gini_range), (theil, theil_range), (palma, palma_range)]
BY_STATUS = [
    (concentration, concentration_range),
    (palma_by_status, palma_by_status_range),
    (partial(erreygers, bounds=LIMITS), partial(erreygers_range, bounds=LIMITS)),
]


def least_and_most(
    box: Box, measure: Callable[[Floats], float]
) -> tuple[float, float] | None:
    found = [measure(state) for state in box.states()]
    found = [one for one in found if not np.isnan(one)]
    return (min(found), max(found)) if found else None


def check_holds(found: Range, truth: tuple[float, float] | None) -> None:
    assert truth is None or found.low <= truth[0] + NEAR
    assert truth is None or found.high >= truth[1] - NEAR


@pytest.mark.parametrize(("measure", "bound"), BY_ACCESS)
@given(box=boxes())
@settings(max_examples=60, deadline=None)
def test_unevenness_lies_within_its_bounds(measure, bound, box: Box) -> None:
    found = bound(box.span, box.people)

    check_holds(found, least_and_most(box, lambda x: measure(x, box.people)))


@pytest.mark.parametrize(("measure", "bound"), BY_STATUS)
@given(box=boxes())
@settings(max_examples=60, deadline=None)
def test_what_goes_with_status_lies_within_its_bounds(measure, bound, box: Box) -> None:
    found = bound(box.span, box.people, box.status)

    check_holds(
        found, least_and_most(box, lambda x: measure(x, box.people, box.status))
    )


@given(box=boxes())
@settings(max_examples=60, deadline=None)
def test_the_bounds_of_concentration_are_taken_on_at_corners(box: Box) -> None:
    found = concentration_range(box.span, box.people, box.status)

    truth = least_and_most(box, lambda x: concentration(x, box.people, box.status))
    if truth is None:
        assert not found.is_defined
    else:
        assert (found.low, found.high) == pytest.approx(truth, abs=NEAR)


@pytest.mark.parametrize("power", POWERS)
@given(box=boxes())
@settings(max_examples=30, deadline=None)
def test_the_bounds_of_poverty_are_taken_on(power: int, box: Box) -> None:
    found = poverty_range(box.span, box.people, floor=3, power=power)

    truth = least_and_most(box, lambda x: poverty(x, box.people, floor=3, power=power))
    assert (found.low, found.high) == pytest.approx(truth, abs=NEAR)


@pytest.mark.parametrize(("measure", "bound"), BY_ACCESS)
@given(box=boxes())
@settings(max_examples=60, deadline=None)
def test_the_least_unevenness_is_that_of_some_state(measure, bound, box: Box) -> None:
    found = bound(box.span, box.people)

    fine = np.linspace(0, 6, 601)
    near = [measure(np.clip(c, box.span.low, box.span.high), box.people) for c in fine]
    near = [one for one in near if not np.isnan(one)]
    if not near:
        assert not found.is_defined
    elif np.isfinite(min(near)):
        assert min(near) == pytest.approx(found.low, rel=0.02, abs=1e-3)


@pytest.mark.parametrize(("measure", "bound"), [BY_ACCESS[0], BY_ACCESS[1]])
def test_where_low_and_high_line_up_alike_the_most_is_taken_on(measure, bound) -> None:
    span = Span(np.array([0.0, 1, 2, 3]), np.array([1.0, 4, 5, 9]))
    people = np.ones(4)

    found = bound(span, people)

    switched = [np.where(np.arange(4) < k, span.low, span.high) for k in range(5)]
    most = max(measure(one, people) for one in switched)
    assert most <= found.high + NEAR
    assert found.high < most * 1.05


@pytest.mark.parametrize(("measure", "bound"), BY_ACCESS)
def test_nothing_in_doubt_leaves_no_room(measure, bound) -> None:
    access, people = np.array([1.0, 2, 3, 5, 8]), np.array([3.0, 1, 4, 1, 5])

    found = bound(Span.certain(access), people)

    value = measure(access, people)
    assert (found.low, found.high) == pytest.approx((value, value), rel=1e-12)


@pytest.mark.parametrize(("measure", "bound"), BY_ACCESS)
def test_where_nobody_can_reach_anything_nothing_is_defined(measure, bound) -> None:
    found = bound(Span.certain(np.zeros(3)), np.ones(3))

    assert not found.is_defined
    assert np.isnan(measure(np.zeros(3), np.ones(3)))
