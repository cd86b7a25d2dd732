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
    Stream,
    find_tops,
    flow,
    flow_lanes,
    sort_links,
    sort_places,
)

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
    found = np.full(tree.nodes, CLOSED, dtype=np.int32)
    stream, ranks = _stream(metric, reverse=reverse), tree.rank[seeds.nodes]
    flow(
        stream,
        np.unique(stream.island[ranks]),
        list_ancestors(ranks, tree.parent),
        tree.start,
        tree.above,
        metric.down if reverse else metric.up,
        ranks,
        seeds.spent,
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
    """Do the same for several groups of seeds, up to 32 at a time and a thread.

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
    found = np.full((metric.hierarchy.nodes, len(groups)), CLOSED, dtype=np.int32)
    _stream(metric, reverse=reverse)  # Laid out before threads ask for it.
    sweep = partial(_reach_batch, metric, groups, found, reverse=reverse)
    width = LEAST if len(groups) <= LEAST * threads else MOST
    firsts = range(0, len(groups), width)
    if threads == 1 or len(firsts) < 2:
        for first in firsts:
            sweep(first, width)
        return _within(found, limit)
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(lambda first: sweep(first, width), firsts))
    return _within(found, limit)


def _reach_batch(
    metric: Metric,
    groups: Sequence[Seeds],
    found: Weights,
    first: int,
    width: int,
    *,
    reverse: bool,
) -> None:
    """Fill some columns of a table from ``first`` on."""
    tree, stream = metric.hierarchy, _stream(metric, reverse=reverse)
    groups = groups[first : first + width]
    ranks = tree.rank[np.concatenate([group.nodes for group in groups])]
    numbers = np.arange(len(groups), dtype=np.int32)
    flow_lanes(
        stream,
        np.unique(stream.island[ranks]),
        list_ancestors(ranks, tree.parent),
        tree.start,
        tree.above,
        metric.down if reverse else metric.up,
        ranks,
        np.repeat(numbers, [len(group.nodes) for group in groups]),
        np.concatenate([group.spent for group in groups]),
        np.empty((tree.nodes, width), dtype=np.uint32),
        found,
        first,
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
    links = sort_links(place, first_place, tree.start, tree.above, down)
    node = np.empty(tree.nodes, dtype=np.int32)
    node[place[tree.rank]] = np.arange(tree.nodes, dtype=np.int32)
    return Stream(place, island, node, first_place, *links)
