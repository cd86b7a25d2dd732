"""Junctions with sidewalks, drawn by hand: corners and what lies between them."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.arm import Arm, Layout, Role
from geo.layout import lay_out

BOTH = (True, True)
LEFT, RIGHT = 0, 1
NORTH, EAST, SOUTH, WEST = 0.0, 90.0, 180.0, 270.0


def sided(bearing: float, sides: tuple[bool, bool] = BOTH, **more: object) -> Arm:
    """Draw a street with sidewalks; its number is its bearing."""
    return Arm(
        int(bearing),
        at_tail=True,
        bearing=bearing,
        role=Role.SIDED,
        sides=sides,
        width_m=6.0,
        **more,  # type: ignore[arg-type]
    )


def other(bearing: float, role: Role) -> Arm:
    """Draw a street without sidewalks, or a path."""
    return Arm(int(bearing), at_tail=True, bearing=bearing, role=role, width_m=6.0)


def at(layout: Layout, bearing: float, side: int) -> int:
    """Give the place at which a sidewalk ends."""
    return layout.sidewalks[(int(bearing), True), side]


def draw(*arms: Arm, tagged: bool = False, forbidden: bool = False) -> Layout:
    return lay_out(arms, tagged=tagged, forbidden=forbidden)


def test_round_a_corner_one_sidewalk_goes_on_as_the_next() -> None:
    layout = draw(sided(NORTH), sided(EAST), sided(SOUTH), sided(WEST))

    assert at(layout, NORTH, RIGHT) == at(layout, EAST, LEFT)
    assert at(layout, EAST, RIGHT) == at(layout, SOUTH, LEFT)
    assert at(layout, SOUTH, RIGHT) == at(layout, WEST, LEFT)
    assert at(layout, WEST, RIGHT) == at(layout, NORTH, LEFT)
    assert len(layout.places) == 4


def test_a_crossroads_has_a_crossing_of_every_street() -> None:
    layout = draw(sided(NORTH), sided(EAST), sided(SOUTH), sided(WEST))

    assert sorted(link.arm.edge for link in layout.links) == [0, 90, 180, 270]
    for link in layout.links:
        assert link.first == at(layout, link.arm.bearing, LEFT)
        assert link.last == at(layout, link.arm.bearing, RIGHT)
        assert link.share == 1


def test_corners_lie_between_their_streets() -> None:
    layout = draw(sided(NORTH), sided(EAST), sided(SOUTH), sided(WEST))
    east, north = layout.places[at(layout, NORTH, RIGHT)]

    assert east == pytest.approx(3.0)
    assert north == pytest.approx(3.0)


def test_at_a_t_the_far_sidewalk_goes_straight_on() -> None:
    layout = draw(sided(EAST), sided(SOUTH), sided(WEST))

    assert at(layout, WEST, RIGHT) == at(layout, EAST, LEFT)
    assert len(layout.places) == len(layout.links) == 3


def test_a_dead_end_is_walked_round() -> None:
    layout = draw(sided(NORTH))

    assert at(layout, NORTH, LEFT) == at(layout, NORTH, RIGHT)
    assert layout.places == [(0.0, 0.0)]
    assert not layout.links


def test_a_street_that_only_goes_on_is_not_crossed() -> None:
    layout = draw(sided(EAST), sided(WEST))

    assert at(layout, EAST, LEFT) == at(layout, WEST, RIGHT)
    assert at(layout, EAST, RIGHT) == at(layout, WEST, LEFT)
    assert not layout.links


def test_a_street_that_goes_on_is_crossed_where_the_map_says_so() -> None:
    (link,) = draw(sided(EAST), sided(WEST), tagged=True).links

    assert (link.share, link.kerbs) == (1.0, (True, True))


def test_nobody_crosses_where_it_is_forbidden() -> None:
    layout = draw(sided(EAST), sided(SOUTH), sided(WEST), forbidden=True)

    assert not layout.links


def test_where_a_sidewalk_ends_one_must_cross() -> None:
    layout = draw(sided(EAST), sided(WEST, (True, False)))

    assert len(layout.links) == 1


def test_a_sidewalk_on_one_side_only_leaves_no_empty_corner() -> None:
    layout = draw(sided(EAST, (True, False)), sided(WEST, (False, True)))

    assert len(layout.places) == 1
    assert not layout.links


def test_a_path_ends_at_the_corner_where_it_arrives() -> None:
    layout = draw(sided(EAST), sided(WEST), other(10.0, Role.PATH))

    assert layout.others[10, True] == at(layout, WEST, RIGHT)
    assert len(layout.links) == 1


def test_a_street_that_says_nothing_is_half_a_crossing_from_each_corner() -> None:
    layout = draw(sided(EAST), sided(WEST), other(SOUTH, Role.BARE))
    middle = layout.others[180, True]
    halves = [link for link in layout.links if link.arm.edge == 180]

    assert [link.share for link in halves] == [0.5, 0.5]
    assert {link.first for link in halves} | {link.last for link in halves} == {
        middle,
        at(layout, EAST, RIGHT),
        at(layout, WEST, LEFT),
    }
    assert [link.kerbs for link in halves] == [(True, False), (False, True)]


def test_the_mouth_of_a_street_lies_between_its_corners() -> None:
    layout = draw(sided(EAST), sided(WEST), other(SOUTH, Role.BARE))
    east, north = layout.places[layout.others[180, True]]

    assert east == pytest.approx(0.0, abs=1e-9)
    assert north == pytest.approx(-3.0)


def test_streets_that_say_nothing_stay_joined() -> None:
    layout = draw(sided(NORTH), other(EAST, Role.BARE), other(WEST, Role.BARE))

    assert layout.others[90, True] == layout.others[270, True]


def test_a_driveway_interrupts_no_sidewalk() -> None:
    layout = draw(sided(EAST), sided(WEST), other(SOUTH, Role.PATH))

    assert layout.others[180, True] == at(layout, EAST, RIGHT)
    assert at(layout, EAST, RIGHT) == at(layout, WEST, LEFT)


def test_a_crossing_mapped_by_itself_meets_the_middle_of_the_street() -> None:
    crossing = [other(NORTH, Role.CROSSING), other(SOUTH, Role.CROSSING)]
    layout = draw(sided(EAST), sided(WEST), *crossing)
    middle = layout.others[0, True]

    assert layout.others[180, True] == middle
    assert sum(link.share for link in layout.links) == 1
    assert all(middle in (link.first, link.last) for link in layout.links)


def test_a_crossing_a_few_metres_off_is_the_junctions_own() -> None:
    layout = draw(sided(EAST, crossed=True), sided(SOUTH), sided(WEST))

    assert sorted(link.arm.edge for link in layout.links) == [180, 270]


def test_a_loop_has_two_ends_at_its_junction() -> None:
    ends = [
        Arm(1, at_tail=True, bearing=45.0, role=Role.SIDED, sides=BOTH),
        Arm(1, at_tail=False, bearing=135.0, role=Role.SIDED, sides=BOTH),
    ]
    layout = draw(*ends, sided(WEST))
    inside = layout.sidewalks[(1, True), RIGHT]

    assert inside == layout.sidewalks[(1, False), LEFT]
    assert len(layout.places) == 3


ROLES = st.sampled_from(list(Role))


@st.composite
def junctions(draw_: st.DrawFn) -> list[Arm]:
    """Draw any junction with at least one sidewalk."""
    bearings = draw_(st.lists(st.integers(0, 359), min_size=1, max_size=6, unique=True))
    sides = st.sampled_from([(True, True), (True, False), (False, True)])
    first = sided(float(bearings[0]), draw_(sides))
    more = [
        sided(float(b), draw_(sides))
        if (role := draw_(ROLES)) is Role.SIDED
        else other(float(b), role)
        for b in bearings[1:]
    ]
    return [first, *more]


def reachable(layout: Layout) -> Sequence[set[int]]:
    """Part the places into those that crossings connect."""
    groups = [{place} for place in range(len(layout.places))]
    for link in layout.links:
        one = next(g for g in groups if link.first in g)
        two = next(g for g in groups if link.last in g)
        if one is not two:
            groups.remove(two)
            one |= two
    return groups


@given(junctions())
def test_every_way_ends_somewhere_and_corners_lie_near(arms: list[Arm]) -> None:
    layout = lay_out(arms, tagged=False)
    ends = {arm.end for arm in arms}

    assert {end for end, _ in layout.sidewalks} | set(layout.others) == ends
    assert all(math.hypot(*place) <= 6.001 for place in layout.places)
    assert layout.used() <= set(range(len(layout.places)))


@given(junctions())
def test_where_a_street_is_crossed_every_corner_is_reached(arms: list[Arm]) -> None:
    layout = lay_out(arms, tagged=True)
    used = layout.used()

    assert sum(bool(group & used) for group in reachable(layout)) == 1


@given(junctions(), st.integers(1, 359))
def test_turning_the_map_turns_the_corners(arms: list[Arm], angle: int) -> None:
    turned = [
        Arm(
            a.edge,
            a.at_tail,
            (a.bearing + angle) % 360,
            a.role,
            a.sides,
            a.width_m,
            a.length_m,
        )
        for a in arms
    ]
    one, two = lay_out(arms, tagged=True), lay_out(turned, tagged=True)

    assert len(one.places) == len(two.places)
    assert sorted(link.share for link in one.links) == sorted(
        link.share for link in two.links
    )


@given(junctions())
def test_the_mirrored_junction_has_left_and_right_swapped(arms: list[Arm]) -> None:
    mirrored = [
        Arm(
            a.edge,
            a.at_tail,
            -a.bearing % 360,
            a.role,
            a.sides[::-1],
            a.width_m,
            a.length_m,
        )
        for a in arms
    ]
    one, two = lay_out(arms, tagged=True), lay_out(mirrored, tagged=True)

    assert len(one.places) == len(two.places)
    assert {(end, 1 - side) for end, side in one.sidewalks} == set(two.sidewalks)
