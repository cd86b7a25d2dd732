"""Which street a segment crosses, and how much of a crossing it is."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from geo.carriageway import exposures
from geo.network import Floats, Ints
from geo.plan import Plan
from geo.rows import Rows

NO_STREET: Final = -1
TINY_M: Final = 1e-9


def share_crossings(
    way: Ints, length: Floats, crossing: NDArray[np.bool_], links: Floats
) -> Floats:
    """Give how much of a crossing each segment is; pieces of one way share it.

    Parameters
    ----------
    way : array, shape (m,)
    length : array, shape (m,)
        Metres.
    crossing : array of bool, shape (m,)
    links : array, shape (l,)
        Shares of the last segments, the crossings at corners.

    Returns
    -------
    array, shape (m,)
        0 for what is no crossing. A crossing that is cut in the middle of the street
        is still one: its pieces have shares by length.
    """
    if not len(way):
        return np.zeros(0)
    total, pieces = np.bincount(way, weights=length)[way], np.bincount(way)[way]
    share = np.where(total > 0, length / np.maximum(total, TINY_M), 1 / pieces)
    share[len(way) - len(links) :] = links
    return np.where(crossing, share, 0.0)


def find_crossed(rows: Rows, plan: Plan, crossing: NDArray[np.bool_]) -> Ints:
    """Find the street that each segment crosses.

    Parameters
    ----------
    rows : Rows
    plan : Plan
    crossing : array of bool, shape (m,)

    Returns
    -------
    array, shape (m,)
        Index of the way; ``NO_STREET`` for what is no crossing, and where no street
        meets it. Of several streets the one with most traffic.
    """
    edges, weights = plan.edges, exposures()
    busy = np.array([weights.get(row.info.highway, -np.inf) for row in rows.ways])
    busy = np.append(busy, -np.inf)
    street = np.flatnonzero(np.isfinite(busy[edges.way]))
    street = street[np.argsort(busy[edges.way[street]], kind="stable")]
    at_node = np.full(len(rows.nodes), NO_STREET, dtype=np.int32)
    for ends in (edges.tail, edges.head):
        found = np.full(len(rows.nodes), NO_STREET, dtype=np.int32)
        found[ends[street]] = edges.way[street]
        at_node = _busier(at_node, found, busy)
    own = _busier(at_node[edges.tail[plan.edge]], at_node[edges.head[plan.edge]], busy)
    crossed = np.concatenate([own, plan.links.way])
    return np.where(crossing, crossed, NO_STREET).astype(np.int32)


def _busier(one: Ints, other: Ints, busy: Floats) -> Ints:
    """Choose of two streets the one with more traffic; the last weight is of none."""
    return np.asarray(np.where(busy[other] > busy[one], other, one), dtype=np.int32)
