"""Which segments a network has: edges, their two sides, and crossings between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geo.crs import GEOD
from geo.junction import Junction, find_junctions, sides_of, street_width_m
from geo.network import SIDES, Bytes, Floats, Ints
from geo.offset import offset_line
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


@dataclass(frozen=True)
class Plan:
    """What will be compiled.

    Attributes
    ----------
    edges : Edges
    edge, side : array, shape (s,)
        The edge of each segment and which side of it: an index into ``SIDES``;
        in order of way, side and sequence.
    tail, head : array, shape (s,)
        Nodes of the network.
    lines : list of array, shape (k, 2)
        (lon, lat) of each segment, from its tail to its head.
    node : array, shape (n,)
        The row of each node of the network.
    node_key : list of str
        Key of the row; a corner has its number behind it.
    node_lonlat : array, shape (n, 2)
    links : Links
        Come after the segments.
    """

    edges: Edges
    edge: Ints
    side: Bytes
    tail: Ints
    head: Ints
    lines: list[Floats]
    node: Ints
    node_key: list[str]
    node_lonlat: Floats
    links: Links

    def __len__(self) -> int:
        """How many segments there are, crossings included."""
        return len(self.edge) + len(self.links)


def build_plan(rows: Rows, edges: Edges) -> Plan:
    """Decide which segments there are, and where they meet.

    Parameters
    ----------
    rows : Rows
    edges : Edges
        Of the rows.

    Returns
    -------
    Plan
        The same rows give the same plan.
    """
    edge, side = _segments(rows, edges)
    junctions = list(find_junctions(rows, edges))
    spots = _Spots(rows, junctions)
    tail, head = spots.ends(edges, edge, side)
    return Plan(
        edges=edges,
        edge=edge,
        side=side,
        tail=tail,
        head=head,
        lines=_lines(rows, edges, edge, side, (spots.lonlat[tail], spots.lonlat[head])),
        node=spots.node,
        node_key=spots.keys(),
        node_lonlat=spots.lonlat,
        links=spots.links(edges),
    )


def _segments(rows: Rows, edges: Edges) -> tuple[Ints, Bytes]:
    """List the sides of every edge, in order of way, side and sequence."""
    flags = np.array([sides_of(way) for way in rows.ways], dtype=np.bool_)
    flags = flags.reshape(-1, 2)[edges.way]
    number = np.arange(len(edges), dtype=np.int32)
    alone = number[~flags.any(axis=1)]
    parts = (alone, number[flags[:, 0]], number[flags[:, 1]])
    edge = np.concatenate(parts)
    side = np.repeat(np.arange(3, dtype=np.int8), [len(part) for part in parts])
    order = np.lexsort((edge, side, edges.way[edge]))
    return edge[order], side[order]


class _Spots:
    """The nodes of the network: those of the rows, junctions as their corners."""

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


def _lines(
    rows: Rows,
    edges: Edges,
    edge: Ints,
    side: Bytes,
    ends: tuple[Floats, Floats],
) -> list[Floats]:
    """Draw each segment; a sidewalk beside the middle of its street."""
    lines = [edges.line(number) for number in edge.tolist()]
    for segment in np.flatnonzero(side).tolist():
        width = street_width_m(rows, int(edges.way[edge[segment]]))
        aside = width / 2 if SIDES[side[segment]] == "right" else -width / 2
        lines[segment] = offset_line(lines[segment], aside)
    tails, heads = ends
    first = np.array([line[0] for line in lines]).reshape(-1, 2)
    last = np.array([line[-1] for line in lines]).reshape(-1, 2)
    moved = (first != tails).any(axis=1) | (last != heads).any(axis=1)
    for segment in np.flatnonzero(moved).tolist():
        lines[segment] = lines[segment].copy()
        lines[segment][0], lines[segment][-1] = tails[segment], heads[segment]
    return lines
