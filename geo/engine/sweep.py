"""From one node, or the nearest of some, to all nodes; and back."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from geo.engine.arc import CLOSED, Weights
from geo.engine.descent import (
    Lanes,
    deal_columns,
    list_ancestors,
    sweep,
    sweep_lanes,
)
from geo.engine.metric import Metric
from geo.engine.query import Seeds
from geo.engine.triangle import WIDTH


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
    """Do the same for several groups of seeds, sixteen at a time.

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
    tree = metric.hierarchy
    table = np.empty((tree.nodes, len(groups)), dtype=np.int32)
    for first in range(0, len(groups), WIDTH):
        batch = groups[first : first + WIDTH]
        reach = _reach_batch(metric, batch, reverse=reverse)
        deal_columns(reach, tree.rank, limit, table, first)
    return table


def _reach_batch(metric: Metric, groups: Sequence[Seeds], *, reverse: bool) -> Lanes:
    tree = metric.hierarchy
    reach = np.full((tree.nodes, WIDTH), CLOSED, dtype=np.uint32)
    ranks = tree.rank[np.concatenate([group.nodes for group in groups])]
    lanes = np.repeat(np.arange(len(groups)), [len(group.nodes) for group in groups])
    spent = np.concatenate([group.spent for group in groups]).astype(np.uint32)
    np.minimum.at(reach, (ranks, lanes), spent)
    up, down = _directions(metric, reverse=reverse)
    climbed = list_ancestors(ranks, tree.parent)
    sweep_lanes(climbed, tree.start, tree.above, up, down, reach)
    return reach


def _directions(metric: Metric, *, reverse: bool) -> tuple[Weights, Weights]:
    return (metric.down, metric.up) if reverse else (metric.up, metric.down)
