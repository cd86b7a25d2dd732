"""Cut ways into pieces at junctions, and measure the pieces."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

import numpy as np
from numpy.typing import NDArray

from geo.crs import GEOD

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a way between two junctions: its first and last vertex."""

    first: int
    last: int


def find_junctions(ways: Iterable[Sequence[Hashable]]) -> set[Hashable]:
    """Find the nodes where ways must be cut.

    Parameters
    ----------
    ways : iterable of sequences
        Ids of the nodes along each way.

    Returns
    -------
    set
        Both ends of every way, and every node that is passed more than once.
    """
    lines = list(ways)
    passed = Counter(chain.from_iterable(lines))
    ends = {nodes[0] for nodes in lines} | {nodes[-1] for nodes in lines}
    return ends | {node for node, times in passed.items() if times > 1}


def split_way(nodes: Sequence[Hashable], junctions: set[Hashable]) -> list[Piece]:
    """Cut one way at its junctions.

    Parameters
    ----------
    nodes : sequence
        Ids of the nodes along the way, at least two.
    junctions : set
        From ``find_junctions``.

    Returns
    -------
    list of Piece
        In order; each ends where the next begins.
    """
    cuts = [i for i, node in enumerate(nodes) if node in junctions]
    return [Piece(a, b) for a, b in pairwise(cuts)]


def along_m(lines: Sequence[Floats]) -> list[Floats]:
    """Measure many lines at once: metres from the start to each of their points.

    Parameters
    ----------
    lines : sequence of array, shape (k, 2)
        (lon, lat), EPSG:4326.

    Returns
    -------
    list of array, shape (k,)
        Metres along the ellipsoid.
    """
    if not lines:
        return []
    points = np.concatenate(lines)
    steps = np.zeros(len(points))
    steps[1:] = GEOD.inv(points[:-1, 0], points[:-1, 1], points[1:, 0], points[1:, 1])[
        2
    ]
    measured = []
    start = 0
    for line in lines:
        part = steps[start : start + len(line)].copy()
        part[0] = 0.0
        measured.append(np.cumsum(part))
        start += len(line)
    return measured
