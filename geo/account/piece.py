"""The pieces of a route as rows: where they lie, how long they are, what they are."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from geo.account.chart import Chart, Records, Row
from geo.direction import LOOK_M, bearing
from geo.judge.kernel import kernel
from geo.line import point_at
from geo.network import Floats

SHORTEST_M: Final = 1e-6
PIECE: Final = np.dtype(
    [
        ("start", "f8"),
        ("end", "f8"),
        ("length_m", "f8"),
        ("at_m", "f8"),
        ("leaves", "f8"),
        ("arrives", "f8"),
        ("place", "f8", (2, 2)),
        ("edge", "i8"),
        ("segment", "i4"),
        ("way", "i4"),
        ("name", "i4"),
        ("node", "i4"),
        ("end_node", "i4"),
        ("side", "i1"),
        ("kind", "i1"),
        ("street", "?"),
        ("shared", "?"),
        ("crosses", "?"),
    ],
    align=True,
)
"""A piece in the direction of travel: shares of its edge, metres, metres from the start
of the route, bearings, (lon, lat) of its two ends, the node where its segment begins
and the one where it ends, the side of the street, a place in
``geo.account.span.KINDS``, and what its way is."""


@kernel
def lay_pieces(
    chart: Chart, pieces: Records, edge: NDArray[np.int64], share: Floats
) -> None:
    """Fill the rows of the pieces of a route."""
    gone = 0.0
    for i in range(len(pieces)):
        piece, back = pieces[i], edge[i] & 1
        segment = chart.segments[edge[i] >> 1]
        way = chart.ways[segment.way]
        piece.edge, piece.segment, piece.way = edge[i], edge[i] >> 1, segment.way
        piece.start, piece.end = share[i, 0], share[i, 1]
        piece.name, piece.street, piece.shared = way.name, way.street, way.shared
        piece.crosses = segment.crosses
        piece.node = segment.head if back else segment.tail
        piece.end_node = segment.tail if back else segment.head
        piece.side = 3 - segment.side if back and segment.side else segment.side
        piece.at_m = gone
        piece.length_m = segment.length_m * (share[i, 1] - share[i, 0])
        gone += piece.length_m
        line = chart.coordinates[segment.first : segment.last]
        if share[i, 0] > 0 or share[i, 1] < 1:
            _look(line, piece, segment.length_m, back)
            continue
        last = len(line) - 1
        for k in range(2):
            piece.place[back, k], piece.place[1 - back, k] = line[0, k], line[last, k]
        piece.leaves = segment.leaves[back]
        piece.arrives = (segment.leaves[1 - back] + 180) % 360


@kernel
def _look(line: Floats, piece: Row, whole_m: float, back: int) -> None:
    """Fill in where a part of an edge begins and ends, and its bearings there."""
    start, end = piece.start, piece.end
    look = min(end - start, LOOK_M / max(whole_m, SHORTEST_M))
    first = point_at(line, 1 - start if back else start)
    last = point_at(line, 1 - end if back else end)
    soon = point_at(line, 1 - (start + look) if back else start + look)
    late = point_at(line, 1 - (end - look) if back else end - look)
    piece.leaves, piece.arrives = bearing(first, soon), bearing(late, last)
    piece.place[0, 0], piece.place[0, 1] = first
    piece.place[1, 0], piece.place[1, 1] = last
