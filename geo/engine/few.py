"""Kernel: a search in which every node is reached by the first few places."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from geo.engine.arc import CLOSED, Weights
from geo.engine.heap import drop, pack, push
from geo.judge.kernel import kernel
from geo.network import Ints

Indices = NDArray[np.int64]
LOW = (1 << 32) - 1


@kernel
def _offer(
    keys: Indices, size: int, total: int, node: int, place: int, places: int
) -> Indices:
    """Put a place that comes by a node into the heap; wider if it was full."""
    if size == len(keys):
        wider = np.empty(2 * size, np.int64)
        wider[:size] = keys
        keys = wider
    push(keys, size, pack(total, node * places + place))
    return keys


@kernel
def pass_few(  # noqa: PLR0913, PLR0917
    start: Indices,
    edge: Indices,
    far: Indices,
    weights: Weights,
    nodes: Ints,
    before: Weights,
    names: Ints,
    spent: Weights,
    place: Ints,
) -> None:
    """Fill in the first few places of each node, and the milliseconds."""
    keys = np.empty(4 * len(nodes) + 1024, np.int64)
    size = 0
    places = int(names.max()) + 1 if len(names) > 0 else 1
    for i in range(len(nodes)):
        keys = _offer(keys, size, before[i], nodes[i], names[i], places)
        size += 1
    most = spent.shape[1]
    passed = np.zeros(len(start) - 1, np.int32)
    while size > 0:
        total, label = keys[0] >> 32, keys[0] & LOW
        size -= 1
        drop(keys, size)
        node, name = label // places, label % places
        if passed[node] == most or (place[node, : passed[node]] == name).any():
            continue
        spent[node, passed[node]] = total
        place[node, passed[node]] = name
        passed[node] += 1
        for i in range(start[node], start[node + 1]):
            after = total + weights[edge[i]]
            if after < CLOSED and passed[far[i]] < most:
                keys = _offer(keys, size, after, far[i], name, places)
                size += 1
