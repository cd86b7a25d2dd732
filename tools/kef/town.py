"""Builds the street network of the town, in memory."""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx
import numpy as np

from tools.kef.facts import Facts
from tools.kef.field import Field, build_field
from tools.kef.island import make_island
from tools.kef.join import join_streets
from tools.kef.kind import set_kinds
from tools.kef.label import name_streets
from tools.kef.line import Node
from tools.kef.osmfile import simplify_streets
from tools.kef.pins import pin_streets
from tools.kef.roads import Road, load_roads
from tools.kef.spur import Case, add_cases, load_case_rows
from tools.kef.street import Street, Tags, build_streets
from tools.kef.tagging import set_tags
from tools.kef.terrain import build_terrain
from tools.kef.trace import as_line, trace_streets


@dataclass(frozen=True)
class Town:
    """The demonstration network and what it was made from."""

    facts: Facts
    field: Field
    roads: list[Road]
    graph: nx.Graph[Node]
    streets: list[Street]
    pins: dict[Node, Tags]
    cases: list[Case]


def build_town(facts: Facts) -> Town:
    """Trace, join, cut, name and tag the streets."""
    roads = load_roads()
    field = build_field(facts, build_terrain(facts.heights), roads)
    traced = [as_line(points) for points in trace_streets(field, roads)]
    graph = join_streets(field, roads, traced)
    island = make_island(graph)
    cases = add_cases(graph)
    set_kinds(graph, field, roads)
    streets = build_streets(graph, field)
    name_streets(streets, facts.streets, roads)
    set_tags(streets, field, load_case_rows())
    pins = pin_streets(streets, graph)
    for case in cases:
        pins |= case.pins
    simplify_streets(streets, pins)
    cases.append(_island_case(graph, island))
    return Town(facts, field, roads, graph, streets, pins, cases)


def _island_case(graph: nx.Graph[Node], island: list[Node]) -> Case:
    """Go from the inside of the island to the nearest main road."""
    middle = np.array(island).mean(0)
    start = min(island, key=lambda n: float(np.hypot(*(np.array(n) - middle))))
    main = {n for a, b, d in graph.edges(data=True) if d["road"] >= 0 for n in (a, b)}
    end = min(main, key=lambda n: float(np.hypot(*(np.array(n) - np.array(start)))))
    return Case("island", load_case_rows()["island"], start, end)
