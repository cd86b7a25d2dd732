"""The nearest few places, beside sorting all of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.engine.arc import CLOSED
from geo.engine.nearest import find_nearest
from geo.engine.query import Seeds
from geo.errors import InputError
from tests.geo.engine.maps import MOST, Sketch, distances, ints, sketches
from tests.town import draw

PLACE = st.lists(
    st.tuples(st.integers(0, MOST - 1), st.integers(0, 9)), min_size=1, max_size=2
)


@dataclass(frozen=True, eq=False)
class Streets:
    """As much of a network as is asked for."""

    tail: np.ndarray
    head: np.ndarray
    nodes: int


@given(
    sketches(),
    st.lists(PLACE, max_size=6),
    st.integers(1, 4),
    st.booleans(),
)
@settings(max_examples=200)
def test_every_node_has_its_nearest_places(
    sketch: Sketch, rows: list[list[tuple[int, int]]], count: int, reverse: bool
) -> None:
    network = Streets(sketch.tail, sketch.head, sketch.nodes)
    places = [[(node % sketch.nodes, spent) for node, spent in row] for row in rows]
    table = distances(sketch).T if reverse else distances(sketch)

    spent, place = find_nearest(
        network,  # type: ignore[arg-type]
        sketch.weights,
        [Seeds.of(row) for row in places],
        count=count,
        reverse=reverse,
    )

    for node in range(sketch.nodes):
        ways = [
            (min(before + int(table[at, node]) for at, before in row), name)
            for name, row in enumerate(places)
        ]
        best = sorted(way for way in ways if way[0] < CLOSED)[:count]
        best += [(CLOSED, -1)] * (count - len(best))
        assert list(zip(spent[node], place[node], strict=True)) == best


@pytest.mark.parametrize(("count", "field"), [(0, "count"), (-1, "count")])
def test_fewer_than_one_place_is_refused(count: int, field: str) -> None:
    town = draw()

    with pytest.raises(InputError, match=field):
        find_nearest(town, ints([]), [], count=count)
