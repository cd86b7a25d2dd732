"""Junctions of streets with sidewalks, found in the rows and laid out in corners."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from geo.arm import Arm, Layout, Role
from geo.carriageway import CROSSING
from geo.column import encode
from geo.crossed import crossed_streets
from geo.crs import GEOD
from geo.layout import lay_out
from geo.network import Floats, Ints
from geo.offset import to_local_m
from geo.rows import Edges, Rows, WayRow, is_crossed

LOOK_M: Final = 5.0
"""A street leaves a junction toward its point that is so far along it."""
NEAR_M: Final = 15.0
"""A crossing of its own that is at most so far is the junction's crossing there."""
SIDES_OF: Final = {
    "left": (True, False),
    "right": (False, True),
    "both": (True, True),
}
BARE_WIDTH_M: Final = 6.0
"""Of a street that the table does not know: two lanes."""


@dataclass(frozen=True)
class Junction:
    """A node with sidewalks, and what becomes of it."""

    node: int
    layout: Layout


def sides_of(way: WayRow) -> tuple[bool, bool]:
    """Tell on which sides a way has sidewalks that become segments."""
    if way.info.highway not in crossed_streets():
        return False, False
    return SIDES_OF.get(way.sidewalks, (False, False))


def street_width_m(rows: Rows, way: int) -> float:
    """Give the width of a carriageway, what the table assumes where nobody told."""
    info = rows.ways[way].info
    told = rows.known.get(info.key, {}).get(("width_m", "both"))
    if told is not None:
        return encode("width_m", told.value)
    assumed = crossed_streets().get(info.highway)
    return BARE_WIDTH_M if assumed is None else assumed.width_m


def _is_forbidden(rows: Rows, node: int) -> bool:
    word = rows.known.get(rows.nodes[node].key, {}).get((CROSSING, "both"))
    return word is not None and word.value == "no"


def find_junctions(rows: Rows, edges: Edges) -> Iterator[Junction]:
    """Lay out every node at which a street with sidewalks begins or ends.

    Parameters
    ----------
    rows : Rows
    edges : Edges
        Of the rows.

    Yields
    ------
    Junction
        In order of the nodes.
    """
    sided = np.array([any(sides_of(way)) for way in rows.ways], dtype=np.bool_)
    walks = np.flatnonzero(sided[edges.way]) if len(edges) else np.zeros(0, np.int64)
    nodes = np.unique(np.concatenate([edges.tail[walks], edges.head[walks]]))
    arms = _arms(rows, edges, nodes)
    for node in nodes.tolist():
        layout = lay_out(
            arms[node],
            tagged=is_crossed(rows, rows.nodes[node].key),
            forbidden=_is_forbidden(rows, node),
        )
        yield Junction(node, layout)


def _arms(rows: Rows, edges: Edges, nodes: Ints) -> Mapping[int, list[Arm]]:
    at_tail = np.flatnonzero(np.isin(edges.tail, nodes))
    at_head = np.flatnonzero(np.isin(edges.head, nodes))
    found: dict[int, list[Arm]] = {int(node): [] for node in nodes}
    for ends, which, begins in (
        (edges.tail, at_tail, True),
        (edges.head, at_head, False),
    ):
        bearings = _bearings(edges, which, begins=begins)
        for edge, bearing in zip(which.tolist(), bearings.tolist(), strict=True):
            arm = _arm(rows, edges, edge, begins=begins, bearing=bearing)
            found[int(ends[edge])].append(arm)
    return found


def _bearings(edges: Edges, which: NDArray[np.int64], *, begins: bool) -> Floats:
    """Give the direction in which edges leave one of their ends."""
    if not len(which):
        return np.zeros(0)
    lines = (edges.line(edge) for edge in which.tolist())
    pairs = [_leaving(line if begins else line[::-1]) for line in lines]
    start, end = np.array(pairs).transpose(1, 0, 2)
    azimuth = GEOD.inv(start[:, 0], start[:, 1], end[:, 0], end[:, 1])[0]
    return np.asarray(azimuth, dtype=np.float64) % 360


def _leaving(line: Floats) -> tuple[Floats, Floats]:
    """Give the start of a line and the first of its points that is far enough."""
    apart = to_local_m(line)
    far = np.flatnonzero(np.hypot(apart[:, 0], apart[:, 1]) >= LOOK_M)
    return line[0], line[far[0]] if len(far) else line[-1]


def _arm(rows: Rows, edges: Edges, edge: int, *, begins: bool, bearing: float) -> Arm:
    way = int(edges.way[edge])
    row = rows.ways[way]
    left, right = sides_of(row)
    length = float(edges.length_m[edge])
    far = int(edges.head[edge] if begins else edges.tail[edge])
    near = left and right and length <= NEAR_M
    return Arm(
        edge=edge,
        at_tail=begins,
        bearing=bearing,
        role=_role(row),
        sides=(left, right) if begins else (right, left),
        width_m=street_width_m(rows, way),
        length_m=length,
        crossed=near and is_crossed(rows, rows.nodes[far].key),
    )


def _role(way: WayRow) -> Role:
    if any(sides_of(way)):
        return Role.SIDED
    if CROSSING in (way.info.footway, way.info.highway):
        return Role.CROSSING
    street = crossed_streets().get(way.info.highway)
    return Role.BARE if street is not None and street.interrupts else Role.PATH
