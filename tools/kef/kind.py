"""What kind of street each edge is: main road, lane, stairs, path."""

from __future__ import annotations

import networkx as nx
import numpy as np

from tools.kef.draw import chance, pick
from tools.kef.field import Field
from tools.kef.line import Node
from tools.kef.roads import Road
from tools.kef.street import zone_of

STEEP = {"medina": 0.135, "inner": 0.16, "outer": 0.20}
LONGEST_STAIRS_M = 85.0
BLOCK_M = 260
KINDS = {
    "medina": (
        ("pedestrian", 4),
        ("footway", 3),
        ("living_street", 3),
        ("residential", 1),
    ),
    "inner": (
        ("residential", 16),
        ("living_street", 2),
        ("service", 1),
        ("footway", 1),
    ),
    "outer": (("residential", 17), ("service", 1), ("footway", 1), ("path", 1)),
}
RANKS = {"steps": "steps", "footway": "path", "path": "path", "service": "path"}


def set_kinds(graph: nx.Graph[Node], field: Field, roads: list[Road]) -> None:
    """Give every edge its kind, its rank and the direction it is drawn in."""
    for a, b in sorted((min(e), max(e)) for e in graph.edges):
        data = graph.edges[a, b]
        zone = zone_of(field, data["line"])
        data.setdefault("case", "")
        data.setdefault("clean", False)
        if "kind" not in data:
            data["kind"] = _kind(graph, field, (a, b), zone, roads)
        data["rank"] = _rank(data["kind"], data["road"], zone)
        data.setdefault("forward", data["line"].coords[0])


def grade(field: Field, a: Node, b: Node, length_m: float) -> float:
    """Give the mean slope between two ends, up is positive."""
    low, high = field.terrain.at(np.array([a, b]))
    return float(high - low) / max(length_m, 1.0)


def _kind(
    graph: nx.Graph[Node],
    field: Field,
    edge: tuple[Node, Node],
    zone: str,
    roads: list[Road],
) -> str:
    a, b = edge
    data = graph.edges[edge]
    if data["road"] >= 0:
        return roads[int(data["road"])].kind
    length = data["line"].length
    steep = STEEP[zone] * (0.8 + 0.4 * chance("steep", a, b))
    if abs(grade(field, a, b, length)) > steep and 12 < length < LONGEST_STAIRS_M:
        return "steps"
    if min(graph.degree(a), graph.degree(b)) == 1 and zone != "medina":
        return pick((("residential", 3), ("service", 2), ("footway", 2)), "end", a, b)
    # Rows of a few neighbouring blocks share their kind, so that a street keeps it.
    block = (int(a[0] // BLOCK_M), int(a[1] // BLOCK_M), int(chance("mix", a) * 2))
    return pick(KINDS[zone], "kind", *block)


def _rank(kind: str, road: int, zone: str) -> str:
    if road >= 0:
        return "main"
    if kind == "steps":
        return "steps"
    return "medina" if zone == "medina" else RANKS.get(kind, "street")
