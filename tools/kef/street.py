"""Streets as OSM has them: ways over numbered vertices, cut from the graph."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass, field

import networkx as nx
from shapely.geometry import LineString

from tools.kef.field import Field
from tools.kef.line import Node, turned
from tools.kef.names import Names

Tags = dict[str, str]
STRAIGHT = 0.75
LONGEST_M = {
    "medina": 170.0,
    "steps": 0.0,
    "main": 700.0,
    "street": 330.0,
    "path": 150.0,
}


@dataclass
class Street:
    """A way under construction; its line is in metres."""

    id: int
    kind: str
    zone: str
    line: list[Node]
    nodes: list[Node]
    road: int = -1
    clean: bool = False
    case: str = ""
    names: Names = field(default_factory=dict)
    is_dead_end: bool = False
    tags: Tags = field(default_factory=dict)

    @property
    def shape(self) -> LineString:
        """The line of the street."""
        return LineString(self.line)

    @property
    def key(self) -> str:
        """Key of the way once it is imported."""
        return f"demonstration:w{self.id}"


def zone_of(field_: Field, line: LineString) -> str:
    """Tell in which part of the town a line lies."""
    middle = line.interpolate(0.5, normalized=True)
    if field_.in_medina(middle.x, middle.y):
        return "medina"
    near = field_.medina.distance(middle)
    return "inner" if near < 900 else "outer"


def build_streets(graph: nx.Graph[Node], field_: Field) -> list[Street]:
    """Chain the edges of the graph into streets, the longest runs first."""
    waiting = {_edge(a, b) for a, b in graph.edges}
    streets: list[Street] = []
    for edge in sorted(waiting, key=lambda e: (-graph.edges[e]["road"], e)):
        if edge not in waiting:
            continue
        run = _run(graph, edge, waiting)
        waiting -= {_edge(a, b) for a, b in itertools.pairwise(run)}
        streets.append(_street(graph, field_, run, len(streets) + 1))
    return streets


def _edge(a: Node, b: Node) -> tuple[Node, Node]:
    return (a, b) if a < b else (b, a)


def _run(
    graph: nx.Graph[Node], edge: tuple[Node, Node], waiting: set[tuple[Node, Node]]
) -> list[Node]:
    data = graph.edges[edge]
    run = list(edge) if data["forward"] == edge[0] else [edge[1], edge[0]]
    rest = LONGEST_M[data["rank"]] - data["line"].length
    taken = {edge}
    for _ in (0, 1):
        while rest > 0 and not data["case"]:
            after = _straight_on(graph, (run[-2], run[-1]), waiting - taken)
            if after is None:
                break
            taken.add(_edge(run[-1], after))
            rest -= graph.edges[run[-1], after]["line"].length
            run.append(after)
        run.reverse()
    return run


def _straight_on(
    graph: nx.Graph[Node], step: tuple[Node, Node], waiting: set[tuple[Node, Node]]
) -> Node | None:
    before, here = step
    own = graph.edges[step]
    ahead = _leaving(graph, here, before) + math.pi
    best, turn = None, STRAIGHT
    for after in sorted(graph.neighbors(here)):
        edge = _edge(here, after)
        other = graph.edges[edge]
        same = all(own[k] == other[k] for k in ("kind", "road", "case", "clean"))
        if edge not in waiting or not same:
            continue
        gap = abs(math.remainder(_leaving(graph, here, after) - ahead, 2 * math.pi))
        if own["road"] >= 0 or gap < turn:
            best, turn = after, gap
    return best


def oriented(graph: nx.Graph[Node], start: Node, end: Node) -> list[Node]:
    """Give the coordinates of an edge in the direction of travel."""
    return turned(graph.edges[start, end]["line"], start)


def _leaving(graph: nx.Graph[Node], here: Node, to: Node) -> float:
    coords = oriented(graph, here, to)
    x, y = LineString(coords).interpolate(12).coords[0]
    return math.atan2(y - here[1], x - here[0])


def _street(
    graph: nx.Graph[Node], field_: Field, run: list[Node], number: int
) -> Street:
    line = [run[0]]
    for a, b in itertools.pairwise(run):
        line += oriented(graph, a, b)[1:]
    data = graph.edges[run[0], run[1]]
    return Street(
        id=number,
        kind=data["kind"],
        zone=zone_of(field_, LineString(line)),
        line=line,
        nodes=run,
        road=data["road"],
        clean=data["clean"],
        case=data["case"],
        is_dead_end=1 in (graph.degree(run[0]), graph.degree(run[-1])),
    )
