"""Ways, nodes, edges and observations compiled to the arrays of a network."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from geo.carriageway import CROSSING, exposures
from geo.column import encode
from geo.fill import Blocks, Table, fill_crossing, fill_slopes, fill_way
from geo.fill_node import Kinds, fill_nodes
from geo.near_order import put_near
from geo.network import SIDES, Bytes, Floats, Ints, Network, WayInfo
from geo.people.told import share_along
from geo.plan import Plan, build_plan
from geo.rows import Known, Rows, WayRow, stack_edges
from geo.share import find_crossed, share_crossings
from geo.split import add_up
from geo.ways import Ways

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


@dataclass(frozen=True)
class _Segments:
    """What the segments are: first those of the edges, then crossings at corners.

    ``blocks`` parts the former by way and side.
    """

    infos: list[WayInfo]
    way: Ints
    tail: Ints
    head: Ints
    length_m: Floats
    blocks: Blocks

    @property
    def crosses(self) -> NDArray[np.bool_]:
        """Which of them cross a street."""
        flags = [CROSSING in (info.footway, info.highway) for info in self.infos]
        return np.array(flags, dtype=np.bool_)[self.way]

    @property
    def drives(self) -> NDArray[np.bool_]:
        """Which of them are part of a street."""
        streets = exposures()
        flags = [info.highway in streets for info in self.infos]
        return np.array(flags, dtype=np.bool_)[self.way]


def compile_network(rows: Rows) -> Network:
    """Compile rows to arrays.

    Parameters
    ----------
    rows : Rows

    Returns
    -------
    Network
        Segments in order of way, side and position, then the crossings at the
        corners; ways and nodes near each other have numbers near each other. A street
        with tagged sidewalks has one segment a side; a junction of such streets is its
        corners, with crossings between them. The same rows give the same arrays.
    """
    rows = put_near(rows)
    plan = build_plan(rows, stack_edges(rows.edges))
    segments = _segments(rows, plan)
    table = _filled(rows, plan, segments)
    crossing = segments.crosses
    return Network(
        revision=rows.revision,
        tail=segments.tail,
        head=segments.head,
        way=segments.way,
        length_m=segments.length_m,
        columns=table.columns,
        evidence=table.indices,
        evidences=list(table.evidences),
        ways=Ways.pack(segments.infos),
        residents=_residents(rows, segments.way, segments.length_m),
        crossing_share=share_crossings(
            segments.way, segments.length_m, crossing, plan.links.share
        ),
        crosses=find_crossed(rows, plan, crossing),
        kerb_ends=table.ends[0],
        kerb_ends_m=table.ends[1],
        **_nodes(rows, plan),
        **_along(rows, plan, segments),
        **_drawn(plan),
    )


def _segments(rows: Rows, plan: Plan) -> _Segments:
    links, edges = plan.links, plan.edges
    crossed = np.unique(links.way)
    own = edges.way[plan.edge]
    infos = [row.info for row in rows.ways]
    made = [
        replace(infos[street], highway="footway", footway=CROSSING)
        for street in crossed.tolist()
    ]
    behind = len(infos) + np.searchsorted(crossed, links.way)
    return _Segments(
        infos=[*infos, *made],
        way=np.concatenate([own, behind]).astype(np.int32),
        tail=np.concatenate([plan.tail, links.tail]).astype(np.int32),
        head=np.concatenate([plan.head, links.head]).astype(np.int32),
        length_m=np.concatenate([edges.length_m[plan.edge], links.length_m]),
        blocks=_blocks(own, plan.side),
    )


def _filled(rows: Rows, plan: Plan, segments: _Segments) -> Table:
    """Fill the columns from what is known of ways, crossed streets and nodes."""
    table, links, first = Table(len(plan)), plan.links, len(plan.edge)
    for attribute in CORE:
        table.open(attribute)
    for row, side, blocks in _alike(rows, plan, segments):
        fill_way(table, row, rows.known, blocks=blocks, side=side)
    for number, street in enumerate(links.way.tolist()):
        fill_crossing(
            table,
            rows.known.get(rows.ways[street].info.key, {}),
            segment=first + number,
            begins=bool(links.begins[number]),
            kerbs=links.kerbs[number].tolist(),
        )
    at_corner = np.arange(len(plan)) >= first
    kinds = Kinds(segments.crosses, segments.drives | at_corner)
    fill_nodes(table, rows, plan, kinds)
    sources = [rows.nodes[node].height_source for node in plan.node.tolist()]
    ends = segments.tail, segments.head
    fill_slopes(table, ends, (_heights(rows, plan), sources), segments.length_m)
    return table


def _alike(
    rows: Rows, plan: Plan, segments: _Segments
) -> Iterator[tuple[WayRow, str, Blocks]]:
    """Group the blocks of which the same is known; gives one way of each group.

    Groups come in the order of their first block.
    """
    starts, nothing = segments.blocks.start, Known()
    ways, sides = segments.way[starts].tolist(), plan.side[starts].tolist()
    groups: dict[tuple[object, ...], list[int]] = {}
    for block, (way, side) in enumerate(zip(ways, sides, strict=True)):
        row = rows.ways[way]
        known = id(rows.known.get(row.info.key, nothing))
        same = (known, side, row.info.highway, row.sidewalks, row.info.source)
        groups.setdefault(same, []).append(block)
    for blocks in groups.values():
        first = blocks[0]
        yield rows.ways[ways[first]], SIDES[sides[first]], segments.blocks.pick(blocks)


def _heights(rows: Rows, plan: Plan) -> Floats:
    return np.array([node.height_m for node in rows.nodes], np.float64)[plan.node]


def _nodes(rows: Rows, plan: Plan) -> dict[str, Any]:
    sigma = np.array([node.sigma_m for node in rows.nodes], dtype=np.float64)
    return {
        "node_key": plan.node_key,
        "node_lonlat": plan.node_lonlat,
        "node_height": _heights(rows, plan),
        "node_sigma": sigma[plan.node],
    }


def _along(rows: Rows, plan: Plan, segments: _Segments) -> dict[str, Any]:
    """Give side, direction and start of the segments; crossings have none."""
    count, crossings = len(plan.edge), len(plan.links)
    oneway = np.array([row.oneway for row in rows.ways], dtype=np.int8)
    start = _starts(segments.blocks, segments.length_m[:count])
    return {
        "side": np.append(plan.side, np.zeros(crossings, dtype=np.int8)),
        "oneway": np.append(
            oneway[segments.way[:count]], np.zeros(crossings, dtype=np.int8)
        ),
        "start_m": np.append(start, np.zeros(crossings)),
    }


def _drawn(plan: Plan) -> dict[str, Any]:
    """Give the lines of the segments; crossings are straight."""
    links, lonlat = plan.links, plan.node_lonlat
    straight = np.stack([lonlat[links.tail], lonlat[links.head]], axis=1)
    behind = plan.pointer[-1] + 2 * np.arange(1, len(links) + 1)
    return {
        "coordinates": np.concatenate([plan.coordinates, straight.reshape(-1, 2)]),
        "pointer": np.append(plan.pointer, behind).astype(np.int32),
    }


def _blocks(way: Ints, side: Bytes) -> Blocks:
    """Part the segments by way and side."""
    changes = np.flatnonzero((np.diff(way) != 0) | (np.diff(side) != 0)) + 1
    start = np.append(np.zeros(min(len(way), 1), dtype=np.int64), changes)
    return Blocks(start, np.append(start, len(way))[1:])


def _starts(blocks: Blocks, length: Floats) -> Floats:
    end = length.copy()
    add_up(end, blocks.stop - blocks.start)
    return end - length


def _residents(rows: Rows, way: Ints, length: Floats) -> Floats:
    """Share the residents of each way among its segments by length."""
    told = [rows.known.get(row.info.key, {}) for row in rows.ways]
    best = [known.get(("residents", "both")) for known in told]
    people = np.array(
        [encode("residents", one.value) if one else math.nan for one in best],
        dtype=np.float64,
    )
    people = np.append(people, np.full(len(way), math.nan))
    return share_along(people, way, length)
