"""What is met along each instruction, as rows: streets, kerbs, ground, light, slope."""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from geo.account.chart import READ, Chart, Records, Row
from geo.account.span import CROSSING, PATH, STREET, SURFACE
from geo.account.street import Met, list_met
from geo.judge.kernel import kernel
from geo.network import Floats

SHORT_M: Final = 5.0
"""A change of ground over less is not told."""
RUNS: Final = {
    "tactile_paving": "guidance",
    "lit": "lit",
    "covered": "covered",
    "bridge": "bridge",
    "tunnel": "tunnel",
}
"""Attributes that are told over the length on which they hold, and their cue."""
SIGHTS: Final = (
    "crossed",
    "joins",
    "kerb",
    "surface",
    "slope",
    "shared",
    *(RUNS[name] for name in READ[-len(RUNS) :]),
)
CROSSED, JOINS, KERB, GROUND, SLOPE, SHARED, FIRST_RUN = range(7)
INCLINE, KERB_WORD, KERB_M, FIRST_LASTING = 4, 5, 6, 7
"""Places in ``geo.account.chart.READ``; from the last one on, what lasts."""
MOST: Final = 10 + len(RUNS)
"""Rows of a piece, without the streets that meet at its end."""


BOTH: Final = 3
DOWN, UP = 1, 2


SIGHT: Final = np.dtype(
    [
        (name, "f8")
        for name in (
            *("what", "at_m", "length_m", "lon", "lat", "value", "other"),
            *("side", "way", "piece"),
        )
    ]
)
"""What is met: a place in ``SIGHTS``, metres from the start of the route, metres over
which it holds, where it is, its value as a number, and of a surface what was before, of
a kerb its word; bits of the sides of a street, of a kerb 1 down, 2 up; the way of a
street or a slope; the piece."""
Reach = tuple[int, int]
"""The pieces of an instruction: the first, and the one after the last."""


@kernel
def find_sights(
    chart: Chart, pieces: Records, numbers: Floats, reach: Reach, rows: Records
) -> int:
    """List what is met along one instruction, and say how much it is."""
    kind = int(pieces[reach[0]].kind)
    if kind == CROSSING:
        return _kerbs(chart.segments, pieces, numbers, reach, rows)
    if kind not in (STREET, PATH):
        return 0
    count = _streets(chart, pieces, reach, rows)
    count += _kerbs(chart.segments, pieces, numbers, reach, rows[count:])
    count += _grounds(pieces, numbers[SURFACE], reach, rows[count:])
    count += _slope(pieces, numbers[INCLINE], reach, rows[count:])
    for attribute in range(FIRST_LASTING, len(numbers)):
        what = FIRST_RUN + attribute - FIRST_LASTING
        count += _lasting(pieces, numbers[attribute], reach, what, rows[count:])
    return count + _shared(pieces, reach, rows[count:])


@kernel
def list_corner(chart: Chart, pieces: Records, place: int) -> Met:
    """List the streets that meet between a piece and the next."""
    before, after = pieces[place], pieces[place + 1]
    ways = before.way, after.way
    return list_met(chart, before.end_node, ways, before.arrives)


@kernel
def _put(row: Row, piece: Row, what: int, value: float) -> None:
    """Fill the row of something that is met where a piece begins."""
    row.what, row.at_m, row.length_m = what, piece.at_m, 0.0
    row.lon, row.lat = piece.place[0, 0], piece.place[0, 1]
    row.value, row.other, row.side, row.way, row.piece = value, 0.0, 0, -1, -1


@kernel
def _streets(chart: Chart, pieces: Records, reach: Reach, rows: Records) -> int:
    """Tell the streets that meet the way without a turn."""
    count, mine = 0, pieces[reach[0]].side
    for i in range(reach[0], reach[1] - 1):
        met = list_corner(chart, pieces, i)
        for k in range(len(met)):
            sides = met[k, 1]
            if sides:
                is_crossed = sides == BOTH or sides == mine  # noqa: PLR1714
                what = CROSSED if is_crossed else JOINS
                _put(rows[count], pieces[i + 1], what, 0.0)
                rows[count].side, rows[count].way = sides, met[k, 0]
                count += 1
    return count


@kernel
def _kerb_at(segments: Records, piece: Row, is_end: int) -> tuple[float, float]:
    """Give word and height of a kerb; not known where the piece stops short of it."""
    if piece.end < 1 if is_end else piece.start > 0:
        return math.nan, math.nan
    segment, at = segments[piece.segment], is_end ^ (piece.edge & 1)
    return segment.kerb[at], segment.kerb_m[at]


@kernel
def _kerb_between(
    segments: Records, pieces: Records, reach: Reach, place: int, is_end: int
) -> tuple[float, float, int]:
    """Give word, height and side of the kerb between a piece and the one beyond."""
    word, height = _kerb_at(segments, pieces[place], is_end)
    beyond = place + 1 if is_end else place - 1
    is_inside = 0 <= beyond < len(pieces)
    if pieces[place].kind != CROSSING:
        if is_inside and pieces[beyond].crosses:
            return math.nan, math.nan, 0
        return word, height, 0
    if reach[0] <= beyond < reach[1]:
        return word, height, 0
    if is_inside and math.isnan(word) and math.isnan(height):
        word, height = _kerb_at(segments, pieces[beyond], 1 - is_end)
    return word, height, UP if is_end else DOWN


@kernel
def _kerbs(
    segments: Records, pieces: Records, numbers: Floats, reach: Reach, rows: Records
) -> int:
    """Tell the kerbs at the ends of the pieces: down into a crossing, up out of it.

    A kerb between a street and a way beside it is the crossing's, whichever of the two
    it was mapped on. Of a network that does not tell the ends, those of the pieces.
    """
    count = 0
    for i in range(reach[0], reach[1]):
        piece = pieces[i]
        for is_end in range(2):
            word, height, side = _kerb_between(segments, pieces, reach, i, is_end)
            if not (math.isnan(word) and math.isnan(height)):
                row = rows[count]
                _put(row, piece, KERB, height)
                row.other, row.side = word, side
                row.lon, row.lat = piece.place[is_end, 0], piece.place[is_end, 1]
                row.at_m += piece.length_m if is_end else 0.0
                count += 1
        word, height = numbers[KERB_WORD, i], numbers[KERB_M, i]
        if not (math.isnan(word) and math.isnan(height)):
            _put(rows[count], piece, KERB, height)
            rows[count].other = word
            count += 1
    return count


@kernel
def _run(pieces: Records, number: Floats, first: int, end: int) -> tuple[int, float]:
    """Give where a number stops being the same, and the metres up to there."""
    place, metres = first, 0.0
    while place < end and (place == first or number[place] == number[first]):
        metres += pieces[place].length_m
        place += 1
    return place, metres


@kernel
def _grounds(pieces: Records, number: Floats, reach: Reach, rows: Records) -> int:
    """Tell where the ground changes, from what is known to what is known."""
    count, last, i = 0, math.nan, reach[0]
    while i < reach[1]:
        after, metres = _run(pieces, number, i, reach[1])
        if not math.isnan(number[i]) and metres >= SHORT_M:
            if not math.isnan(last) and number[i] != last:
                _put(rows[count], pieces[i], GROUND, number[i])
                rows[count].other, rows[count].length_m = last, metres
                count += 1
            last = number[i]
        i = after
    return count


@kernel
def _slope(pieces: Records, slope: Floats, reach: Reach, rows: Records) -> int:
    """Tell the steepest slope in the direction of travel."""
    steepest = -1
    for i in range(reach[0], reach[1]):
        if math.isnan(slope[i]):
            continue
        if steepest < 0 or abs(slope[i]) > abs(slope[steepest]):
            steepest = i
    if steepest < 0:
        return 0
    piece = pieces[steepest]
    value = -slope[steepest] if piece.edge & 1 else slope[steepest]
    _put(rows[0], piece, SLOPE, value)
    rows[0].length_m, rows[0].way, rows[0].piece = piece.length_m, piece.way, steepest
    return 1


@kernel
def _lasting(
    pieces: Records, number: Floats, reach: Reach, what: int, rows: Records
) -> int:
    """Tell over what length there is guidance to feel, light, a roof."""
    count, i = 0, reach[0]
    while i < reach[1]:
        after, metres = _run(pieces, number, i, reach[1])
        if not math.isnan(number[i]):
            _put(rows[count], pieces[i], what, number[i])
            rows[count].length_m = metres
            count += 1
        i = after
    return count


@kernel
def _shared(pieces: Records, reach: Reach, rows: Records) -> int:
    """Tell where one comes to ground that is shared with cars, and for how long."""
    count = 0
    for i in range(reach[0], reach[1]):
        if not pieces[i].shared or (i and pieces[i - 1].shared):
            continue
        place, metres = i, 0.0
        while place < len(pieces) and pieces[place].shared:
            metres += pieces[place].length_m
            place += 1
        _put(rows[count], pieces[i], SHARED, 1.0)
        rows[count].length_m = metres
        count += 1
    return count
