"""Places within reach: counts, bounds, the nearest, and who can use them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from geo.answer import LonLat, Policy
from geo.entrance import Entrance
from geo.goal import Goal
from geo.observation import Value
from geo.profile import get_profile
from geo.reach import Question, find_reach
from geo.reach_answer import STOP, Category, Direction, Opportunity, Reach, Use
from geo.reach_door import find_doors
from geo.reach_place import USES, Places, find_uses
from geo.snap import snap_point
from geo.trip import plan_trip
from tests.ride import TOWN
from tests.town import at

HOUR = 3600.0
START = at(20, 0)


def place(key: str, lonlat: LonLat, kind: str = "pharmacy", access: str = "yes"):
    """Make a place."""
    return Opportunity(key, "places", kind, "health", {"en": key}, lonlat, access)


ITEMS = (
    place("near", at(60, 3)),
    place("stepped", at(150, 12), access="no"),
    place("dark", at(160, 12), access="unknown"),
    place("quay", at(250, 3)),
    place("over the steps", at(180, 203)),
    place("island", at(50, 700)),
    place("far", at(5000, 0)),
    place("stop", at(100, 5), kind=STOP),
)
PLACES = Places.attach(TOWN, ITEMS)


def ask(
    profile: str = "manual_wheelchair",
    *,
    limits_s: tuple[float, ...] = (HOUR,),
    direction: Direction = Direction.BOTH,
) -> Reach:
    """Ask for the places within reach."""
    asked = Question(
        START, get_profile(profile), limits_s, Policy.CAUTIOUS, direction, areas=False
    )
    return find_reach(TOWN, (), asked, PLACES)


def pharmacies(found: Reach) -> Category:
    """Give the row of pharmacies."""
    return next(row for row in found.categories if row.kind == "pharmacy")


def test_the_chair_has_fewer_places_than_the_walker_with_bounds() -> None:
    row = pharmacies(ask())
    (count,) = row.counts

    assert (count.surely, count.perhaps, count.unusable) == (1, 3, 1)
    assert count.walker == 5
    assert count.worst == pytest.approx(1 / 5)
    assert count.best == pytest.approx(3 / 5)
    assert row.nearest is not None
    assert row.nearest.place.key == "near"


def test_o65_whoever_nothing_stops_has_all_that_a_walker_has() -> None:
    for row in ask(profile="walker").categories:
        for count in row.counts:
            assert count.worst == count.best == 1.0


def test_places_are_listed_by_time_with_use_and_doubt() -> None:
    found = {one.place.key: one for one in ask().places}

    assert list(found) == ["near", "stop", "stepped", "dark", "quay"]
    assert found["near"].surely_s == found["near"].there_s
    assert found["quay"].surely_s is None
    assert found["stepped"].use is Use.NO
    assert found["dark"].use is Use.UNKNOWN
    assert found["near"].there_s == pytest.approx(40 / 0.8, rel=0.05)


def test_what_only_a_walker_has_in_time_is_a_row_without_a_nearest() -> None:
    places = Places.attach(TOWN, (place("over the steps", at(180, 203)),))
    asked = Question(at(90, 200), get_profile("manual_wheelchair"), (HOUR,))
    (row,) = find_reach(TOWN, (), asked, places).categories

    assert row.nearest is None
    assert row.counts[0].perhaps == row.counts[0].surely == 0
    assert row.counts[0].walker == 1


def test_bands_count_no_fewer_the_longer_they_are() -> None:
    counts = pharmacies(ask(limits_s=(60.0, 300.0, HOUR))).counts

    assert [c.perhaps for c in counts] == sorted(c.perhaps for c in counts)
    assert [c.walker for c in counts] == sorted(c.walker for c in counts)


def test_a_one_way_is_nearer_there_than_back() -> None:
    places = Places.attach(TOWN, (place("end", at(290, 101)),))
    asked = Question(
        at(210, 100), get_profile("walker"), (HOUR,), direction=Direction.THERE
    )
    (found,) = find_reach(TOWN, (), asked, places).places

    assert found.there_s is not None
    assert found.back_s is not None
    assert found.back_s > 2 * found.there_s


def test_access_for_wheels_says_nothing_to_people_without_them() -> None:
    for profile, use in (("manual_wheelchair", Use.NO), ("white_cane", Use.YES)):
        assert USES[find_uses(PLACES, get_profile(profile))[1]] is use


@pytest.mark.parametrize(
    ("said", "values", "use"),
    [
        ("no", {"step_count": 0.0, "door_width_m": 0.9}, Use.YES),
        ("yes", {"step_count": 3.0, "door_width_m": 0.9}, Use.NO),
        ("limited", {}, Use.LIMITED),
        ("unknown", {}, Use.UNKNOWN),
    ],
)
def test_a_door_that_is_known_goes_before_what_is_said_of_the_place(
    said: str, values: dict[str, Value], use: Use
) -> None:
    door = Entrance("t:door", "main", at(60, 3), {}, values)
    places = Places.attach(
        TOWN, (replace(place("a", at(60, 3), access=said), entrances=(door,)),)
    )

    assert USES[find_uses(places, get_profile("manual_wheelchair"))[0]] is use


def test_minutes_go_to_the_door_that_the_person_can_use() -> None:
    stairs = Entrance("t:a", "main", at(60, 2), {}, {"step_count": 4.0})
    level = Entrance(
        "t:b", "yes", at(98, 60), {}, {"step_count": 0.0, "door_width_m": 1.0}
    )
    item = replace(place("house", at(80, 30)), entrances=(stairs, level))
    places = Places.attach(TOWN, (item, place("plain", at(60, 2))))
    chair, walker = (get_profile(key) for key in ("manual_wheelchair", "walker"))

    assert places.choose_doors(chair).tolist() == [3, 1]
    assert places.choose_doors(walker).tolist() == [2, 1]
    for profile, door in ((chair, level), (walker, stairs)):
        asked = Question(START, profile, (HOUR,), areas=False)
        found = {
            one.place.key: one for one in find_reach(TOWN, (), asked, places).places
        }
        out = plan_trip(
            TOWN,
            (),
            origin=START,
            destination=Goal(item.lonlat, item.entrances),
            profile=profile,
        )
        assert out.destination.door is not None
        assert out.destination.door.entrance is door
        assert found["house"].there_s == pytest.approx(out.out.seconds, abs=1.0)


def test_a_door_that_is_far_from_its_place_or_from_every_way_is_no_door() -> None:
    far = Entrance("t:far", "main", at(60, 900))
    nowhere = Entrance("t:nowhere", "main", at(-350, 30))
    item = replace(place("house", at(20, 3)), entrances=(far, nowhere))
    places = Places.attach(TOWN, (item,))

    assert places.choose_doors(get_profile("walker")).tolist() == [0]


def test_doors_are_chosen_as_points_of_trips_are() -> None:
    rng = np.random.default_rng(4)
    spots = [at(*rng.uniform((-50, -50), (350, 250))) for _ in range(200)]
    usable = rng.random(TOWN.segments) < 0.6
    found = find_doors(TOWN, np.array(spots)).choose(usable)

    for row, lonlat in enumerate(spots):
        snapped = snap_point(TOWN, lonlat, usable, field="from")
        mine = found.place == row
        assert snapped.segment in found.sites.segment[mine].tolist()
        assert found.sites.fraction[mine] == pytest.approx(snapped.fraction, abs=1e-6)


def test_there_are_no_doors_without_places() -> None:
    found = find_doors(TOWN, np.empty((0, 2))).choose(np.ones(TOWN.segments, bool))

    assert found.least(np.empty(0)).tolist() == []
