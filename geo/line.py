"""Points along a line of (lon, lat)."""

from __future__ import annotations

import math

import numpy as np

from geo.judge.kernel import kernel
from geo.network import Floats


@kernel
def vertex_fractions(line: Floats) -> Floats:
    """Give the position of each point of a (lon, lat) line, from 0 to 1.

    Parameters
    ----------
    line : array, shape (k, 2)
        Degrees, EPSG:4326; short enough for a plane.

    Returns
    -------
    array, shape (k,)
        Evenly spread where the line has no length.
    """
    count = len(line)
    along = np.zeros(count)
    for i in range(1, count):
        east = (line[i, 0] - line[i - 1, 0]) * math.cos(math.radians(line[i - 1, 1]))
        along[i] = along[i - 1] + math.hypot(east, line[i, 1] - line[i - 1, 1])
    whole = along[count - 1]
    for i in range(count):
        along[i] = along[i] / whole if whole > 0 else i / max(count - 1, 1)
    return along


@kernel
def point_at(line: Floats, fraction: float) -> tuple[float, float]:
    """Give the point at a fraction of a (lon, lat) line, 0 … 1."""
    last = len(line) - 1
    if fraction <= 0:
        return line[0, 0], line[0, 1]
    if fraction >= 1:
        return line[last, 0], line[last, 1]
    along, place = vertex_fractions(line), 1
    while place < last and along[place] < fraction:
        place += 1
    before, gap = along[place - 1], along[place] - along[place - 1]
    share = (fraction - before) / gap if gap > 0 else 0.0
    one, other = line[place - 1], line[place]
    lon = one[0] + share * (other[0] - one[0])
    return lon, one[1] + share * (other[1] - one[1])
