"""From many nodes to many others."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Final

import numpy as np

from geo.engine.arc import Weights
from geo.engine.descent import fill_rows, list_ancestors, restrict
from geo.engine.metric import Metric
from geo.network import Ints

LANES: Final = 32
"""So many sources are searched from at once."""


def measure_matrix(
    metric: Metric, sources: Ints, targets: Ints, *, threads: int = 1
) -> Weights:
    """Measure the best ways from each of many nodes to each of many others.

    Parameters
    ----------
    metric : Metric
    sources, targets : array of int32
        Nodes; the way down is swept only as far as the targets need it.
    threads : int
        How many share the work; the kernels let go of Python's lock.

    Returns
    -------
    array of int32, shape (len(sources), len(targets))
        Milliseconds, ``geo.engine.arc.CLOSED`` where there is no way.
    """
    tree = metric.hierarchy
    table = np.empty((len(sources), len(targets)), dtype=np.int32)
    ends = tree.rank[targets]
    climbed = list_ancestors(ends, tree.parent)
    kept = restrict(climbed, tree.start, tree.above, metric.down)
    starts = tree.rank[sources]

    def fill(first: int, last: int) -> None:
        rows = slice(first, last)
        own = (tree.start, tree.above, tree.parent, metric.up)
        room = np.empty((len(climbed), LANES), dtype=np.uint32)
        fill_rows(starts[rows], ends, *own, *kept, room, table[rows])

    step = -(-len(sources) // (threads * LANES)) * LANES
    shares = [(at, at + step) for at in range(0, len(sources), max(step, 1))]
    if len(shares) < 2:
        fill(0, len(sources))
        return table
    with ThreadPoolExecutor(len(shares)) as pool:
        list(pool.map(lambda share: fill(*share), shares))
    return table
