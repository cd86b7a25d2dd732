"""Which observation is used."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.attribute import ATTRIBUTES, check_value
from geo.errors import InputError
from geo.observation import Method, Observation, resolve


def _width(value, method=Method.TAGGED, **more):
    return Observation(
        "osm:w1", "width_m", value, method, more.pop("source", "osm"), **more
    )


def test_nothing_known_resolves_to_nothing():
    assert resolve([]) is None


def test_the_better_method_wins_over_the_newer_date():
    old = _width(0.9, Method.MEASURED, source="survey", observed_on=date(2020, 1, 1))
    new = _width(1.5, Method.TAGGED, observed_on=date(2026, 1, 1))

    assert resolve([new, old]) is old


def test_of_one_method_the_newest_wins():
    old = _width(0.9, observed_on=date(2020, 1, 1))
    new = _width(1.5, source="other", observed_on=date(2026, 1, 1))

    assert resolve([old, new]) is new


def test_a_known_value_wins_over_an_unknown_of_a_better_method():
    unknown = _width(None, Method.MEASURED)
    known = _width(1.5, Method.MODELLED)

    assert resolve([unknown, known]) is known


observations = st.builds(
    _width,
    st.one_of(st.none(), st.floats(0, 10)),
    st.sampled_from(list(Method)),
    source=st.sampled_from(["osm", "survey", "report"]),
    confidence=st.floats(0, 1),
    observed_on=st.one_of(st.none(), st.dates(date(2000, 1, 1), date(2026, 1, 1))),
)


@given(st.lists(observations, min_size=1), st.randoms())
def test_the_order_of_observations_does_not_matter(several, chance):
    shuffled = several[:]
    chance.shuffle(shuffled)

    first, second = resolve(several), resolve(shuffled)

    assert first is not None
    assert second is not None
    assert (first.value is None) == (second.value is None)
    assert (first.method, first.confidence) == (second.method, second.confidence)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("kerb_height_m", 0.7),
        ("kerb_height_m", "high"),
        ("kerb_height_m", True),
        ("steps", 1.0),
        ("kerb", "huge"),
        ("colour", "red"),
    ],
)
def test_a_value_that_cannot_be_is_refused_by_name(name, value):
    with pytest.raises(InputError) as caught:
        check_value(name, value)

    assert caught.value.field == name


@pytest.mark.parametrize("name", list(ATTRIBUTES))
def test_unknown_is_always_allowed(name):
    assert check_value(name, None) is None
