"""SDG 11.2.1 and 11.7.1 on a grid whose answer is known."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import InputError
from geo.measure.convenient import convenient_access, share_within, stop_limits
from geo.measure.open_space import near_open_space, open_share
from geo.measure.span import Range
from geo.measure.ways import Ways
from geo.route_type import find_mode

BLOCK_M = 100.0
SIZE = 21
ROWS, COLUMNS = (axis.ravel() for axis in np.mgrid[0:SIZE, 0:SIZE])
MIDDLE = SIZE // 2


def to_middle() -> tuple[np.ndarray, np.ndarray]:
    """Give metres from all crossings of a grid to the one in the middle."""
    east, north = np.abs(COLUMNS - MIDDLE), np.abs(ROWS - MIDDLE)
    straight = BLOCK_M * np.hypot(east, north)
    return straight.reshape(-1, 1), BLOCK_M * (east + north).reshape(-1, 1)


def test_on_a_grid_a_bus_stop_serves_a_circle_a_diamond_and_a_street() -> None:
    straight, walking = to_middle()
    along = np.where(ROWS.reshape(-1, 1) == MIDDLE, walking, np.inf)

    found = convenient_access(
        straight,
        walking,
        Ways(along, walking),
        people=np.full(SIZE * SIZE, 7.0),
        modes=[["bus"]],
    )

    whole = SIZE * SIZE
    circle = int((straight <= 500).sum())
    assert found.buffer == pytest.approx(circle / whole)
    assert found.walking == pytest.approx((2 * 5**2 + 2 * 5 + 1) / whole)
    assert found.usable == Range((2 * 5 + 1) / whole, found.walking)
    assert circle == 81


def test_a_station_serves_twice_as_far_as_a_bus_stop() -> None:
    limits, unnamed = stop_limits([["bus"], ["train", "bus"], ["louage"], []])

    assert limits.tolist() == [500, 1000, 500, 500]
    assert unnamed.tolist() == [False, False, True, True]


def test_every_named_mode_is_one_that_gtfs_has() -> None:
    modes = {find_mode(route_type) for route_type in range(2000)}

    limits, _ = stop_limits([[mode] for mode in sorted(modes)])

    assert {"subway", "train", "ferry", "tram", "louage", "bus"} <= modes
    assert set(limits.tolist()) == {500.0, 1000.0}


@given(
    st.lists(
        st.tuples(st.integers(0, 1500), st.integers(0, 900), st.integers(0, 900)),
        min_size=1,
        max_size=8,
    )
)
@settings(max_examples=50)
def test_no_line_is_above_the_one_before(rows) -> None:
    straight = np.array([[row[0]] for row in rows], dtype=float)
    walking = straight + np.array([[row[1]] for row in rows])
    opened = walking + np.array([[row[2]] for row in rows])
    usable = Ways(np.where(opened > 700, np.inf, opened), opened)

    found = convenient_access(
        straight, walking, usable, people=np.ones(len(rows)), modes=[["bus"]]
    )

    lines = [found.usable.low, found.usable.high, found.walking, found.buffer]
    assert lines == sorted(lines)


def test_of_nobody_there_is_no_share() -> None:
    assert np.isnan(share_within(np.zeros((1, 1)), np.zeros(1), np.ones(1)))


def test_open_space_and_streets_are_a_share_of_what_is_built_up() -> None:
    assert open_share(150.0, 250.0, 1000.0) == 0.4


@pytest.mark.parametrize("areas", [(-1, 0, 1), (0, 0, 0), (3, 3, 5), (0, np.nan, 1)])
def test_areas_that_make_no_sense_are_refused(areas) -> None:
    with pytest.raises(InputError):
        open_share(*areas)


def test_people_near_a_park_are_counted_in_three_lines() -> None:
    straight, walking = to_middle()
    shut = np.full_like(walking, np.inf)

    found = near_open_space(
        straight, walking, Ways(shut, walking), people=np.ones(SIZE**2), share=0.3
    )

    assert found.walking == pytest.approx((2 * 4**2 + 2 * 4 + 1) / SIZE**2)
    assert found.buffer > found.walking
    assert found.usable == Range(0.0, found.walking)
    assert found.share == 0.3
