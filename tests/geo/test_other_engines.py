"""What other engines publish, and where we answer as they do or differ on purpose.

``docs/oracles.md`` says why: *direction* (the ordering is ours too) or *anchor* (their
answer is not ours).
"""

from __future__ import annotations

from itertools import pairwise

import pytest

from geo.answer import Policy
from geo.cost import Costs, EdgeCost
from geo.judge.need import build_curve
from geo.judge.pace import relative_speed
from geo.osm.number import parse_incline
from geo.osm.read import Subject, read_tags
from geo.osm.way import find_walk
from geo.profile import get_profile, load_profiles
from geo.rule import rules_of
from tests.lane import lane
from tests.town import named, street

VALHALLA = {0.0: 1.00, 0.05: 1.33, 0.08: 1.57, 0.15: 2.50}
"""Grade → factor on the time, on foot."""


def _costs(*, profile: str = "manual_wheelchair", **more: object) -> EdgeCost:
    costs: Costs = lane(profile=profile, **more)[1]  # type: ignore[arg-type]
    return costs.at(0)


def _refusals(**more: object) -> list[str]:
    return rules_of(_costs(**more).refused)


@pytest.mark.parametrize("key", sorted(load_profiles()))
def test_o02_the_steeper_it_climbs_the_longer_it_takes_as_in_valhalla(key):
    curve = build_curve(get_profile(key).speed)[0]
    flat = relative_speed(0.0, curve)
    factors = [flat / relative_speed(slope, curve) for slope in VALHALLA]

    assert factors[0] == 1.0
    assert all(one <= other for one, other in pairwise(factors))
    assert list(VALHALLA.values()) == sorted(VALHALLA.values())
    assert factors[1] > 1.1


def test_o02_a_chair_is_slowed_more_than_valhalla_slows_anybody():
    curve = build_curve(get_profile("manual_wheelchair").speed)[0]
    factor = relative_speed(0.0, curve) / relative_speed(0.05, curve)

    assert factor == pytest.approx(2.477, abs=0.001)
    assert factor > VALHALLA[0.05]


def test_o17_two_kerbs_of_one_crossing_are_judged_by_the_higher():
    nodes = {"a": {"kerb_height_m": 0.03}, "b": {"kerb_height_m": 0.01}}
    crossing = named(street("lane", "a", "b"), footway="crossing")

    network, _ = lane(made=crossing, node_facts=nodes)

    assert network.columns["kerb_height_m"][0] == 0.03


def test_o17_two_sides_of_a_street_are_kept_apart_where_ors_takes_the_worse():
    two = named(
        street("lane", "a", "b"),
        highway="residential",
        sidewalks="both",
        left={"width_m": 0.5},
        right={"width_m": 2.0},
    )

    network, costs = lane(made=two)

    widths = sorted(network.columns["width_m"].tolist())
    assert widths == [0.5, 2.0]
    assert sorted(costs.at(2 * segment).refused == 0 for segment in (0, 1)) == [
        False,
        True,
    ]


@pytest.mark.parametrize(
    ("slope", "factor"), [(0.0915, 1.15), (0.11, 3.0), (0.12, 4.0)]
)
def test_o20_beyond_the_limit_we_refuse_where_otp_only_weighs(slope, factor):
    own = {"max_slope_up": 0.09}

    assert 1 + 100 * (slope - 0.09) == pytest.approx(factor)
    assert _refusals(incline=slope, limits=own) == ["slope_up"]
    assert _refusals(incline=0.09, limits=own) == []


def test_o21_between_comfort_and_limit_our_burden_grows_in_a_straight_line():
    chair = get_profile("manual_wheelchair")
    low, high = chair.threshold("slope_up").comfort, chair.threshold("slope_up").limit
    assert low is not None
    assert high is not None
    slopes = [low, low + (high - low) / 2, high]
    rows = [lane(incline=slope) for slope in slopes]
    flat_s = float(rows[0][0].length_m[0]) / chair.speed.flat_mps
    level = _costs(incline=0.0).effort_s

    burdens = [(costs.at(0).effort_s - level) / flat_s for _, costs in rows]

    assert burdens == pytest.approx([0.0, 0.5, 1.0])


def test_o22_stairs_weigh_more_the_more_they_trouble_somebody():
    steps = named(street("lane", "a", "b", incline=None), highway="steps")
    people = ("deaf", "low_vision", "cane")
    stairs = [_costs(profile=key, made=steps).effort_s for key in people]
    ground = [_costs(profile=key).effort_s for key in people]

    above = [one - other for one, other in zip(stairs, ground, strict=True)]

    assert above == sorted(above)
    assert above[0] > 0
    assert _refusals(made=steps) == ["steps"]


def test_o23_what_is_closed_to_wheels_is_refused_and_not_weighed():
    assert _refusals(wheelchair="no") == ["wheelchair"]
    assert _refusals(wheelchair="no", profile="cane") == []


@pytest.mark.parametrize(
    ("slope", "passes"),
    [(0.07, True), (0.08, True), (0.0805, False), (0.091, False), (0.11, False)],
)
def test_o24_up_to_the_limit_itself_a_slope_passes(slope, passes):
    assert (_refusals(incline=slope, limits={"max_slope_up": 0.08}) == []) is passes


@pytest.mark.parametrize(
    ("text", "passes"),
    [
        ("3%", True),
        ("1°", True),
        ("-4%", True),
        ("-3°", True),
        ("9.1%", False),
        ("5°", False),
        ("-6.5°", False),
    ],
)
def test_o30_inclines_are_decided_as_graphhopper_did(text, passes):
    slope = parse_incline(text).value

    assert (_refusals(incline=slope) == []) is passes


def test_o30_nine_per_cent_downhill_passes_as_accessmap_has_it():
    assert _refusals(incline=parse_incline("-9%").value) == []


@pytest.mark.parametrize(
    ("policy", "refused"), [(Policy.STRICT, True), (Policy.CAUTIOUS, False)]
)
def test_o30_a_slope_without_a_number_is_not_known(policy, refused):
    _, costs = lane(policy, incline=None, incline_direction="up")

    assert (costs.at(0).refused != 0) is refused
    assert "slope_up" in rules_of(costs.at(0).doubtful | costs.at(0).refused)


@pytest.mark.parametrize(
    ("tags", "passes"),
    [
        ({"kerb": "lowered"}, True),
        ({"kerb:height": "2 cm"}, True),
        ({"kerb:height": "20 mm"}, True),
        ({"kerb": "raised"}, False),
        ({"kerb:height": "4 cm"}, False),
    ],
)
def test_o30_kerbs_are_decided_as_graphhopper_did(tags, passes):
    subject = Subject("osm:n1", "node 1", frozenset({"node"}), "osm")
    known = {o.attribute: o.value for o in read_tags(tags, subject).observations}
    crossing = named(street("lane", "a", "b"), footway="crossing")

    refused = _refusals(made=crossing, node_facts={"a": known})

    assert (refused == []) is passes


def test_o30_steps_private_ways_and_motor_roads_are_not_for_a_chair():
    assert _refusals(made=named(street("lane", "a", "b"), highway="steps")) == ["steps"]
    assert _refusals(access="private") == ["access"]
    assert find_walk({"highway": "primary", "motorroad": "yes"}).highway == ""
    assert find_walk({"highway": "trunk"}).highway == ""
    lit = {"highway": "primary", "motorroad": "yes", "sidewalk": "both"}
    assert find_walk(lit).highway == "primary"


def test_o30_a_track_is_judged_by_its_ground_and_not_by_its_name():
    good = named(street("lane", "a", "b"), highway="track")
    rough = named(street("lane", "a", "b", surface="mud"), highway="track")

    assert _refusals(made=good) == []
    assert _refusals(made=rough) == ["surface"]


def test_o30_limited_passes_at_a_cost_and_designated_without_doubt():
    limited = _costs(wheelchair="limited")
    plain = _costs(width_m=None)
    designated = _costs(width_m=None, wheelchair="designated")

    assert limited.refused == 0
    assert limited.effort_s > _costs().effort_s
    assert designated.doubtful == 0
    assert designated.rank_s < plain.rank_s
