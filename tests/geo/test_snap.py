"""Where a point meets the network."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.crs import distance_m
from geo.errors import InputError
from geo.snap import MAX_M, siblings, snap_point
from tests.town import at, draw, named, segments_of, street

TOWN = draw()
ALL = np.ones(TOWN.segments, dtype=np.bool_)


def name(segment: int) -> str:
    """Name the street of a segment."""
    return TOWN.ways[TOWN.way[segment]].key


def test_a_point_meets_the_middle_of_a_segment_not_its_node() -> None:
    snap = snap_point(TOWN, at(260, 5), ALL, field="from")

    assert name(snap.segment) == "quay"
    assert snap.fraction == pytest.approx(0.6, abs=0.01)
    assert snap.distance_m == pytest.approx(5, abs=0.1)
    assert snap.names == {"en": "quay"}


@given(st.floats(-100, 400), st.floats(-100, 300))
def test_a_snapped_point_lies_on_its_segment(east: float, north: float) -> None:
    snap = snap_point(TOWN, at(east, north), ALL, field="from")
    line = shapely.LineString(TOWN.line(snap.segment))

    assert line.distance(shapely.Point(snap.position)) < 1e-7
    assert 0 <= snap.fraction <= 1
    assert snap.distance_m == pytest.approx(distance_m(snap.asked, snap.position))


def test_a_way_that_can_be_used_is_preferred_if_it_is_near() -> None:
    usable = ALL.copy()
    usable[segments_of(TOWN, "narrow")] = False

    near = snap_point(TOWN, at(205, 120), usable, field="from")
    far = snap_point(TOWN, at(205, 150), usable, field="from")

    assert name(near.segment) == "one-way"
    assert near.distance_m == pytest.approx(20, abs=0.2)
    assert name(far.segment) == "narrow"


def test_a_point_on_a_way_stays_there() -> None:
    usable = ALL.copy()
    usable[segments_of(TOWN, "narrow")] = False

    snap = snap_point(TOWN, at(200, 120), usable, field="from")

    assert name(snap.segment) == "narrow"


def test_a_far_point_is_refused_with_its_distance_and_the_limit() -> None:
    with pytest.raises(InputError) as caught:
        snap_point(TOWN, at(-400, 0), ALL, field="to")

    assert caught.value.field == "to"
    assert "400 m from the nearest way; the limit is 250 m" in caught.value.reason


def test_the_limit_is_the_limit() -> None:
    assert snap_point(TOWN, at(1 - MAX_M, 50), ALL, field="to").distance_m < MAX_M
    with pytest.raises(InputError):
        snap_point(TOWN, at(-1 - MAX_M, 50), ALL, field="to")


def test_a_point_outside_the_world_is_refused() -> None:
    with pytest.raises(InputError, match="are they swapped"):
        snap_point(TOWN, (36.17, 98.7), ALL, field="from")


def test_an_empty_network_says_so() -> None:
    town = draw([], nodes={}, node_facts={})

    with pytest.raises(InputError, match="the network is empty"):
        snap_point(town, at(0, 0), np.ones(0, dtype=np.bool_), field="from")


def test_the_sides_of_a_street_are_siblings() -> None:
    assert siblings(TOWN, segments_of(TOWN, "main")[1]) == segments_of(TOWN, "main")
    assert siblings(TOWN, segments_of(TOWN, "quay")[0]) == segments_of(TOWN, "quay")


def test_equal_distances_are_decided_by_order() -> None:
    twins = [street("a", "n1", "m1"), named(street("b", "n1", "m1"), highway="path")]
    town = draw(twins, node_facts={})

    snap = snap_point(town, at(50, 3), np.ones(2, dtype=np.bool_), field="from")

    assert snap.segment == 0


def test_a_point_with_its_numbers_swapped_is_told_so() -> None:
    with pytest.raises(InputError, match="the other way round it would be near"):
        snap_point(TOWN, at(150, 5)[::-1], ALL, field="from")


def test_a_point_that_is_far_either_way_gets_no_such_hint() -> None:
    with pytest.raises(InputError) as caught:
        snap_point(TOWN, (120.0, 85.0), ALL, field="from")

    assert "other way round" not in caught.value.reason
