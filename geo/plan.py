"""Which segments a network has: edges, their two sides, and crossings between them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from geo.corner_node import CornerNodes, Links
from geo.junction import find_junctions, sides_of, street_width_m
from geo.network import SIDES, Bytes, Floats, Ints
from geo.offset import offset_line
from geo.rows import Edges, Rows


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
    nodes = CornerNodes(rows, list(find_junctions(rows, edges)))
    tail, head = nodes.ends(edges, edge, side)
    return Plan(
        edges=edges,
        edge=edge,
        side=side,
        tail=tail,
        head=head,
        lines=_lines(rows, edges, edge, side, (nodes.lonlat[tail], nodes.lonlat[head])),
        node=nodes.node,
        node_key=nodes.keys(),
        node_lonlat=nodes.lonlat,
        links=nodes.links(edges),
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
