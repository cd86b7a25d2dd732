"""The line of a route, and its heights."""

from __future__ import annotations

import math

import numpy as np

from geo.account.chart import Chart, Records
from geo.judge.kernel import kernel
from geo.line import vertex_fractions
from geo.network import Floats


@kernel
def list_heights(nodes: Records, segments: Records, pieces: Records) -> Floats:
    """Give metres from the start, height and its error at the ends of the pieces.

    Rows that repeat the one before are left out, and those of which nothing is known.
    """
    found, count = np.empty((2 * len(pieces), 3)), 0
    before = (math.nan, math.nan, math.nan)
    for i in range(len(pieces)):
        piece = pieces[i]
        low, high = nodes[piece.node], nodes[piece.end_node]
        rise = high.height - low.height
        sigma = max(low.sigma, high.sigma)
        metres = segments[piece.segment].length_m * (piece.end - piece.start)
        for is_end in range(2):
            share = piece.end if is_end else piece.start
            row = (piece.at_m + metres * is_end, low.height + share * rise, sigma)
            if math.isnan(row[1]):
                continue
            if row != before:
                found[count, 0], found[count, 1], found[count, 2] = row
                count += 1
            before = row
    return found[:count]


@kernel
def draw_line(chart: Chart, pieces: Records) -> Floats:
    """Draw a route as (lon, lat) points without repetition."""
    segments, coordinates, size = chart.segments, chart.coordinates, 0
    for i in range(len(pieces)):
        segment = segments[pieces[i].segment]
        size += segment.last - segment.first + 2
    found, count = np.empty((size, 2)), 0
    for i in range(len(pieces)):
        piece = pieces[i]
        segment, back = segments[piece.segment], piece.edge & 1
        line = coordinates[segment.first : segment.last]
        if piece.start == 0 and piece.end == 1:
            for k in range(len(line)):
                j = len(line) - 1 - k if back else k
                count = _add(found, count, line[j, 0], line[j, 1])
            continue
        count = _add(found, count, piece.place[0, 0], piece.place[0, 1])
        along = vertex_fractions(line)
        for k in range(len(line)):
            j = len(line) - 1 - k if back else k
            share = 1 - along[j] if back else along[j]
            if piece.start < share < piece.end:
                count = _add(found, count, line[j, 0], line[j, 1])
        count = _add(found, count, piece.place[1, 0], piece.place[1, 1])
    return found[:count]


@kernel
def _add(found: Floats, count: int, lon: float, lat: float) -> int:
    if count and found[count - 1, 0] == lon and found[count - 1, 1] == lat:
        return count
    found[count, 0], found[count, 1] = lon, lat
    return count + 1
