"""SDG 11.2.1 by sweeps is what it is over all distances."""

from __future__ import annotations

import numpy as np
import pytest

from geo.engine.hierarchy import build_hierarchy
from geo.engine.order import find_order
from geo.measure.convenient import convenient_access
from geo.measure.convenient_town import (
    Approach,
    Served,
    in_metres,
    measure_convenient,
)
from geo.measure.trips import build_walks
from geo.measure.ways import Ways
from geo.passage import Passage, Sites, build_homes
from tests.geo.sketch import sketch

STREETS = [(i, i + 1) for i in range(9)]
MODES = [["bus"], ["train"], ["louage"]]
PLACES = np.array([0.5, 5.5, 8.5])
NONE = Sites(np.zeros(0, dtype=np.int32), np.zeros(0))


def line_of(network, passage: Passage, doors: Sites, stop) -> Approach:
    order = find_order(network.tail, network.head, network.node_lonlat)
    tree = build_hierarchy(network.tail, network.head, order)
    (walk,) = build_walks(network, tree, [in_metres(network, passage)])
    return Approach(walk, doors, np.array(stop, dtype=np.int32))


def street(*shut: int) -> Passage:
    usable = np.ones(18, dtype=bool)
    usable[[2 * segment for segment in shut]] = False
    return Passage(usable, usable, np.full(18, 7.0))


@pytest.fixture
def served() -> Served:
    network = sketch(10, STREETS, length_m=[200.0] * 9)
    middle = np.column_stack([np.arange(9) * 200.0 + 100, np.zeros(9)])
    stops = np.column_stack([PLACES * 200.0, np.zeros(3)])
    people = np.arange(1.0, 10)
    return Served(build_homes(network), people, middle, stops, MODES)


def test_the_three_lines_are_those_over_all_distances(served: Served) -> None:
    network = sketch(10, STREETS, length_m=[200.0] * 9)
    doors = Sites(PLACES.astype(np.int32), PLACES % 1)
    every = line_of(network, street(), doors, [0, 1, 2])
    sure = line_of(
        network, street(4), Sites(doors.segment[1:2], doors.fraction[1:2]), [1]
    )

    found = measure_convenient(
        served,
        walker=every,
        strict=sure,
        opened=line_of(network, street(4), doors, [0, 1, 2]),
    )

    apart = np.abs(served.home_m[:, :1] - PLACES * 200.0)
    parted = (served.home_m[:, :1] < 1000) != (PLACES * 200.0 < 1000)
    cut = np.where(parted | (served.home_m[:, :1] == 900.0), np.inf, apart)
    strict = np.where([False, True, False], cut, np.inf)
    expected = convenient_access(
        apart, apart, Ways(strict, cut), people=served.people, modes=MODES
    )
    assert found == expected
    assert found.unnamed_stops == 1
    assert found.usable.low < found.usable.high < found.walking


def test_without_stops_nobody_is_served(served: Served) -> None:
    network = sketch(10, STREETS, length_m=[200.0] * 9)
    none = line_of(network, street(), NONE, [])
    empty = Served(served.homes, served.people, served.home_m, np.zeros((0, 2)), [])

    found = measure_convenient(empty, walker=none, strict=none, opened=none)

    assert (found.buffer, found.walking, found.usable.high) == (0.0, 0.0, 0.0)
