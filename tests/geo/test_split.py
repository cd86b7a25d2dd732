"""Cutting ways at junctions."""

from __future__ import annotations

from itertools import chain, pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.crs import line_length_m
from geo.split import STRIDE, along_m, find_junctions, split_ways

TOTAL = 13
"""One more than the highest number of a node in these tests."""


def counts_of(ways: list[list[int]]) -> np.ndarray:
    return np.array([len(way) for way in ways], dtype=np.int64)


def junctions_of(ways: list[list[int]]) -> np.ndarray:
    nodes = np.array(list(chain.from_iterable(ways)), dtype=np.int64)
    return find_junctions(nodes, counts_of(ways), TOTAL)


def pieces_of(ways: list[list[int]]) -> list[tuple[int, int, int]]:
    """Cut ways at their junctions: way, first and last vertex of each piece."""
    nodes = np.array(list(chain.from_iterable(ways)), dtype=np.int64)
    pieces = split_ways(junctions_of(ways)[nodes], counts_of(ways))
    columns = (pieces.way.tolist(), pieces.first.tolist(), pieces.last.tolist())
    return list(zip(*columns, strict=True))


def test_ways_are_cut_where_they_meet():
    ways = [[1, 2, 3, 4], [5, 3, 6]]
    assert np.flatnonzero(junctions_of(ways)).tolist() == [1, 3, 4, 5, 6]
    assert pieces_of(ways) == [(0, 0, 2), (0, 2, 3), (1, 0, 1), (1, 1, 2)]


def test_a_way_that_meets_itself_is_cut_there():
    assert pieces_of([[1, 2, 3, 4, 2, 5]]) == [(0, 0, 1), (0, 1, 4), (0, 4, 5)]


def test_a_closed_way_alone_is_one_piece():
    assert pieces_of([[1, 2, 3, 1]]) == [(0, 0, 3)]


def test_no_way_has_no_piece():
    assert pieces_of([]) == []


ways_of_nodes = st.lists(
    st.lists(st.integers(1, TOTAL - 1), min_size=2, max_size=8), min_size=1, max_size=6
)


@given(ways_of_nodes)
def test_the_pieces_of_a_way_are_the_whole_way(ways):
    junctions = set(np.flatnonzero(junctions_of(ways)).tolist())
    found = pieces_of(ways)
    for number, nodes in enumerate(ways):
        pieces = [(first, last) for way, first, last in found if way == number]
        assert pieces[0][0] == 0
        assert pieces[-1][1] == len(nodes) - 1
        assert all(a[1] == b[0] for a, b in pairwise(pieces))
        inner = [n for first, last in pieces for n in nodes[first + 1 : last]]
        assert junctions.isdisjoint(inner)


def test_lines_are_measured_along_the_ellipsoid_each_from_its_own_start():
    lines = [
        np.array([[8.70, 36.18], [8.71, 36.18], [8.71, 36.19]]),
        np.array([[8.72, 36.10], [8.72, 36.11]]),
    ]
    measured = along_m(np.concatenate(lines), np.array([3, 2]))
    for line, along in zip(lines, np.split(measured, [3]), strict=True):
        assert along[0] == 0
        assert along[-1] == pytest.approx(line_length_m(line), abs=1e-6)


def test_no_line_has_no_length():
    assert len(along_m(np.zeros((0, 2)), np.zeros(0, dtype=np.int64))) == 0


def test_long_lists_of_lines_are_measured_as_short_ones():
    chance = np.random.default_rng(3)
    points = chance.uniform([8.7, 36.1], [8.8, 36.2], (2 * STRIDE + 5, 2))
    counts = np.array([STRIDE - 1, STRIDE + 3, 3], dtype=np.int64)
    measured = along_m(points, counts)
    ends = np.cumsum(counts)
    for first, last in zip(ends - counts, ends, strict=True):
        length_m = line_length_m(points[first:last])
        assert measured[first] == 0
        assert measured[last - 1] == pytest.approx(length_m, rel=1e-9)
