"""Trips through the miniature town."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from geo.answer import Policy, Verdict
from geo.cost import edge_costs
from geo.crs import distance_m
from geo.errors import InputError
from geo.profile import get_profile
from geo.terms import Terms
from geo.trip import plan_trip, why_refused
from tests.ride import TOWN, streets, trip
from tests.town import (
    NODES,
    at,
    barrier,
    draw,
    segments_of,
    street,
)


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
    assert strict.out.unknown == ()
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


def test_who_lives_on_a_street_is_no_part_of_a_way_along_it() -> None:
    counted = len(TOWN.evidences)
    census = replace(TOWN.evidences[0], source="census")
    everywhere = np.full(len(TOWN.length_m), counted)
    town = replace(
        TOWN,
        evidences=[*TOWN.evidences, census],
        evidence={**TOWN.evidence, "residents": everywhere},
    )

    assert trip(at(50, 0), at(150, 12), town=town).out.sources == ("drawn",)


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


def test_the_steepest_part_of_a_street_speaks_for_it() -> None:
    town = draw(
        [
            street("a", "n1", "m1", "u1", incline=None),
            street("spur", "m1", "m2"),
        ],
        heights={"n1": 500.0, "m1": 506.0, "u1": 514.0},
        node_facts={},
    )
    (up,) = trip(at(0, 0), at(200, 0), town=town).out.watch
    (down,) = trip(at(200, 0), at(0, 0), town=town).out.watch

    assert (up.attribute, up.value) == ("slope_up", pytest.approx(0.08, rel=0.01))
    assert (down.attribute, down.value) == ("slope_down", pytest.approx(up.value))
    assert up.method == "modelled"
    assert up.length_m == pytest.approx(200, abs=1)


def test_unknown_heights_make_no_climb() -> None:
    assert trip(at(50, 0), at(150, 12)).out.climb_m is None


def test_the_nodes_of_the_town_are_where_the_tests_think() -> None:
    assert distance_m(NODES["n1"], NODES["m1"]) == pytest.approx(100, abs=0.5)
    assert distance_m(NODES["n1"], NODES["n2"]) == pytest.approx(100, abs=0.5)


def test_a_reason_is_as_sure_as_it_is_on_the_day_of_the_question() -> None:
    kerb = barrier(TOWN, "crossing", "kerb_height_m", 0.2)
    seen = kerb.evidence.observed_on
    assert seen is not None

    def sure(today: date | None) -> float:
        found = plan_trip(
            TOWN,
            (kerb,),
            origin=at(150, 100),
            destination=at(250, 100),
            profile=get_profile("manual_wheelchair"),
            terms=Terms(today),
        )
        notes = (*found.out.broken, *found.refused)
        return next(n.confidence for n in notes if n.barrier == kerb.key)

    assert sure(None) == sure(seen) == 0.9
    assert sure(seen.replace(year=seen.year + 20)) == pytest.approx(0.45)
