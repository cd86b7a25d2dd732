"""Ways between nodes, beside relaxing every arc until nothing changes."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.engine.arc import CLOSED
from geo.engine.metric import build_metric
from geo.engine.query import Found, Searcher, Seeds
from tests.geo.engine.maps import MOST, Sketch, distances, ints, sketches

ENDS = st.lists(
    st.tuples(st.integers(0, MOST - 1), st.integers(0, 9)), min_size=1, max_size=4
)


def inside(rows: list[tuple[int, int]], sketch: Sketch) -> list[tuple[int, int]]:
    return [(node % sketch.nodes, spent) for node, spent in rows]


def check(sketch: Sketch, found: Found, *, starts: list, ends: list) -> None:
    """Follow the edges: each begins where the one before ends, and they add up."""
    node, total = found.first, 0
    for edge in found.edges.tolist():
        leave, enter = sketch.ends(edge)
        assert leave == node
        node = enter
        total += int(sketch.weights[edge])
    assert node == found.last
    before = min(spent for at, spent in starts if at == found.first)
    after = min(spent for at, spent in ends if at == found.last)
    assert before + total + after == found.cost


@given(sketches())
@settings(max_examples=250)
def test_ways_between_all_nodes_are_the_shortest(sketch: Sketch) -> None:
    searcher = Searcher(sketch.hierarchy)
    metric = build_metric(sketch.hierarchy, sketch.weights)
    table = distances(sketch)

    for one in range(sketch.nodes):
        for other in range(sketch.nodes):
            starts, ends = [(one, 0)], [(other, 0)]
            found = searcher.find(metric, Seeds.of(starts), Seeds.of(ends))
            assert (found.cost if found else CLOSED) == table[one, other]
            if found:
                check(sketch, found, starts=starts, ends=ends)


@given(sketches(), ENDS, ENDS)
@settings(max_examples=250)
def test_of_several_ends_the_best_pair_is_taken(
    sketch: Sketch, starts: list[tuple[int, int]], ends: list[tuple[int, int]]
) -> None:
    starts, ends = inside(starts, sketch), inside(ends, sketch)
    searcher = Searcher(sketch.hierarchy)
    metric = build_metric(sketch.hierarchy, sketch.weights)
    table = distances(sketch)

    found = searcher.find(metric, Seeds.of(starts), Seeds.of(ends))

    best = min(a + table[one, other] + b for one, a in starts for other, b in ends)
    assert (found.cost if found else CLOSED) == min(best, CLOSED)
    if found:
        check(sketch, found, starts=starts, ends=ends)


@given(sketches(), ENDS, ENDS)
@settings(max_examples=100)
def test_measuring_gives_the_cost_of_the_way(
    sketch: Sketch, starts: list[tuple[int, int]], ends: list[tuple[int, int]]
) -> None:
    searcher = Searcher(sketch.hierarchy)
    metric = build_metric(sketch.hierarchy, sketch.weights)
    one, other = (Seeds.of(inside(rows, sketch)) for rows in (starts, ends))

    found = searcher.find(metric, one, other)

    assert searcher.measure(metric, one, other) == (found.cost if found else CLOSED)


def test_without_ends_there_is_no_way() -> None:
    sketch = Sketch(ints([0]), ints([1]), ints([5, 5]), ints([0, 1]))
    metric = build_metric(sketch.hierarchy, sketch.weights)

    found = Searcher(sketch.hierarchy).find(metric, Seeds.of([]), Seeds.of([(1, 0)]))

    assert found is None


def test_threads_do_not_disturb_each_other() -> None:
    side = 12
    number = np.arange(side * side, dtype=np.int32).reshape(side, side)
    tail = np.concatenate([number[:, :-1].ravel(), number[:-1].ravel()])
    head = np.concatenate([number[:, 1:].ravel(), number[1:].ravel()])
    chance = np.random.default_rng(7)
    weights = chance.integers(1, 99, 2 * len(tail), dtype=np.int32)
    sketch = Sketch(tail, head, weights, number.ravel())
    searcher = Searcher(sketch.hierarchy)
    metric = build_metric(sketch.hierarchy, weights)
    table = distances(sketch)
    pairs = chance.integers(0, side * side, (400, 2)).tolist()

    def cost(pair: list[int]) -> int:
        one, other = (Seeds.of([(node, 0)]) for node in pair)
        found = searcher.find(metric, one, other)
        return found.cost if found else CLOSED

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(cost, pairs))

    assert found == [table[one, other] for one, other in pairs]
