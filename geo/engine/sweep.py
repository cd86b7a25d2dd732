"""From one node, or the nearest of some, to all nodes; and back."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Final

import numpy as np

from geo.engine.arc import CLOSED, Weights
from geo.engine.descent import list_ancestors
from geo.engine.metric import Metric
from geo.engine.query import Seeds
from geo.engine.stream import (
    Lanes,
    Stream,
    find_tops,
    flow,
    flow_lanes,
    sort_links,
    sort_places,
)

WIDTH: Final = 64
"""So many searches are made at once. Half of them take almost as long: what takes time
is to fetch the rows of the table."""


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
    tree, stream = metric.hierarchy, _stream(metric, reverse=reverse)
    found = np.full(tree.nodes, CLOSED, dtype=np.int32)
    np.minimum.at(found, seeds.nodes, seeds.spent)
    ranks = tree.rank[seeds.nodes]
    flow(
        stream,
        np.unique(stream.island[ranks]),
        list_ancestors(ranks, tree.parent),
        tree.start,
        tree.above,
        metric.down if reverse else metric.up,
        found,
    )
    return _within(found, limit)


def reach_groups(
    metric: Metric,
    groups: Sequence[Seeds],
    *,
    reverse: bool = False,
    limit: int = CLOSED - 1,
    threads: int = 1,
) -> Weights:
    """Do the same for several groups of seeds, up to 64 at a time and a thread.

    Parameters
    ----------
    metric : Metric
    groups : sequence of Seeds
        Such as the places of one category each, or one node each.
    reverse : bool
        Whether ways from all nodes *to* the seeds are asked for.
    limit : int
        Milliseconds; what takes longer counts as not reached.
    threads : int
        How many share the work; the kernels let go of Python's lock.

    Returns
    -------
    array of int32, shape (n, len(groups))
        Milliseconds by node from the nearest seed of each group.
    """
    found = np.full((metric.hierarchy.nodes, len(groups)), CLOSED, dtype=np.uint32)
    _stream(metric, reverse=reverse)  # Laid out before threads ask for it.
    sweep = partial(_reach_batch, metric, groups, found, reverse=reverse)
    firsts = range(0, len(groups), WIDTH)
    if threads == 1 or len(firsts) < 2:
        for first in firsts:
            sweep(first)
    else:
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(sweep, firsts))
    return _within(found.view(np.int32), limit)


def _reach_batch(
    metric: Metric,
    groups: Sequence[Seeds],
    found: Lanes,
    first: int,
    *,
    reverse: bool,
) -> None:
    """Fill some columns of a table from ``first`` on."""
    tree, stream = metric.hierarchy, _stream(metric, reverse=reverse)
    groups = groups[first : first + WIDTH]
    nodes = np.concatenate([group.nodes for group in groups])
    columns = np.arange(first, first + len(groups), dtype=np.uint32)
    lanes = np.repeat(columns, [len(group.nodes) for group in groups])
    spent = np.concatenate([group.spent for group in groups]).astype(np.uint32)
    np.minimum.at(found, (nodes, lanes), spent)
    ranks = tree.rank[nodes]
    flow_lanes(
        stream,
        np.unique(stream.island[ranks]),
        list_ancestors(ranks, tree.parent),
        tree.start,
        tree.above,
        metric.down if reverse else metric.up,
        found,
        first,
        first + len(groups),
    )


def _within(found: Weights, limit: int) -> Weights:
    if limit < CLOSED - 1:
        found[found > limit] = CLOSED
    return found


def _stream(metric: Metric, *, reverse: bool) -> Stream:
    """Lay out the links of a metric for sweeps, once as long as it stays the same."""
    known = metric.streams.get(reverse)
    if known is None:
        known = metric.streams[reverse] = _build_stream(metric, reverse=reverse)
    return known


def _build_stream(metric: Metric, *, reverse: bool) -> Stream:
    tree, down = metric.hierarchy, metric.up if reverse else metric.down
    top = find_tops(tree.start, tree.above, metric.up, metric.down)
    place, island, first_place = sort_places(top)
    node = np.empty(tree.nodes, dtype=np.int32)
    node[tree.rank] = np.arange(tree.nodes, dtype=np.int32)
    links = sort_links(node, place, first_place, tree.start, tree.above, down)
    return Stream(island, node, *links)
