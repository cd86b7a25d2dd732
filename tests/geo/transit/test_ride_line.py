"""The part of a shape that a ride goes along."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.transit.ride_line import cut_ride

LINE = [(8.70, 36.17), (8.71, 36.17), (8.71, 36.18), (8.72, 36.18)]


def test_a_ride_is_cut_out_of_the_shape_of_its_trip():
    found = cut_ride(LINE, [(8.705, 36.17), (8.715, 36.18)])

    assert [pytest.approx(one) for one in found] == [
        (8.705, 36.17),
        (8.71, 36.17),
        (8.71, 36.18),
        (8.715, 36.18),
    ]


def test_without_a_shape_a_ride_goes_straight_from_stop_to_stop():
    stops = [(8.70, 36.17), (8.71, 36.18)]

    assert cut_ride([], stops) == stops


def test_a_shape_that_comes_by_twice_is_not_cut_short():
    ring = [(8.70, 36.17), (8.71, 36.17), (8.72, 36.17), (8.71, 36.17), (8.70, 36.17)]

    found = cut_ride(
        ring, [(8.70, 36.17), (8.715, 36.17), (8.72, 36.17), (8.705, 36.17)]
    )

    assert len(found) == 5
    assert found[-1] == pytest.approx((8.705, 36.17))


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_cut_lies_on_the_shape_and_ends_at_its_stops(one, other):
    first, last = sorted((one, other))
    stops = [(8.70 + first / 100, 36.17), (8.70 + last / 100, 36.17)]

    found = cut_ride([(8.70, 36.17), (8.71, 36.17)], stops)

    assert found[0] == pytest.approx(stops[0], abs=1e-9)
    assert found[-1] == pytest.approx(stops[-1], abs=1e-9)
