"""A route walked once: all that is told of it as rows, in one compiled pass."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from geo.account.chart import NAMELESS, Chart, Records
from geo.account.line import draw_line, list_heights
from geo.account.piece import lay_pieces
from geo.account.sight import MOST, find_sights, list_corner
from geo.account.span import find_spans, read_numbers
from geo.account.track import Track
from geo.judge.kernel import kernel
from geo.network import Floats


class Patches(NamedTuple):
    """Numbers of a route that are not those of its network.

    Attributes
    ----------
    where : array, shape (k, 2)
        Place in ``geo.account.chart.READ``, and piece.
    number : array, shape (k,)
    """

    where: NDArray[np.int64]
    number: Floats


class Blank(NamedTuple):
    """Rows to be filled: pieces, instructions, what is met."""

    pieces: Records
    spans: Records
    sights: Records


class Walk(NamedTuple):
    """All that is told of a route.

    Attributes
    ----------
    spans : int
        How many instructions there are.
    sights : array, shape (s + 1,)
        What is met on instruction ``k``: rows ``sights[k]`` … ``sights[k + 1] - 1``.
    corners : array, shape (c, 2)
        Instruction, and the way of a street with a name that meets where it begins.
    heights : array, shape (h, 3)
    line : array, shape (p, 2)
    """

    spans: int
    sights: NDArray[np.int64]
    corners: NDArray[np.int64]
    heights: Floats
    line: Floats


@kernel
def count_sights(chart: Chart, edges: NDArray[np.int64]) -> int:
    """Say how much may be met on a route at most."""
    most = MOST * len(edges)
    for edge in edges:
        segment = chart.segments[edge >> 1]
        node = segment.tail if edge & 1 else segment.head
        most += chart.nodes[node + 1].corner - chart.nodes[node].corner
    return most


@kernel
def walk(chart: Chart, track: Track, patches: Patches, blank: Blank) -> Walk:
    """Walk a route of at least one piece, and fill its rows."""
    pieces, spans, rows = blank
    lay_pieces(chart, pieces, track.edge, track.share)
    numbers = np.empty((len(chart.columns), len(pieces)))
    read_numbers(chart.columns, track.edge, numbers)
    for k in range(len(patches.number)):
        numbers[patches.where[k, 0], patches.where[k, 1]] = patches.number[k]
    count = find_spans(pieces, numbers, spans)
    sights = np.zeros(count + 1, np.int64)
    corners, met = np.empty((len(rows), 2), np.int64), 0
    for k in range(count):
        room, reach = rows[sights[k] :], (int(spans[k].first), int(spans[k].end))
        sights[k + 1] = sights[k] + find_sights(chart, pieces, numbers, reach, room)
        if k:
            around = list_corner(chart, pieces, reach[0] - 1)
            for j in range(len(around)):
                if chart.ways[around[j, 0]].name != NAMELESS:
                    corners[met, 0], corners[met, 1] = k, around[j, 0]
                    met += 1
    heights = list_heights(chart.nodes, chart.segments, pieces)
    return Walk(count, sights, corners[:met], heights, draw_line(chart, pieces))
