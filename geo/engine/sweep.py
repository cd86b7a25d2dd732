"""From one node, or the nearest of some, to all nodes; and back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from geo.engine.arc import CLOSED, Weights
from geo.engine.descent import (
    list_ancestors,
    sow_lanes,
    sweep,
    sweep_lanes,
)
from geo.engine.metric import Metric
from geo.engine.query import Seeds

LEAST: Final = 16
MOST: Final = 32
"""So many searches are made at once: a row of the table is one or two cache lines."""


def reach_all(
    metric: Metric, seeds: Seeds, *, reverse: bool = False, limit: int = CLOSED - 1
) -> Weights:
    """Measure the best ways from some nodes to all.

    Parameters
    ----------
    metric : Metric
    seeds : Seeds
        Each node is reached from the one that is nearest to it.
    reverse : bool
        Whether ways from all nodes *to* the seeds are asked for.
    limit : int
        Milliseconds; what takes longer counts as not reached.

    Returns
    -------
    array of int32, shape (n,)
        Milliseconds by node, ``CLOSED`` where there is no way.
    """
    tree = metric.hierarchy
    reach = np.full(tree.nodes, CLOSED, dtype=np.int32)
    ranks = tree.rank[seeds.nodes]
    np.minimum.at(reach, ranks, seeds.spent)
    up, down = _directions(metric, reverse=reverse)
    climbed = list_ancestors(ranks, tree.parent)
    sweep(climbed, tree.start, tree.above, up, down, reach)
    found = reach[tree.rank]
    found[found > limit] = CLOSED
    return found


def reach_groups(
    metric: Metric,
    groups: Sequence[Seeds],
    *,
    reverse: bool = False,
    limit: int = CLOSED - 1,
) -> Weights:
    """Do the same for several groups of seeds, up to 32 at a time.

    Parameters
    ----------
    metric : Metric
    groups : sequence of Seeds
        Such as the places of one category each, or one node each.
    reverse : bool
        Whether ways from all nodes *to* the seeds are asked for.
    limit : int
        Milliseconds; what takes longer counts as not reached.

    Returns
    -------
    array of int32, shape (n, len(groups))
        Milliseconds by node from the nearest seed of each group.
    """
    if not groups:
        return np.empty((metric.hierarchy.nodes, 0), dtype=np.int32)
    parts = [
        _reach_batch(metric, groups[first : first + MOST], reverse=reverse)
        for first in range(0, len(groups), MOST)
    ]
    table = np.hstack(parts) if len(parts) > 1 else parts[0]
    if limit < CLOSED - 1:
        table[table > limit] = CLOSED
    return table


def _reach_batch(metric: Metric, groups: Sequence[Seeds], *, reverse: bool) -> Weights:
    tree, count = metric.hierarchy, len(groups)
    width = LEAST if count <= LEAST else MOST
    reach = np.empty((tree.nodes, width), dtype=np.uint32)
    ranks = tree.rank[np.concatenate([group.nodes for group in groups])]
    lanes = np.repeat(
        np.arange(count, dtype=np.int32), [len(group.nodes) for group in groups]
    )
    climbed = list_ancestors(ranks, tree.parent)
    spent = np.concatenate([group.spent for group in groups])
    sow_lanes(climbed, ranks, lanes, spent, reach)
    up, down = _directions(metric, reverse=reverse)
    sweep_lanes(climbed, tree.start, tree.above, up, down, reach)
    # All ranks are inside; asked to clip them, numpy copies whole rows.
    by_node = np.take(reach, tree.rank, axis=0, mode="clip").view(np.int32)
    return np.ascontiguousarray(by_node[:, :count])


def _directions(metric: Metric, *, reverse: bool) -> tuple[Weights, Weights]:
    return (metric.down, metric.up) if reverse else (metric.up, metric.down)
