"""Routes as instructions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.answer import Policy, Step
from geo.cost import edge_costs
from geo.direction import bearing, heading, turn_between
from geo.instruct import list_steps
from geo.part import Piece
from geo.profile import get_profile
from tests.town import at, draw, segments_of

TOWN = draw()
COSTS = edge_costs(TOWN, get_profile("walker"), Policy.OPEN, ())


def walk(*streets: str) -> tuple[Step, ...]:
    """Give the instructions for streets in order; ``-`` before one walks it back."""
    pieces = [
        Piece(2 * segments_of(TOWN, name.lstrip("-"))[0] + name.startswith("-"), 0, 1)
        for name in streets
    ]
    return list_steps(COSTS, pieces)


@pytest.mark.parametrize(
    ("before", "after", "turn"),
    [
        (0, 10, "straight"),
        (350, 10, "straight"),
        (0, 30, "slight_right"),
        (0, 90, "right"),
        (0, 270, "left"),
        (350, 260, "left"),
        (0, 140, "sharp_right"),
        (0, 220, "sharp_left"),
        (0, 180, "back"),
    ],
)
def test_turns_have_names(before: float, after: float, turn: str) -> None:
    assert turn_between(before, after) == turn


@given(st.floats(0, 360), st.floats(0, 360))
def test_a_turn_mirrored_is_the_other_hand(before: float, after: float) -> None:
    mirror = {"left": "right", "right": "left"}
    here, there = turn_between(before, after), turn_between(-before, -after)
    stem, _, hand = here.rpartition("_")

    expected = f"{stem}_{mirror[hand]}" if stem else mirror.get(hand, hand)

    assert there == expected or abs(abs((after - before) % 360) - 180) < 1e-6


@pytest.mark.parametrize(
    ("east", "north", "word"),
    [(0, 9, "n"), (9, 9, "ne"), (9, 0, "e"), (0, -9, "s"), (-9, 0, "w"), (-9, 9, "nw")],
)
def test_headings_are_those_of_the_compass(
    east: float, north: float, word: str
) -> None:
    assert heading(bearing(at(0, 0), at(east, north))) == word


def test_a_walk_is_told_street_by_street() -> None:
    steps = walk("-flat", "main", "lift", "cobbles", "steps")

    assert [(s.turn, s.kind, s.names.get("en"), s.heading) for s in steps] == [
        ("start", "path", "flat", "s"),
        ("left", "street", "main", "e"),
        ("left", "elevator", "lift", "n"),
        ("straight", "path", "cobbles", "n"),
        ("right", "steps", "steps", "e"),
        ("arrive", "steps", "steps", "e"),
    ]


def test_lengths_and_times_of_the_steps_add_up() -> None:
    steps = walk("-flat", "main", "bridge")
    edges = [2 * segments_of(TOWN, n)[0] for n in ("flat", "main", "bridge")]

    assert sum(s.length_m for s in steps) == pytest.approx(
        sum(TOWN.length_m[e // 2] for e in edges)
    )
    assert sum(s.seconds for s in steps) == pytest.approx(
        COSTS.seconds[[edges[0] + 1, edges[1], edges[2]]].sum()
    )


def test_pieces_of_one_way_are_one_step() -> None:
    pieces = [Piece(2 * i, 0, 1) for i in segments_of(TOWN, "island")]

    assert [s.turn for s in list_steps(COSTS, pieces[:1])] == ["start", "arrive"]


def test_a_slope_is_told_as_it_is_walked() -> None:
    up, down = walk("hill")[0], walk("-hill")[0]

    assert (up.slope, up.slope_method) == (0.09, "tagged")
    assert down.slope == -0.09


def test_the_side_is_told_as_it_is_walked() -> None:
    there, back = walk("main")[0], walk("-main")[0]

    assert (there.side, back.side) == ("left", "right")


def test_a_crossing_is_a_step_of_its_own() -> None:
    steps = walk("middle", "crossing", "one-way")

    assert [s.kind for s in steps] == ["street", "crossing", "path", "path"]
    assert {s.turn for s in steps[1:-1]} == {"straight"}


def test_going_nowhere_has_no_steps() -> None:
    assert list_steps(COSTS, []) == ()
