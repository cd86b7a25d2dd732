"""Which streets meet at a node, and to which sides of who arrives they leave."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from geo.account.chart import NAMELESS, Chart, Records
from geo.direction import angle_between
from geo.judge.kernel import kernel
from geo.meeting import AHEAD_DEG

LEFT, RIGHT = 1, 2
"""Bits of the sides; both are 3."""
Met = NDArray[np.int64]


@kernel
def list_met(chart: Chart, node: int, ways: tuple[int, int], arrives_deg: float) -> Met:
    """List the streets at a node that are not among two ways: way and sides of each.

    Streets of one name are one street; one that leaves ahead or behind has no side.
    """
    begin, end = chart.nodes[node].corner, chart.nodes[node + 1].corner
    found, count = np.empty((end - begin, 2), np.int64), 0
    names = chart.ways[ways[0]].name, chart.ways[ways[1]].name
    for k in range(begin, end):
        segment = chart.segments[chart.around[k]]
        way, street = segment.way, chart.ways[segment.way]
        if way == ways[0] or way == ways[1] or not street.street:
            continue
        if street.name == NAMELESS:
            if not street.told:
                continue
        elif street.name == names[0] or street.name == names[1]:
            continue
        place = 0
        while place < count and not _is_same(chart.ways, found[place, 0], way):
            place += 1
        if place == count:
            found[place, 0], found[place, 1] = way, 0
            count += 1
        leaves = segment.leaves[0 if segment.tail == node else 1]
        found[place, 1] |= _side(angle_between(arrives_deg, leaves))
    return found[:count]


@kernel
def _is_same(ways: Records, one: int, other: int) -> bool:
    name = ways[one].name
    return one == other or (name != NAMELESS and name == ways[other].name)


@kernel
def _side(angle: float) -> int:
    """Give the side to which a street leaves; none ahead and behind."""
    if abs(angle) < AHEAD_DEG or abs(angle) > 180 - AHEAD_DEG:
        return 0
    return RIGHT if angle > 0 else LEFT
