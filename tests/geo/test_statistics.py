"""Medians and shares with limits, against brute force and scipy."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from geo.statistics import measure_half_time, measure_share

TIMES = st.lists(st.integers(0, 40).map(float), min_size=1, max_size=40)


@given(st.integers(1, 500), st.data())
def test_shares_have_the_limits_of_wilson(of, data):
    count = data.draw(st.integers(0, of))

    mine = measure_share(count, of)

    theirs = stats.binomtest(count, of).proportion_ci(method="wilson")
    assert mine.low == pytest.approx(theirs.low, abs=1e-9)
    assert mine.high == pytest.approx(theirs.high, abs=1e-9)
    assert mine.low <= mine.share <= mine.high


def test_of_nothing_the_share_can_be_anything():
    assert (measure_share(0, 0).low, measure_share(0, 0).high) == (0.0, 1.0)
    assert measure_share(0, 0).share is None


@given(TIMES)
def test_the_limits_of_a_median_are_order_statistics_that_cover_it(done):
    mine, ordered, n = measure_half_time(done), sorted(done), len(done)

    ranks = [
        rank
        for rank in range(1, n // 2 + 1)
        if 2 * sum(math.comb(n, k) for k in range(rank)) <= 0.05 * 2**n + 1e-9
    ]
    if not ranks:
        assert (mine.low, mine.high) == (None, None)
    else:
        assert (mine.low, mine.high) == (ordered[max(ranks) - 1], ordered[-max(ranks)])
        assert mine.low <= mine.time <= mine.high
    assert mine.time == ordered[(n - 1) // 2]


def test_five_times_are_too_few_for_limits_and_six_are_enough():
    assert measure_half_time([1, 2, 3, 4, 5]).low is None
    assert measure_half_time([1, 2, 3, 4, 5, 6]).low == 1
    assert measure_half_time([1, 2, 3, 4, 5, 6]).high == 6


@given(TIMES, st.lists(st.integers(0, 40).map(float), min_size=1, max_size=20))
def test_who_still_waits_counts_as_kaplan_and_meier_have_it(done, waiting):
    mine = measure_half_time(done, waiting)

    censored = stats.CensoredData(uncensored=done, right=waiting)
    with np.errstate(all="ignore"):
        sf = stats.ecdf(censored).sf
    died = np.unique(done)
    half = [t for t in died if sf.evaluate(t) <= 0.5 + 1e-12]
    assert mine.time == (min(half) if half else None)
    assert (mine.done, mine.waiting) == (len(done), len(waiting))


def test_limits_with_some_waiting_are_those_of_scipy_on_the_log_log_scale():
    done = [3.0, 5.0, 6.0, 8.0, 9.0, 11.0, 14.0, 20.0, 21.0, 25.0]
    waiting = [4.0, 10.0, 30.0, 31.0]

    mine = measure_half_time(done, waiting)

    sf = stats.ecdf(stats.CensoredData(uncensored=done, right=waiting)).sf
    limits = sf.confidence_interval(method="log-log")
    low = [t for t in done if limits.low.evaluate(t) <= 0.5]
    high = [t for t in done if limits.high.evaluate(t) < 0.5]
    assert mine.low == min(low)
    assert mine.high == (min(high) if high else None)


@given(TIMES, TIMES)
def test_those_that_wait_never_make_it_look_faster(done, waiting):
    without = measure_half_time(done)
    later = [max(done) + one for one in waiting]

    with_them = measure_half_time(done, later)

    assert with_them.time is None or with_them.time >= without.time


def test_nothing_done_has_no_time():
    assert measure_half_time([], [3.0]).time is None
    assert measure_half_time([], [3.0]).waiting == 1
