"""From crossing lines to a tidy street graph: join, merge, thin."""

from __future__ import annotations

import math

import networkx as nx
import numpy as np
import shapely
from scipy.spatial import cKDTree
from shapely import STRtree
from shapely.geometry import LineString, Point

from tools.kef.facts import Floats
from tools.kef.field import Field
from tools.kef.line import Node, points_of, turned
from tools.kef.roads import Road
from tools.kef.tidy import drop_slivers, drop_stubs, join_through, thin
from tools.kef.trace import heading_of


def join_streets(
    field: Field, roads: list[Road], traced: list[LineString]
) -> nx.Graph[Node]:
    """Build the graph: nodes are (x, y), edges carry ``line`` and ``road``."""
    minor = _reach_out(field, roads, _off_roads(roads, traced))
    graph = _planar(roads, minor)
    for tolerance in (7.0, 11.0):
        graph = _merge_close(graph, tolerance)
    drop_slivers(graph)
    drop_stubs(graph, 22.0)
    thin(graph, field)
    drop_stubs(graph, 22.0)
    return graph.subgraph(max(nx.connected_components(graph), key=len)).copy()


def _off_roads(roads: list[Road], traced: list[LineString]) -> list[LineString]:
    """Cut away what runs inside a main road's own width and beside it."""
    tree = shapely.union_all([road.line for road in roads])
    kept = []
    for line in traced:
        rest = line.simplify(0.8).difference(tree.buffer(9))
        parts = getattr(rest, "geoms", [rest])
        kept += [part for part in parts if part.length > 18]
    return kept


def _reach_out(
    field: Field, roads: list[Road], minor: list[LineString]
) -> list[LineString]:
    """Lengthen both ends of each street until they meet another."""
    lines = [*(road.line for road in roads), *minor]
    tree = STRtree(lines)
    grown = []
    for number, line in enumerate(minor):
        own = number + len(roads)
        coordinates = np.array(line.coords)
        for _ in (0, 1):
            coordinates = _longer(field, (tree, lines, own), coordinates)[::-1]
        grown.append(LineString(coordinates))
    return grown


def _longer(
    field: Field, others: tuple[STRtree, list[LineString], int], line: Floats
) -> Floats:
    tree, lines, own = others
    x, y = line[-1]
    reach = 0.85 * field.spacing(x, y, 1)
    straight = heading_of(line)
    for turn in (0.0, 0.3, -0.3, 0.6, -0.6):
        end = (
            x + reach * math.cos(straight + turn),
            y + reach * math.sin(straight + turn),
        )
        ray = LineString([(x, y), end])
        hits = [
            Point(x, y).distance(ray.intersection(lines[i]))
            for i in tree.query(ray, predicate="intersects")
            if i != own
        ]
        if hits:
            far = min(hits) + 0.5
            tip = [
                x + far * math.cos(straight + turn),
                y + far * math.sin(straight + turn),
            ]
            return np.vstack([line, [tip]])
    return line


def _planar(roads: list[Road], minor: list[LineString]) -> nx.Graph[Node]:
    main = STRtree([road.line for road in roads])
    merged = shapely.union_all([*(road.line for road in roads), *minor], grid_size=0.01)
    graph: nx.Graph[Node] = nx.Graph()
    for piece in shapely.get_parts(merged):
        middle = piece.interpolate(0.5, normalized=True)
        near = int(main.nearest(middle))
        road = near if roads[near].line.distance(middle) < 0.05 else -1
        _add(graph, piece, road)
    return join_through(graph)


def _add(graph: nx.Graph[Node], line: LineString, road: int) -> None:
    coords = points_of(line)
    a, b = coords[0], coords[-1]
    if a == b or line.length < 0.01:
        return
    if not graph.has_edge(a, b) or road >= 0 > graph.edges[a, b]["road"]:
        graph.add_edge(a, b, line=line, road=road)


def _merge_close(graph: nx.Graph[Node], tolerance: float) -> nx.Graph[Node]:
    """Make one junction of those that lie closer than the tolerance."""
    parent: dict[Node, Node] = {}

    def root(node: Node) -> Node:
        while parent.setdefault(node, node) != node:
            node = parent[node]
        return node

    nodes = list(graph.nodes)
    pairs = cKDTree(np.array(nodes)).query_pairs(tolerance, output_type="ndarray")
    gaps = sorted((math.dist(nodes[i], nodes[j]), nodes[i], nodes[j]) for i, j in pairs)
    for _gap, a, b in gaps:
        parent[root(a)] = root(b)
    groups: dict[Node, list[Node]] = {}
    for node in nodes:
        groups.setdefault(root(node), []).append(node)
    place = {n: _centre(graph, group) for group in groups.values() for n in group}
    merged: nx.Graph[Node] = nx.Graph()
    for a, b, data in graph.edges(data=True):
        if place[a] != place[b]:
            _add(merged, _moved(data["line"], (a, b), place), data["road"])
    return join_through(merged)


def _centre(graph: nx.Graph[Node], group: list[Node]) -> Node:
    main = [
        n for n in group if any(d["road"] >= 0 for *_, d in graph.edges(n, data=True))
    ]
    if main:
        return max(main, key=lambda n: (graph.degree(n), n))
    x, y = np.array(group).mean(0).round(2)
    return float(x), float(y)


def _moved(
    line: LineString, ends: tuple[Node, Node], place: dict[Node, Node]
) -> LineString:
    a, b = ends
    coords = turned(line, a)
    start, end = place[a], place[b]
    inner = [
        c for c in coords[1:-1] if math.dist(c, start) > 8 and math.dist(c, end) > 8
    ]
    return LineString([start, *inner, end])
