"""Trips from door to door along streets that have two sides."""

from __future__ import annotations

import pytest

from geo.answer import Verdict
from geo.column import INFERRED
from geo.profile import get_profile
from geo.trip import plan_trip
from tests.geo.test_sides import THROUGH, WALK, kinds, road, town
from tests.town import at


def test_a_door_on_one_side_is_on_this_side_only() -> None:
    network = town(*THROUGH, road("north", "m", "n"))
    on_foot = get_profile("walker")

    same = plan_trip(
        network, [], origin=at(50, 9), destination=at(90, 9), profile=on_foot
    )
    across = plan_trip(
        network, [], origin=at(50, 9), destination=at(90, -9), profile=on_foot
    )

    assert not same.origin.either
    assert same.out.length_m == pytest.approx(40, abs=3)
    assert across.out.length_m > 60
    assert any(step.kind == "crossing" for step in across.out.steps)


def test_between_the_sides_somebody_stands_on_both() -> None:
    network = town()

    found = plan_trip(
        network,
        [],
        origin=at(30, 0.5),
        destination=at(70, -0.5),
        profile=get_profile("walker"),
    )

    assert found.origin.either
    assert found.out.length_m == pytest.approx(40, abs=3)


def test_nobody_is_placed_on_the_far_side_because_it_is_better() -> None:
    steep = road("main", "w", "m", "e")
    steep.left = {**WALK, "incline": 0.2}
    network = town(steep, road("south", "m", "s"))

    found = plan_trip(
        network,
        [],
        origin=at(30, 9),
        destination=at(30, -9),
        profile=get_profile("manual_wheelchair"),
    )

    sides = [network.side[snap.segment] for snap in (found.origin, found.destination)]
    assert sides == [1, 2]


def test_the_ground_of_a_crossed_street_is_a_doubt_and_stops_nobody() -> None:
    rough = road("south", "m", "s", surface="gravel")
    network = town(road("main", "w", "m", "e"), rough)

    found = plan_trip(
        network,
        (),
        origin=at(50, -9),
        destination=at(150, -9),
        profile=get_profile("manual_wheelchair"),
    )

    assert found.out.verdict in {Verdict.USABLE, Verdict.EFFORT}
    assert "crossing" in kinds(found.out)
    doubts = [n for n in found.out.unknown if n.attribute == "surface"]
    assert [(n.value, n.method) for n in doubts] == [("gravel", INFERRED)]


def test_a_crossing_is_as_wide_as_its_street_is_long() -> None:
    found = plan_trip(
        town(),
        (),
        origin=at(50, -9),
        destination=at(150, -9),
        profile=get_profile("manual_wheelchair"),
    )

    assert "crossing" in kinds(found.out)
    assert not [n for n in found.out.unknown if n.attribute == "width_m"]
