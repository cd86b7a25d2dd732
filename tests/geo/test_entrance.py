from dataclasses import replace

import pytest

from geo.answer import Trip
from geo.entrance import Entrance, Entry, entry, judge_entrance, rank_doors
from geo.errors import InputError
from geo.goal import Goal
from geo.profile import get_profile, load_profiles
from tests.ride import trip
from tests.town import at

STAIRS = Entrance("stairs", "main", at(150, 0), values={"step_count": 4.0})
LEVEL = Entrance(
    "level", "yes", at(250, 0), values={"step_count": 0.0, "door_width_m": 1.0}
)
UNTOLD = Entrance("untold", "yes", at(50, 0))
CHAIR = get_profile("manual_wheelchair")


def judged(profile="manual_wheelchair", **values):
    return entry(judge_entrance(replace(UNTOLD, values=values), get_profile(profile)))


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, Entry.UNKNOWN),
        ({"step_count": 0.0}, Entry.UNKNOWN),
        ({"step_count": 0.0, "door_width_m": 0.8}, Entry.YES),
        ({"step_count": 0.0, "door_width_m": 0.79}, Entry.NO),
        ({"step_count": 1.0, "door_width_m": 0.9}, Entry.NO),
        ({"step_count": 1.0, "step_height_m": 0.02, "door_width_m": 0.9}, Entry.YES),
        ({"step_height_m": 0.02, "door_width_m": 0.9}, Entry.YES),
        ({"step_height_m": 0.03, "door_width_m": 0.9}, Entry.NO),
        (
            {"step_count": 3.0, "ramp_wheelchair": True, "door_width_m": 0.9},
            Entry.YES,
        ),
        ({"wheelchair": "yes"}, Entry.YES),
        ({"wheelchair": "limited"}, Entry.UNKNOWN),
        ({"wheelchair": "no", "step_count": 0.0, "door_width_m": 2.0}, Entry.NO),
        ({"wheelchair": "yes", "door_width_m": 0.6}, Entry.NO),
    ],
)
def test_a_door_for_a_wheelchair(values, expected) -> None:
    assert judged(**values) is expected


def test_what_no_profile_minds_lets_everybody_in() -> None:
    assert judged("walker") is Entry.YES
    assert judged("deaf", step_count=9.0) is Entry.YES


def test_every_profile_gets_in_at_a_level_wide_door() -> None:
    for key in load_profiles():
        assert entry(judge_entrance(LEVEL, get_profile(key))) is Entry.YES


def test_usable_doors_come_before_unknown_ones_and_these_before_stairs() -> None:
    doors = rank_doors([STAIRS, UNTOLD, LEVEL], CHAIR)

    assert [door.entrance.key for door in doors] == ["level", "untold", "stairs"]


def test_of_equal_doors_the_main_one_is_first() -> None:
    doors = rank_doors([LEVEL, UNTOLD, STAIRS], get_profile("walker"))

    assert [door.entrance.key for door in doors] == ["stairs", "level", "untold"]


def test_an_exit_is_no_way_in() -> None:
    assert rank_doors([replace(LEVEL, kind="exit")], CHAIR) == []


def ride(profile: str, *entrances: Entrance) -> Trip:
    goal = Goal(at(200, 20), entrances)
    return trip(at(50, 0), goal, profile)


def test_a_trip_leads_to_the_door_that_the_person_can_use() -> None:
    chair, walker = ride("manual_wheelchair", STAIRS, LEVEL), ride("walker", STAIRS)

    assert chair.destination.door is not None
    assert chair.destination.door.entrance == LEVEL
    assert chair.destination.asked == LEVEL.lonlat
    assert walker.destination.door is not None
    assert walker.destination.door.entrance == STAIRS


def test_where_no_door_is_usable_the_trip_says_what_stops_the_person() -> None:
    found = ride("manual_wheelchair", STAIRS)

    assert found.destination.door is not None
    assert [s.attribute for s in found.destination.door.steps if s.stops] == [
        "step_count"
    ]


def test_a_door_far_from_its_place_or_from_every_way_is_not_gone_to() -> None:
    astray = replace(LEVEL, lonlat=at(900, 0))
    off = replace(LEVEL, lonlat=at(250, -300))

    found = ride("walker", astray, off)

    assert found.destination.door is None
    assert found.destination.asked == at(200, 20)


def test_a_place_without_doors_is_a_position() -> None:
    assert ride("walker").destination.door is None
    with pytest.raises(InputError) as wrong:
        trip(at(50, 0), Goal(at(5000, 0)))
    assert wrong.value.field == "to"


def test_of_equal_doors_that_are_not_the_main_one_the_nearest_is_tried_first() -> None:
    doors = [
        Entrance(key, kind, at(east, 0))
        for key, kind, east in (("a", "yes", 90), ("b", "yes", 20), ("c", "main", 400))
    ]

    ranked = rank_doors(doors, CHAIR, near=at(0, 0))

    assert [door.entrance.key for door in ranked] == ["c", "b", "a"]
    assert [d.entrance.key for d in rank_doors(doors, CHAIR)] == ["c", "a", "b"]
