"""Neighbours of each node, without loops and parallels."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geo.network import Ints


@dataclass(frozen=True, eq=False)
class Adjacency:
    """Node ``v`` has the neighbours ``far[start[v]:start[v + 1]]``, sorted."""

    start: NDArray[np.int64]
    far: Ints


def build_adjacency(nodes: int, tail: Ints, head: Ints, *, both: bool) -> Adjacency:
    """List the neighbours of each node, each once.

    Parameters
    ----------
    nodes : int
    tail, head : array, shape (m,)
        Ends of the segments.
    both : bool
        Whether a segment makes each of its ends a neighbour of the other, or its
        head a neighbour of its tail only.
    """
    true = tail != head
    near, far = tail[true].astype(np.int64), head[true].astype(np.int64)
    if both:
        near, far = np.concatenate([near, far]), np.concatenate([far, near])
    pairs = np.unique(near * nodes + far)
    start = np.searchsorted(pairs, np.arange(nodes + 1, dtype=np.int64) * nodes)
    return Adjacency(start.astype(np.int64), (pairs % max(nodes, 1)).astype(np.int32))
