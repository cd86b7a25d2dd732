"""Nodes with access tags on the streets: kerbs, crossings, bollards, benches."""

from __future__ import annotations

import networkx as nx
from shapely.geometry import LineString

from tools.kef.draw import between, chance, pick
from tools.kef.line import Node
from tools.kef.street import Street, Tags, oriented

KERB_M = 7.0
KERBS: tuple[tuple[Tags, float], ...] = (
    ({"kerb": "lowered", "kerb:height": "0.02 m"}, 30),
    ({"kerb": "lowered"}, 18),
    ({"kerb": "flush"}, 16),
    ({"barrier": "kerb", "kerb": "raised", "kerb:height": "0.14 m"}, 22),
    ({"barrier": "kerb", "kerb": "raised"}, 16),
    ({"barrier": "kerb", "kerb": "rolled"}, 4),
    ({"barrier": "kerb", "kerb": "yes"}, 6),
)
CROSSINGS: tuple[tuple[Tags, float], ...] = (
    ({"crossing": "unmarked"}, 4),
    ({"crossing": "uncontrolled", "crossing:markings": "zebra"}, 6),
    (
        {
            "crossing": "uncontrolled",
            "crossing:markings": "zebra",
            "crossing:island": "yes",
        },
        1,
    ),
    ({"crossing": "traffic_signals", "traffic_signals:sound": "yes"}, 1),
    ({"crossing": "traffic_signals", "traffic_signals:sound": "no"}, 2),
)
GATES: tuple[tuple[Tags, float], ...] = (
    ({"barrier": "bollard", "maxwidth:physical": "1.1"}, 4),
    ({"barrier": "bollard", "maxwidth:physical": "0.75"}, 2),
    ({"barrier": "bollard"}, 3),
    ({"barrier": "cycle_barrier"}, 1),
    ({"barrier": "gate", "maxwidth:physical": "1.0"}, 1),
)


def pin_streets(streets: list[Street], graph: nx.Graph[Node]) -> dict[Node, Tags]:
    """Put tagged nodes on the streets and give their tags by position."""
    main = {n for s in streets if s.road >= 0 for n in s.nodes}
    pins: dict[Node, Tags] = {}
    for street in streets:
        if street.case or street.clean or street.kind == "steps":
            continue
        if street.road >= 0:
            pins |= _crossings(street, graph)
        else:
            pins |= _kerbs(street, main)
            pins |= _gates(street)
    return pins


def _kerbs(street: Street, main: set[Node]) -> dict[Node, Tags]:
    """Kerbs where a side street meets the pavement of a main road."""
    pins: dict[Node, Tags] = {}
    length = street.shape.length
    for end, at in ((0, KERB_M), (-1, length - KERB_M)):
        if street.nodes[end] not in main or length < 4 * KERB_M:
            continue
        if chance("kerb", street.id, end) < 0.75:
            tags = dict(pick(KERBS, "kerb-kind", street.id, end))
            if chance("tactile", street.id, end) < 0.25:
                tags["tactile_paving"] = pick(
                    (("yes", 1), ("no", 2)), "t", street.id, end
                )
            pins[_insert(street, at)] = tags
    return pins


def _gates(street: Street) -> dict[Node, Tags]:
    walks = street.kind in ("footway", "pedestrian", "path")
    if not walks or street.shape.length < 25 or chance("gate", street.id) > 0.24:
        return {}
    at = between(0.35, 0.65, "gate-at", street.id) * street.shape.length
    return {_insert(street, at): dict(pick(GATES, "gate-kind", street.id))}


def _crossings(street: Street, graph: nx.Graph[Node]) -> dict[Node, Tags]:
    pins: dict[Node, Tags] = {}
    for node, after in zip(street.nodes[:-1], street.nodes[1:], strict=True):
        piece = LineString(oriented(graph, node, after))
        busy = graph.degree(node) > 2 and piece.length > 30
        if not busy or chance("crossing", node) > 0.45:
            continue
        tags = {"highway": "crossing", **pick(CROSSINGS, "crossing-kind", node)}
        if chance("crossing-tactile", node) < 0.5:
            tags["tactile_paving"] = pick((("yes", 2), ("no", 3)), "ct", node)
        before = street.shape.project(piece.interpolate(0))
        pins[_insert(street, before + 6.0)] = tags
    return pins


def _insert(street: Street, at: float) -> Node:
    """Add a vertex to a street at a distance from its start."""
    point = street.shape.interpolate(at)
    new = (round(point.x, 2), round(point.y, 2))
    passed = 0.0
    for i, (a, b) in enumerate(zip(street.line, street.line[1:], strict=False)):
        piece = LineString([a, b]).length
        if passed + piece >= at:
            street.line.insert(i + 1, new)
            break
        passed += piece
    return new
