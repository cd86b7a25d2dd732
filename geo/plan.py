"""Which segments a network has: edges, their two sides, and crossings between them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

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
    coordinates : array, shape (k, 2)
        (lon, lat) of every segment, from its tail to its head, concatenated.
    pointer : array, shape (s + 1,)
        Segment ``i`` owns ``coordinates[pointer[i]:pointer[i + 1]]``.
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
    coordinates: Floats
    pointer: NDArray[np.int64]
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
    coordinates, pointer = _pick(edges, edge)
    _set_aside(rows, edges, edge, side, (coordinates, pointer))
    coordinates[pointer[:-1]] = nodes.lonlat[tail]
    coordinates[pointer[1:] - 1] = nodes.lonlat[head]
    return Plan(
        edges=edges,
        edge=edge,
        side=side,
        tail=tail,
        head=head,
        coordinates=coordinates,
        pointer=pointer,
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


def _pick(edges: Edges, edge: Ints) -> tuple[Floats, NDArray[np.int64]]:
    """Give the points of the edge of each segment, and where those of each begin."""
    counts = np.diff(edges.pointer)[edge]
    pointer = np.append(0, np.cumsum(counts, dtype=np.int64))
    shift = edges.pointer[edge] - pointer[:-1]
    return edges.coordinates[np.arange(pointer[-1]) + np.repeat(shift, counts)], pointer


def _set_aside(
    rows: Rows,
    edges: Edges,
    edge: Ints,
    side: Bytes,
    drawn: tuple[Floats, NDArray[np.int64]],
) -> None:
    """Draw each sidewalk beside the middle of its street."""
    coordinates, pointer = drawn
    for segment in np.flatnonzero(side).tolist():
        width = street_width_m(rows, int(edges.way[edge[segment]]))
        aside = width / 2 if SIDES[side[segment]] == "right" else -width / 2
        own = slice(pointer[segment], pointer[segment + 1])
        coordinates[own] = offset_line(coordinates[own], aside)
