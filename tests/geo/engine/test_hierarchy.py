"""What is contracted: the links, triangles and arcs that brute force finds too."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings

from geo.engine.hierarchy import build_hierarchy
from geo.errors import InputError
from tests.geo.engine.maps import Sketch, ints, sketches


def linked(sketch: Sketch) -> set[tuple[int, int]]:
    """Take the nodes away one by one and link their neighbours."""
    rank = np.argsort(sketch.order)
    pairs = zip(rank[sketch.tail].tolist(), rank[sketch.head].tolist(), strict=True)
    links = {(min(p), max(p)) for p in pairs if p[0] != p[1]}
    for node in range(sketch.nodes):
        higher = sorted(up for low, up in links if low == node)
        links |= set(combinations(higher, 2))
    return links


@given(sketches())
@settings(max_examples=150)
def test_links_are_those_of_plain_elimination(sketch: Sketch) -> None:
    hierarchy = sketch.hierarchy

    found = list(zip(hierarchy.below.tolist(), hierarchy.above.tolist(), strict=True))

    assert found == sorted(linked(sketch))


@given(sketches())
@settings(max_examples=80)
def test_every_triangle_has_its_upper_link(sketch: Sketch) -> None:
    hierarchy = sketch.hierarchy
    corners = iter(hierarchy.corner.tolist())

    for node in range(hierarchy.nodes):
        own = range(hierarchy.start[node], hierarchy.start[node + 1])
        for one, other in combinations(own, 2):
            upper = next(corners)
            assert hierarchy.below[upper] == hierarchy.above[one]
            assert hierarchy.above[upper] == hierarchy.above[other]
    assert next(corners, None) is None


@given(sketches())
@settings(max_examples=80)
def test_every_arc_but_a_loop_lies_on_its_link(sketch: Sketch) -> None:
    hierarchy = sketch.hierarchy

    for arc, side in enumerate(hierarchy.side.tolist()):
        one, other = (int(hierarchy.rank[node]) for node in sketch.ends(arc))
        if side < 0:
            assert one == other
            continue
        ends = int(hierarchy.below[side // 2]), int(hierarchy.above[side // 2])
        assert (one, other) == (ends if side % 2 == 0 else ends[::-1])
        places = hierarchy.arc_start[side], hierarchy.arc_start[side + 1]
        assert arc in hierarchy.arcs[slice(*places)]


@given(sketches())
@settings(max_examples=80)
def test_links_turned_over_are_the_same_links(sketch: Sketch) -> None:
    hierarchy = sketch.hierarchy
    upper = np.repeat(np.arange(hierarchy.nodes), np.diff(hierarchy.down_start))

    assert np.array_equal(hierarchy.above[hierarchy.down_link], upper)
    assert np.array_equal(hierarchy.below[hierarchy.down_link], hierarchy.down_below)


@pytest.mark.parametrize("order", [[0, 0], [0, 2], [-1, 0]])
def test_an_order_that_leaves_a_node_out_is_refused(order: list[int]) -> None:
    with pytest.raises(InputError, match="order"):
        build_hierarchy(ints([0]), ints([1]), ints(order))
