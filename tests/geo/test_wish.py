"""Wishes on the way: points to come by, a toilet, parking, seats, shade."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from geo.answer import LonLat, Path, Policy, Verdict
from geo.errors import InputError
from geo.wish import Facility, Wishes
from tests.ride import streets, trip
from tests.town import at, draw, street

GRID = draw(
    [
        street("south", "n1", "m1", "u1", "w1"),
        street("middle", "n2", "m2", "u2", "w2"),
        street("north", "n3", "m3", "u3", "w3"),
        street("west", "n1", "n2", "n3"),
        street("inner", "m1", "m2", "m3"),
        street("outer", "u1", "u2", "u3"),
        street("east", "w1", "w2", "w3"),
    ],
    node_facts={},
)
PLACES = st.tuples(st.floats(0, 300), st.floats(0, 200))


def toilet(key: str, east: float, north: float, access: str = "yes") -> Facility:
    """Put a toilet somewhere."""
    return Facility("toilet", key, at(east, north), {"en": key}, access)


def kinds(path: Path) -> list[str]:
    """Name the stops of a path."""
    return [stop.kind for stop in path.stops]


def test_points_to_come_by_are_met_in_order_and_in_the_other_on_the_way_back() -> None:
    wishes = Wishes(via=(at(100, 200), at(200, 0)))
    found = trip(at(10, 0), at(290, 0), town=GRID, wishes=wishes)

    assert [stop.at_m for stop in found.out.stops] == pytest.approx([290, 590], abs=2)
    assert found.out.length_m == pytest.approx(680, abs=2)
    assert kinds(found.out) == kinds(found.back) == ["via", "via"]
    assert found.back.stops[0].position == found.out.stops[1].position
    assert found.back.length_m == pytest.approx(found.out.length_m)


def test_a_point_to_come_by_may_lie_behind_a_closed_way() -> None:
    town = draw(
        [
            street("good", "n1", "m1", "u1"),
            street("bad", "m1", "m2", kerb_height_m=0.2),
        ],
        node_facts={},
    )
    found = trip(at(10, 0), at(190, 0), town=town, wishes=Wishes(via=(at(100, 90),)))

    assert found.out.verdict is Verdict.ONLY_IF
    assert [change.kind for change in found.changes] == ["limits", "repair"]


def test_too_many_points_and_absurd_rests_are_refused_by_name() -> None:
    with pytest.raises(InputError) as many:
        Wishes(via=(at(0, 0),) * 6)
    with pytest.raises(InputError) as near:
        Wishes(rest_every_m=1.0)
    with pytest.raises(InputError) as far:
        trip(at(0, 0), at(300, 0), town=GRID, wishes=Wishes(via=(at(9000, 0),)))

    assert (many.value.field, near.value.field, far.value.field) == (
        "via",
        "rest_every_m",
        "via",
    )


def test_a_toilet_is_met_where_it_costs_the_least() -> None:
    known = (toilet("near", 10, 90), toilet("on", 160, 5), toilet("far", 290, 190))
    wishes = Wishes(toilet=True, facilities=known)
    found = trip(at(10, 0), at(290, 0), town=GRID, wishes=wishes)

    (stop,) = found.out.stops
    assert (stop.kind, stop.key, stop.access) == ("toilet", "on", "yes")
    assert stop.at_m == pytest.approx(150, abs=1)
    assert stop.off_m == pytest.approx(5, abs=0.5)
    assert found.out.length_m == pytest.approx(280, abs=1)
    assert found.out.unmet == ()


@pytest.mark.parametrize(
    ("policy", "access", "met"),
    [
        (Policy.CAUTIOUS, "unknown", True),
        (Policy.STRICT, "unknown", False),
        (Policy.STRICT, "limited", True),
        (Policy.OPEN, "no", False),
    ],
)
def test_nobody_is_sent_to_a_toilet_they_cannot_use(
    policy: Policy, access: str, met: bool
) -> None:
    wishes = Wishes(toilet=True, facilities=(toilet("one", 160, 5, access),))
    found = trip(at(10, 0), at(290, 0), town=GRID, policy=policy, wishes=wishes)

    assert found.out.unmet == (() if met else ("toilet",))
    assert kinds(found.out) == (["toilet"] if met else [])


def test_a_toilet_known_to_be_good_is_worth_a_detour_from_an_unknown_one() -> None:
    known = (toilet("unknown", 160, 5, "unknown"), toilet("good", 160, 100))
    wishes = Wishes(toilet=True, facilities=known)
    found = trip(at(150, 50), at(290, 0), "power_wheelchair", town=GRID, wishes=wishes)

    assert [stop.key for stop in found.out.stops] == ["good"]


@settings(max_examples=40, deadline=None)
@given(PLACES, PLACES, st.lists(PLACES, min_size=1, max_size=4))
def test_no_other_toilet_makes_the_way_lighter(
    start: tuple[float, float],
    end: tuple[float, float],
    places: list[tuple[float, float]],
) -> None:
    known = tuple(toilet(f"t{i}", *place) for i, place in enumerate(places))
    ends = at(*start), at(*end)
    wishes = Wishes(toilet=True, facilities=known)

    chosen = trip(*ends, town=GRID, wishes=wishes).out
    each = [
        trip(*ends, town=GRID, wishes=replace(wishes, facilities=(one,))).out
        for one in known
    ]

    assume(chosen.unmet == ())
    weights = [path.seconds + path.effort_s for path in each]
    assert chosen.seconds + chosen.effort_s == pytest.approx(min(weights), rel=1e-6)


def test_a_trip_with_a_car_begins_at_the_reserved_space_nearest_to_the_end() -> None:
    known = (
        Facility("parking", "west", at(5, 100), {"en": "West"}),
        Facility("parking", "east", at(260, 100), {"en": "East"}),
    )
    wishes = Wishes(parking=True, facilities=known)
    found = trip(at(0, 0), at(300, 200), town=GRID, wishes=wishes)

    assert kinds(found.out) == kinds(found.back) == ["parking"]
    assert found.out.stops[0].key == "east"
    assert found.out.stops[0].at_m == 0
    assert found.out.length_m == pytest.approx(140, abs=1)
    assert found.back.stops[0].at_m == pytest.approx(found.back.length_m)


def test_a_space_that_cannot_be_left_is_not_taken() -> None:
    town = draw(
        [
            street("good", "n1", "m1", "u1", "w1"),
            street("bad", "w1", "w2", kerb_height_m=0.2),
        ],
        node_facts={},
    )
    known = (
        Facility("parking", "shut", at(300, 60)),
        Facility("parking", "open", at(10, 0)),
    )
    wishes = Wishes(parking=True, facilities=known)
    found = trip(at(50, 0), at(280, 0), town=town, wishes=wishes)
    none = trip(
        at(50, 0), at(280, 0), town=town, wishes=replace(wishes, facilities=known[:1])
    )

    assert [stop.key for stop in found.out.stops] == ["open"]
    assert none.out.unmet == ("parking",)
    assert none.out.length_m == pytest.approx(230, abs=1)


def test_seats_are_told_where_the_person_needs_them_and_are_wished_for() -> None:
    bench = (Facility("seat", "bench", at(200, 50)),)
    asked = Wishes(facilities=bench)
    wished = Wishes(facilities=bench, rest_every_m=250.0)
    ends = at(10, 0), at(290, 0)

    told = trip(*ends, "manual_wheelchair", town=GRID, wishes=asked)
    never = trip(*ends, "walker", town=GRID, wishes=asked)
    unasked = trip(*ends, "manual_wheelchair", town=GRID)
    sent = trip(*ends, "manual_wheelchair", town=GRID, wishes=wished)

    assert told.out.seat_gaps is not None
    assert [gap.length_m for gap in told.out.seat_gaps] == pytest.approx([280], abs=1)
    assert never.out.seat_gaps is unasked.out.seat_gaps is None
    assert sent.out.seat_gaps == ()
    assert kinds(sent.out) == ["seat"]
    assert streets(sent, town=GRID) == ["south", "outer"]
    assert sent.out.length_m > told.out.length_m


def test_shade_is_preferred_and_measured() -> None:
    town = draw(
        [
            street("sun", "n1", "m1", "u1"),
            street("up", "n1", "n2"),
            street("arcade", "n2", "m2", "u2", covered=True),
            street("down", "u2", "u1"),
        ],
        nodes={
            "n1": at(0, 0),
            "m1": at(100, 0),
            "u1": at(200, 0),
            "n2": at(0, 10),
            "m2": at(100, 10),
            "u2": at(200, 10),
        },
        node_facts={},
    )
    ends = at(0, 0), at(200, 0)

    plain = trip(*ends, town=town)
    shady = trip(*ends, town=town, wishes=Wishes(shade=True))

    assert streets(plain, town=town) == ["sun"]
    assert plain.out.shade_m is None
    assert streets(shady, town=town) == ["up", "arcade", "down"]
    assert shady.out.shade_m == pytest.approx(200, abs=1)


@settings(max_examples=30, deadline=None)
@given(PLACES, PLACES, st.lists(PLACES, max_size=3))
def test_a_way_with_wishes_is_whole(
    start: tuple[float, float],
    end: tuple[float, float],
    via: list[tuple[float, float]],
) -> None:
    points: tuple[LonLat, ...] = tuple(at(*place) for place in via)
    wishes = Wishes(via=points, toilet=True, facilities=(toilet("t", 150, 100),))
    found = trip(at(*start), at(*end), "walker", town=GRID, wishes=wishes)

    for path in (found.out, found.back):
        lengths = np.array([step.length_m for step in path.steps])
        assert lengths.sum() == pytest.approx(path.length_m)
        assert len(path.stops) == len(via) + 1
        places = [stop.at_m for stop in path.stops]
        assert places == sorted(places)
        assert path.length_m >= max(places) - 1e-6
