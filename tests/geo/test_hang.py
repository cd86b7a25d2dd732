"""Points hang on their nearest way."""

import numpy as np
import pytest

from geo.crs import GEOD, line_length_m
from geo.hang import WayHanger
from geo.observation import Side

EAST = np.array([[8.70, 36.18], [8.71, 36.18]])
FAR = np.array([[8.70, 36.19], [8.71, 36.19]])


def beside(along_m, north_m):
    """Give a point metres east of the start of a line and metres north of it."""
    lon, lat, _ = GEOD.fwd(*EAST[0], 90, along_m)
    lon, lat, _ = GEOD.fwd(lon, lat, 0, north_m)
    return lon, lat


def test_a_point_finds_its_way_and_the_metres_along_it():
    hung = WayHanger([FAR, EAST]).nearest(beside(250, 8), limit_m=15)

    assert hung.way == 1
    assert hung.along_m == pytest.approx(250, abs=0.5)
    assert hung.away_m == pytest.approx(8, abs=0.05)


def test_beyond_the_limit_it_finds_none():
    assert WayHanger([EAST]).nearest(beside(250, 16), limit_m=15) is None


@pytest.mark.parametrize(
    ("north_m", "side"), [(3, Side.LEFT), (-3, Side.RIGHT), (0.2, Side.BOTH)]
)
def test_the_side_is_seen_in_digitising_direction(north_m, side):
    there = WayHanger([EAST]).nearest(beside(400, north_m), limit_m=15)
    back = WayHanger([EAST[::-1]]).nearest(beside(400, north_m), limit_m=15)

    other = {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT, Side.BOTH: Side.BOTH}
    assert there.side is side
    assert back.side is other[side]


def test_a_named_way_takes_a_point_however_far():
    hung = WayHanger([EAST, FAR]).on(1, beside(5000, 0))

    assert hung.along_m == pytest.approx(line_length_m(FAR), abs=0.01)
    assert hung.away_m > 1000
