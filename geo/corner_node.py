"""The nodes of a network: those of the rows, junctions as their corners."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geo.crs import GEOD
from geo.junction import Junction
from geo.network import SIDES, Bytes, Floats, Ints
from geo.rows import Edges, Rows

Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Links:
    """Crossings that are no edge, in order of street and node.

    Attributes
    ----------
    tail, head : array, shape (l,)
        Nodes of the network; seen leaving the junction, the tail is on the left.
    way : array, shape (l,)
        The way that is crossed, an index into the rows.
    node : array, shape (l,)
        The node where, an index into the rows.
    begins : array of bool, shape (l,)
        Whether the street runs from the node in digitising direction.
    length_m : array, shape (l,)
    share : array, shape (l,)
        1 for a whole crossing, 0.5 for half of one.
    kerbs : array of bool, shape (l, 2)
        Whether there is a sidewalk at the tail and at the head.
    """

    tail: Ints
    head: Ints
    way: Ints
    node: Ints
    begins: Flags
    length_m: Floats
    share: Floats
    kerbs: Flags

    def __len__(self) -> int:
        """How many crossings there are."""
        return len(self.tail)


class CornerNodes:
    """The nodes of a network, and which of them each segment joins.

    Parameters
    ----------
    rows : Rows
    junctions : sequence of Junction
        In order of their nodes.
    """

    def __init__(self, rows: Rows, junctions: Sequence[Junction]) -> None:
        self.rows, self.junctions = rows, junctions
        count = np.ones(len(rows.nodes), dtype=np.int64)
        for junction in junctions:
            count[junction.node] = len(junction.layout.places)
        self.count = count
        self.start = np.cumsum(count) - count
        self.node: Ints = np.repeat(np.arange(len(count)), count).astype(np.int32)
        self.lonlat = self._lonlat()

    def _lonlat(self) -> Floats:
        own = np.array([n.lonlat for n in self.rows.nodes], dtype=np.float64)
        lonlat = own.reshape(-1, 2)[self.node]
        moved = [
            (self.start[j.node] + place, east, north)
            for j in self.junctions
            for place, (east, north) in enumerate(j.layout.places)
            if east or north
        ]
        if not moved:
            return lonlat
        which, east, north = np.array(moved).T
        place = which.astype(np.int64)
        toward, out = np.degrees(np.arctan2(east, north)), np.hypot(east, north)
        start = lonlat[place]
        lon, lat, _ = GEOD.fwd(start[:, 0], start[:, 1], toward, out)
        lonlat[place] = np.column_stack([lon, lat])
        return lonlat

    def keys(self) -> list[str]:
        """Give the key of each node; a corner has its number behind it."""
        place = np.arange(len(self.node)) - self.start[self.node]
        return [
            f"{self.rows.nodes[node].key}/{number + 1}"
            if self.count[node] > 1
            else self.rows.nodes[node].key
            for node, number in zip(self.node.tolist(), place.tolist(), strict=True)
        ]

    def ends(self, edges: Edges, edge: Ints, side: Bytes) -> tuple[Ints, Ints]:
        """Give the nodes at both ends of segments."""
        tail = self.start[edges.tail[edge]]
        head = self.start[edges.head[edge]]
        found: dict[tuple[int, bool], Junction] = {
            end: junction
            for junction in self.junctions
            for end in self._ends_of(junction)
        }
        touched = np.isin(edge, [number for number, _ in found])
        for segment in np.flatnonzero(touched).tolist():
            number, which = int(edge[segment]), int(side[segment])
            for ends, at_tail in ((tail, True), (head, False)):
                junction = found.get((number, at_tail))
                if junction is not None:
                    end = (number, at_tail)
                    ends[segment] += _place(junction, end, which)
        return tail.astype(np.int32), head.astype(np.int32)

    @staticmethod
    def _ends_of(junction: Junction) -> set[tuple[int, bool]]:
        layout = junction.layout
        return {*layout.others, *(end for end, _ in layout.sidewalks)}

    def links(self, edges: Edges) -> Links:
        """Give the crossings of all junctions, in order of street and node."""
        found = sorted(
            (
                int(edges.way[link.arm.edge]),
                junction.node,
                int(self.start[junction.node]) + link.first,
                int(self.start[junction.node]) + link.last,
                link.arm.at_tail,
                link.arm.width_m * link.share,
                link.share,
                *link.kerbs,
            )
            for junction in self.junctions
            for link in junction.layout.links
        )
        table = np.array(found, dtype=np.float64).reshape(-1, 9)
        way, node, tail, head = table[:, :4].astype(np.int32).T
        return Links(
            tail=tail,
            head=head,
            way=way,
            node=node,
            begins=table[:, 4] > 0,
            length_m=table[:, 5],
            share=table[:, 6],
            kerbs=table[:, 7:] > 0,
        )


def _place(junction: Junction, end: tuple[int, bool], side: int) -> int:
    """Give the place at which a side of an edge ends."""
    layout = junction.layout
    if SIDES[side] == "both":
        return layout.others[end]
    is_left = (SIDES[side] == "left") == end[1]
    return layout.sidewalks[end, 0 if is_left else 1]
