"""Pathways inside stations: what they cost whom, and whom they refuse."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import InputError
from geo.observation import Method, Observation
from geo.profile import get_profile, load_profiles, with_limits
from geo.transit.pathway import Pathway, PathwayCost, judge_pathway
from geo.transit.pathway_mode import get_mode, load_pathways
from geo.transit.station import both_ways, build_station, find_inside

WALK, STAIRS, MOVING, ESCALATOR, LIFT, GATE, EXIT = range(1, 8)
TODAY = date(2026, 11, 23)
PEOPLE = sorted(load_profiles())


def way(mode: int = WALK, start: str = "a", end: str = "b", **rest: object) -> Pathway:
    return Pathway(f"t:{start}-{end}", start, end, mode, **rest)  # type: ignore[arg-type]


def cost(pathway: Pathway, key: str = "walker", **limits: object) -> PathwayCost:
    person = with_limits(get_profile(key), limits)
    return judge_pathway(pathway, person, today=TODAY)


def rank(found: PathwayCost) -> float:
    return found.seconds + found.effort_s


def state(name: str, *, works: bool, days: int = 0) -> Observation:
    seen = TODAY - timedelta(days=days)
    return Observation("t:a-b", name, works, Method.SURVEYED, "op", observed_on=seen)


def test_o20_o21_the_steeper_the_heavier_and_in_proportion() -> None:
    ranks = [
        rank(cost(way(traversal_s=60.0, slope=slope), "older_person"))
        for slope in (0.05, 0.06, 0.08, 0.1, 0.12)
    ]
    over = [one - ranks[0] for one in ranks]

    assert over[:2] == [0.0, 0.0]
    assert over[2] < over[3] < over[4]
    assert over[3] / over[2] == pytest.approx(2.0)
    assert over[4] / over[2] == pytest.approx(3.0)


def test_o22_stairs_weigh_more_than_the_same_way_without() -> None:
    level = rank(cost(way(length_m=10.0)))
    stairs = rank(cost(way(STAIRS, length_m=10.0, stairs=25)))
    heavy = get_profile("walker")
    heavier = replace(heavy, burden=replace(heavy.burden, flight_s=300.0))

    assert level < stairs
    assert stairs < rank(judge_pathway(way(STAIRS, length_m=10.0, stairs=25), heavier))


def test_o23_o25_what_is_not_for_a_wheelchair_is_refused_and_not_only_dear() -> None:
    found = cost(way(STAIRS, traversal_s=6.0, stairs=12), "manual_wheelchair")

    assert found.refused == ("steps",)
    assert cost(way(STAIRS, traversal_s=6.0, stairs=12)).refused == ()


def test_o24_a_slope_within_comfort_costs_its_time_and_one_beyond_costs_more() -> None:
    slopes = (0.04, 0.05, 0.06, 0.0833, 0.09, 0.11)
    found = [
        cost(way(traversal_s=60.0, slope=slope), "manual_wheelchair")
        for slope in slopes
    ]
    ranks = [rank(one) for one in found]

    assert ranks[0] == ranks[1] == found[0].seconds
    assert ranks[1] < ranks[2] < ranks[3] < ranks[4] < ranks[5]
    assert [bool(one.refused) for one in found] == [False] * 4 + [True] * 2


def test_o26_a_told_time_beats_the_length_and_a_stair_is_two_fifths_of_a_metre() -> (
    None
):
    told = cost(way(traversal_s=42.0, length_m=1000.0))
    stairs = cost(way(STAIRS, stairs=-25))
    speed = get_profile("walker").speed

    assert told.seconds == 42.0
    assert load_pathways().stair_m == 0.4
    assert stairs.seconds == pytest.approx(25 * 0.4 / speed.stairs_mps)
    assert not stairs.estimated


def test_o45_there_are_seven_modes_and_no_other() -> None:
    assert [get_mode(n).id for n in range(1, 8)] == [
        "walkway",
        "stairs",
        "moving_walkway",
        "escalator",
        "lift",
        "gate",
        "exit",
    ]
    for number in (0, 8):
        with pytest.raises(InputError, match="pathway_mode"):
            get_mode(number)


def test_who_is_slower_than_the_feeds_walker_takes_longer_but_not_in_a_lift() -> None:
    walk, lift = way(traversal_s=60.0), way(LIFT, traversal_s=60.0)
    usual = get_profile("walker").speed.flat_mps

    chair = cost(walk, "manual_wheelchair")

    assert chair.seconds == pytest.approx(60 * usual / 0.8)
    assert cost(lift, "manual_wheelchair").seconds == 60.0
    assert cost(walk).seconds == 60.0
    assert cost(way(LIFT), "manual_wheelchair").seconds == 45.0


def test_a_lift_out_of_order_refuses_everybody_and_an_old_word_only_doubts() -> None:
    broken = way(LIFT, state=state("lift_working", works=False))
    old = way(LIFT, state=state("lift_working", works=False, days=400))
    fine = way(LIFT, state=state("lift_working", works=True))

    for key in PEOPLE:
        assert cost(broken, key).refused == ("lift_working",)
        assert cost(old, key).doubtful == ("lift_working",)
        assert cost(fine, key) == cost(way(LIFT), key)


def test_an_escalator_carries_no_wheels_and_stands_still_as_stairs() -> None:
    moving = way(ESCALATOR, length_m=20.0)
    still = way(ESCALATOR, length_m=20.0, state=state("escalator_working", works=False))

    assert cost(moving, "manual_wheelchair").refused == ("wheels",)
    assert cost(moving).seconds == pytest.approx(40.0)
    assert cost(still).seconds == pytest.approx(20 / 0.5)
    tired = [rank(cost(one, "older_person")) for one in (moving, still)]
    assert tired[0] < tired[1]


def test_a_narrow_way_refuses_and_one_of_untold_width_is_a_metre_wide() -> None:
    narrow, untold = way(length_m=5.0, width_m=0.8), way(length_m=5.0)

    assert cost(narrow, "manual_wheelchair").refused == ("width",)
    assert cost(untold, "manual_wheelchair").doubtful == ()
    assert cost(untold, "manual_wheelchair", min_width_m=1.2).doubtful == ("width",)
    assert cost(narrow).refused == ()


def test_steps_of_unknown_number_are_doubtful_to_who_takes_some() -> None:
    stairs = way(STAIRS, length_m=4.0)

    assert cost(stairs, steps="few").doubtful == ("steps",)
    assert cost(stairs, steps="no").refused == ("steps",)
    assert cost(stairs).refused == cost(stairs).doubtful == ()


def test_what_nothing_tells_is_marked_as_worked_out() -> None:
    far = cost(way(apart_m=133.0))

    assert far.estimated
    assert far.seconds == pytest.approx(133 / get_profile("walker").speed.flat_mps)
    assert cost(way(GATE)).seconds == 5.0
    assert cost(way(GATE)).estimated


SLOPES = st.floats(-0.2, 0.2)
FEW = st.one_of(st.none(), st.floats(0.5, 3.0))


@given(st.integers(1, 7), SLOPES, FEW, st.integers(-40, 40), st.sampled_from(PEOPLE))
def test_costs_are_finite_and_a_way_back_has_the_slope_the_other_way(
    mode: int, slope: float, width: float | None, stairs: int, key: str
) -> None:
    there = way(mode, length_m=10.0, slope=slope, width_m=width, stairs=stairs)
    _, back = both_ways(there)

    found, home = cost(there, key), cost(back, key)

    assert 0 < found.seconds < 1e4
    assert found.effort_s >= 0
    assert both_ways(back)[1] == there
    assert set(found.refused) ^ set(home.refused) <= {"slope_up", "slope_down"}


def test_a_station_takes_the_lift_for_the_chair_and_the_stairs_for_the_walker() -> None:
    ways = [
        way(GATE, "street", "hall"),
        way(STAIRS, "hall", "platform", stairs=30),
        way(LIFT, "hall", "platform", traversal_s=90.0),
    ]

    walker = build_station(ways, get_profile("walker"))
    chair = build_station(ways, get_profile("manual_wheelchair"))

    on_foot = find_inside(walker, "street", ["platform"])["platform"]
    rolled = find_inside(chair, "street", ["platform"])["platform"]
    assert on_foot.pathways == ("t:street-hall", "t:hall-platform")
    assert on_foot.seconds == pytest.approx(5 + 30 * 0.4 / 0.5)
    assert rolled.seconds == 95.0
    assert [step.cost.refused for step in chair.refused] == [("steps",)]


def test_a_broken_lift_cuts_the_platform_off_and_an_old_word_makes_it_unsure() -> None:
    lift = way(LIFT, "hall", "platform", traversal_s=90.0)
    person = get_profile("manual_wheelchair")
    broken = replace(lift, state=state("lift_working", works=False))
    old = replace(lift, state=state("lift_working", works=False, days=400))

    cut = build_station([broken], person, today=TODAY)
    unsure = build_station([old], person, today=TODAY)

    assert find_inside(cut, "hall", ["platform"]) == {}
    found = find_inside(unsure, "hall", ["platform"])["platform"]
    assert (found.certain, found.doubtful) == (False, ("lift_working",))


def test_a_certain_way_goes_before_a_quicker_one_that_is_not() -> None:
    old = state("lift_working", works=False, days=400)
    quick = way(LIFT, "hall", "platform", traversal_s=20.0, state=old)
    ramp = way(WALK, "hall", "platform", length_m=100.0, slope=-0.03)
    station = build_station(
        [quick, ramp], get_profile("manual_wheelchair"), today=TODAY
    )

    found = find_inside(station, "hall", ["platform", "nowhere"])

    assert list(found) == ["platform"]
    assert found["platform"].certain
    assert found["platform"].seconds > 100
