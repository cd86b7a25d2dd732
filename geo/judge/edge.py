"""The judgement of one directed edge: every rule in turn, and what it all costs.

The number of a rule is its place in ``geo.rule.RULES``.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from geo.engine.arc import CLOSED, MS_PER_S
from geo.judge.about import own_of
from geo.judge.ground import smoothness, surface
from geo.judge.kerb import kerb
from geo.judge.kernel import Mark, Own, Record, kernel
from geo.judge.pace import seconds_of
from geo.judge.permission import access, obstructed, oneway, wheelchair
from geo.judge.room import clearance, narrowing, width
from geo.judge.slope import slope_across, slope_down, slope_up
from geo.judge.steps import steps
from geo.judge.street import carriageway, crossing, light, tactile
from geo.rule import BITS

Sums = tuple[int, int, int, float, float]
"""Bits refused, doubtful, beyond comfort; burden as a share of the time on the flat,
and in seconds."""
Judgement = tuple[float, float, float, float, int, int, int]
"""Seconds, effort, uncertain metres, rank; bits refused, doubtful, beyond comfort."""
SLOPES: Final = BITS["slope_up"] | BITS["slope_down"]
"""One slope is both, up or down as one comes."""


@kernel
def _add(sums: Sums, bit: int, mark: Mark) -> Sums:
    refused, doubtful, beyond, share, seconds = sums
    return (
        refused | (mark[0] << bit),
        doubtful | (mark[1] << bit),
        beyond | (mark[2] << bit),
        share + mark[3],
        seconds + mark[4],
    )


@kernel
def judge_segment(row: Record, need: Record) -> Sums:
    """Apply the rules that see neither direction nor what is the segment's own."""
    sums = (0, 0, 0, 0.0, 0.0)
    sums = _add(sums, 3, width(row, need))
    sums = _add(sums, 4, narrowing(row, need))
    sums = _add(sums, 5, clearance(row, need))
    sums = _add(sums, 6, kerb(row, need))
    sums = _add(sums, 7, steps(row, need))
    sums = _add(sums, 8, smoothness(row, need))
    sums = _add(sums, 9, surface(row, need))
    sums = _add(sums, 10, obstructed(row, need))
    sums = _add(sums, 11, wheelchair(row, need))
    sums = _add(sums, 12, access(row))
    sums = _add(sums, 14, crossing(row, need))
    sums = _add(sums, 15, tactile(row, need))
    sums = _add(sums, 16, carriageway(row, need))
    return _add(sums, 17, light(row, need))


@kernel
def count_unsized(bits: int) -> int:
    """Count obstacles of unknown size by the rules that they may break."""
    count, rest = 1 if bits & SLOPES else 0, bits & ~SLOPES
    while rest:
        count, rest = count + (rest & 1), rest >> 1
    return count


@kernel
def judge_heading(
    row: Record, own: Own, need: Record, heading: float, both: Sums
) -> Judgement:
    """Add to what is the same in both directions what is not."""
    sums = _add(both, 2, slope_across(row, own, need))
    sums = _add(sums, 0, slope_up(row, own, need, heading))
    sums = _add(sums, 1, slope_down(row, own, need, heading))
    sums = _add(sums, 13, oneway(row, heading))
    refused, doubtful, beyond, share, fixed = sums
    fixed += count_unsized(doubtful & row["unsized"]) * need["unsized_s"]
    effort = share * own[0] / need["flat_mps"] + fixed
    seconds = seconds_of(row, own, need, heading)
    uncertain = own[0] if doubtful != 0 else 0.0
    rank = seconds + effort + uncertain * need["doubt_s_per_m"]
    refused = refused | doubtful if need["strict"] else refused
    return seconds, effort, uncertain, rank, refused, doubtful, beyond


@kernel
def judge_edge(row: Record, need: Record, heading: float) -> Judgement:
    """Judge a directed edge for one person.

    Parameters
    ----------
    row : record
        Of its segment (``geo.judge.row.ROW``).
    need : record
        Of the person (``geo.judge.need.NEED``).
    heading : float
        1 forward, -1 backward.
    """
    return judge_heading(row, own_of(row), need, heading, judge_segment(row, need))


@kernel
def whole_ms(rank_s: float, refused: int) -> int:
    """Round what an edge weighs to milliseconds, as ``geo.engine.arc`` does."""
    weight = min(max(np.rint(MS_PER_S * rank_s), 1.0), float(CLOSED))
    return CLOSED if refused != 0 else int(weight)


@kernel
def weigh_heading(
    row: Record, own: Own, need: Record, heading: float, both: Sums
) -> int:
    """Weigh an edge of which is known what is the same in both directions."""
    _, _, _, rank, refused, _, _ = judge_heading(row, own, need, heading, both)
    return whole_ms(rank, refused)


@kernel
def weigh_edge(row: Record, need: Record, heading: float) -> int:
    """Give what a search adds up for an edge: milliseconds, ``CLOSED`` if refused."""
    return weigh_heading(row, own_of(row), need, heading, judge_segment(row, need))
