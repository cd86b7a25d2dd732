"""Ways, nodes, edges and observations compiled to the arrays of a network."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import Final

import numpy as np

from geo.carriageway import exposures
from geo.column import encode
from geo.fill import Table, fill_nodes, fill_slopes, fill_way
from geo.network import SIDES, Bytes, Floats, Ints, Network
from geo.rows import Rows

CORE: Final = (
    "incline",
    "width_m",
    "kerb",
    "kerb_height_m",
    "steps",
    "surface",
    "smoothness",
    "sidewalk",
    "crossing",
    "wheelchair",
    "access",
)
"""Columns that every network has."""
SPLIT: Final = {"left": ("left",), "right": ("right",), "both": ("left", "right")}


def compile_network(rows: Rows) -> Network:
    """Compile rows to arrays.

    Parameters
    ----------
    rows : Rows

    Returns
    -------
    Network
        Segments in order of way, side and position. A street with tagged sidewalks
        has one segment a side. The same rows give the same arrays.
    """
    plan = _plan(rows)
    edges = [rows.edges[edge] for edge, _ in plan]
    table = Table(len(plan))
    for attribute in CORE:
        table.open(attribute)
    way = np.array([edge.way for edge in edges], dtype=np.int32)
    side = np.array([SIDES.index(s) for _, s in plan], dtype=np.int8)
    length = np.array([edge.length_m for edge in edges], dtype=np.float64)
    blocks = _blocks(way, side)
    for block in blocks:
        fill_way(table, rows.ways[way[block.start]], rows.known, block, side)
    fill_nodes(table, rows, plan)
    fill_slopes(table, rows, edges, length)
    return Network(
        revision=rows.revision,
        node_key=[node.key for node in rows.nodes],
        node_lonlat=np.array([n.lonlat for n in rows.nodes]).reshape(-1, 2),
        node_height=np.array([n.height_m for n in rows.nodes], dtype=np.float64),
        node_sigma=np.array([n.sigma_m for n in rows.nodes], dtype=np.float64),
        tail=np.array([edge.tail for edge in edges], dtype=np.int32),
        head=np.array([edge.head for edge in edges], dtype=np.int32),
        way=way,
        side=side,
        oneway=np.array([rows.ways[w].oneway for w in way], dtype=np.int8),
        start_m=_starts(blocks, length),
        length_m=length,
        coordinates=_stacked([edge.line for edge in edges]),
        pointer=np.cumsum([0, *(len(e.line) for e in edges)], dtype=np.int32),
        columns=table.columns,
        evidence=table.indices,
        evidences=list(table.evidences),
        ways=[row.info for row in rows.ways],
        residents=_residents(rows, way, length),
    )


def _stacked(lines: Sequence[Floats]) -> Floats:
    return np.concatenate([np.zeros((0, 2)), *lines])


def _plan(rows: Rows) -> list[tuple[int, str]]:
    """List (edge, side) of every segment."""
    streets = exposures()
    plan: list[tuple[int, str]] = []
    for way, group in groupby(range(len(rows.edges)), lambda e: rows.edges[e].way):
        edges = list(group)
        row = rows.ways[way]
        is_street = row.info.highway in streets
        sides = SPLIT.get(row.sidewalks, ("both",)) if is_street else ("both",)
        plan.extend((edge, side) for side in sides for edge in edges)
    return plan


def _blocks(way: Ints, side: Bytes) -> list[slice]:
    """Part the segments by way and side."""
    if not len(way):
        return []
    changes = np.flatnonzero((np.diff(way) != 0) | (np.diff(side) != 0)) + 1
    bounds = [0, *changes.tolist(), len(way)]
    return [slice(a, b) for a, b in pairwise(bounds)]


def _starts(blocks: Sequence[slice], length: Floats) -> Floats:
    start = np.zeros(len(length))
    for block in blocks:
        start[block] = np.cumsum(length[block]) - length[block]
    return start


def _residents(rows: Rows, way: Ints, length: Floats) -> Floats:
    """Share the residents of each way among its segments by length."""
    people = np.array(
        [
            encode("residents", best.value) if best else math.nan
            for row in rows.ways
            for best in [rows.known.get(row.info.key, {}).get(("residents", "both"))]
        ],
        dtype=np.float64,
    )
    total = np.bincount(way, weights=length, minlength=len(rows.ways))
    return np.asarray(people[way] * length / np.maximum(total[way], 1e-9))
