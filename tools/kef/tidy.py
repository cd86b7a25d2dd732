"""Tidies the street graph: no slivers, no stubs, blocks that differ."""

from __future__ import annotations

import math

import networkx as nx
from shapely.geometry import LineString

from tools.kef.draw import chance
from tools.kef.field import Field
from tools.kef.line import Node, turned


def join_through(graph: nx.Graph[Node]) -> nx.Graph[Node]:
    """Join the two edges of every node that is no junction."""
    for node in list(graph.nodes):
        if graph.degree(node) != 2:
            continue
        a, b = graph.neighbors(node)
        first, second = graph.edges[a, node], graph.edges[node, b]
        if first["road"] != second["road"] or graph.has_edge(a, b):
            continue
        coords = [
            *turned(first["line"], a),
            *turned(second["line"], node)[1:],
        ]
        graph.remove_node(node)
        graph.add_edge(a, b, line=LineString(coords), road=first["road"])
    return graph


def _angle_at(line: LineString, node: Node) -> float:
    coords = turned(line, node)
    x, y = LineString(coords).interpolate(min(15.0, line.length)).coords[0]
    return math.atan2(y - node[1], x - node[0])


def drop_slivers(graph: nx.Graph[Node]) -> None:
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


def drop_stubs(graph: nx.Graph[Node], shortest: float) -> None:
    """Remove dead ends that are too short to be a street."""
    while stubs := [n for n in graph.nodes if _is_stub(graph, n, shortest)]:
        graph.remove_nodes_from(stubs)
    graph.remove_nodes_from([n for n in graph.nodes if graph.degree(n) == 0])
    join_through(graph)


def _is_stub(graph: nx.Graph[Node], node: Node, shortest: float) -> bool:
    if graph.degree(node) != 1:
        return False
    data = next(iter(graph.edges(node, data=True)))[2]
    return bool(data["line"].length < shortest and data["road"] < 0)


def thin(graph: nx.Graph[Node], field: Field) -> None:
    """Take some streets away, so that blocks differ as they do in a grown town."""
    for a, b in sorted((min(e), max(e)) for e in graph.edges):
        data = graph.edges[a, b]
        share = 0.16 if field.in_medina(*a) else 0.10
        busy = graph.degree(a) > 3 or graph.degree(b) > 3
        if data["road"] < 0 and busy and chance("thin", a, b) < share:
            _drop_unless_bridge(graph, a, b)
    join_through(graph)
