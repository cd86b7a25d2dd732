"""From crossing lines to a tidy street graph: join, merge, thin."""

from __future__ import annotations

import math

import networkx as nx
import numpy as np
import shapely
from scipy.spatial import cKDTree
from shapely import STRtree
from shapely.geometry import LineString, Point

from tools.kef.draw import chance
from tools.kef.facts import Floats
from tools.kef.field import Field
from tools.kef.roads import Road
from tools.kef.trace import heading_of

Node = tuple[float, float]


def join_streets(
    field: Field, roads: list[Road], traced: list[LineString]
) -> nx.Graph[Node]:
    """Build the graph: nodes are (x, y), edges carry ``line`` and ``road``."""
    minor = _reach_out(field, roads, _off_roads(roads, traced))
    graph = _planar(roads, minor)
    for tolerance in (7.0, 11.0):
        graph = _merge_close(graph, tolerance)
    _drop_slivers(graph)
    _drop_stubs(graph, 22.0)
    _thin(graph, field)
    _drop_stubs(graph, 22.0)
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
    graph = nx.Graph()
    for piece in merged.geoms:
        middle = piece.interpolate(0.5, normalized=True)
        near = int(main.nearest(middle))
        road = near if roads[near].line.distance(middle) < 0.05 else -1
        _add(graph, piece, road)
    return _through(graph)


def _add(graph: nx.Graph[Node], line: LineString, road: int) -> None:
    a, b = line.coords[0], line.coords[-1]
    if a == b or line.length < 0.01:
        return
    old = graph.get_edge_data(a, b)
    if old is None or (road >= 0 > old["road"]):
        graph.add_edge(a, b, line=line, road=road)


def _oriented(line: LineString, start: Node) -> list[Node]:
    coords = list(line.coords)
    return coords if coords[0] == start else coords[::-1]


def _through(graph: nx.Graph[Node]) -> nx.Graph[Node]:
    """Join the two edges of every node that is no junction."""
    for node in list(graph.nodes):
        if graph.degree(node) != 2:
            continue
        a, b = graph.neighbors(node)
        first, second = graph.edges[a, node], graph.edges[node, b]
        if first["road"] != second["road"] or graph.has_edge(a, b):
            continue
        coords = [
            *_oriented(first["line"], a),
            *_oriented(second["line"], node)[1:],
        ]
        graph.remove_node(node)
        graph.add_edge(a, b, line=LineString(coords), road=first["road"])
    return graph


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
    merged = nx.Graph()
    for a, b, data in graph.edges(data=True):
        if place[a] != place[b]:
            _add(merged, _moved(data["line"], (a, b), place), data["road"])
    return _through(merged)


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
    coords = _oriented(line, a)
    start, end = place[a], place[b]
    inner = [
        c for c in coords[1:-1] if math.dist(c, start) > 8 and math.dist(c, end) > 8
    ]
    return LineString([start, *inner, end])


def _angle_at(line: LineString, node: Node) -> float:
    coords = _oriented(line, node)
    x, y = LineString(coords).interpolate(min(15.0, line.length)).coords[0]
    return math.atan2(y - node[1], x - node[0])


def _drop_slivers(graph: nx.Graph[Node]) -> None:
    """Remove streets that leave a junction almost on top of another."""
    for node in sorted(graph.nodes):
        for a, b in _narrow_pairs(graph, node):
            if not (graph.has_edge(node, a) and graph.has_edge(node, b)):
                continue
            worse = min(
                (a, b),
                key=lambda n: (
                    graph.edges[node, n]["road"] >= 0,
                    -graph.edges[node, n]["line"].length,
                    n,
                ),
            )
            if graph.edges[node, worse]["road"] < 0:
                _drop_unless_bridge(graph, node, worse)


def _narrow_pairs(graph: nx.Graph[Node], node: Node) -> list[tuple[Node, Node]]:
    angles = sorted(
        (_angle_at(graph.edges[node, n]["line"], node), n)
        for n in graph.neighbors(node)
    )
    pairs = []
    for (first, a), (second, b) in zip(angles, [*angles[1:], angles[0]], strict=True):
        if a != b and (second - first) % (2 * math.pi) < 0.55:
            pairs.append((a, b))
    return pairs


def _drop_unless_bridge(graph: nx.Graph[Node], a: Node, b: Node) -> None:
    data = dict(graph.edges[a, b])
    graph.remove_edge(a, b)
    if not nx.has_path(graph, a, b):
        graph.add_edge(a, b, **data)


def _drop_stubs(graph: nx.Graph[Node], shortest: float) -> None:
    while stubs := [n for n in graph.nodes if _is_stub(graph, n, shortest)]:
        graph.remove_nodes_from(stubs)
    graph.remove_nodes_from([n for n in graph.nodes if graph.degree(n) == 0])
    _through(graph)


def _is_stub(graph: nx.Graph[Node], node: Node, shortest: float) -> bool:
    if graph.degree(node) != 1:
        return False
    data = next(iter(graph.edges(node, data=True)))[2]
    return bool(data["line"].length < shortest and data["road"] < 0)


def _thin(graph: nx.Graph[Node], field: Field) -> None:
    """Take some streets away, so that blocks differ as they do in a grown town."""
    for a, b in sorted((min(e), max(e)) for e in graph.edges):
        data = graph.edges[a, b]
        share = 0.16 if field.in_medina(*a) else 0.10
        busy = graph.degree(a) > 3 or graph.degree(b) > 3
        if data["road"] < 0 and busy and chance("thin", a, b) < share:
            _drop_unless_bridge(graph, a, b)
    _through(graph)
