"""Ways, nodes, edges and observations compiled to the arrays of a network."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

import numpy as np

from geo.carriageway import CROSSING, exposures
from geo.column import encode
from geo.fill import Table, fill_crossing, fill_slopes, fill_way
from geo.fill_node import Kinds, fill_nodes
from geo.network import SIDES, Bytes, Floats, Ints, Network, WayInfo
from geo.plan import Plan, build_plan
from geo.rows import Rows, stack_edges

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


def compile_network(rows: Rows) -> Network:
    """Compile rows to arrays.

    Parameters
    ----------
    rows : Rows

    Returns
    -------
    Network
        Segments in order of way, side and position, then the crossings at the
        corners. A street with tagged sidewalks has one segment a side; a junction of
        such streets is its corners, with crossings between them. The same rows give
        the same arrays.
    """
    plan = build_plan(rows, stack_edges(rows.edges))
    links = plan.links
    ways, link_way = _ways(rows, links.way)
    way = np.concatenate([plan.edges.way[plan.edge], link_way]).astype(np.int32)
    side = np.concatenate([plan.side, np.zeros(len(links), dtype=np.int8)])
    own_length = plan.edges.length_m[plan.edge]
    length = np.concatenate([own_length, links.length_m])
    tail = np.concatenate([plan.tail, links.tail]).astype(np.int32)
    head = np.concatenate([plan.head, links.head]).astype(np.int32)
    blocks = _blocks(way[: len(plan.edge)], plan.side)
    height = np.array([n.height_m for n in rows.nodes], dtype=np.float64)[plan.node]
    table = _filled(rows, plan, blocks, ways=ways, way=way)
    sources = [rows.nodes[node].height_source for node in plan.node.tolist()]
    fill_slopes(table, (tail, head), (height, sources), length)
    lines = [*plan.lines, *_straight(plan.node_lonlat, links.tail, links.head)]
    return Network(
        revision=rows.revision,
        node_key=plan.node_key,
        node_lonlat=plan.node_lonlat,
        node_height=height,
        node_sigma=np.array([n.sigma_m for n in rows.nodes], np.float64)[plan.node],
        tail=tail,
        head=head,
        way=way,
        side=side,
        oneway=_oneway(rows, plan, way),
        start_m=np.concatenate([_starts(blocks, own_length), np.zeros(len(links))]),
        length_m=length,
        coordinates=np.concatenate([np.zeros((0, 2)), *lines]),
        pointer=np.cumsum([0, *(len(line) for line in lines)], dtype=np.int32),
        columns=table.columns,
        evidence=table.indices,
        evidences=list(table.evidences),
        ways=ways,
        residents=_residents(rows, way, length),
        crossing_share=_shares(ways, way, length, links.share),
        crosses=_crossed(rows, plan, ways, way),
        kerb_ends=table.ends[0],
        kerb_ends_m=table.ends[1],
    )


def _ways(rows: Rows, crossed: Ints) -> tuple[list[WayInfo], Ints]:
    """Give all ways, and behind them one for the crossings of each crossed street."""
    streets = np.unique(crossed)
    infos = [row.info for row in rows.ways]
    made = [
        replace(infos[street], highway="footway", footway=CROSSING)
        for street in streets.tolist()
    ]
    place = len(infos) + np.searchsorted(streets, crossed)
    return [*infos, *made], place.astype(np.int32)


def _filled(
    rows: Rows,
    plan: Plan,
    blocks: Sequence[slice],
    *,
    ways: Sequence[WayInfo],
    way: Ints,
) -> Table:
    """Fill the columns from what is known of ways, crossed streets and nodes."""
    table, links, first = Table(len(plan)), plan.links, len(plan.edge)
    for attribute in CORE:
        table.open(attribute)
    for block in blocks:
        side = SIDES[plan.side[block.start]]
        row = rows.ways[way[block.start]]
        fill_way(table, row, rows.known, block=block, side=side)
    for number, street in enumerate(links.way.tolist()):
        fill_crossing(
            table,
            rows.known.get(rows.ways[street].info.key, {}),
            segment=first + number,
            begins=bool(links.begins[number]),
            kerbs=links.kerbs[number].tolist(),
        )
    crosses = _is_crossing(ways)[way]
    streets = np.array([info.highway in exposures() for info in ways], dtype=np.bool_)
    drives = streets[way] | (np.arange(len(way)) >= first)
    fill_nodes(table, rows, plan, Kinds(crosses, drives))
    return table


def _is_crossing(ways: Sequence[WayInfo]) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    flags = [CROSSING in (way.footway, way.highway) for way in ways]
    return np.array(flags, dtype=np.bool_)


def _straight(lonlat: Floats, tail: Ints, head: Ints) -> Floats:
    """Draw straight lines between nodes, shape (l, 2, 2)."""
    return np.stack([lonlat[tail], lonlat[head]], axis=1)


def _oneway(rows: Rows, plan: Plan, way: Ints) -> Bytes:
    """Give the direction in which each segment may be walked; crossings both."""
    oneway = np.array([row.oneway for row in rows.ways], dtype=np.int8)
    walked = oneway[way[: len(plan.edge)]]
    return np.concatenate([walked, np.zeros(len(plan.links), dtype=np.int8)])


def _shares(
    ways: Sequence[WayInfo], way: Ints, length: Floats, links: Floats
) -> Floats:
    """Give how much of a crossing each segment is; pieces of one way share it."""
    crossing = _is_crossing(ways)[way]
    total = np.bincount(way, weights=length, minlength=len(ways))
    pieces = np.bincount(way, minlength=len(ways))
    share = np.where(
        total[way] > 0, length / np.maximum(total[way], 1e-9), 1 / pieces[way]
    )
    share[len(way) - len(links) :] = links
    return np.where(crossing, share, 0.0)


def _crossed(rows: Rows, plan: Plan, ways: Sequence[WayInfo], way: Ints) -> Ints:
    """Find the street that each crossing crosses; -1 where there is none."""
    edges, weights = plan.edges, exposures()
    busy = np.array([weights.get(row.info.highway, -1.0) for row in rows.ways])
    order = np.argsort(busy[edges.way], kind="stable") if len(edges) else edges.way
    busiest = np.full(len(rows.nodes), -1, dtype=np.int32)
    for ends in (edges.tail, edges.head):
        street = order[busy[edges.way[order]] >= 0]
        better = np.full(len(rows.nodes), -1, dtype=np.int32)
        better[ends[street]] = edges.way[street]
        busiest = _busier(busiest, better, busy)
    own = _busier(busiest[edges.tail[plan.edge]], busiest[edges.head[plan.edge]], busy)
    crossing = _is_crossing(ways)[way[: len(plan.edge)]]
    return np.concatenate([np.where(crossing, own, -1), plan.links.way]).astype(
        np.int32
    )


def _busier(one: Ints, other: Ints, busy: Floats) -> Ints:
    """Choose of two streets the one with more traffic; -1 is none."""
    weight = np.append(busy, -np.inf)
    return np.asarray(np.where(weight[other] > weight[one], other, one))


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
    people = np.append(people, np.full(len(way), np.nan))
    total = np.bincount(way, weights=length, minlength=len(people))
    return np.asarray(people[way] * length / np.maximum(total[way], 1e-9))
