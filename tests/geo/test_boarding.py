"""Boarding by wheelchair is inherited as GTFS says."""

from hypothesis import given
from hypothesis import strategies as st

from geo.boarding import inherit_boarding


def test_o45_a_stop_without_a_word_has_that_of_its_station():
    own = {"station": 1, "platform": 0, "other": 2, "alone": 0}
    parent = {"platform": "station", "other": "station"}

    found = inherit_boarding(own, parent)

    assert found == {"station": 1, "platform": 1, "other": 2, "alone": 0}


def test_o45_unknown_stays_unknown_and_is_not_no():
    assert inherit_boarding({"stop": 0}, {"stop": "gone"}) == {"stop": 0}


def test_a_boarding_area_inherits_through_its_platform():
    own = {"station": 2, "platform": 0, "area": 0}

    found = inherit_boarding(own, {"platform": "station", "area": "platform"})

    assert found["area"] == 2


@given(st.dictionaries(st.sampled_from("abcd"), st.sampled_from("abcd")))
def test_a_circle_of_parents_ends(parent):
    own = dict.fromkeys("abcd", 0)

    assert inherit_boarding(own, parent) == own
