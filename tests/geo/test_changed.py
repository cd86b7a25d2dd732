"""Shares that were found in a sample, and what became of its trips."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.changed import bound_share, count_changed
from geo.sample_trip import Outcome


@pytest.mark.parametrize(
    ("count", "total", "low", "high"),
    [
        (0, 0, 0.0, 1.0),
        (0, 10, 0.0, 0.2775),
        (10, 10, 0.7225, 1.0),
        (5, 10, 0.2366, 0.7634),
        (81, 263, 0.2553, 0.3662),
    ],
)
def test_bounds_of_a_share_are_those_of_wilson(count, total, low, high):
    assert bound_share(count, total) == pytest.approx((low, high), abs=5e-5)


@given(st.integers(0, 200), st.integers(0, 200))
def test_bounds_hold_the_share_and_narrow_with_the_sample(one, other):
    count, total = min(one, other), max(one, other)
    low, high = bound_share(count, total)
    tenfold = bound_share(10 * count, 10 * total)

    assert 0 <= low <= high <= 1
    assert not total or low <= count / total <= high
    assert tenfold[1] - tenfold[0] <= high - low


def test_trips_are_counted_by_what_became_of_them():
    outcomes = [
        Outcome(possible=False),
        Outcome(possible=True, extra_s=0.0),
        Outcome(possible=True, passing=True, dearer=True, extra_s=3.0),
        Outcome(possible=True, passing=True, dearer=True, extra_s=60.0),
        Outcome(possible=True, passing=True, dearer=True, extra_s=180.0),
        Outcome(possible=True, passing=True, impossible=True),
    ]

    found = count_changed("cane", "near", outcomes)

    assert (found.trips, found.possible, found.passing) == (6, 5, 4)
    assert (found.longer, found.impossible, found.dearer, found.worse) == (2, 1, 1, 3)
    assert (found.median_s, found.most_s) == (120.0, 180.0)
    assert found.low < 3 / 5 < found.high


def test_of_no_trips_nothing_is_known():
    found = count_changed("cane", "town", [])

    assert (found.trips, found.median_s, found.most_s) == (0, None, None)
    assert (found.low, found.high) == (0.0, 1.0)
