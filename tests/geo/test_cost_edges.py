"""What the edges of a limit are: hundredths, relaxed limits, spots on a street."""

from __future__ import annotations

import pytest

from geo.answer import Policy
from geo.cost import edge_costs
from geo.profile import get_profile
from geo.rule import rules_of
from tests.geo.test_cost import refused
from tests.lane import CHAIR, lane
from tests.town import barrier, named, street


def test_a_ramp_of_one_in_twelve_keeps_the_limit_that_is_one_in_twelve() -> None:
    assert refused(incline=1 / 12) == ([], [])
    assert refused(incline=0.084)[0] == ["slope_up"]


@pytest.mark.parametrize("surface", ["ice", "snow", "rock"])
def test_no_wheel_is_sent_over_ice_or_rock(surface: str) -> None:
    for profile in ("manual_wheelchair", "power_wheelchair", "scooter"):
        assert refused(profile=profile, surface=surface)[0] == ["surface"]


@pytest.mark.parametrize("limit", ["max_kerb_m", "max_slope_up", "max_slope_down"])
@pytest.mark.parametrize("profile", ["cane", "older_person", "manual_wheelchair"])
def test_a_relaxed_limit_makes_nothing_matter_that_did_not(
    profile: str, limit: str
) -> None:
    made = named(street("lane", "a", "b", incline=None), footway="crossing")
    usual = lane(Policy.STRICT, profile=profile, made=made)[1]
    relaxed = lane(Policy.STRICT, profile=profile, made=made, limits={limit: 0.5})[1]

    assert (relaxed.weights <= usual.weights).all()


def test_steps_of_one_spot_do_not_hide_the_slope_of_their_street() -> None:
    network, steep = lane(profile="rollator", incline=0.15)
    two = barrier(network, "lane", "step_count", 2.0)

    costs = edge_costs(network, get_profile("rollator"), Policy.CAUTIOUS, [two])

    assert rules_of(int(steep.refused[0])) == ["slope_up"]
    assert rules_of(int(costs.refused[0])) == ["slope_up"]
    assert costs.seconds[0] == steep.seconds[0]


def test_a_number_of_steps_that_nobody_told_is_a_doubt() -> None:
    network, _ = lane()
    some = barrier(network, "lane", "step_count", None)

    costs = edge_costs(network, CHAIR, Policy.CAUTIOUS, [some])

    assert rules_of(int(costs.doubtful[0])) == ["steps"]
