"""The rate of reports, from repeats."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import InputError
from geo.measure.reporting import rates_by_group, reporting_rate


@pytest.mark.parametrize(("rate", "incidents"), [(0.02, 40), (0.3, 15), (2.0, 5)])
def test_of_a_hundred_intervals_about_ninety_five_hold_the_true_rate(
    rate: float, incidents: int
) -> None:
    draw, runs = np.random.default_rng(66), 3000
    exposed = draw.uniform(1, 30, size=(runs, incidents))
    repeats = draw.poisson(rate * exposed)

    found = [reporting_rate(*each) for each in zip(repeats, exposed, strict=True)]

    held = np.mean([one.low <= rate <= one.high for one in found])
    assert 0.93 <= held <= 0.97
    assert np.mean([one.rate for one in found]) == pytest.approx(rate, rel=0.02)


def test_a_rate_is_repeats_over_the_time_they_could_come_in() -> None:
    found = reporting_rate(np.array([2.0, 0, 1]), np.array([10.0, 5, 15]))

    assert (found.repeats, found.exposed_s, found.rate) == (3, 30.0, 0.1)
    assert found.low < 0.1 < found.high


def test_nothing_exposed_says_nothing() -> None:
    found = reporting_rate(np.zeros(0), np.zeros(0))

    assert np.isnan(found.rate)
    assert (found.low, found.high) == (0.0, np.inf)


def test_no_repeats_leave_a_highest_rate() -> None:
    found = reporting_rate(np.zeros(3), np.full(3, 10.0))

    assert found.rate == found.low == 0.0
    assert 0 < found.high < 0.2


def test_what_is_seen_in_a_time_follows_from_the_rate() -> None:
    found = reporting_rate(np.array([3.0]), np.array([30.0]))

    low, share, high = found.seen_within(10)

    assert share == pytest.approx(1 - np.exp(-1))
    assert 0 < low < share < high < 1


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(1, 9)), max_size=8))
def test_more_repeats_never_lower_the_rate(rows) -> None:
    counts, times = (np.array([r[i] for r in rows], dtype=float) for i in (0, 1))

    found = reporting_rate(counts, times)

    more = reporting_rate(counts + 1, times)
    assert not rows or more.rate > found.rate
    assert more.low >= found.low


def test_areas_have_rates_of_their_own_and_one_without_incidents_has_none() -> None:
    counts, times = np.array([4.0, 0, 2]), np.array([2.0, 4, 2])

    found = rates_by_group(counts, times, np.array([0, 0, 2]), count=3)

    assert [one.repeats for one in found] == [4, 0, 2]
    assert found[0].rate == pytest.approx(4 / 6)
    assert np.isnan(found[1].rate)


@pytest.mark.parametrize(("counts", "times"), [([-1], [1]), ([1], [-1]), ([1], [1, 2])])
def test_counts_and_times_that_make_no_sense_are_refused(counts, times) -> None:
    with pytest.raises(InputError):
        reporting_rate(np.array(counts, float), np.array(times, float))
