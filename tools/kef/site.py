"""Where there is room beside a street for a small case street."""

from __future__ import annotations

import math
from dataclasses import dataclass

import networkx as nx
import numpy as np
from shapely import STRtree
from shapely.geometry import LineString, MultiPoint, Point

from tools.kef.facts import Floats
from tools.kef.line import Node

DEEP_M = 38.0
# A trip may begin on a passable way up to 30 m farther than the nearest one (geo.snap),
# so the end of a dead end keeps away from every other street.
ALONE_M = 34.0
CLEAR_M = 9.0
SHORTEST_M = 78.0
SHARES = (0.6, 0.55, 0.5, 0.65, 0.45)
# Corners of the case street in metres along the host and away from it; the first is its
# end, the others lead a ramp back down to a second foot.
DEAD_END = ((0.0, DEEP_M),)
RING = ((0.0, 30.0), (20.0, 40.0), (43.0, 36.0))
RING_FOOT_M = 41.0


@dataclass(frozen=True)
class Site:
    """A host street with the feet and corners of what is put beside it."""

    host: tuple[Node, Node]
    line: LineString
    feet: list[float]
    tips: list[Node]


def round_point(point: Point) -> Node:
    """Give a point to the centimetre."""
    return round(point.x, 2), round(point.y, 2)


def find_site(graph: nx.Graph[Node], near: Floats, *, ring: bool) -> Site:
    """Find the nearest plain street with room beside it.

    Raises
    ------
    LookupError
        If no street of the town has room.
    """
    edges = sorted((min(e), max(e)) for e in graph.edges)
    lines = [graph.edges[e]["line"] for e in edges]
    tree, wanted = STRtree(lines), Point(near)
    for i in sorted(
        range(len(edges)), key=lambda i: (lines[i].distance(wanted), edges[i])
    ):
        data = graph.edges[edges[i]]
        taken = data["road"] >= 0 or "kind" in data
        if taken or lines[i].length < SHORTEST_M + 30 * ring:
            continue
        line = lines[i] if lines[i].coords[0] == edges[i][0] else lines[i].reverse()
        found = _room((tree, i), line, RING if ring else DEAD_END)
        if found is not None:
            feet = [found[0], *([found[0] + RING_FOOT_M] if ring else [])]
            return Site(edges[i], line, feet, found[1])
    message = "no street has room for a case"
    raise LookupError(message)


def _room(
    others: tuple[STRtree, int],
    line: LineString,
    corners: tuple[tuple[float, float], ...],
) -> tuple[float, list[Node]] | None:
    tree, own = others
    for share in SHARES if len(corners) == 1 else (0.25, 0.3, 0.35):
        at = round(line.length * share, 1)
        for side in (1, -1):
            tips = _place(line, at, side, corners)
            body = MultiPoint([round_point(line.interpolate(at)), *tips]).convex_hull
            around = tree.query(body.buffer(CLEAR_M), predicate="intersects")
            lone = len(tips) > 1 or _is_alone(others, Point(tips[0]), line)
            if set(around.tolist()) == {own} and lone:
                return at, tips
    return None


def _is_alone(others: tuple[STRtree, int], tip: Point, host: LineString) -> bool:
    tree, own = others
    near = tree.query(tip, predicate="dwithin", distance=ALONE_M)
    return set(near.tolist()) <= {own} and host.distance(tip) > ALONE_M


def _place(
    line: LineString, at: float, side: int, corners: tuple[tuple[float, float], ...]
) -> list[Node]:
    here, there = line.interpolate(at), line.interpolate(at + 3)
    angle = math.atan2(there.y - here.y, there.x - here.x)
    along = np.array([math.cos(angle), math.sin(angle)])
    away = side * np.array([-along[1], along[0]])
    return [
        round_point(Point(np.array([here.x, here.y]) + u * along + v * away))
        for u, v in corners
    ]
