"""Directed edges by node, as a search from both ends goes through them.

A street that hangs on the rest of the town by one end, with all that hangs on it, is
of use to nobody who does not begin or end in it: the search leaves it out.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np

from geo.judge.kernel import kernel
from geo.network import Ints, Network
from geo.star import star

NOWHERE: Final = -1


class Streets(NamedTuple):
    """Arcs of all nodes; those that lead into what hangs on a node come last.

    Attributes
    ----------
    start : array, shape (n + 1,)
        Node ``i`` has ``arcs[start[i]:start[i + 1]]``.
    stop : array, shape (n,)
        Where the arcs begin that lead into what hangs on the node.
    arcs : array, shape (2m, 2)
        Edge that leaves the node, and the node at its other end. The edge back is the
        other one of its segment.
    hook : array, shape (n,)
        Node on which each node hangs; ``NOWHERE`` where it hangs on none.
    """

    start: Ints
    stop: Ints
    arcs: Ints
    hook: Ints


@lru_cache(maxsize=4)
def build_streets(network: Network) -> Streets:
    """Sort the arcs of a network, once."""
    out = star(network, reverse=False)
    start, far = out.start.astype(np.int32), out.far.astype(np.int32)
    hook = find_hooks(start, far)
    near = np.repeat(np.arange(network.nodes, dtype=np.int32), np.diff(start))
    hangs = hook[far] == near
    order = np.lexsort((hangs, near))
    arcs = np.column_stack([out.edge, far])[order].astype(np.int32)
    count = np.bincount(near[hangs], minlength=network.nodes)
    return Streets(start, (start[1:] - count).astype(np.int32), arcs, hook)


@kernel
def find_hooks(start: Ints, far: Ints) -> Ints:
    """Take off the ends of dead ends one after the other; give what each hung on."""
    count = len(start) - 1
    hook, left = np.full(count, NOWHERE, np.int32), np.empty(count, np.int32)
    for node in range(count):
        left[node] = start[node + 1] - start[node]
    for first in range(count):
        node = first
        while left[node] == 1:
            for i in range(start[node], start[node + 1]):
                if hook[far[i]] != node:
                    hook[node] = far[i]
            left[node] = 0
            node = hook[node]
            left[node] -= 1
    return hook
