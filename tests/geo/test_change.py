"""What would open a way that is closed to a person."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.answer import LonLat, Policy, Trip, Verdict
from geo.breaking_set import limits_of
from geo.change_limit import NEEDED
from geo.cost import edge_costs
from geo.limits import LIMITS
from geo.network import Network
from geo.profile import get_profile
from geo.rule import rules_of
from tests.ride import TOWN, trip
from tests.town import at, barrier, draw, street

O62 = draw(
    [
        street("kerb", "n1", "n2", kerb_height_m=0.05),
        street("steep", "n2", "n3", incline=0.09),
        street("narrow", "n1", "m1", width_m=0.85),
        street("around", "m1", "m3"),
        street("top", "m3", "n3"),
        street("tail", "n1", "u1"),
    ],
    node_facts={},
)
PLACES = st.tuples(st.floats(-20, 320), st.floats(-20, 220)).map(lambda p: at(*p))


def limits(found: Trip) -> list[dict[str, object]]:
    """Give the limits that would open the way there."""
    return [dict(one.limits) for one in found.changes if one.kind == "limits"]


def test_o62_the_smallest_explanation_and_its_alternative_and_nothing_else() -> None:
    found = trip(at(20, 0), at(30, 200), town=O62)

    assert limits(found) == [
        {"min_width_m": 0.85},
        {"max_kerb_m": 0.05, "max_slope_up": 0.09},
    ]
    assert [(n.rule, n.value) for n in found.out.broken] == [("width_limit", 0.85)]


def test_one_repair_opens_it() -> None:
    found = trip(at(20, 0), at(30, 200), town=O62)

    (repair,) = [one for one in found.changes if one.kind == "repair"]
    assert [(n.rule, n.way) for n in repair.notes] == [("width_limit", "narrow")]


def test_there_and_back_have_changes_of_their_own() -> None:
    town = draw([street("hill", "n2", "n3", incline=0.09)])
    found = trip(at(0, 110), at(0, 190), town=town)

    assert limits(found) == [{"max_slope_up": 0.09}]
    assert found.changes_back == ()


def test_the_least_kerb_that_suffices_is_found_among_several() -> None:
    town = draw(
        [
            street("high", "n1", "m1", kerb_height_m=0.12),
            street("higher", "n1", "n2", kerb_height_m=0.15),
            street("low", "n2", "m2", kerb_height_m=0.05),
            street("middle", "n1", "b1", kerb_height_m=0.08),
            street("rest", "b1", "m1", kerb_height_m=0.07),
            street("join", "m2", "m1", kerb_height_m=0.06),
            street("spur", "m1", "u1"),
            street("start", "n3", "n1"),
        ],
        node_facts={},
    )
    found = trip(at(0, 180), at(190, 0), town=town)

    assert limits(found) == [{"max_kerb_m": 0.08}]


def test_a_narrowing_is_told_as_the_width_that_one_sets() -> None:
    town = draw([street("gate", "n1", "m1", narrowest_m=0.7)], node_facts={})
    found = trip(at(10, 0), at(90, 0), town=town)

    (change,) = limits(found)
    assert change == {"min_width_m": pytest.approx(0.785)}
    opened = trip(at(10, 0), at(90, 0), town=town, **change)
    assert opened.out.verdict is not Verdict.ONLY_IF


def test_steps_are_told_in_words() -> None:
    town = draw(
        [street("few", "n1", "m1", steps=True, step_count=2.0, incline=None)],
        node_facts={},
    )

    assert limits(trip(at(10, 0), at(90, 0), town=town)) == [{"steps": "few"}]


def test_what_no_limit_opens_is_told_as_a_repair_only() -> None:
    town = draw([street("sand", "n1", "m1", surface="sand")], node_facts={})
    found = trip(at(10, 0), at(90, 0), town=town)

    assert [one.kind for one in found.changes] == ["repair"]


def test_strict_people_are_told_where_a_look_would_be_enough() -> None:
    found = trip(at(0, 50), at(250, 0), policy=Policy.STRICT)

    surveys = [one for one in found.changes if one.kind == "survey"]
    assert len(surveys) == 1
    assert {n.rule for n in surveys[0].notes} == {"surface_unknown", "width_unknown"}
    assert limits(found) == []


def test_a_look_is_told_beside_a_repair_at_fewer_places() -> None:
    town = draw(
        [
            street("kerb", "n1", "m1", kerb_height_m=0.2),
            street("dark", "n1", "n2", width_m=None, surface=None, smoothness=None),
            street("rest", "n2", "m2", "m1"),
            street("start", "n1", "n3"),
            street("spur", "m1", "u1"),
        ],
        node_facts={},
    )
    found = trip(at(0, 150), at(190, 0), town=town, policy=Policy.STRICT)

    assert [one.kind for one in found.changes] == ["limits", "survey", "repair"]


def test_a_barrier_is_named_as_what_to_repair() -> None:
    kerb = barrier(TOWN, "bridge", "kerb_height_m", 0.2)
    found = trip(at(50, 0), at(250, 0), barriers=(kerb,))

    (repair,) = [one for one in found.changes if one.kind == "repair"]
    assert [n.barrier for n in repair.notes] == [kerb.key]


def test_nothing_opens_the_way_to_an_island() -> None:
    assert trip(at(0, 50), at(50, 700)).changes == ()


@settings(max_examples=60, deadline=None)
@given(PLACES, PLACES, st.sampled_from(["manual_wheelchair", "rollator", "pram"]))
def test_every_change_of_limits_opens_the_way_and_none_is_too_wide(
    start: LonLat, end: LonLat, profile: str
) -> None:
    found = trip(start, end, profile)

    for change in limits(found):
        assert opens(found, change)
        for name, value in change.items():
            if isinstance(value, float):
                tighter = value + (0.01 if name.startswith("min") else -0.01)
                low, high = LIMITS[name].low, LIMITS[name].high
                if low <= tighter <= high:
                    assert not opens(found, {**change, name: tighter})


def opens(found: Trip, change: dict[str, object], town: Network = TOWN) -> bool:
    """Plan again between the same positions with other limits."""
    again = trip(
        found.origin.position,
        found.destination.position,
        found.profile,
        town=town,
        policy=found.policy,
        **change,
    )
    return again.out.verdict not in (Verdict.ONLY_IF, Verdict.NONE)


def test_every_rule_with_a_limit_says_how_far_it_would_have_to_go() -> None:
    limited = {limit.rule for limit in LIMITS.values()} - {"speed", "light"}

    assert limited <= NEEDED.keys()


def test_what_is_not_known_is_a_limit_of_its_own() -> None:
    costs = edge_costs(TOWN, get_profile("manual_wheelchair"), Policy.STRICT, ())
    edge = next(
        i
        for i in range(len(costs.refused))
        if rules_of(int(costs.doubtful[i])) == ["width", "surface"]
    )

    assert int(limits_of(costs)[edge]) & 0xFFFFFFFF == 0
