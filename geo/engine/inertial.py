"""Nested dissection by position: parts are cut in two along the best of four axes.

All parts of one depth are cut at once. Between the two sides the fewest nodes that
touch every cut segment are taken out (König's theorem); they are contracted after
both sides.

References
----------
Kőnig, Gráfok és mátrixok, Matematikai és Fizikai Lapok 38 (1931): a minimum vertex
cover of a bipartite graph follows from a maximum matching.
"""

from __future__ import annotations

import math
from itertools import product
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import breadth_first_order, maximum_bipartite_matching

from geo.engine.adjacency import build_adjacency
from geo.network import Floats, Ints

Flags = NDArray[np.bool_]
AXES: Final = ((1.0, 0.0), (0.0, 1.0), (0.7071, 0.7071), (0.7071, -0.7071))
"""East, north and the diagonals, as most street grids have it."""
SHARES: Final = (0.4, 0.5, 0.6)
"""How much of a part may lie below the cut."""
SMALL: Final = 2
"""Parts of so few nodes are not halved."""


def inertial_order(tail: Ints, head: Ints, lonlat: Floats) -> Ints:
    """Order the nodes of a network for contraction, by their positions.

    Parameters
    ----------
    tail, head : array, shape (m,)
        Ends of the segments.
    lonlat : array, shape (n, 2)
        Degrees.

    Returns
    -------
    array, shape (n,)
        The node to be contracted first in front.
    """
    nodes = len(lonlat)
    graph = build_adjacency(nodes, tail, head, both=True)
    near = np.repeat(np.arange(nodes, dtype=np.int32), np.diff(graph.start))
    once = near < graph.far
    near, far = near[once], graph.far[once]
    flat = _flatten(lonlat)
    key = np.zeros(nodes)
    part = np.zeros(nodes, dtype=np.int64)
    depth = 0
    while (np.bincount(part[part >= 0], minlength=1) > SMALL).any():
        depth += 1
        inside = (part[near] == part[far]) & (part[near] >= 0)
        near, far = near[inside], far[inside]
        upper = _halve(flat, part, near, far)
        taken = _cover(nodes, upper, near, far)
        # In base three: the lower half, the upper half, then what lies between.
        digit = np.where(taken, 2, upper.astype(np.int64))
        key += np.where(part >= 0, digit, 0) * 3.0**-depth
        part = np.where((part < 0) | taken, -1, 2 * part + upper)
        part = _renumber(part)
    return np.argsort(key, kind="stable").astype(np.int32)


def _flatten(lonlat: Floats) -> Floats:
    """Give positions in units of equal length, near enough to compare directions."""
    if not len(lonlat):
        return lonlat
    shrink = math.cos(math.radians(float(np.mean(lonlat[:, 1]))))
    return np.asarray((lonlat - lonlat.mean(axis=0)) * np.array([shrink, 1.0]))


def _halve(flat: Floats, part: NDArray[np.int64], near: Ints, far: Ints) -> Flags:
    """Split every part in two where the fewest segments are cut."""
    count = int(part.max()) + 1
    fewest = np.full(count, np.iinfo(np.int64).max)
    upper = np.zeros(len(part), dtype=np.bool_)
    for axis, share in product(AXES, SHARES):
        half = _split(flat @ np.array(axis), part, share)
        cut = half[near] != half[far]
        cuts = np.bincount(part[near[cut]], minlength=count)
        better = cuts < fewest
        fewest[better] = cuts[better]
        mine = (part >= 0) & better[part]
        upper[mine] = half[mine]
    return upper


def _split(along: Floats, part: NDArray[np.int64], share: float) -> Flags:
    by_part = np.lexsort((along, part))
    sizes = np.bincount(part[part >= 0], minlength=1)
    first = np.concatenate([[0], np.cumsum(sizes)]) + np.count_nonzero(part < 0)
    place = np.empty(len(part), dtype=np.int64)
    place[by_part] = np.arange(len(part))
    below = np.clip(np.rint(share * sizes), 1, None)
    upper = place - first[part] >= below[part]
    return np.asarray(upper & (part >= 0))


def _cover(nodes: int, upper: Flags, near: Ints, far: Ints) -> Flags:
    """Choose the fewest nodes that touch every segment between two halves."""
    cut = upper[near] != upper[far]
    one, other = near[cut], far[cut]
    low, high = np.where(upper[one], other, one), np.where(upper[one], one, other)
    taken = np.zeros(nodes, dtype=np.bool_)
    if not len(low):
        return taken
    lows, row = np.unique(low, return_inverse=True)
    highs, column = np.unique(high, return_inverse=True)
    shape = (len(lows), len(highs))
    graph = csr_matrix((np.ones(len(row), dtype=np.int8), (row, column)), shape=shape)
    match = maximum_bipartite_matching(graph, perm_type="column")
    reached = _alternate(row, column, match, shape)
    taken[lows] = ~reached[: len(lows)]
    taken[highs] = reached[len(lows) :]
    return taken


def _alternate(
    row: NDArray[np.int64],
    column: NDArray[np.int64],
    match: Ints,
    shape: tuple[int, int],
) -> Flags:
    """Find what alternating ways from unmatched low nodes reach."""
    rows, columns = shape
    matched = match >= 0
    free, held = np.flatnonzero(~matched), np.flatnonzero(matched)
    root = rows + columns
    leave = np.concatenate([np.full(len(free), root), row, rows + match[held]])
    enter = np.concatenate([free, rows + column, held])
    size = root + 1
    ones = np.ones(len(leave), dtype=np.int8)
    graph = csr_matrix((ones, (leave, enter)), shape=(size, size))
    reached = np.zeros(size, dtype=np.bool_)
    reached[breadth_first_order(graph, root, return_predecessors=False)] = True
    return reached[:root]


def _renumber(part: NDArray[np.int64]) -> NDArray[np.int64]:
    """Give the parts numbers without gaps; nodes taken out stay -1."""
    inside = part >= 0
    result = np.full(len(part), -1, dtype=np.int64)
    result[inside] = np.unique(part[inside], return_inverse=True)[1]
    return result
