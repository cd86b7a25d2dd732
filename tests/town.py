"""A miniature town, drawn by hand on a grid of metres: everything is tested on it.

::

        n3 ──── market street ──── m3 ···steps··· u3 ── upper street ── w3
        │                          │              │                      │
      hill 9 %                  cobbles        narrow              private drive
        │                          │              │                      │
        n2 ──── middle street ─── m2 ── kerb ─── u2 ── one way → ────── w2
        │                          │              │                      │
      flat                      lift           gravel                  ramp
        │                          │              │                      │
        n1 ──── main street ───── m1 ── bridge ── u1 ── quay ────────── w1

    and, joined to nothing, an island: i1 ── i2 ── i3
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise

import numpy as np

from geo.compile import compile_network
from geo.crs import distance_m
from geo.network import BarrierFact, Evidence, Network, WayInfo
from geo.observation import Method, Observation, Value
from geo.rows import EdgeRow, NodeRow, Rows, WayRow, resolve_all

ORIGIN = (8.700, 36.170)
EAST_M = 89_900.0
"""Metres of one degree of longitude here."""
NORTH_M = 110_960.0
SEEN = date(2026, 5, 1)


def at(east_m: float, north_m: float) -> tuple[float, float]:
    """Give the (lon, lat) of a place on the grid."""
    return ORIGIN[0] + east_m / EAST_M, ORIGIN[1] + north_m / NORTH_M


@dataclass
class Street:
    """A way of the miniature: its nodes in order and what is known of it."""

    key: str
    nodes: tuple[str, ...]
    highway: str = "footway"
    footway: str = ""
    oneway: int = 0
    sidewalks: str = "unknown"
    known: Mapping[str, Value] = field(default_factory=dict)
    left: Mapping[str, Value] = field(default_factory=dict)
    right: Mapping[str, Value] = field(default_factory=dict)
    method: Method = Method.TAGGED


GOOD = {
    "surface": "asphalt",
    "smoothness": "good",
    "width_m": 2.0,
    "incline": 0.0,
}


def street(key: str, *nodes: str, **changes: Value) -> Street:
    """Make a good footway, but for what is said; ``None`` makes a value unknown."""
    known = {**GOOD, **changes}
    return Street(key, nodes, known={k: v for k, v in known.items() if v is not None})


NODES = {
    "n1": at(0, 0),
    "m1": at(100, 0),
    "u1": at(200, 0),
    "w1": at(300, 0),
    "n2": at(0, 100),
    "m2": at(100, 100),
    "u2": at(200, 100),
    "w2": at(300, 100),
    "n3": at(0, 200),
    "m3": at(100, 200),
    "u3": at(200, 200),
    "w3": at(300, 200),
    "k1": at(140, 100),
    "k2": at(160, 100),
    "b1": at(130, 10),
    "b2": at(170, 10),
    "i1": at(0, 700),
    "i2": at(100, 700),
    "i3": at(100, 800),
}


def named(made: Street, **changes: object) -> Street:
    """Change what is not an attribute: highway, oneway, sidewalks …"""
    return replace(made, **changes)  # type: ignore[arg-type]


STREETS = (
    named(
        street("main", "n1", "m1"),
        highway="residential",
        sidewalks="both",
        left={"width_m": 2.0},
        right={"width_m": 2.0},
    ),
    street("bridge", "m1", "b1", "b2", "u1"),
    street("quay", "u1", "w1", surface=None, smoothness=None, width_m=None),
    named(street("middle", "n2", "m2"), highway="residential", sidewalks="no"),
    named(street("crossing", "m2", "k1", "k2", "u2"), footway="crossing"),
    named(street("one-way", "u2", "w2"), oneway=1),
    named(street("market", "n3", "m3"), highway="pedestrian"),
    named(street("steps", "m3", "u3", incline=None), highway="steps"),
    street("upper", "u3", "w3"),
    street("flat", "n1", "n2"),
    street("hill", "n2", "n3", incline=0.09),
    named(street("lift", "m1", "m2", incline=None), highway="elevator"),
    street("cobbles", "m2", "m3", surface="sett", smoothness="bad"),
    street("gravel", "u1", "u2", surface="gravel"),
    street("narrow", "u2", "u3", width_m=0.7),
    street("ramp", "w1", "w2", incline=0.06),
    street("drive", "w2", "w3", access="private"),
    street("island", "i1", "i2", "i3"),
)
KERBS = {"k1": {"kerb_height_m": 0.12}}


def _observations(
    subject: str, known: Mapping[str, Value], side: str, method: Method
) -> Iterable[Observation]:
    for attribute in sorted(known):
        yield Observation(
            subject,
            attribute,
            known[attribute],
            method,
            "drawn",
            side,  # type: ignore[arg-type]
            SEEN,
        )


def draw(
    streets: Iterable[Street] = STREETS,
    *,
    nodes: Mapping[str, tuple[float, float]] = NODES,
    node_facts: Mapping[str, Mapping[str, Value]] = KERBS,
    heights: Mapping[str, float] | None = None,
    sigma_m: float = 4.0,
) -> Network:
    """Compile a town from streets; junctions are where two streets share a node."""
    ways = sorted(streets, key=lambda s: s.key)
    used = sorted({node for way in ways for node in way.nodes})
    ends = _junctions(ways)
    kept = [node for node in used if node in ends]
    place = {node: i for i, node in enumerate(kept)}
    heights = heights or {}
    observed = [
        o
        for way in ways
        for side, known in (
            ("both", way.known),
            ("left", way.left),
            ("right", way.right),
        )
        for o in _observations(way.key, known, side, way.method)
    ]
    for node in sorted(node_facts):
        observed += _observations(node, node_facts[node], "both", Method.TAGGED)
    rows = Rows(
        revision=1,
        ways=[
            WayRow(
                WayInfo(w.key, w.highway, w.footway, {"en": w.key}, "drawn"),
                w.oneway,
                w.sidewalks,
                w.nodes,
            )
            for w in ways
        ],
        nodes=[
            NodeRow(
                node,
                nodes[node],
                heights.get(node, float("nan")),
                sigma_m if node in heights else float("nan"),
                "heights" if node in heights else "",
            )
            for node in kept
        ],
        edges=[
            EdgeRow(
                i,
                place[way.nodes[first]],
                place[way.nodes[last]],
                (first, last),
                _length([nodes[n] for n in way.nodes[first : last + 1]]),
                np.array([nodes[n] for n in way.nodes[first : last + 1]]),
            )
            for i, way in enumerate(ways)
            for first, last in _cuts(way, ends)
        ],
        known=resolve_all(observed),
    )
    return compile_network(rows)


def _junctions(ways: list[Street]) -> set[str]:
    seen: dict[str, int] = {}
    for way in ways:
        for node in way.nodes:
            seen[node] = seen.get(node, 0) + 1
    ends = {node for way in ways for node in (way.nodes[0], way.nodes[-1])}
    return ends | {node for node, times in seen.items() if times > 1}


def _cuts(way: Street, ends: set[str]) -> list[tuple[int, int]]:
    places = [i for i, node in enumerate(way.nodes) if node in ends]
    return list(pairwise(places))


def _length(points: list[tuple[float, float]]) -> float:
    return sum(distance_m(a, b) for a, b in pairwise(points))


def changed(key: str, **changes: Value) -> tuple[Street, ...]:
    """Give the streets of the town with one of them changed."""
    return tuple(
        replace(
            made,
            known={k: v for k, v in {**made.known, **changes}.items() if v is not None},
        )
        if made.key == key
        else made
        for made in STREETS
    )


def segments_of(network: Network, key: str) -> list[int]:
    """List the segments of a street."""
    return [i for i, w in enumerate(network.way) if network.ways[w].key == key]


def barrier(
    network: Network,
    street_key: str,
    attribute: str,
    value: Value,
    *,
    method: str = "surveyed",
    confirmed: bool = True,
) -> BarrierFact:
    """Put a barrier on a whole street."""
    segments = tuple(segments_of(network, street_key))
    line = network.line(segments[0])
    return BarrierFact(
        key=f"drawn:{street_key}:{attribute}",
        kind="other",
        segments=segments,
        attribute=attribute,
        value=value,
        lonlat=(float(line[0, 0]), float(line[0, 1])),
        evidence=Evidence("survey", method, SEEN, 0.9),
        confirmed=confirmed,
    )
