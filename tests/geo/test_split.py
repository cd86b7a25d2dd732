"""Cutting ways at junctions."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.crs import line_length_m
from geo.split import Piece, along_m, find_junctions, split_way


def test_ways_are_cut_where_they_meet():
    ways = [[1, 2, 3, 4], [5, 3, 6]]
    junctions = find_junctions(ways)
    assert junctions == {1, 3, 4, 5, 6}
    assert split_way(ways[0], junctions) == [Piece(0, 2), Piece(2, 3)]
    assert split_way(ways[1], junctions) == [Piece(0, 1), Piece(1, 2)]


def test_a_way_that_meets_itself_is_cut_there():
    loop = [1, 2, 3, 4, 2, 5]
    assert split_way(loop, find_junctions([loop])) == [
        Piece(0, 1),
        Piece(1, 4),
        Piece(4, 5),
    ]


def test_a_closed_way_alone_is_one_piece():
    ring = [1, 2, 3, 1]
    assert split_way(ring, find_junctions([ring])) == [Piece(0, 3)]


ways_of_nodes = st.lists(
    st.lists(st.integers(1, 12), min_size=2, max_size=8), min_size=1, max_size=6
)


@given(ways_of_nodes)
def test_the_pieces_of_a_way_are_the_whole_way(ways):
    junctions = find_junctions(ways)
    for nodes in ways:
        pieces = split_way(nodes, junctions)
        assert pieces[0].first == 0
        assert pieces[-1].last == len(nodes) - 1
        assert all(a.last == b.first for a, b in pairwise(pieces))
        inner = [n for p in pieces for n in nodes[p.first + 1 : p.last]]
        assert junctions.isdisjoint(inner)


def test_lines_are_measured_along_the_ellipsoid_each_from_its_own_start():
    lines = [
        np.array([[8.70, 36.18], [8.71, 36.18], [8.71, 36.19]]),
        np.array([[8.72, 36.10], [8.72, 36.11]]),
    ]
    measured = along_m(lines)
    for line, along in zip(lines, measured, strict=True):
        assert along[0] == 0
        assert along[-1] == pytest.approx(line_length_m(line))
    assert along_m([]) == []
