"""Weights of links: several at once, changed in part, always as if built anew."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.engine import metric as module
from geo.engine.arc import CLOSED
from geo.engine.metric import Metric, build_metric, build_metrics, update_metric
from tests.geo.engine.maps import WEIGHTS, Sketch, distances, ints, sketches


def same(one: Metric, other: Metric) -> bool:
    pairs = (one.weights, other.weights), (one.up, other.up), (one.down, other.down)
    return all(np.array_equal(a, b) for a, b in pairs)


@given(sketches())
@settings(max_examples=150)
def test_no_link_is_shorter_or_longer_than_ways_over_lower_nodes(
    sketch: Sketch,
) -> None:
    hierarchy = sketch.hierarchy
    metric = build_metric(hierarchy, sketch.weights)
    order = sketch.order

    for link in range(hierarchy.links):
        low, high = int(hierarchy.below[link]), int(hierarchy.above[link])
        inside = {*order[:low].tolist(), int(order[low]), int(order[high])}
        own = sketch.weights.copy()
        for arc in range(len(own)):
            if not inside.issuperset(sketch.ends(arc)):
                own[arc] = CLOSED
        table = distances(sketch, own)
        assert metric.up[link] == table[order[low], order[high]]
        assert metric.down[link] == table[order[high], order[low]]


@given(sketches(), st.data())
@settings(max_examples=60)
def test_several_metrics_at_once_are_the_same_as_one_by_one(
    sketch: Sketch, data: st.DataObject
) -> None:
    row = st.lists(WEIGHTS, min_size=len(sketch.weights), max_size=len(sketch.weights))
    rows = [ints(each) for each in data.draw(st.lists(row, max_size=19))]

    found = build_metrics(sketch.hierarchy, rows)

    assert len(found) == len(rows)
    for metric, own in zip(found, rows, strict=True):
        assert same(metric, build_metric(sketch.hierarchy, own))


@pytest.mark.parametrize("least", [0, 99], ids=["anew", "in part"])
@given(sketches(), st.data())
@settings(max_examples=150)
def test_after_any_changes_a_metric_is_as_if_built_anew(
    least: int, sketch: Sketch, data: st.DataObject
) -> None:
    metric = build_metric(sketch.hierarchy, sketch.weights)
    own = sketch.weights.copy()
    arc = st.integers(0, max(len(own) - 1, 0))
    change = st.dictionaries(arc, WEIGHTS, max_size=5 if len(own) else 0)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "MENDED_LEAST", least)
        for changes in data.draw(st.lists(change, max_size=6)):
            arcs, weights = ints(list(changes)), ints(list(changes.values()))
            own[arcs] = weights
            update_metric(metric, arcs, weights)
            assert same(metric, build_metric(sketch.hierarchy, own))


def test_closing_and_opening_again_changes_nothing() -> None:
    sketch = Sketch(ints([0, 1, 0]), ints([1, 2, 2]), ints([5] * 6), ints([1, 0, 2]))
    metric = build_metric(sketch.hierarchy, sketch.weights)

    update_metric(metric, ints([0, 1]), ints([CLOSED, CLOSED]))
    closed = metric.up.copy()
    update_metric(metric, ints([0, 1]), ints([5, 5]))

    assert same(metric, build_metric(sketch.hierarchy, sketch.weights))
    assert not np.array_equal(closed, metric.up)


def test_a_metric_keeps_its_own_weights() -> None:
    sketch = Sketch(ints([0]), ints([1]), ints([5, 6]), ints([0, 1]))

    metric = build_metric(sketch.hierarchy, sketch.weights)
    update_metric(metric, ints([0]), ints([9]))

    assert sketch.weights.tolist() == [5, 6]
