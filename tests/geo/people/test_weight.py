"""How many people a profile speaks of: by published rates, never by guessing."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.people.group import people_groups
from geo.people.rate import find_rate, list_rates, list_stands
from geo.people.weight import weigh_people
from geo.profile import load_profiles

PEOPLE = np.array([10_000.0, 0.0, np.nan])


def test_every_rate_has_bounds_around_it_and_says_where_it_comes_from():
    for rate in list_rates():
        assert 0 < rate.low <= rate.share <= rate.high < 1
        assert rate.source
        assert rate.definition
        assert 2000 < rate.year < 2030


def test_what_stands_for_a_profile_is_there():
    names = {rate.id for rate in list_rates()}

    for key, stands in list_stands().items():
        assert key in load_profiles()
        assert bool(stands.rate) != bool(stands.group)
        assert not stands.rate or stands.rate in names
        assert not stands.group or stands.group in people_groups()


def test_a_country_has_its_own_figure_before_that_of_the_world():
    assert find_rate("any", "TN").share == 0.155
    assert find_rate("any", "FR").share == 0.16
    assert find_rate("walking", "FR") is None


def test_people_who_see_little_are_a_share_of_those_of_an_age():
    found = weigh_people("low_vision", PEOPLE, country="TN")

    assert found.likely[0] == pytest.approx(10_000 * 0.941 * 0.010, rel=1e-3)
    assert found.low[0] < found.likely[0] < found.high[0]
    assert (found.likely[1], found.high[1]) == (0, 0)
    assert np.isnan(found.likely[2])


def test_an_age_that_was_counted_is_not_estimated():
    of_age = {"age_5_plus": np.array([9_000.0, 0.0, np.nan])}

    found = weigh_people("low_vision", PEOPLE, country="TN", groups=of_age)

    assert found.likely[0] == pytest.approx(90)
    assert found.low[0] == pytest.approx(85.5)
    assert found.high[0] == pytest.approx(94.5)


def test_a_figure_that_counts_more_people_is_only_the_most_they_can_be():
    found = weigh_people("rollator", PEOPLE, country="TN")

    assert np.isnan(found.likely).all()
    assert found.low[0] == 0
    assert found.high[0] == pytest.approx(10_000 * 0.9415 * 0.0185)


def test_of_whom_nobody_published_a_figure_nothing_is_known():
    for profile, country in (("pram", "TN"), ("low_vision", "FR"), ("walker", "TN")):
        found = weigh_people(profile, PEOPLE, country=country)

        assert not found.is_known
        assert np.isnan(found.high).all()


def test_older_people_are_counted_where_a_count_tells_them_apart():
    old = {"age_65_plus": np.array([800.0, 0.0, np.nan])}

    assert weigh_people("older_person", PEOPLE, groups=old).likely[0] == 800
    assert not weigh_people("older_person", PEOPLE).is_known


@given(st.sampled_from(sorted(list_stands())), st.floats(0, 1e7), st.floats(0, 1e7))
def test_more_people_are_never_fewer_and_bounds_are_in_order(profile, one, more):
    few = weigh_people(profile, np.array([one]), country="TN")
    many = weigh_people(profile, np.array([one + more]), country="TN")

    if few.is_known:
        assert few.low[0] <= few.high[0] <= one
        assert few.low[0] <= many.low[0]
        assert few.high[0] <= many.high[0]
