"""Areas: every street that is reached lies in them, none that is not."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.answer import Policy
from geo.crs import WGS84, project
from geo.line import vertex_fractions
from geo.profile import get_profile, load_profiles
from geo.reach import Question, find_reach
from geo.reach_area import draw_area, outline
from geo.reach_piece import Pieces, join_pieces, whole_pieces
from tests.ride import TOWN
from tests.town import at

NONE = join_pieces(np.empty(0, np.int64), np.empty(0), np.empty(0))


def _metric(shape: shapely.MultiPolygon) -> shapely.MultiPolygon:
    code = outline(TOWN).code
    return shapely.transform(shape, lambda c: project(c, WGS84, code))


def test_nothing_reached_is_an_empty_area() -> None:
    assert draw_area(TOWN, NONE).shape.is_empty


@settings(max_examples=40, deadline=None)
@given(
    st.floats(-10, 310),
    st.floats(-10, 210),
    st.sampled_from(sorted(load_profiles())),
    st.floats(60, 900),
)
def test_an_area_holds_what_is_reached_and_nothing_else(
    east: float, north: float, profile: str, limit_s: float
) -> None:
    asked = Question(at(east, north), get_profile(profile), (limit_s,), Policy.OPEN)
    band = find_reach(TOWN, (), asked).bands[0]
    if band.perhaps_area is None or not band.perhaps_m:
        return
    area = _metric(band.perhaps_area.shape)
    reached = outline(TOWN).points(TOWN, band.perhaps_pieces, 5.0)
    left = whole_pieces(np.arange(TOWN.segments)).without(band.perhaps_pieces)
    other = outline(TOWN).points(TOWN, left, 5.0)
    apart = shapely.distance(shapely.multipoints(reached), shapely.points(other))

    assert band.perhaps_area.shape.is_valid
    assert shapely.contains_xy(area, reached[:, 0], reached[:, 1]).all()
    far = other[apart > band.perhaps_area.accuracy_m]
    assert not shapely.contains_xy(area, far[:, 0], far[:, 1]).any()


def test_steps_between_two_streets_that_are_reached_stay_a_hole() -> None:
    steps = [i for i, way in enumerate(TOWN.way) if TOWN.ways[way].highway == "steps"]
    rest = np.setdiff1d(np.arange(TOWN.segments), steps)
    area = draw_area(TOWN, whole_pieces(rest))
    middle = TOWN.line(steps[0]).mean(axis=0)

    assert not area.shape.contains(shapely.Point(middle))
    assert area.shape.contains(shapely.Point(TOWN.line(steps[0])[0]))


@st.composite
def pieces(draw: st.DrawFn) -> tuple[Pieces, set[tuple[int, int]]]:
    """Draw pieces, and the same as a set of hundredths of segments."""
    row = st.tuples(st.integers(0, 2), st.integers(0, 100), st.integers(0, 100))
    rows = [(s, min(a, b), max(a, b)) for s, a, b in draw(st.lists(row, max_size=8))]
    cells = {(s, i) for s, a, b in rows for i in range(a, b)}
    segment = np.array([s for s, _, _ in rows], dtype=np.int64)
    low = np.array([a / 100 for _, a, _ in rows], dtype=np.float64)
    high = np.array([b / 100 for _, _, b in rows], dtype=np.float64)
    return join_pieces(segment, low, high), cells


def _cells(found: Pieces) -> set[tuple[int, int]]:
    return {
        (int(s), i)
        for s, a, b in zip(found.segment, found.low, found.high, strict=True)
        for i in range(round(a * 100), round(b * 100))
    }


@given(pieces(), pieces())
def test_pieces_behave_like_sets(
    one: tuple[Pieces, set[tuple[int, int]]], two: tuple[Pieces, set[tuple[int, int]]]
) -> None:
    assert _cells(one[0]) == one[1]
    assert _cells(one[0].meet(two[0])) == one[1] & two[1]
    whole = whole_pieces(np.arange(3))
    assert _cells(whole.without(one[0])) == _cells(whole) - one[1]
    assert len(one[0].meet(one[0])) == len(one[0])


def test_all_points_lie_where_a_single_segment_has_them() -> None:
    for segment in range(TOWN.segments):
        mine = slice(TOWN.pointer[segment], TOWN.pointer[segment + 1])
        share = outline(TOWN).place[mine] - 2 * segment
        assert share == pytest.approx(vertex_fractions(TOWN.line(segment)), abs=1e-6)


def test_points_along_pieces_lie_on_their_streets() -> None:
    some = join_pieces(np.array([0]), np.array([0.25]), np.array([0.75]))
    points = outline(TOWN).points(TOWN, some, 1.0)
    length = np.linalg.norm(np.diff(points, axis=0), axis=1).sum()

    assert length == pytest.approx(TOWN.length_m[0] / 2, rel=0.01)
