"""One to all and all to one, alone and in groups, beside plain relaxation."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.engine.arc import CLOSED
from geo.engine.metric import build_metric
from geo.engine.query import Seeds
from geo.engine.sweep import reach_all, reach_groups
from tests.geo.engine.maps import MOST, Sketch, distances, ints, sketches

ROWS = st.lists(
    st.tuples(st.integers(0, MOST - 1), st.integers(0, 9)), min_size=0, max_size=4
)


def expect(sketch: Sketch, rows: list[tuple[int, int]], *, reverse: bool) -> list[int]:
    table = distances(sketch)
    table = table.T if reverse else table
    return [
        min([spent + int(table[at, node]) for at, spent in rows] + [CLOSED])
        for node in range(sketch.nodes)
    ]


def inside(rows: list[tuple[int, int]], sketch: Sketch) -> list[tuple[int, int]]:
    return [(node % sketch.nodes, spent) for node, spent in rows]


@given(sketches(), ROWS, st.booleans())
@settings(max_examples=200)
def test_all_nodes_are_reached_from_the_nearest_seed(
    sketch: Sketch, rows: list[tuple[int, int]], reverse: bool
) -> None:
    rows = inside(rows, sketch)
    metric = build_metric(sketch.hierarchy, sketch.weights)

    found = reach_all(metric, Seeds.of(rows), reverse=reverse)

    assert found.tolist() == expect(sketch, rows, reverse=reverse)


@given(sketches(), st.lists(ROWS, max_size=70), st.booleans(), st.integers(1, 3))
@settings(max_examples=100)
def test_groups_are_reached_as_each_alone(
    sketch: Sketch,
    groups: list[list[tuple[int, int]]],
    reverse: bool,
    threads: int,
) -> None:
    groups = [inside(rows, sketch) for rows in groups]
    metric = build_metric(sketch.hierarchy, sketch.weights)

    seeds = [Seeds.of(group) for group in groups]
    found = reach_groups(metric, seeds, reverse=reverse, threads=threads)

    assert found.shape == (sketch.nodes, len(groups))
    for lane, rows in enumerate(groups):
        assert found[:, lane].tolist() == expect(sketch, rows, reverse=reverse)


@given(sketches(), ROWS, st.integers(0, 20))
@settings(max_examples=80)
def test_beyond_the_limit_nothing_is_reached(
    sketch: Sketch, rows: list[tuple[int, int]], limit: int
) -> None:
    seeds = Seeds.of(inside(rows, sketch))
    metric = build_metric(sketch.hierarchy, sketch.weights)

    found = reach_all(metric, seeds, limit=limit)

    free = reach_all(metric, seeds)
    assert np.array_equal(found, np.where(free <= limit, free, CLOSED))
    grouped = reach_groups(metric, [seeds], limit=limit)
    assert np.array_equal(grouped[:, 0], found)


def test_a_way_against_the_slope_is_measured_in_its_own_direction() -> None:
    sketch = Sketch(ints([0]), ints([1]), ints([10, 4]), ints([0, 1]))
    metric = build_metric(sketch.hierarchy, sketch.weights)

    there = reach_all(metric, Seeds.of([(0, 0)]))
    back = reach_all(metric, Seeds.of([(0, 0)]), reverse=True)

    assert there.tolist() == [0, 10]
    assert back.tolist() == [0, 4]
