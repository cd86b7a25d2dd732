"""Whole trips through a station: by which door, by stairs or a lift that may fail."""

from __future__ import annotations

from datetime import timedelta

import pytest

from geo.answer import Policy
from geo.transit.itinerary import Itineraries
from tests.journeys.rides import ask, read_table, say, say_one
from tests.journeys.stations import STATION_ROWS, go_in, read_station, say_inside
from tests.timetable import DAY

CHAIR = "manual_wheelchair"
TABLE = read_table(
    """
    1 +  A 10:10  B 10:30
    2 +  b 10:40  C 11:00
    2 +  b 11:40  C 12:00
    3 +  B 10:50  C 11:10
    3 +  B 12:50  C 13:10
    """,
    stations=STATION_ROWS,
)
STATION = """
    B1 B0  walkway 20 s
    B2 B0  stairs -20
    B0 B   lift 40 s
    B0 B   stairs -24
    B0 b   lift 60 s
    B0 b   stairs -24
"""
FLAT = "B1 B walkway 60 s"


def go(
    ends: str, profile: str = "walker", *, station: str = STATION, **more: object
) -> Itineraries:
    """Ask for whole trips through the station."""
    broken, doubted = more.pop("broken", None), more.pop("doubted", frozenset())
    inside = go_in(read_station(station, broken), doubted)
    time = str(more.pop("time", "10:00"))
    return ask(TABLE, ends, time, profile, inside=inside, **more)


def test_who_begins_at_a_door_takes_the_stairs_and_who_rolls_the_lift() -> None:
    walker, chair = (go("B-C", profile).found[0] for profile in ("walker", CHAIR))

    assert say_inside(walker) == ["B1 walkway stairs"]
    assert say_inside(chair) == ["B1 walkway lift"]


def test_the_seconds_inside_decide_when_one_leaves() -> None:
    slow = "B1 B walkway 600 s\nB1 b walkway 600 s"

    straight = ask(TABLE, "B-C", "10:41").found[0]
    inside = go("B-C", station=slow, time="10:31").found[0]

    assert say_one(straight) == "10:49 B 10:50 3 C 11:10"
    assert say_one(inside) == "10:39 B 10:50 3 C 11:10"


def test_a_change_between_platforms_goes_by_the_stairs_inside() -> None:
    (found,) = go("A-C").found[:1]

    assert say_one(found).endswith("A 10:10 1 B 10:30 b 10:40 2 C 11:00")
    assert say_inside(found) == ["stairs stairs"]


def test_a_lift_out_of_order_makes_who_rolls_wait_for_a_bus_at_the_same_platform() -> (
    None
):
    free, barred = (
        go("A-C", CHAIR, broken=broken, policy=Policy.OPEN).found[0]
        for broken in ({}, {"lift": DAY})
    )

    assert "b 10:40 2 C 11:00" in say_one(free)
    assert say_inside(free) == ["lift lift"]
    assert "B 10:50 3 C 11:10" in say_one(barred)
    assert say_inside(barred) == []


def test_where_every_way_in_is_shut_there_is_no_trip_and_others_are_told_why() -> None:
    found = go("B-C", CHAIR, broken={"lift": DAY})

    assert found.found == ()
    (others,) = found.of_others
    (leg,) = [leg for leg in others.legs if getattr(leg, "into", ())]
    assert [step.mode for step in leg.into] == ["walkway", "stairs"]
    assert [step.refused for step in leg.into] == [(), ("steps",)]


def test_a_lift_that_stood_still_long_ago_is_asked_about() -> None:
    long_ago = DAY - timedelta(days=100)

    strict, cautious = (
        go("B-C", CHAIR, broken={"lift": long_ago}, policy=policy)
        for policy in (Policy.STRICT, Policy.CAUTIOUS)
    )

    assert strict.found == ()
    (leg,) = [leg for leg in cautious.found[0].legs if getattr(leg, "into", ())]
    assert [step.doubtful for step in leg.into] == [(), ("lift_working",)]


@pytest.mark.parametrize("stop", ["t:station", "t:b"])
def test_an_alert_on_the_station_or_its_platform_makes_its_lifts_uncertain(
    stop: str,
) -> None:
    calm, warned = (
        go("A-C", CHAIR, doubted=doubted, policy=Policy.STRICT)
        for doubted in (frozenset[str](), frozenset({stop}))
    )

    assert any("b 10:40" in line for line in say(calm))
    assert not any("b 10:40" in line for line in say(warned))


def test_the_way_out_is_told_too() -> None:
    (found,) = go("A-B", CHAIR).found[:1]

    assert say_inside(found) == ["lift walkway B1"]


def test_a_platform_with_a_way_of_one_direction_is_left_but_not_reached() -> None:
    one_way = read_station("B1 B walkway 60 s")
    only_out = type(one_way)(one_way.places, one_way.pathways[1:])

    there, away = (
        ask(TABLE, ends, "10:00", inside=go_in(only_out)) for ends in ("A-B", "B-C")
    )

    assert len(there.found) >= 1
    assert not any("B 10:50" in line for line in say(away))


def test_a_station_without_pathways_is_gone_through_straight_and_said_to_be_dark() -> (
    None
):
    chair = go("A-C", CHAIR, station=FLAT, policy=Policy.OPEN)
    walker = go("A-C", station=FLAT)

    (told, *_), (unimpeded, *_) = (say_inside(one.found[0]) for one in (chair, walker))
    assert told == "walkway B1 (unknown)"
    assert unimpeded == "walkway B1"
