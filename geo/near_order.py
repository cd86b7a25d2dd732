"""Ways and nodes in an order in which neighbours in town are neighbours in memory.

A search that begins somewhere then reads little else than what lies around.

References
----------
Morton, A computer oriented geodetic data base and a new technique in file sequencing,
IBM, 1966.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from geo.network import Floats, Ints
from geo.rows import Edges, Rows, stack_edges

STEPS: Final = (1 << 16) - 1
"""Width and height of the town in the grid that is numbered."""
SPREAD: Final = (
    (8, 0x00FF00FF),
    (4, 0x0F0F0F0F),
    (2, 0x33333333),
    (1, 0x55555555),
)
"""How bits are moved apart: by how much, and which stay."""


def put_near(rows: Rows) -> Rows:
    """Give the same rows, ways and nodes along a curve that fills the town.

    Parameters
    ----------
    rows : Rows

    Returns
    -------
    Rows
        Edges in order of way and sequence, as before; the same rows give the same.
    """
    edges = stack_edges(rows.edges)
    if not len(edges):
        return rows
    ways = _order_ways(edges, len(rows.ways))
    nodes = _order([node.lonlat for node in rows.nodes])
    return replace(
        rows,
        ways=[rows.ways[way] for way in ways.tolist()],
        nodes=[rows.nodes[node] for node in nodes.tolist()],
        edges=_renumber(edges, _ranks(ways), _ranks(nodes)),
    )


def number_places(lonlat: Floats) -> NDArray[np.uint64]:
    """Give numbers to places along the Z-order curve over all of them.

    Parameters
    ----------
    lonlat : array, shape (n, 2)
        Degrees, EPSG:4326.

    Returns
    -------
    array of uint64, shape (n,)
    """
    corner = lonlat.min(axis=0)
    side = max(float((lonlat.max(axis=0) - corner).max()), np.finfo(float).tiny)
    column, row = ((lonlat - corner) / side * STEPS).astype(np.uint64).T
    return np.asarray(_spread(column) | (_spread(row) << np.uint64(1)))


def _spread(number: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Put a zero between any two bits."""
    for shift, mask in SPREAD:
        number = (number | (number << np.uint64(shift))) & np.uint64(mask)
    return number


def _order(lonlat: object) -> NDArray[np.intp]:
    return np.argsort(number_places(np.asarray(lonlat, np.float64)), kind="stable")


def _order_ways(edges: Edges, count: int) -> NDArray[np.intp]:
    """Order ways by where they begin; those without an edge come first."""
    ways, first = np.unique(edges.way, return_index=True)
    number = np.zeros(count, dtype=np.uint64)
    number[ways] = number_places(edges.coordinates[edges.pointer[first]])
    return np.argsort(number, kind="stable")


def _ranks(order: NDArray[np.intp]) -> Ints:
    ranks = np.empty(len(order), dtype=np.int32)
    ranks[order] = np.arange(len(order), dtype=np.int32)
    return ranks


def _renumber(edges: Edges, way: Ints, node: Ints) -> Edges:
    """Give edges their new numbers and order."""
    order = np.argsort(way[edges.way], kind="stable")
    counts = np.diff(edges.pointer)[order]
    pointer = np.append(0, np.cumsum(counts)).astype(np.int32)
    shift = np.repeat(edges.pointer[:-1][order] - pointer[:-1], counts)
    return Edges(
        way=way[edges.way][order],
        tail=node[edges.tail][order],
        head=node[edges.head][order],
        first=edges.first[order],
        last=edges.last[order],
        length_m=edges.length_m[order],
        coordinates=edges.coordinates[np.arange(pointer[-1]) + shift],
        pointer=pointer,
    )
