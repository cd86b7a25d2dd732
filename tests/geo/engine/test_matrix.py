"""Many to many, beside plain relaxation."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.engine.matrix import measure_matrix
from geo.engine.metric import build_metric
from tests.geo.engine.maps import MOST, Sketch, distances, ints, sketches

NODES = st.lists(st.integers(0, MOST - 1), max_size=40)


@pytest.mark.parametrize("threads", [1, 3])
@given(sketches(), NODES, NODES)
@settings(max_examples=100)
def test_a_table_has_the_shortest_ways(
    threads: int, sketch: Sketch, sources: list[int], targets: list[int]
) -> None:
    starts = ints([node % sketch.nodes for node in sources])
    ends = ints([node % sketch.nodes for node in targets])
    metric = build_metric(sketch.hierarchy, sketch.weights)

    found = measure_matrix(metric, starts, ends, threads=threads)

    assert found.shape == (len(starts), len(ends))
    assert np.array_equal(found, distances(sketch)[np.ix_(starts, ends)])
