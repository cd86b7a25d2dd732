"""A metric: the weights that one person's network gives to a hierarchy's links."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from geo.engine.arc import CLOSED, Weights
from geo.engine.hierarchy import Hierarchy
from geo.engine.stream import Stream
from geo.engine.triangle import (
    WIDTH,
    Lanes,
    deal_out,
    mend_links,
    settle_lanes,
    settle_links,
)
from geo.network import Ints

MENDED_SHARE: Final = 0.0005
"""Where more links than this have changed, settling all anew takes less time."""
MENDED_LEAST: Final = 8
"""So few are mended in any network."""


@dataclass(frozen=True, eq=False)
class Metric:
    """Weights of links; ``update_metric`` changes them in place.

    Attributes
    ----------
    hierarchy : Hierarchy
    weights : array, shape (a,)
        Milliseconds of each arc, ``geo.engine.arc.CLOSED`` where nobody gets through.
    up, down : array, shape (l,)
        Shortest way from the lower to the upper end of each link (and back) over
        nodes below both.
    streams : dict of bool to Stream
        What sweeps made of it, forward and reversed; gone when it changes.
    """

    hierarchy: Hierarchy
    weights: Weights
    up: Weights
    down: Weights
    streams: dict[bool, Stream] = field(default_factory=dict)


def build_metric(hierarchy: Hierarchy, weights: Weights) -> Metric:
    """Customize a hierarchy.

    Parameters
    ----------
    hierarchy : Hierarchy
    weights : array of int32, shape (a,)
        Milliseconds, 0 … ``geo.engine.arc.CLOSED``; copied.
    """
    up, down = (np.empty(hierarchy.links, dtype=np.int32) for _ in range(2))
    own = np.array(weights, dtype=np.int32)
    settle_links(hierarchy.start, hierarchy.corner, hierarchy.side, own, up, down)
    return Metric(hierarchy, own, up, down)


def build_metrics(hierarchy: Hierarchy, rows: Sequence[Weights]) -> list[Metric]:
    """Customize a hierarchy for several people at once, sixteen at a time.

    Parameters
    ----------
    hierarchy : Hierarchy
    rows : sequence of array, shape (a,)
        As for ``build_metric``.
    """
    found: list[Metric] = []
    for first in range(0, len(rows), WIDTH):
        found += _build_batch(hierarchy, rows[first : first + WIDTH])
    return found


def _build_batch(hierarchy: Hierarchy, rows: Sequence[Weights]) -> list[Metric]:
    if len(rows) == 1:
        return [build_metric(hierarchy, rows[0])]
    closed = np.full(len(hierarchy.side), CLOSED, dtype=np.int32)
    columns = [*rows, *[closed] * (WIDTH - len(rows))]
    arcs = np.stack(columns, axis=1, dtype=np.int32, casting="same_kind")
    lanes = [np.empty((hierarchy.links, WIDTH), dtype=np.uint32) for _ in range(2)]
    own = arcs.view(np.uint32)
    settle_lanes(hierarchy.start, hierarchy.corner, hierarchy.side, own, *lanes)
    up, down = (_deal(each, len(rows)) for each in lanes)
    kept = [np.array(row, dtype=np.int32) for row in rows]
    return [Metric(hierarchy, *each) for each in zip(kept, up, down, strict=True)]


def _deal(lanes: Lanes, count: int) -> list[Weights]:
    rows = np.empty((count, len(lanes)), dtype=np.int32)
    deal_out(lanes, rows)
    return list(rows)


def update_metric(metric: Metric, arcs: Ints, weights: Weights) -> int:
    """Change the weights of some arcs, and of all links that rest on them.

    The metric is then the same as one built anew, number by number. Nobody may
    search it meanwhile.

    Parameters
    ----------
    metric : Metric
    arcs : array, shape (k,)
        Each once.
    weights : array, shape (k,)
        Their new weights.

    Returns
    -------
    int
        How many links were looked at.
    """
    hierarchy = metric.hierarchy
    metric.weights[arcs] = weights
    metric.streams.clear()
    sides = hierarchy.side[arcs]
    changed = np.unique(sides[sides >= 0] >> 1)
    if len(changed) > max(MENDED_LEAST, MENDED_SHARE * hierarchy.links):
        settle_links(
            hierarchy.start,
            hierarchy.corner,
            hierarchy.side,
            metric.weights,
            metric.up,
            metric.down,
        )
        return hierarchy.links
    return int(
        mend_links(
            changed,
            hierarchy.start,
            hierarchy.above,
            hierarchy.below,
            hierarchy.corner_start,
            hierarchy.corner,
            hierarchy.down_start,
            hierarchy.down_below,
            hierarchy.down_link,
            hierarchy.arc_start,
            hierarchy.arcs,
            metric.weights,
            metric.up,
            metric.down,
        )
    )
