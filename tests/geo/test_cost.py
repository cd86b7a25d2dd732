"""What an edge costs one person."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.answer import Policy
from geo.cost import Costs, edge_costs
from geo.network import Network
from geo.observation import Method, Value
from geo.profile import get_profile, load_profiles, with_limits
from geo.rule import RULES, rules_of
from tests.town import Street, barrier, draw, named, segments_of, street

CHAIR = get_profile("manual_wheelchair")
LANES = {"a": (8.700, 36.17), "b": (8.701, 36.17), "c": (8.702, 36.17)}


def lane(
    policy: Policy = Policy.CAUTIOUS,
    *,
    profile: str = "manual_wheelchair",
    made: Street | None = None,
    node_facts: dict[str, dict[str, Value]] | None = None,
    heights: dict[str, float] | None = None,
    limits: dict[str, object] | None = None,
    **changes: Value,
) -> tuple[Network, Costs]:
    """Cost one street from a to b."""
    network = draw(
        [made or street("lane", "a", "b", **changes)],
        nodes=LANES,
        node_facts=node_facts or {},
        heights=heights,
    )
    person = with_limits(get_profile(profile), limits or {})
    return network, edge_costs(network, person, policy, ())


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

    assert len(costs.rank_s) == len(costs.broken) == 0


VALUES: dict[str, st.SearchStrategy[Value]] = {
    "incline": st.none() | st.floats(-0.2, 0.2),
    "width_m": st.none() | st.floats(0.4, 3),
    "kerb_height_m": st.none() | st.floats(0, 0.25),
    "smoothness": st.none() | st.sampled_from(["good", "intermediate", "bad"]),
    "surface": st.none() | st.sampled_from(["asphalt", "sett", "sand"]),
}
LANE = st.fixed_dictionaries(VALUES)


@given(LANE, st.sampled_from(sorted(load_profiles())))
def test_o53_strict_refuses_no_less_than_cautious_than_open(
    known: dict[str, Value], profile: str
) -> None:
    costs = [
        lane(policy, profile=profile, **known)[1]  # type: ignore[arg-type]
        for policy in (Policy.STRICT, Policy.CAUTIOUS, Policy.OPEN)
    ]

    usable = [one.refused == 0 for one in costs]

    assert (usable[0] <= usable[1]).all()
    assert (usable[1] <= usable[2]).all()
    assert (costs[1].rank_s >= costs[2].rank_s).all()


@given(
    LANE,
    st.sampled_from(
        ["max_slope_up", "max_slope_down", "max_kerb_m", "max_slope_across"]
    ),
    st.floats(0, 0.5),
    st.floats(0, 0.5),
)
def test_o50_tightening_a_limit_never_helps(
    known: dict[str, Value], name: str, one: float, other: float
) -> None:
    tight, loose = sorted((one, other))
    _, narrow = lane(limits={name: tight}, **known)  # type: ignore[arg-type]
    _, wide = lane(limits={name: loose}, **known)  # type: ignore[arg-type]

    assert (narrow.weights >= wide.weights - 1e-9).all()
    assert (narrow.seconds == wide.seconds).all()


@given(LANE, st.sampled_from(sorted(VALUES)))
def test_o52_learning_something_good_never_hurts(
    known: dict[str, Value], name: str
) -> None:
    good: dict[str, Value] = {
        "incline": 0.0,
        "width_m": 2.0,
        "kerb_height_m": 0.0,
        "smoothness": "excellent",
        "surface": "asphalt",
    }

    for policy in Policy:
        before = lane(policy, **{**known, name: None})[1]  # type: ignore[arg-type]
        after = lane(policy, **{**known, name: good[name]})[1]  # type: ignore[arg-type]

        assert (after.weights <= before.weights + 1e-9).all()


@given(LANE, st.sampled_from(["width_m", "kerb_height_m", "smoothness", "surface"]))
def test_o52_learning_something_that_refuses_never_helps(
    known: dict[str, Value], name: str
) -> None:
    bad: dict[str, Value] = {
        "width_m": 0.4,
        "kerb_height_m": 0.3,
        "smoothness": "impassable",
        "surface": "mud",
    }

    before = lane(**{**known, name: None})[1]  # type: ignore[arg-type]
    after = lane(**{**known, name: bad[name]})[1]  # type: ignore[arg-type]

    assert (after.weights >= before.weights).all()
    assert (after.refused != 0).all()


@given(st.floats(0.09, 0.3), st.lists(st.floats(0.05, 0.95), max_size=4, unique=True))
def test_o59_cutting_a_street_in_pieces_changes_nothing(
    incline: float, cuts: list[float]
) -> None:
    whole = draw(
        [street("lane", "a", "b", incline=incline)], nodes=LANES, node_facts={}
    )
    total = whole.length_m[0]
    marks = sorted(cuts)
    nodes = {f"c{i}": (8.7 + 0.001 * share, 36.17) for i, share in enumerate(marks)}
    names = ["a", *nodes, "b"]
    spurs = [street(f"spur{i}", name, "c") for i, name in enumerate(nodes)]
    pieces = draw(
        [street("lane", *names, incline=incline), *spurs],
        nodes={**LANES, **nodes},
        node_facts={},
    )

    one = edge_costs(whole, CHAIR, Policy.CAUTIOUS, ())
    many = edge_costs(pieces, CHAIR, Policy.CAUTIOUS, ())
    mine = np.array(segments_of(pieces, "lane"))

    assert len(mine) == len(cuts) + 1
    assert pieces.length_m[mine].sum() == pytest.approx(total)
    assert set(many.refused[2 * mine]) == {one.refused[0]}
    assert many.rank_s[2 * mine].sum() == pytest.approx(one.rank_s[0])


def test_every_rule_has_a_bit_of_its_own() -> None:
    assert len(RULES) <= 32
    assert rules_of((1 << len(RULES)) - 1) == list(RULES)
