"""What an edge costs one person."""

from __future__ import annotations

from dataclasses import replace

import pytest

from geo.answer import Policy
from geo.cost import edge_costs
from geo.observation import Method, Value
from geo.profile import load_profiles
from geo.rule import RULES, rules_of
from tests.lane import CHAIR, lane
from tests.town import barrier, draw, named, segments_of, street


def refused(
    policy: Policy = Policy.CAUTIOUS, **changes: object
) -> tuple[list[str], list[str]]:
    """Name the rules that refuse going from a to b, and back."""
    _, costs = lane(policy, **changes)  # type: ignore[arg-type]
    return rules_of(int(costs.refused[0])), rules_of(int(costs.refused[1]))


def test_a_good_lane_is_usable_without_doubt_or_effort() -> None:
    _, costs = lane(Policy.STRICT)

    assert not costs.refused.any()
    assert not costs.doubtful.any()
    assert costs.effort_s.sum() == 0
    assert costs.uncertain_m.sum() == 0
    assert costs.seconds[0] == pytest.approx(costs.seconds[1])


def test_time_on_the_flat_is_length_over_speed() -> None:
    network, costs = lane()

    assert costs.seconds[0] == pytest.approx(network.length_m[0] / 0.8)


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"width_m": 0.85}, "width"),
        ({"narrowest_m": 0.8}, "narrowing"),
        ({"kerb_height_m": 0.05}, "kerb"),
        ({"kerb": "raised"}, "kerb"),
        ({"kerb": "rolled"}, "kerb"),
        ({"smoothness": "bad"}, "smoothness"),
        ({"surface": "sand"}, "surface"),
        ({"incline_across": -0.07}, "slope_across"),
        ({"obstructed": True}, "obstructed"),
        ({"wheelchair": "no"}, "wheelchair"),
        ({"access": "private"}, "access"),
        ({"step_count": 2.0}, "steps"),
    ],
)
def test_a_limit_refuses_both_ways_and_names_its_rule(
    changes: dict[str, Value], rule: str
) -> None:
    assert refused(**changes) == ([rule], [rule])


@pytest.mark.parametrize(
    "changes",
    [
        {"width_m": 0.90},
        {"narrowest_m": 0.815},
        {"kerb_height_m": 0.03},
        {"kerb": "lowered"},
        {"kerb": "flush"},
        {"kerb": "no"},
        {"smoothness": "intermediate"},
        {"surface": "sett"},
        {"incline_across": 0.06},
        {"wheelchair": "limited"},
        {"access": "customers"},
    ],
)
def test_a_value_at_the_limit_passes(changes: dict[str, Value]) -> None:
    assert refused(**changes) == ([], [])


def test_o42_a_slope_refuses_up_and_lets_down() -> None:
    assert refused(incline=0.09) == (["slope_up"], [])
    assert refused(incline=-0.09) == ([], ["slope_up"])


def test_o42_down_has_its_own_limit() -> None:
    assert refused(incline=0.11) == (["slope_up"], ["slope_down"])


def test_a_modelled_slope_costs_and_never_refuses() -> None:
    for policy in (Policy.CAUTIOUS, Policy.OPEN):
        network, costs = lane(policy, incline=None, heights={"a": 500.0, "b": 540.0})

        assert not costs.refused.any()
        assert network.columns["incline"][0] > 0.4
        assert rules_of(int(costs.doubtful[0])) == ["slope_up"]
        assert rules_of(int(costs.doubtful[1])) == ["slope_down"]
        assert costs.effort_s[0] > 0


def test_a_modelled_slope_within_the_limits_is_no_doubt() -> None:
    _, costs = lane(Policy.STRICT, incline=None, heights={"a": 500.0, "b": 506.0})

    assert not costs.refused.any()
    assert not costs.doubtful.any()
    assert rules_of(int(costs.beyond[0])) == ["slope_up"]


def test_a_tagged_slope_beats_the_heights() -> None:
    network, costs = lane(incline=0.0, heights={"a": 500.0, "b": 540.0})

    assert network.columns["incline"][0] == 0
    assert not costs.doubtful.any()


def test_a_direction_without_a_size_is_doubted_only_there() -> None:
    _, costs = lane(incline=None, incline_direction="up")

    assert rules_of(int(costs.doubtful[0])) == ["slope_up"]
    assert rules_of(int(costs.doubtful[1])) == ["slope_down"]


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"width_m": None}, "width"),
        ({"surface": None, "smoothness": None}, "surface"),
        ({"incline": None, "incline_direction": "up"}, "slope_up"),
        ({"kerb": "yes"}, "kerb"),
    ],
)
def test_the_policy_decides_about_what_is_not_known(
    changes: dict[str, Value], rule: str
) -> None:
    strict, _ = refused(Policy.STRICT, **changes)
    _, cautious = lane(Policy.CAUTIOUS, **changes)
    _, opened = lane(Policy.OPEN, **changes)

    assert strict == [rule]
    assert cautious.refused[0] == opened.refused[0] == 0
    assert rules_of(int(cautious.doubtful[0])) == [rule]
    assert cautious.uncertain_m[0] > 0
    assert cautious.rank_s[0] > opened.rank_s[0]


def test_an_unknown_kerb_matters_where_a_street_is_crossed() -> None:
    plain = street("lane", "a", "b")

    _, on_path = lane(made=plain)
    _, at_crossing = lane(made=named(plain, footway="crossing"))

    assert not on_path.doubtful.any()
    assert rules_of(int(at_crossing.doubtful[0])) == ["kerb"]


def test_a_measured_kerb_does_not_hide_the_raised_one_across_the_street() -> None:
    town = draw(node_facts={"k1": {"kerb_height_m": 0.0}, "k2": {"kerb": "raised"}})
    costs = edge_costs(town, CHAIR, Policy.OPEN, ())
    crossing = segments_of(town, "crossing")[0]

    assert rules_of(int(costs.refused[2 * crossing])) == ["kerb"]


def test_wheelchair_yes_answers_doubts_but_no_measured_limit() -> None:
    dark = {"surface": None, "smoothness": None, "width_m": None, "wheelchair": "yes"}

    assert refused(Policy.STRICT, **dark) == ([], [])
    assert refused(**{**dark, "width_m": 0.5})[0] == ["width"]
    assert refused(kerb="yes", wheelchair="yes") == ([], [])


def test_wheelchair_no_speaks_only_of_wheels() -> None:
    assert refused(profile="cane", wheelchair="no") == ([], [])


@pytest.mark.parametrize("key", sorted(load_profiles()))
def test_nobody_enters_what_is_private(key: str) -> None:
    assert refused(profile=key, access="private")[0] == ["access"]


def test_a_one_way_refuses_going_back() -> None:
    made = named(street("lane", "a", "b"), oneway=1)

    assert refused(made=made) == ([], ["oneway"])


@pytest.mark.parametrize(
    ("profile", "known", "rules"),
    [
        ("manual_wheelchair", {}, ["steps"]),
        ("manual_wheelchair", {"ramp_wheelchair": True}, []),
        ("manual_wheelchair", {"ramp_stroller": True}, ["steps"]),
        ("pram", {"ramp_stroller": True}, []),
        ("pram", {"step_count": 3.0}, []),
        ("pram", {"step_count": 4.0}, ["steps"]),
        ("rollator", {"step_count": 3.0, "handrail": True}, []),
        ("rollator", {"step_count": 3.0, "handrail": False}, ["steps"]),
        ("rollator", {"step_count": 4.0, "handrail": True}, ["steps"]),
        ("cane", {"step_count": 40.0, "handrail": False}, []),
        ("walker", {}, []),
        ("white_cane", {}, []),
    ],
)
def test_steps_are_for_some(
    profile: str, known: dict[str, Value], rules: list[str]
) -> None:
    made = named(street("lane", "a", "b", incline=None, **known), highway="steps")

    assert refused(profile=profile, made=made)[0] == rules


def test_steps_without_a_count_are_a_doubt_to_who_takes_a_few() -> None:
    made = named(street("lane", "a", "b", incline=None, handrail=True), highway="steps")

    _, costs = lane(profile="rollator", made=made)

    assert costs.refused[0] == 0
    assert rules_of(int(costs.doubtful[0])) == ["steps"]


def test_a_lift_takes_its_time_whatever_its_length() -> None:
    made = named(street("lane", "a", "b", incline=None), highway="elevator")

    _, costs = lane(made=made)

    assert costs.seconds[0] == 45


def test_a_blind_person_pays_for_a_silent_crossing() -> None:
    def crossing(**known: Value) -> float:
        made = named(street("lane", "a", "b", kerb="no", **known), footway="crossing")
        _, costs = lane(profile="white_cane", made=made)
        return float(costs.seconds[0] + costs.effort_s[0])

    sounding = crossing(crossing="signals", signals_sound=True)
    silent = crossing(crossing="signals", signals_sound=False)
    unmarked = crossing(crossing="unmarked")

    assert silent - sounding == pytest.approx(60)
    assert unmarked - sounding == pytest.approx(150)


def test_o56_a_tactile_strip_never_hurts_wheels() -> None:
    with_strip = lane(tactile_paving=True)[1]
    without = lane()[1]

    assert (with_strip.rank_s <= without.rank_s).all()


def test_o56_a_flush_kerb_without_a_warning_is_a_hazard_to_the_blind() -> None:
    def at_kerb(**known: Value) -> float:
        made = named(street("lane", "a", "b", **known), footway="crossing")
        return float(lane(profile="white_cane", made=made)[1].rank_s[0])

    assert at_kerb(kerb="flush") > at_kerb(kerb_height_m=0.05)
    assert at_kerb(kerb="flush", tactile_paving=True) < at_kerb(kerb="flush")


def test_a_street_without_a_sidewalk_is_a_burden_that_time_does_not_hide() -> None:
    made = named(street("lane", "a", "b"), highway="primary", sidewalks="no")
    with_sidewalk = replace(made, sidewalks="both")

    _, on_road = lane(made=made)
    _, beside = lane(made=with_sidewalk)

    assert on_road.seconds[0] == beside.seconds[0]
    assert on_road.effort_s[0] > beside.effort_s[0] == 0


def test_unknown_sidewalks_are_never_assumed_good() -> None:
    made = named(street("lane", "a", "b"), highway="primary", sidewalks="unknown")
    with_sidewalk = replace(made, sidewalks="both")

    assert lane(made=made)[1].rank_s[0] > lane(made=with_sidewalk)[1].rank_s[0]


def test_a_report_that_nobody_checked_warns_and_does_not_refuse() -> None:
    network, _ = lane()
    told = barrier(network, "lane", "width_m", 0.4, method="reported", confirmed=False)

    costs = edge_costs(network, CHAIR, Policy.CAUTIOUS, [told])

    assert costs.refused[0] == 0
    assert rules_of(int(costs.doubtful[0])) == ["width"]


def test_modelled_observations_never_refuse() -> None:
    made = replace(street("lane", "a", "b", width_m=0.4), method=Method.MODELLED)

    assert refused(made=made) == ([], [])


def test_an_empty_network_has_no_costs() -> None:
    network = draw([], nodes={}, node_facts={})

    costs = edge_costs(network, CHAIR, Policy.STRICT, ())

    assert len(costs.rank_s) == len(costs.weights) == 0


def test_every_rule_has_a_bit_of_its_own() -> None:
    assert len(RULES) <= 32
    assert rules_of((1 << len(RULES)) - 1) == list(RULES)
