"""What is known of a segment as one row of numbers, for the kernels."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from geo.carriageway import crossing_share, exposure
from geo.judge.about import RAMPS
from geo.judge.run import measure_runs
from geo.kerb import kerb_bounds
from geo.network import Floats, Network
from geo.overlay import Facts, base_facts
from geo.rule import BITS
from geo.star import star

Rows = NDArray[np.void]
Segments = NDArray[np.int64]

NUMBERS: Final = (
    "incline",
    "incline_across",
    "width_m",
    "narrowest_m",
    "clearance_m",
    "step_count",
)
"""Numbers of which what may refuse and what only warns stand apart."""
WORDS: Final = ("steps", "smoothness", "surface", "obstructed", "wheelchair", "access")
"""Words (and yes or no) of which the same is true; -1 where there is none."""
SPOKEN: Final = (
    "incline_direction",
    "handrail",
    "step_contrast",
    "crossing",
    "signals_sound",
    "tactile_paving",
    "sidewalk",
    "lit",
    *RAMPS,
)
"""Words that never refuse: one column for both."""
UNTOLD: Final = (
    "incline",
    "width_m",
    "kerb_height_m",
    "kerb",
    "surface",
    "smoothness",
    "crossing",
)
"""Of these it matters whether the way itself tells anything."""
DOUBTED: Final = {
    "incline": ("slope_up", "slope_down"),
    "incline_across": ("slope_across",),
    "width_m": ("width",),
    "narrowest_m": ("narrowing",),
    "clearance_m": ("clearance",),
    "step_count": ("steps",),
    "steps": ("steps",),
    "smoothness": ("smoothness",),
    "surface": ("surface",),
    "obstructed": ("obstructed",),
    "kerb_height_m": ("kerb",),
    "kerb": ("kerb",),
}
"""Of these it matters whether a barrier of unknown severity acts: to which rules."""
OWN: Final = ("length_m", "run_m", "traffic", "crossing_share", "elevator")
KERBS: Final = ("kerb_low_m", "kerb_high_m", "kerb_mild_m")
"""Between which heights the kerb is, by what may refuse; how high it is said to be."""

ROW: Final = np.dtype(
    [
        *((name, "f8") for name in (*OWN, *KERBS)),
        *((name + end, "f8") for name in NUMBERS for end in ("", "_soft")),
        *((name + end, "i1") for name in WORDS for end in ("", "_soft")),
        *((name, "i1") for name in SPOKEN),
        ("oneway", "i1"),
        *((f"{name}_untold", "?") for name in UNTOLD),
        *((f"{name}_doubt", "?") for name in DOUBTED),
        ("unsized", "u4"),
        ("is_stairs", "?"),
        ("is_crossing", "?"),
    ],
    align=True,
)
"""Fields of a row: the segment itself, then its attributes forward.

``unsized`` has the bits of the rules that an obstacle on it may break that somebody has
found there and nobody has measured.
"""


@lru_cache(maxsize=4)
def build_rows(network: Network) -> Rows:
    """Lay out what is known of every segment, without barriers.

    Parameters
    ----------
    network : Network

    Returns
    -------
    structured array, shape (m,)
        Of ``ROW``; made once for a network.
    """
    facts = base_facts(network)
    every = np.arange(network.segments)
    rows = np.zeros(network.segments, dtype=ROW)
    rows["length_m"] = network.length_m
    rows["traffic"] = exposure(network)
    rows["oneway"] = network.oneway
    rows["crossing_share"] = crossing_share(network)
    rows["is_crossing"] = rows["crossing_share"] > 0
    for name in UNTOLD:
        rows[f"{name}_untold"] = np.isnan(_value(facts, name, every))
    steps, count = _value(facts, "steps", every), _value(facts, "step_count", every)
    rows["is_stairs"] = (steps > 0) | (count > 0)
    fill_rows(rows, facts, every)
    rows["run_m"] = find_runs(network, list_rises(rows), every)
    return rows


def fill_rows(rows: Rows, facts: Facts, segments: Segments) -> None:
    """Write into some rows what barriers can change.

    Parameters
    ----------
    rows : structured array, shape (k,)
    facts : Facts
    segments : array, shape (k,)
        Whose rows they are.
    """
    for name in NUMBERS:
        rows[name] = facts.hard_at(name, segments)
        rows[f"{name}_soft"] = facts.soft_at(name, segments)
    for name in WORDS:
        rows[name] = _word(facts.hard_at(name, segments))
        rows[f"{name}_soft"] = _word(facts.soft_at(name, segments))
    for name in SPOKEN:
        rows[name] = _word(_value(facts, name, segments))
    for name in DOUBTED:
        rows[f"{name}_doubt"] = facts.doubt_at(name, segments)
    rows["unsized"] = _unsized(facts, segments)
    rows["elevator"] = _value(facts, "elevator", segments)
    hard = [facts.hard_at(name, segments) for name in ("kerb_height_m", "kerb")]
    soft = [facts.soft_at(name, segments) for name in ("kerb_height_m", "kerb")]
    rows["kerb_low_m"], rows["kerb_high_m"] = kerb_bounds(*hard)
    rows["kerb_mild_m"] = kerb_bounds(*soft)[1]


def list_rises(rows: Rows) -> Floats:
    """Give the slopes that make runs: hard ones, where people walk or roll."""
    idle = rows["is_stairs"] | (rows["elevator"] >= 1)
    return np.asarray(np.where(idle, np.nan, rows["incline"]))


def find_runs(network: Network, rise: Floats, segments: Segments) -> Floats:
    """Measure the runs of some segments (``geo.judge.run``), metres.

    Parameters
    ----------
    network : Network
    rise : array, shape (m,)
        Of all segments (``list_rises``).
    segments : array
    """
    out = star(network, reverse=False)
    return np.asarray(
        measure_runs(
            segments,
            network.tail,
            network.head,
            out.start,
            out.edge,
            out.far,
            rise,
            network.length_m,
        )
    )


def _unsized(facts: Facts, segments: Segments) -> NDArray[np.uint32]:
    found = np.zeros(len(segments), dtype=np.uint32)
    for name, rules in DOUBTED.items() if facts.unsized else ():
        bits = sum(BITS[rule] for rule in rules)
        found |= np.where(facts.unsized_at(name, segments), bits, 0).astype(np.uint32)
    return found


def _value(facts: Facts, name: str, segments: Segments) -> Floats:
    hard, soft = facts.hard_at(name, segments), facts.soft_at(name, segments)
    return np.where(np.isnan(hard), soft, hard)


def _word(values: Floats) -> NDArray[Any]:
    return np.where(np.isnan(values), -1, values).astype(np.int8)
