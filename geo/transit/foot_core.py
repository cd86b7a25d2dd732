"""A person's network with most nodes taken out of it, for many searches between stops.

Where a node with few neighbours is taken out, the ways over it become links of their
own. A search goes from such a node up to what is left, and only there any farther.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from geo.engine.arc import CLOSED
from geo.judge.kernel import kernel
from geo.network import Ints
from geo.passage import Flags
from geo.transit.foot_end import Walk
from geo.transit.foot_kernel import Links, Longs, join_labels, read_rank, write_label

MOST_NEIGHBOURS: Final = 6
"""Nodes with more stay: taking them out would make more links than it saves."""
NONE: Final = -1
SHUT: Final = CLOSED << 32


class Core(NamedTuple):
    """Links of all nodes, forward and backward; as ``Footing.ahead`` and ``back``."""

    ahead: Links
    back: Links


class Halves(NamedTuple):
    """Both directions of each link; that of ``2i`` is turned in ``2i + 1``.

    Attributes
    ----------
    first : array of int32, shape (n,)
        Of each node the first link that leaves it, ``NONE`` where there is none.
    after, to : array of int32, shape (h,)
        The next link of the same node, and where each leads.
    label : array of int64, shape (h,)
        See ``foot_kernel``; ``SHUT`` where nobody goes.
    degree : array of int32, shape (n,)
    size : array of int64, shape (1,)
        How many there are.
    """

    first: Ints
    after: Ints
    to: Ints
    label: Longs
    degree: Ints
    size: Longs


def build_core(walk: Walk, kept: Flags) -> Core:
    """Take nodes out of a person's network.

    Parameters
    ----------
    walk : Walk
    kept : array of bool, shape (n,)
        Nodes at which ways to places begin or end: they stay.

    Returns
    -------
    Core
        The lightest ways from any node to those kept, and (turned) from those kept to
        any node, are those of the whole network: in weight, time and doubt.
    """
    network = walk.network
    nodes = network.nodes
    most = network.segments + nodes * MOST_NEIGHBOURS * (MOST_NEIGHBOURS - 1) // 2
    halves = Halves(
        first=np.full(nodes, NONE, dtype=np.int32),
        after=np.empty(2 * most, dtype=np.int32),
        to=np.empty(2 * most, dtype=np.int32),
        label=np.empty(2 * most, dtype=np.int64),
        degree=np.zeros(nodes, dtype=np.int32),
        size=np.zeros(1, dtype=np.int64),
    )
    tail, head = network.tail.astype(np.int32), network.head.astype(np.int32)
    _lay(halves, tail, head, walk.rank, walk.spent, walk.dark)
    _take_out(halves, kept)
    return Core(_list(halves, 0), _list(halves, 1))


@kernel
def _link(halves: Halves, one: int, other: int) -> int:
    """Give the link from one node to another; make it if there is none."""
    half = halves.first[one]
    while half != NONE:
        if halves.to[half] == other:
            return int(half)
        half = halves.after[half]
    half = halves.size[0]
    halves.size[0] += 2
    for new, start, end in ((half, one, other), (half + 1, other, one)):
        halves.to[new] = end
        halves.after[new] = halves.first[start]
        halves.first[start] = new
        halves.degree[start] += 1
        halves.label[new] = SHUT
    return int(half)


@kernel
def _lay(
    halves: Halves, tail: Ints, head: Ints, rank: Ints, spent: Ints, dark: Ints
) -> None:
    """Lay out the segments that somebody can use; of parallel ones the best."""
    for segment in range(len(tail)):
        one, other, edge = tail[segment], head[segment], 2 * segment
        if one == other or (rank[edge] >= CLOSED and rank[edge + 1] >= CLOSED):
            continue
        half = _link(halves, one, other)
        for way in range(2):
            if rank[edge + way] < CLOSED:
                new = write_label(rank[edge + way], spent[edge + way], dark[edge + way])
                halves.label[half ^ way] = min(halves.label[half ^ way], new)


@kernel
def _cut(halves: Halves, node: int, half: int) -> None:
    """Take a link off a node; it stays with the node at its other end."""
    after = halves.after
    halves.degree[node] -= 1
    if halves.first[node] == half:
        halves.first[node] = after[half]
        return
    before = halves.first[node]
    while after[before] != half:
        before = after[before]
    after[before] = after[half]


@kernel
def _bridge(halves: Halves, into: int, out: int) -> None:
    """Make a link of two: against ``into``, then along ``out``."""
    label = halves.label
    goes, comes = SHUT, SHUT
    if label[into ^ 1] < SHUT and label[out] < SHUT:
        goes = join_labels(label[into ^ 1], label[out])
    if label[out ^ 1] < SHUT and label[into] < SHUT:
        comes = join_labels(label[out ^ 1], label[into])
    if read_rank(min(goes, comes)) >= CLOSED:
        return
    half = _link(halves, halves.to[into], halves.to[out])
    label[half] = min(label[half], goes)
    label[half ^ 1] = min(label[half ^ 1], comes)


@kernel
def _take_out(  # noqa: C901
    halves: Halves, kept: Flags
) -> None:
    """Take nodes out, those with the fewest neighbours first."""
    nodes = len(kept)
    waiting, own = np.empty(nodes, np.int32), np.empty(MOST_NEIGHBOURS, np.int32)
    gone, is_waiting = kept.copy(), np.zeros(nodes, np.bool_)
    for most in range(1, MOST_NEIGHBOURS + 1):
        count = 0
        for node in range(nodes - 1, -1, -1):
            if not gone[node] and halves.degree[node] <= most:
                waiting[count] = node
                is_waiting[node] = True
                count += 1
        while count > 0:
            count -= 1
            node = waiting[count]
            is_waiting[node] = False
            if halves.degree[node] > most:
                continue
            gone[node] = True
            many, half = 0, halves.first[node]
            while half != NONE:
                own[many] = half
                many += 1
                _cut(halves, halves.to[half], half ^ 1)
                half = halves.after[half]
            for one in range(many):
                for other in range(one):
                    _bridge(halves, own[one], own[other])
            for one in range(many):
                near = halves.to[own[one]]
                if gone[near] or is_waiting[near] or halves.degree[near] > most:
                    continue
                waiting[count] = near
                is_waiting[near] = True
                count += 1


@kernel
def _list(halves: Halves, way: int) -> Links:
    """List the links of every node that somebody can use, along them or against."""
    nodes = len(halves.first)
    start = np.zeros(nodes + 1, np.int64)
    label = np.empty(halves.size[0], np.int64)
    to = np.empty(halves.size[0], np.int32)
    count = 0
    for node in range(nodes):
        half = halves.first[node]
        while half != NONE:
            if halves.label[half ^ way] < SHUT:
                label[count], to[count] = halves.label[half ^ way], halves.to[half]
                count += 1
            half = halves.after[half]
        start[node + 1] = count
    return Links(start, label[:count], to[:count])
