"""Case streets: small dead ends that show one reason of refusal each."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path

import networkx as nx
import numpy as np
from shapely.geometry import LineString
from shapely.ops import substring

from tools.kef.facts import to_metres
from tools.kef.line import Node, points_of
from tools.kef.site import Site, find_site, round_point
from tools.kef.street import Tags

TABLE = Path(__file__).with_name("cases.toml")
BEFORE_M = 32.0


@dataclass
class Case:
    """A named pair of points and what the trip between them shows."""

    key: str
    row: dict[str, object]
    start: Node = (0.0, 0.0)
    end: Node = (0.0, 0.0)
    pins: dict[Node, Tags] = field(default_factory=dict)


def load_case_rows() -> dict[str, dict[str, object]]:
    """Read the table of cases: key → row."""
    rows: dict[str, dict[str, object]] = tomllib.loads(TABLE.read_text("utf-8"))
    return rows


def add_cases(graph: nx.Graph[Node]) -> list[Case]:
    """Add the case streets to the graph; their host streets become clean."""
    rows = load_case_rows().items()
    return [_add(graph, Case(key, row)) for key, row in rows if "near" in row]


def _add(graph: nx.Graph[Node], case: Case) -> Case:
    site = find_site(
        graph, to_metres(np.array([case.row["near"]]))[0], ring=_ring(case)
    )
    feet = [round_point(site.line.interpolate(at)) for at in site.feet]
    _split_host(graph, site, feet)
    spur = last = LineString([feet[0], site.tips[0]])
    case.pins = _pins(case, spur)
    line = LineString([feet[0], *case.pins, site.tips[0]])
    highway = str(case.row["highway"])
    _add_edge(graph, line, {"kind": highway, "clean": False, "case": case.key})
    if _ring(case):
        ramp = LineString([feet[1], *site.tips[:0:-1], site.tips[0]])
        _add_edge(graph, ramp, {"kind": "footway", "clean": True, "case": "ramp"})
        last = ramp
    before = 4.0 if _ring(case) else BEFORE_M
    case.start = round_point(site.line.interpolate(site.feet[0] - before))
    case.end = round_point(last.interpolate(last.length - 1.0))
    return case


def _ring(case: Case) -> bool:
    return bool(case.row.get("ring", False))


def _split_host(graph: nx.Graph[Node], site: Site, feet: list[Node]) -> None:
    graph.remove_edge(*site.host)
    cuts = [0.0, *site.feet, site.line.length]
    ends = [site.host[0], *feet, site.host[1]]
    for i in range(len(cuts) - 1):
        coords = list(substring(site.line, cuts[i], cuts[i + 1]).coords)
        line = LineString([ends[i], *coords[1:-1], ends[i + 1]])
        _add_edge(graph, line, {"kind": "residential", "clean": True, "case": ""})


def _add_edge(graph: nx.Graph[Node], line: LineString, data: dict[str, object]) -> None:
    points = points_of(line)
    a, b = points[0], points[-1]
    graph.add_edge(a, b, line=line, road=-1, forward=a, **data)


def _pins(case: Case, spur: LineString) -> dict[Node, Tags]:
    rows: list[Tags] = case.row.get("pins", [])  # type: ignore[assignment]
    share = 1 / (len(rows) + 1)
    return {
        round_point(spur.interpolate(share * (number + 1), normalized=True)): dict(row)
        for number, row in enumerate(rows)
    }
