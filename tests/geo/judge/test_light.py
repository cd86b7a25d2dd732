"""A way without light, after dark."""

from __future__ import annotations

import pytest

from geo.answer import Policy
from geo.profile import get_profile, load_profiles
from geo.rule import rules_of
from tests.lane import lane

NIGHTS = sorted(k for k, p in load_profiles().items() if p.night.unlit > 1)
DAYS = sorted(set(load_profiles()) - set(NIGHTS))


def _cost(profile: str, *, lit: bool | None, dark: str = "yes"):
    return lane(profile=profile, lit=lit, limits={"after_dark": dark})[1].at(0)


@pytest.mark.parametrize("profile", NIGHTS)
def test_an_unlit_way_weighs_more_after_dark_and_takes_no_longer(profile: str) -> None:
    night, day = _cost(profile, lit=False), _cost(profile, lit=False, dark="no")
    person = get_profile(profile)
    network, _ = lane(profile=profile)
    flat_s = float(network.length_m[0]) / person.speed.flat_mps

    assert night.seconds == day.seconds
    assert night.effort_s - day.effort_s == pytest.approx(
        (person.night.unlit - 1) * flat_s
    )
    assert rules_of(night.beyond & ~day.beyond) == ["light"]
    assert night.refused == 0


@pytest.mark.parametrize("profile", NIGHTS)
@pytest.mark.parametrize("lit", [True, None])
def test_a_lit_way_and_one_of_which_nothing_is_known_weigh_no_more(
    profile: str, *, lit: bool | None
) -> None:
    assert _cost(profile, lit=lit) == _cost(profile, lit=lit, dark="no")


@pytest.mark.parametrize("profile", DAYS)
def test_whom_the_dark_does_not_trouble_walks_as_by_day(profile: str) -> None:
    assert _cost(profile, lit=False) == _cost(profile, lit=False, dark="no")


def test_even_the_strict_are_not_refused_for_want_of_light() -> None:
    _, costs = lane(
        Policy.STRICT, profile="low_vision", lit=False, limits={"after_dark": "yes"}
    )

    assert costs.at(0).refused == 0
