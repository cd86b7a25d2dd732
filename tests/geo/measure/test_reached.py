"""What is reached in time: closed forms on grids, bounds over what is not known."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings

from geo.errors import InputError
from geo.measure.lost import people_places_lost, range_lost
from geo.measure.nearest import seconds_to_nearest, span_nearest
from geo.measure.ratio import access_ratio, mean_ratio, span_ratio
from geo.measure.reached import count_reached, span_reached
from geo.measure.sensitivity import measure_sensitivity
from geo.measure.span import Range, Span
from geo.measure.ways import Ways, round_trip
from geo.network import Floats
from tests.geo.measure.ground import Ground, grounds

SIZE = 13
MIDDLE = (SIZE // 2) * SIZE + SIZE // 2
LIMIT_S = 7.0


def grid_seconds(refused: Callable[[tuple[int, int], tuple[int, int]], bool]) -> Floats:
    """Measure the steps from the middle of a grid to every crossing."""
    grid = nx.grid_2d_graph(SIZE, SIZE)
    grid.remove_edges_from([edge for edge in grid.edges if refused(*edge)])
    found = nx.single_source_shortest_path_length(grid, (SIZE // 2, SIZE // 2))
    steps = np.full(SIZE * SIZE, np.inf)
    for (row, column), count in found.items():
        steps[row * SIZE + column] = count
    return steps.reshape(1, -1)


def is_upright(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] != other[0]


@pytest.mark.parametrize("steps", range(1, 6))
def test_o64_crossings_within_k_steps_of_a_grid(steps: int) -> None:
    every = np.ones(SIZE * SIZE)

    walker = count_reached(grid_seconds(lambda *_: False), every, limit_s=steps)
    person = count_reached(grid_seconds(is_upright), every, limit_s=steps)

    assert walker.tolist() == [2 * steps**2 + 2 * steps + 1]
    assert person.tolist() == [2 * steps + 1]


def test_o64_the_ratio_on_a_grid_with_one_axis_refused_is_eleven_in_sixty_one() -> None:
    every = np.ones(SIZE * SIZE)
    walker = count_reached(grid_seconds(lambda *_: False), every, limit_s=5)

    found = access_ratio(
        count_reached(grid_seconds(is_upright), every, limit_s=5), walker
    )

    assert found == pytest.approx([11 / 61])


def test_o64_with_a_fraction_unknown_the_bounds_enclose_the_truth() -> None:
    every, names = np.ones(SIZE * SIZE), nx.grid_2d_graph(SIZE, SIZE).edges
    unknown = {edge for edge in names if is_upright(*edge) and edge[0][1] % 2 == 1}
    truth = {edge for edge in unknown if edge[0][1] % 4 == 1}
    ways = Ways(
        grid_seconds(is_upright),
        grid_seconds(lambda *edge: is_upright(*edge) and edge not in unknown),
    )
    walker = count_reached(grid_seconds(lambda *_: False), every, limit_s=5)

    found = span_ratio(span_reached(ways, every, limit_s=5), walker)

    real = grid_seconds(lambda *edge: is_upright(*edge) and edge not in truth)
    value = access_ratio(count_reached(real, every, limit_s=5), walker)
    assert found.low[0] == pytest.approx(11 / 61)
    assert found.low[0] < value[0] < found.high[0] < 1


def test_o65_with_no_barrier_the_ratio_is_one() -> None:
    every, free = np.ones(SIZE * SIZE), grid_seconds(lambda *_: False)
    walker = count_reached(free, every, limit_s=5)

    found = span_ratio(span_reached(Ways.certain(free), every, limit_s=5), walker)

    assert (found.low.tolist(), found.high.tolist()) == ([1.0], [1.0])
    assert found.decided.all()


@given(ground=grounds())
@settings(max_examples=60, deadline=None)
def test_o54_what_is_reached_lies_within_its_bounds_in_every_completion(
    ground: Ground,
) -> None:
    supply = np.array(ground.supply, dtype=float)

    found = span_reached(ground.ways, supply, limit_s=LIMIT_S)

    each = [count_reached(c, supply, limit_s=LIMIT_S) for c in ground.completions()]
    assert np.array_equal(found.low, np.min(each, axis=0))
    assert np.array_equal(found.high, np.max(each, axis=0))


@given(ground=grounds())
@settings(max_examples=60, deadline=None)
def test_o54_the_nearest_lies_within_its_bounds_in_every_completion(
    ground: Ground,
) -> None:
    supply = np.array(ground.supply, dtype=float)

    found = span_nearest(ground.ways, supply, count=2)

    each = [seconds_to_nearest(c, supply, count=2) for c in ground.completions()]
    assert np.array_equal(found.low, np.min(each, axis=0))
    assert np.array_equal(found.high, np.max(each, axis=0))


@given(ground=grounds())
@settings(max_examples=60, deadline=None)
def test_more_time_reaches_no_less_and_more_places_are_no_nearer(
    ground: Ground,
) -> None:
    seconds, supply = ground.ways.open, np.array(ground.supply, dtype=float)

    counts = measure_sensitivity(
        lambda t: count_reached(seconds, supply, limit_s=t), [3, 6, 12]
    )
    times = [seconds_to_nearest(seconds, supply, count=k) for k in (1, 2, 3)]

    assert (np.diff(counts.values, axis=0) >= 0).all()
    assert (counts.spread >= 0).all()
    assert all((b >= a).all() for a, b in pairwise(times))


def test_the_nearest_few_are_counted_with_what_each_place_has() -> None:
    seconds = np.array([[5.0, 2.0, np.inf, 9.0]])
    supply = np.array([1.0, 0.0, 5.0, 2.0])

    found = [seconds_to_nearest(seconds, supply, count=k)[0] for k in (1, 2, 3, 4)]

    assert found == [5.0, 9.0, 9.0, np.inf]


def test_a_way_out_without_a_way_back_does_not_count() -> None:
    there, back = np.array([[4.0, 3.0]]), np.array([[6.0, np.inf]])

    found = count_reached(round_trip(there, back), np.ones(2), limit_s=6)

    assert found.tolist() == [1.0]


def test_kinds_are_counted_beside_each_other() -> None:
    seconds = np.array([[1.0, 2.0], [3.0, 1.0]])

    found = count_reached(seconds, np.array([[1.0, 0.0], [2.0, 5.0]]), limit_s=2)

    assert found.tolist() == [[3.0, 5.0], [2.0, 5.0]]


def test_where_the_walker_has_nothing_there_is_no_ratio() -> None:
    ratio = span_ratio(
        Span(np.array([0.0, 0.0, 2.0]), np.array([0.0, 1.0, 2.0])),
        np.array([0.0, 2.0, 4.0]),
    )

    found = mean_ratio(ratio, np.array([7.0, 1.0, 3.0]))

    assert ratio.defined.tolist() == [False, True, True]
    assert ratio.decided.tolist() == [False, False, True]
    assert (found.people, found.apart) == (4.0, 7.0)
    assert found.ratio == Range(1.5 / 4, 2.0 / 4)


def test_nobody_with_a_ratio_has_no_mean() -> None:
    found = mean_ratio(span_ratio(Span.certain(np.zeros(1)), np.zeros(1)), np.ones(1))

    assert not found.ratio.is_defined
    assert found.apart == 1.0


def test_people_places_lost_are_bounded_the_other_way_round() -> None:
    person = Span(np.array([1.0, 0.0]), np.array([2.0, 0.0]))
    walker, people = np.array([3.0, 1.0]), np.array([10.0, 4.0])

    found = range_lost(person, walker, people)

    assert found == Range(10 * 1 + 4, 10 * 2 + 4)
    assert people_places_lost(walker, walker, people) == 0.0
    assert found.holds(15)
    assert not found.holds(13)


@pytest.mark.parametrize(
    ("strict", "opened"),
    [([[1.0]], [[2.0]]), ([[-1.0]], [[-1.0]]), ([[np.nan]], [[1.0]]), ([[1.0]], [[]])],
)
def test_seconds_that_make_no_sense_are_refused(strict, opened) -> None:
    with pytest.raises(InputError):
        Ways(np.array(strict), np.array(opened))


def test_a_low_end_above_its_high_end_is_refused() -> None:
    with pytest.raises(InputError, match="1 above high"):
        Span(np.array([1.0, 2.0]), np.array([1.0, 1.0]))


def test_no_opportunity_wanted_is_refused() -> None:
    with pytest.raises(InputError, match="not above 0"):
        seconds_to_nearest(np.ones((1, 1)), np.ones(1), count=0)
