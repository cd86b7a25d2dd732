"""Trips through the miniature town."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from geo.answer import LonLat, Policy, Trip, Verdict
from geo.cost import edge_costs
from geo.crs import distance_m, line_length_m
from geo.errors import InputError
from geo.network import BarrierFact, Network
from geo.profile import get_profile, load_profiles, with_limits
from geo.search import shortest_tree
from geo.trip import plan_trip, why_refused
from tests.town import (
    NODES,
    STREETS,
    Street,
    at,
    barrier,
    changed,
    draw,
    segments_of,
    street,
)

TOWN = draw()


def trip(
    origin: LonLat,
    destination: LonLat,
    profile: str = "manual_wheelchair",
    *,
    town: Network = TOWN,
    policy: Policy = Policy.CAUTIOUS,
    barriers: tuple[BarrierFact, ...] = (),
    **limits: object,
) -> Trip:
    """Plan a trip in the miniature town."""
    return plan_trip(
        town,
        barriers,
        origin=origin,
        destination=destination,
        profile=with_limits(get_profile(profile), limits),
        policy=policy,
    )


def streets(found: Trip, *, town: Network = TOWN) -> list[str]:
    """Name the streets of the way out."""
    keys = [town.ways[town.way[edge // 2]].key for edge in found.out.edges]
    return list(dict.fromkeys(keys))


def test_the_cobbles_are_for_who_walks() -> None:
    walker = trip(at(100, 110), at(40, 200), "walker")
    chair = trip(at(100, 110), at(40, 200), "power_wheelchair")

    assert streets(walker) == streets(chair) == ["cobbles", "market"]
    assert walker.out.verdict is Verdict.USABLE
    assert chair.out.verdict is Verdict.ONLY_IF
    assert [(n.rule, n.value) for n in chair.out.broken] == [
        ("smoothness_limit", "bad")
    ]


def test_the_steps_are_for_the_walker_and_not_for_the_chair() -> None:
    walker = trip(at(90, 200), at(210, 200), "walker")
    chair = trip(at(90, 200), at(210, 200))

    assert streets(walker) == ["market", "steps", "upper"]
    assert [n.rule for n in chair.refused] == ["steps_limit"]
    assert chair.refused[0].at_m == pytest.approx(10, abs=0.1)
    assert chair.direct_m == pytest.approx(120, abs=0.5)


def test_a_usable_way_has_no_broken_limits() -> None:
    found = trip(at(0, 50), at(250, 0), policy=Policy.OPEN)

    assert found.out.verdict is Verdict.USABLE
    assert found.out.broken == found.refused == ()
    assert streets(found) == ["flat", "main", "bridge", "quay"]
    assert found.out.length_m == pytest.approx(303.4, abs=0.5)


def test_what_is_not_known_is_told_and_strict_people_are_not_sent_there() -> None:
    cautious = trip(at(0, 50), at(250, 0))
    strict = trip(at(0, 50), at(250, 0), policy=Policy.STRICT)

    assert {n.rule for n in cautious.out.unknown} == {
        "surface_unknown",
        "width_unknown",
    }
    assert cautious.out.uncertain_m == pytest.approx(50, abs=0.5)
    assert strict.out.verdict is Verdict.ONLY_IF
    assert {n.rule for n in strict.out.broken} == {"surface_unknown", "width_unknown"}


def test_effort_is_told_with_its_comfort() -> None:
    found = trip(at(300, 20), at(300, 80))

    (note,) = found.out.watch
    assert found.out.verdict is Verdict.EFFORT
    assert (note.rule, note.attribute, note.value) == (
        "slope_up_comfort",
        "slope_up",
        pytest.approx(0.06),
    )
    assert note.limit == 0.05
    assert found.back.watch[0].attribute == "slope_down"


def test_o42_the_hill_is_for_going_down() -> None:
    town = draw([street("hill", "n2", "n3", incline=0.09)])
    up = trip(at(0, 110), at(0, 190), town=town)
    down = trip(at(0, 190), at(0, 110), town=town)

    assert up.out.verdict is Verdict.ONLY_IF
    assert up.out.broken[0].attribute == "slope_up"
    assert up.out.broken[0].value == pytest.approx(0.09)
    assert up.out.broken[0].limit == 0.0833
    assert up.back.verdict is Verdict.EFFORT
    assert (down.out, down.back) == (up.back, up.out)


def test_a_one_way_is_left_by_going_round() -> None:
    there = trip(at(220, 100), at(280, 100), "walker")
    back = trip(at(280, 100), at(220, 100), "walker")

    assert there.out.length_m == pytest.approx(60, abs=0.5)
    assert back.out.length_m > 300
    assert back.back.length_m == pytest.approx(60, abs=0.5)


def test_nothing_leads_to_the_island() -> None:
    found = trip(at(0, 50), at(50, 700), "walker")

    assert found.out.verdict is found.back.verdict is Verdict.NONE
    assert found.direct_m is None
    assert found.out.edges == ()


def test_going_nowhere_is_a_trip_of_no_length() -> None:
    found = trip(at(50, 0), at(50, 0))

    assert found.out.verdict is Verdict.USABLE
    assert found.out.length_m == 0


def test_both_ends_on_one_segment_need_no_node() -> None:
    found = trip(at(210, 0), at(290, 0), "walker")

    assert len(found.out.edges) == 1
    assert found.out.length_m == pytest.approx(80, abs=0.5)
    assert found.back.edges[0] == found.out.edges[0] ^ 1


def test_the_sides_of_one_street_are_one_place() -> None:
    found = trip(at(20, 2), at(80, -2), "walker")

    assert found.out.length_m == pytest.approx(60, abs=0.5)


def test_o57_a_barrier_turns_the_trip_and_its_end_restores_it() -> None:
    kerb = barrier(TOWN, "bridge", "kerb_height_m", 0.2)
    before = trip(at(50, 0), at(250, 0))
    blocked = trip(at(50, 0), at(250, 0), barriers=(kerb,))
    after = trip(at(50, 0), at(250, 0))

    assert blocked.out.verdict is Verdict.ONLY_IF
    assert blocked.out.broken[0].barrier == kerb.key
    assert blocked.out.broken[0].source == "survey"
    assert blocked.refused[0].position == kerb.lonlat
    assert before == after


def test_an_unconfirmed_report_is_a_doubt_on_the_same_way() -> None:
    told = barrier(TOWN, "bridge", "kerb_height_m", 0.2, confirmed=False)

    found = trip(at(50, 0), at(150, 12), barriers=(told,))

    assert found.out.verdict is not Verdict.ONLY_IF
    assert [n.barrier for n in found.out.unknown] == [told.key]


def test_o62_the_second_answer_breaks_the_fewest_limits() -> None:
    town = draw(
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
    found = trip(at(20, 0), at(30, 200), town=town)

    assert found.out.verdict is Verdict.ONLY_IF
    assert [(n.rule, n.value) for n in found.out.broken] == [("width_limit", 0.85)]
    relaxed = trip(at(20, 0), at(30, 200), town=town, min_width_m=0.85)
    assert relaxed.out.verdict is Verdict.EFFORT


def test_far_points_name_their_field() -> None:
    with pytest.raises(InputError) as caught:
        trip(at(0, 0), at(5000, 0))

    assert caught.value.field == "to"


def test_an_origin_keeps_off_what_the_person_cannot_use() -> None:
    found = trip(at(205, 120), at(180, 100))

    assert TOWN.ways[TOWN.way[found.origin.segment]].key != "narrow"


def test_why_refused_gives_the_reasons_of_one_edge() -> None:
    profile = get_profile("manual_wheelchair")
    kerb = barrier(TOWN, "narrow", "kerb_height_m", 0.2)
    costs = edge_costs(TOWN, profile, Policy.CAUTIOUS, [kerb])
    edge = 2 * segments_of(TOWN, "narrow")[0]

    notes = why_refused(TOWN, costs, profile, [kerb], edge)

    assert [(n.rule, n.value, n.limit, n.barrier) for n in notes] == [
        ("width_limit", 0.7, 0.9, ""),
        ("kerb_limit", 0.2, 0.03, kerb.key),
    ]
    assert {n.source for n in notes} == {"drawn", "survey"}
    assert why_refused(TOWN, costs, profile, [], 2 * segments_of(TOWN, "ramp")[0]) == ()


def test_the_answer_says_where_it_comes_from() -> None:
    found = trip(at(50, 0), at(150, 12))

    assert found.out.sources == ("drawn",)
    assert found.revision == TOWN.revision


def test_heights_make_a_climb() -> None:
    town = draw(
        [street("a", "n1", "m1", incline=None), street("b", "m1", "u1")],
        heights={"n1": 500.0, "m1": 503.0, "u1": 501.0},
        node_facts={},
    )
    found = trip(at(0, 0), at(200, 0), "walker", town=town)

    assert found.out.climb_m == pytest.approx(3)
    assert found.out.descent_m == pytest.approx(2)
    assert [h.sigma_m for h in found.out.heights] == [4.0, 4.0, 4.0]
    assert found.back.climb_m == pytest.approx(2)


def test_unknown_heights_make_no_climb() -> None:
    assert trip(at(50, 0), at(150, 12)).out.climb_m is None


PLACES = st.tuples(st.floats(-20, 320), st.floats(-20, 220)).map(lambda p: at(*p))


@settings(max_examples=60, deadline=None)
@given(PLACES, PLACES, st.sampled_from(sorted(load_profiles())))
def test_every_answer_is_whole(start: LonLat, end: LonLat, profile: str) -> None:
    found = trip(start, end, profile)

    for path, origin, destination in (
        (found.out, found.origin, found.destination),
        (found.back, found.destination, found.origin),
    ):
        if not path.edges:
            continue
        line = np.array(path.line)
        assert distance_m(path.line[0], origin.position) < 0.1
        assert distance_m(path.line[-1], destination.position) < 0.1
        assert line_length_m(line) == pytest.approx(path.length_m, abs=0.5)
        assert sum(s.length_m for s in path.steps) == pytest.approx(path.length_m)
        assert sum(s.seconds for s in path.steps) == pytest.approx(path.seconds)
        assert (path.verdict is Verdict.ONLY_IF) == bool(path.broken)
        told = [n for step in path.steps for n in step.notes]
        assert sorted(map(str, told)) == sorted(
            map(str, (*path.watch, *path.unknown, *path.broken))
        )


@settings(max_examples=40, deadline=None)
@given(PLACES, PLACES, st.sampled_from(sorted(load_profiles())))
def test_o53_whoever_is_stricter_has_no_more_ways(
    start: LonLat, end: LonLat, profile: str
) -> None:
    found = [
        trip(start, end, profile, policy=policy)
        for policy in (Policy.STRICT, Policy.CAUTIOUS, Policy.OPEN)
    ]
    assume(len({(t.origin.segment, t.destination.segment) for t in found}) == 1)

    reached = [t.out.verdict not in (Verdict.ONLY_IF, Verdict.NONE) for t in found]

    assert reached == sorted(reached)


def test_o51_a_stricter_person_reaches_no_more_than_a_laxer_one() -> None:
    strict = get_profile("manual_wheelchair")
    lax = with_limits(strict, {"max_slope_up": 0.2, "max_kerb_m": 0.3, "steps": "yes"})
    usable = [
        edge_costs(TOWN, person, Policy.CAUTIOUS, ()).refused == 0
        for person in (strict, lax)
    ]

    assert (usable[0] <= usable[1]).all()
    assert (usable[0] != usable[1]).any()


def test_o54_strict_and_open_enclose_every_completion_of_what_is_not_known() -> None:
    unknowns: list[tuple[str, str, object, object]] = [
        ("bridge", "width_m", 0.3, 2.0),
        ("quay", "surface", "sand", "asphalt"),
        ("ramp", "incline", 0.2, 0.0),
    ]
    dark: tuple[Street, ...] = STREETS
    for key, name, *_ in unknowns:
        dark = tuple(
            one if one.key != key else next(s for s in _without(name, key))
            for one in dark
        )
    town = draw(dark)
    low = _reaches(town, Policy.STRICT)
    high = _reaches(town, Policy.OPEN)

    for size in range(len(unknowns) + 1):
        for good in combinations(range(len(unknowns)), size):
            made = list(dark)
            for i, (key, name, bad, fine) in enumerate(unknowns):
                value = fine if i in good else bad
                made = [
                    s
                    if s.key != key
                    else street(key, *s.nodes, **{**s.known, name: value})  # type: ignore[arg-type]
                    for s in made
                ]
            assert low <= _reaches(draw(made), Policy.OPEN) <= high


def _without(name: str, key: str) -> tuple[Street, ...]:
    return tuple(s for s in changed(key, **{name: None}) if s.key == key)


def _reaches(town: Network, policy: Policy) -> int:
    """Count the nodes that the chair reaches from the first one."""
    costs = edge_costs(town, get_profile("manual_wheelchair"), policy, ())
    start = town.node_key.index("n1")
    return int(np.isfinite(shortest_tree(town, costs, [start]).distance).sum())


def test_the_nodes_of_the_town_are_where_the_tests_think() -> None:
    assert distance_m(NODES["n1"], NODES["m1"]) == pytest.approx(100, abs=0.5)
    assert distance_m(NODES["n1"], NODES["n2"]) == pytest.approx(100, abs=0.5)
