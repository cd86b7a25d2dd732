"""Directed edges by the node they leave, or by the one they enter."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from geo.network import Network

Indices = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Star:
    """Directed edges by node: node ``i`` has ``edge[start[i]:start[i + 1]]``."""

    start: Indices
    edge: Indices
    far: Indices
    """Node at the other end of each of these edges."""


@lru_cache(maxsize=4)
def edge_ends(network: Network) -> tuple[Indices, Indices]:
    """Give the node that each directed edge leaves and the one it enters."""
    forward = np.column_stack([network.tail, network.head]).astype(np.int64)
    return forward.ravel(), forward[:, ::-1].ravel()


@lru_cache(maxsize=8)
def star(network: Network, *, reverse: bool) -> Star:
    """Sort the directed edges by the node they leave (enter, if reversed)."""
    leave, enter = edge_ends(network)
    near, far = (enter, leave) if reverse else (leave, enter)
    order = np.argsort(near, kind="stable")
    start = np.searchsorted(near[order], np.arange(network.nodes + 1))
    return Star(start.astype(np.int64), order.astype(np.int64), far[order])
