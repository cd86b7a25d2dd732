"""Access classes of places: oracle O-43."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.place_access import find_access


@pytest.mark.parametrize(
    ("values", "access"),
    [
        ({"step_count": 0.0}, "yes"),
        ({"step_count": 1.0, "step_height_m": 0.07}, "limited"),
        ({"step_count": 1.0, "step_height_m": 0.08}, "no"),
        ({"step_count": 2.0, "step_height_m": 0.05}, "no"),
        ({"step_height_m": 0.05}, "limited"),
        ({"step_count": 3.0, "ramp_wheelchair": True}, "limited"),
        ({"step_count": 1.0}, "unknown"),
        ({}, "unknown"),
        ({"wheelchair": None}, "unknown"),
    ],
)
def test_o43_steps_tell_the_class_and_nothing_known_is_never_no(values, access):
    assert find_access(values) == access


@pytest.mark.parametrize(
    ("word", "access"),
    [("yes", "yes"), ("designated", "yes"), ("limited", "limited"), ("no", "no")],
)
def test_what_somebody_said_of_wheelchairs_goes_first(word, access):
    assert find_access({"wheelchair": word, "step_count": 5.0}) == access


def test_a_stop_takes_what_boarding_tells():
    assert find_access({"wheelchair_boarding": "yes"}) == "yes"
    assert find_access({"wheelchair_boarding": "no"}) == "no"


@given(st.dictionaries(st.sampled_from(["level", "lit", "ramp"]), st.booleans()))
def test_o43_other_attributes_do_not_make_a_class(values):
    assert find_access(values) == "unknown"
