"""Landmarks: which one tells a turn, and where it lies."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.answer import Path, Snap, Step, Verdict
from geo.cue import Landmark
from geo.guide import guide_path
from geo.landmark import NEAR_M, Landmarks, prominences
from geo.place_kind import place_kinds
from tests.town import at

HERE = at(0, 0)
NORTH = 0.0


def mark(kind: str, east_m: float, north_m: float, key: str = "") -> Landmark:
    return Landmark(key or kind, kind, {"en": kind}, at(east_m, north_m))


def find(*marks: Landmark, bearing: float = NORTH, sense: str = "seen"):
    return Landmarks(marks).find(HERE, bearing, sense)


@pytest.mark.parametrize(
    ("east_m", "north_m", "relation", "side"),
    [
        (5, 0, "at", "right"),
        (-5, 6, "at", "left"),
        (0, 15, "before", ""),
        (-10, 15, "before", "left"),
        (10, -15, "after", "right"),
        (1, -20, "after", ""),
    ],
)
def test_a_landmark_lies_as_one_meets_it(east_m, north_m, relation, side):
    found = find(mark("mosque", east_m, north_m))

    assert found is not None
    assert (found.relation, found.side) == (relation, side)


def test_the_side_depends_on_where_one_comes_from():
    mosque = mark("mosque", 5, 0)

    sides = [find(mosque, bearing=b).side for b in (0.0, 90.0, 180.0, 270.0)]

    assert sides == ["right", "", "left", ""]


def test_the_most_prominent_is_chosen_unless_another_is_much_nearer():
    assert find(mark("mosque", 0, 10), mark("grocery", 0, 2)).landmark.kind == "mosque"
    assert find(mark("mosque", 0, 24), mark("museum", 0, 1)).landmark.kind == "museum"


def test_what_cannot_be_heard_or_asked_for_does_not_tell_who_feels_the_way():
    castle, bakery = mark("castle", 0, 5), mark("bakery", 0, 9)

    assert find(castle, bakery).landmark.kind == "castle"
    assert find(castle, bakery, sense="felt").landmark.kind == "bakery"
    assert find(castle, sense="felt") is None


def test_nothing_far_nameless_or_unknown_is_a_landmark():
    nameless = Landmark("x", "mosque", {"": ""}, HERE)

    assert find(mark("mosque", 0, NEAR_M + 2)) is None
    assert find(nameless, mark("bench", 0, 1)) is None
    assert find() is None


@given(
    st.lists(
        st.tuples(
            st.sampled_from(sorted(prominences())),
            st.floats(-40, 40),
            st.floats(-40, 40),
        ),
        max_size=8,
    ),
    st.floats(0, 359),
)
def test_the_choice_does_not_depend_on_the_order(rows, bearing):
    marks = [mark(k, e, n, f"t:{i}") for i, (k, e, n) in enumerate(rows)]

    one, other = find(*marks, bearing=bearing), find(*reversed(marks), bearing=bearing)

    assert (one and one.landmark) == (other and other.landmark)


def test_every_kind_of_the_table_is_a_kind_of_place_or_stop():
    assert set(prominences()) <= {*place_kinds(), "stop", "station"}
    assert {tuple(row) for row in prominences().values()} == {("seen", "felt")}
    figures = [figure for row in prominences().values() for figure in row.values()]
    assert min(figures) == 0
    assert max(figures) == 10


def _step(turn: str, east_m: float) -> Step:
    return Step(
        turn, "street", {}, 10.0, 9.0, "e", "both", None, "", "", None, at(east_m, 0)
    )


def test_a_landmark_is_told_once_in_a_row_and_the_goal_has_its_side():
    path = Path(
        Verdict.USABLE, steps=(_step("start", 0), _step("left", 6), _step("arrive", 30))
    )
    goal = Snap(at(40, 0), at(30, 0), 10.0, 0, 0.0)

    told = guide_path(path, Landmarks([mark("mosque", 3, 4)]), "seen", goal=goal)

    assert [bool(step.sighting) for step in told.steps] == [True, False, False]
    assert [(c.kind, c.side) for c in told.steps[-1].cues] == [("goal", "right")]
    assert path.steps[0].sighting is None
