"""What is known of nodes, written on the segments on which it acts."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from geo.anchor import acting_segments
from geo.column import encode
from geo.fill import KERBS, Table, evidence_of
from geo.observation import Observation
from geo.plan import Plan
from geo.rows import Edges, Rows, is_crossed

OF_A_CROSSING: Final = frozenset(
    {
        "crossing",
        "crossing_island",
        "signals_sound",
        "signals_vibration",
        "button_operated",
        "tactile_paving",
    }
)
"""What a node says of the crossing that runs through it, and of nothing else."""
OF_A_NODE: Final = frozenset(
    {"kerb", "kerb_height_m", "wheelchair", "access", "obstructed", "narrowest_m"}
    | {"clearance_m", "elevator", "step_count"}
)
TACTILE: Final = "tactile_paving"
TACTILE_ENDS: Final = ("tactile_start", "tactile_end")
"""What is underfoot at the tail and at the head of a crossing."""
LIFT_SHARE: Final = 0.5
"""A lift that is a node is met by two segments, each with half its time."""


@dataclass(frozen=True)
class Kinds:
    """What each segment is: a crossing, a part of a street."""

    crosses: NDArray[np.bool_]
    drives: NDArray[np.bool_]


@dataclass(frozen=True)
class _Touch:
    """A segment that meets a node, and the ends of it at which that is."""

    segment: int
    ends: tuple[int, ...]


def fill_nodes(table: Table, rows: Rows, plan: Plan, kinds: Kinds) -> None:
    """Write what is known of nodes on the segments on which it acts."""
    touching = _touching(rows, plan)
    for key in sorted(touching):
        known = rows.known[key]
        at_crossing = is_crossed(rows, key)
        for (attribute, _), best in known.items():
            chosen = _chosen(attribute, touching[key], kinds, at_crossing=at_crossing)
            for touch in chosen:
                _put(table, best, touch)


def _chosen(
    attribute: str, touching: Sequence[_Touch], kinds: Kinds, *, at_crossing: bool
) -> list[_Touch]:
    if attribute in OF_A_CROSSING:
        return [touch for touch in touching if kinds.crosses[touch.segment]]
    if attribute not in OF_A_NODE:
        return []
    acting = acting_segments(
        attribute,
        [touch.segment for touch in touching],
        crosses=kinds.crosses,
        drives=kinds.drives,
        at_crossing=at_crossing,
    )
    return [touch for touch in touching if touch.segment in acting]


def _put(table: Table, best: Observation, touch: _Touch) -> None:
    if best.attribute in KERBS:
        for end in touch.ends:
            table.put_kerb(best, touch.segment, end)
        return
    number = encode(best.attribute, best.value)
    if best.attribute == TACTILE and not math.isnan(number):
        for end in touch.ends:
            table.put(TACTILE_ENDS[end], [touch.segment], number, evidence_of(best))
    if not math.isnan(number):
        share = LIFT_SHARE if best.attribute == "elevator" else 1.0
        table.put_worse(best, touch.segment, number * share)


def _touching(rows: Rows, plan: Plan) -> Mapping[str, list[_Touch]]:
    """List the segments through each node of which something is known."""
    touching: dict[str, list[_Touch]] = {}
    edges = plan.edges
    order = np.argsort(plan.edge, kind="stable")
    start = np.searchsorted(plan.edge[order], np.arange(len(edges) + 1))
    for key, edge, vertex in _incidences(rows, edges):
        end = _nearer_end(edges, edge, vertex)
        for segment in order[start[edge] : start[edge + 1]].tolist():
            touching.setdefault(key, []).append(_Touch(segment, (end,)))
    links = plan.links
    for number, node in enumerate(links.node.tolist()):
        key = rows.nodes[node].key
        if key in rows.known:
            ends = tuple(np.flatnonzero(links.kerbs[number]).tolist())
            touch = _Touch(len(plan.edge) + number, ends)
            touching.setdefault(key, []).append(touch)
    return touching


def _incidences(rows: Rows, edges: Edges) -> Iterator[tuple[str, int, int]]:
    """Give (key, edge, vertex of the way) of each node of which something is known."""
    begin = np.searchsorted(edges.way, np.arange(len(rows.ways) + 1)).tolist()
    first, last = edges.first.tolist(), edges.last.tolist()
    for way, row in enumerate(rows.ways):
        if rows.known.keys().isdisjoint(row.node_keys):
            continue  # Most ways: in one call, not in one a node.
        seen: set[tuple[str, int]] = set()
        for vertex, key in enumerate(row.node_keys):
            if key not in rows.known:
                continue
            for edge in range(begin[way], begin[way + 1]):
                if first[edge] <= vertex <= last[edge] and (key, edge) not in seen:
                    seen.add((key, edge))
                    yield key, edge, vertex


def _nearer_end(edges: Edges, edge: int, vertex: int) -> int:
    """Tell whether a vertex lies nearer to the tail (0) or to the head (1)."""
    line = edges.line(edge)
    steps = np.hypot(*np.diff(line, axis=0).T)
    before = steps[: vertex - int(edges.first[edge])].sum()
    return int(before > steps.sum() / 2)
