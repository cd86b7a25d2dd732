"""The columns of a network, filled from what is known of ways and nodes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from geo.anchor import acting_segments
from geo.attribute import ATTRIBUTES
from geo.carriageway import CROSSING, exposures
from geo.column import encode
from geo.network import NO_EVIDENCE, SIDES, Bytes, Evidence, Floats, Ints
from geo.observation import Method, Observation, Side
from geo.overlay import worse
from geo.rows import EdgeRow, Known, Rows, WayRow

Plan = Sequence[tuple[int, str]]
"""(edge, side) of every segment."""
OF_THE_ROAD: Final = frozenset({"width_m", "sidewalk", "residents"})
"""What a street says of its carriageway and nothing of its sidewalks."""
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
MODELLED_CONFIDENCE: Final = 0.5
LIFT_SHARE: Final = 0.5
"""A lift that is a node is met by two segments, each with half its time."""


@dataclass
class Table:
    """Columns with their evidence, while they are filled."""

    size: int
    columns: dict[str, Floats] = field(default_factory=dict)
    indices: dict[str, Ints] = field(default_factory=dict)
    evidences: dict[Evidence, int] = field(default_factory=dict)

    def open(self, attribute: str) -> Floats:
        """Give the column of an attribute, made of unknowns the first time."""
        if attribute not in self.columns:
            self.columns[attribute] = np.full(self.size, np.nan)
            self.indices[attribute] = np.full(self.size, NO_EVIDENCE, dtype=np.int32)
        return self.columns[attribute]

    def put(
        self, attribute: str, where: slice | Sequence[int], value: float, why: Evidence
    ) -> None:
        """Write a value and where it comes from."""
        self.open(attribute)[where] = value
        index = self.evidences.setdefault(why, len(self.evidences))
        self.indices[attribute][where] = index


def evidence_of(observation: Observation) -> Evidence:
    """Tell where an observed value comes from."""
    return Evidence(
        observation.source,
        str(observation.method),
        observation.observed_on,
        observation.confidence,
    )


def fill_way(
    table: Table,
    way: WayRow,
    known: dict[str, Known],
    block: slice,
    sides: Bytes,
) -> None:
    """Write what is known of a way, or of one side of it, on its segments."""
    side = SIDES[sides[block.start]]
    own = Evidence(way.info.source, str(Method.TAGGED), None, 1.0)
    if way.info.highway in ("steps", "elevator"):
        attribute = {"elevator": "elevator"}.get(way.info.highway, "steps")
        table.put(attribute, block, 1.0, own)
    for attribute, best in _of_side(known.get(way.info.key, {}), side).items():
        number = encode(attribute, best.value)
        if not math.isnan(number):
            table.put(attribute, block, number, evidence_of(best))
    word = "yes" if side != "both" else way.sidewalks
    if word in ATTRIBUTES["sidewalk"].words and way.info.highway in exposures():
        table.put("sidewalk", block, encode("sidewalk", word), own)


def _of_side(known: Known, side: str) -> dict[str, Observation]:
    """Choose what is said of a side: its own word, else that of the whole way."""
    general = {
        attribute: best
        for (attribute, said_of), best in known.items()
        if said_of == Side.BOTH and (side == "both" or attribute not in OF_THE_ROAD)
    }
    if side == "both":
        return general
    own = {a: best for (a, said_of), best in known.items() if said_of == side}
    return {**general, **own}


def fill_nodes(table: Table, rows: Rows, plan: Plan) -> None:
    """Write what is known of nodes on the segments on which it acts."""
    touching = _touching(rows, plan)
    infos = [rows.ways[rows.edges[edge].way].info for edge, _ in plan]
    streets = exposures()
    crosses = np.array([CROSSING in (i.footway, i.highway) for i in infos], np.bool_)
    drives = np.array(
        [
            info.highway in streets and side == "both"
            for info, (_, side) in zip(infos, plan, strict=True)
        ],
        np.bool_,
    )
    for key in sorted(touching):
        known = rows.known[key]
        at_crossing = (CROSSING, "both") in known
        for (attribute, _), best in known.items():
            if attribute in OF_A_CROSSING:
                chosen = [i for i in touching[key] if crosses[i]]
            elif attribute in OF_A_NODE:
                chosen = acting_segments(
                    attribute,
                    touching[key],
                    crosses=crosses,
                    drives=drives,
                    at_crossing=at_crossing,
                )
            else:
                continue
            _put_worse(table, best, chosen)


def _touching(rows: Rows, plan: Plan) -> dict[str, list[int]]:
    """List the segments through each node of which something is known."""
    touching: dict[str, list[int]] = {}
    for segment, (edge, _) in enumerate(plan):
        row = rows.edges[edge]
        first, last = row.vertices
        for key in dict.fromkeys(rows.ways[row.way].node_keys[first : last + 1]):
            if key in rows.known:
                touching.setdefault(key, []).append(segment)
    return touching


def _put_worse(table: Table, best: Observation, segments: Sequence[int]) -> None:
    number = encode(best.attribute, best.value)
    if math.isnan(number):
        return
    if best.attribute == "elevator":
        number *= LIFT_SHARE
    column = table.open(best.attribute)
    for segment in segments:
        old = column[segment]
        both = number if math.isnan(old) else worse(best.attribute, old, number)
        if both != old:
            table.put(best.attribute, [segment], both, evidence_of(best))


def fill_slopes(
    table: Table, rows: Rows, edges: Sequence[EdgeRow], length: Floats
) -> None:
    """Model the slope between the heights of the ends where it was not observed."""
    incline = table.open("incline")
    flat = (table.open("steps") > 0) | (table.open("elevator") > 0)
    missing = np.isnan(incline) & ~flat & (length > 0)
    for segment in np.flatnonzero(missing).tolist():
        tail, head = rows.nodes[edges[segment].tail], rows.nodes[edges[segment].head]
        slope = (head.height_m - tail.height_m) / length[segment]
        if not math.isnan(slope):
            why = Evidence(
                tail.height_source, str(Method.MODELLED), None, MODELLED_CONFIDENCE
            )
            table.put("incline", [segment], slope, why)
