"""From some nodes to others: the cost of the best way, and its directed edges."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from threading import local

import numpy as np

from geo.engine.arc import CLOSED, Weights
from geo.engine.climb import climb, forget, unpack
from geo.engine.hierarchy import Hierarchy
from geo.engine.metric import Metric
from geo.network import Ints


@dataclass(frozen=True, eq=False)
class Seeds:
    """Nodes from which (or to which) a search goes.

    Attributes
    ----------
    nodes : array of int32
    spent : array of int32
        Milliseconds between the position asked for and each node, not negative.
    """

    nodes: Ints
    spent: Weights

    @classmethod
    def of(cls, rows: Iterable[tuple[int, int]]) -> Seeds:
        """Collect (node, milliseconds)."""
        table = np.array(list(rows), dtype=np.int32).reshape(-1, 2)
        return cls(table[:, 0].copy(), table[:, 1].copy())


@dataclass(frozen=True, eq=False)
class Found:
    """The best way.

    Attributes
    ----------
    cost : int
        Milliseconds, with what was spent before its first and after its last node.
    first, last : int
        The nodes at which it begins and ends.
    edges : array of int32
        Directed edges in order; empty where both are one node.
    """

    cost: int
    first: int
    last: int
    edges: Ints


class Room:
    """Arrays for one search; ready for the next whenever none is going on."""

    def __init__(self, nodes: int) -> None:
        self.ahead = np.full(nodes, CLOSED, dtype=np.int32)
        self.back = np.full(nodes, CLOSED, dtype=np.int32)
        self.by_ahead = np.empty(nodes, dtype=np.int32)
        self.by_back = np.empty(nodes, dtype=np.int32)
        self.seen = np.empty(nodes, dtype=np.int32)


class Searcher:
    """Searches the metrics of one hierarchy, from any number of threads.

    Parameters
    ----------
    hierarchy : Hierarchy
    """

    def __init__(self, hierarchy: Hierarchy) -> None:
        self.hierarchy = hierarchy
        self._order = np.argsort(hierarchy.rank).astype(np.int32)
        self._own = local()

    def find(self, metric: Metric, starts: Seeds, ends: Seeds) -> Found | None:
        """Find the best way from any of some nodes to any of others.

        Parameters
        ----------
        metric : Metric
            Of this hierarchy.
        starts, ends : Seeds

        Returns
        -------
        Found or None
            ``None`` where there is no way.
        """
        room, tree = self._room(), self.hierarchy
        best, meeting, count = self._climb(metric, starts, ends)
        try:
            if best >= CLOSED:
                return None
            edges, first, last = unpack(
                meeting,
                room.by_ahead,
                room.by_back,
                tree.start,
                tree.above,
                tree.below,
                tree.down_start,
                tree.down_below,
                tree.down_link,
                tree.arc_start,
                tree.arcs,
                metric.weights,
                metric.up,
                metric.down,
            )
        finally:
            forget(room.seen, count, room.ahead, room.back)
        return Found(best, int(self._order[first]), int(self._order[last]), edges)

    def measure(self, metric: Metric, starts: Seeds, ends: Seeds) -> int:
        """Measure the best way: milliseconds, ``CLOSED`` where there is none."""
        room = self._room()
        best, _, count = self._climb(metric, starts, ends)
        forget(room.seen, count, room.ahead, room.back)
        return int(best)

    def _climb(
        self, metric: Metric, starts: Seeds, ends: Seeds
    ) -> tuple[int, int, int]:
        room, tree = self._room(), self.hierarchy
        found: tuple[int, int, int] = climb(
            tree.start,
            tree.above,
            tree.parent,
            metric.up,
            metric.down,
            tree.rank[starts.nodes],
            starts.spent,
            tree.rank[ends.nodes],
            ends.spent,
            room.ahead,
            room.back,
            room.by_ahead,
            room.by_back,
            room.seen,
        )
        return found

    def _room(self) -> Room:
        room: Room | None = getattr(self._own, "room", None)
        if room is None:
            room = self._own.room = Room(self.hierarchy.nodes)
        return room
