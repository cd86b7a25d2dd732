"""What there is to note on the pieces of a route, joined where it goes on."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from geo.account.chart import NAMELESS, Records, Row, columns_of
from geo.judge.kernel import kernel
from geo.network import NO_EVIDENCE, Floats, Ints, Network
from geo.overlay import OF_THE_WAY
from geo.rule import RULES

TOLD: Final = (
    "incline",
    "incline_across",
    "width_m",
    "narrowest_m",
    "clearance_m",
    "kerb_height_m",
    "step_count",
    "kerb",
    "handrail",
    "steps",
    "smoothness",
    "surface",
    "obstructed",
    "wheelchair",
    "access",
    "crossing",
    "tactile_paving",
    "sidewalk",
    "lit",
)
"""Attributes that notes tell; the first seven are numbers."""
ACROSS, WIDTH, CLEARANCE, KERB_M, COUNT, KERB, RAIL, STEPS = 1, 2, 4, 5, 6, 7, 8, 9
ONEWAY: Final = len(TOLD)
OF_RULE: Final = {
    "slope_up": "incline",
    "slope_down": "incline",
    "slope_across": "incline_across",
    "width": "width_m",
    "narrowing": "narrowest_m",
    "clearance": "clearance_m",
    "tactile": "tactile_paving",
    "carriageway": "sidewalk",
    "light": "lit",
}
"""Rule → attribute that tells it, where the two have other names."""
COLUMN: Final = np.array(
    [TOLD.index(n) if (n := OF_RULE.get(r, r)) in TOLD else ONEWAY for r in RULES]
)
"""Of each of ``RULES``, its place in ``TOLD``."""
SLOPE_UP, SLOPE_DOWN = RULES.index("slope_up"), RULES.index("slope_down")
OF_KERB, OF_STEPS = RULES.index("kerb"), RULES.index("steps")
IS_OF_THE_WAY: Final = np.array([name in OF_THE_WAY for name in (*TOLD, "oneway")])
LEVELS: Final = ("refused", "unknown", "comfort")
TOGETHER_M: Final = 1.0
"""Notes of the same thing that are this close are one."""
RUN: Final = np.dtype(
    [
        (name, "f8")
        for name in (
            *("level", "rule", "doubted", "told", "value", "said", "barrier"),
            *("remark", "piece", "at_m", "end_m", "lon", "lat", "method", "way"),
        )
    ]
)
"""A note: a place in ``LEVELS`` and in ``RULES``, whether it is a doubt, a place in
``TOLD``, its worst value as a number, the place of who says it among the evidences of
the network, numbers of the barrier and of the remark (-1: none) where barriers act, its
first piece, where it begins and ends, the number of its method, its way."""


class Said(NamedTuple):
    """What a network tells of its segments, and who says it.

    Attributes
    ----------
    columns, evidence : tuple of array
        Of ``TOLD``, as the network holds them; empty where it has none.
    method : array
        Of each evidence, a number that stands for its method; the last one: nobody.
    """

    columns: tuple[Floats, ...]
    evidence: tuple[Ints, ...]
    method: NDArray[np.int64]


class Limits(NamedTuple):
    """What of a person decides which words a note tells.

    Attributes
    ----------
    kerb : array, shape (3,)
        Height that a kerb is measured by, at each of ``LEVELS``; NaN where none.
    steps : float
        The longest flight; NaN where any is taken.
    """

    kerb: Floats
    steps: float


@lru_cache(maxsize=2)
def said_of(network: Network) -> Said:
    """Lay out what a network tells, once."""
    nobody = np.empty(0, dtype=np.int32)
    methods = method_numbers(network)
    return Said(
        columns_of(network, TOLD),
        tuple(network.evidence.get(name, nobody) for name in TOLD),
        np.array([*(methods[e.method] for e in network.evidences), methods[""]]),
    )


@lru_cache(maxsize=2)
def method_numbers(network: Network) -> dict[str, int]:
    """Give the methods of a network numbers."""
    methods = dict.fromkeys(["", *(said.method for said in network.evidences)])
    return {method: number for number, method in enumerate(methods)}


Bits = NDArray[np.uint32]


@kernel
def list_runs(  # noqa: PLR0913, PLR0917
    said: Said,
    ways: Records,
    pieces: Records,
    bits: Bits,
    limits: Limits,
    extra: Records,
    runs: Records,
) -> int:
    """Join the remarks of a route, level by level, and say how many notes there are.

    Parameters
    ----------
    said : Said
    ways, pieces : structured array
    bits : array, shape (3, n)
        Of each of ``LEVELS``, the rules of which there is something to note; the
        doubts behind them in the fourth row.
    limits : Limits
    extra : structured array
        ``RUN``, the remarks where barriers act, in order of level and piece: on those
        pieces the bits are 0.
    runs : structured array
        Takes the notes.
    """
    known, method = _gather(said, pieces), said.method
    count, more = 0, 0
    for level in range(3):
        for i in range(len(pieces)):
            at_m, end_m = pieces[i].at_m, pieces[i].at_m + pieces[i].length_m
            rest, rule = bits[level, i], 0
            while rest:
                if rest & 1:
                    doubted = bits[3, i] >> rule & 1
                    _fill(runs[count], level, rule, doubted, pieces, i)
                    _say(known, limits, pieces[i].edge & 1, runs[count])
                    runs[count].method = method[int(runs[count].said)]
                    count += _join(ways, runs, count, (at_m, end_m))
                rest, rule = rest >> 1, rule + 1
            while more < len(extra) and _is_at(extra[more], level, i):
                remark = extra[more]
                _fill(runs[count], level, remark.rule, remark.doubted, pieces, i)
                _copy(remark, runs[count])
                count += _join(ways, runs, count, (at_m, end_m))
                more += 1
    return count


@kernel
def _is_at(remark: Row, level: int, place: int) -> bool:
    return bool(remark.level == level and remark.piece == place)


@kernel
def _fill(
    run: Row, level: int, rule: int, doubted: int, pieces: Records, place: int
) -> None:
    piece = pieces[place]
    run.piece, run.level, run.rule, run.doubted = place, level, rule, doubted
    run.at_m, run.end_m = piece.at_m, piece.at_m + piece.length_m
    run.lon, run.lat, run.way = piece.place[0, 0], piece.place[0, 1], piece.way
    run.barrier, run.remark = -1, -1


@kernel
def _copy(remark: Row, run: Row) -> None:
    run.told, run.value, run.said = remark.told, remark.value, remark.said
    run.barrier, run.remark, run.method = remark.barrier, remark.remark, remark.method


class Known(NamedTuple):
    """What is told on the pieces of a route: ``TOLD``, and who says it."""

    number: Floats
    who: Ints


@kernel
def _gather(said: Said, pieces: Records) -> Known:
    """Read ``TOLD`` on every piece: the many arrays of a network are passed once."""
    shape = len(said.columns), len(pieces)
    known = Known(np.empty(shape), np.empty(shape, np.int32))
    for told in range(len(said.columns)):
        column, evidence = said.columns[told], said.evidence[told]
        for i in range(len(pieces)):
            segment = pieces[i].segment
            known.number[told, i] = column[segment] if len(column) else math.nan
            known.who[told, i] = evidence[segment] if len(evidence) else NO_EVIDENCE
    return known


@kernel
def _read(known: Known, told: int, place: int, doubted: int) -> tuple[float, int]:
    """Read a value, NaN where nothing is known, and who says it."""
    number, who = known.number[told, place], known.who[told, place]
    if math.isnan(number) or (doubted and who == NO_EVIDENCE and IS_OF_THE_WAY[told]):
        return math.nan, NO_EVIDENCE
    return number, who


@kernel
def _say(known: Known, limits: Limits, is_back: int, run: Row) -> None:
    """Fill in what a remark tells."""
    rule, doubted, place = int(run.rule), int(run.doubted), int(run.piece)
    told = COLUMN[rule]
    run.told, run.value, run.said = told, 1.0, NO_EVIDENCE
    if rule == OF_KERB:
        word = _read(known, KERB, place, doubted)[0]
        height = _read(known, KERB_M, place, doubted)[0]
        is_high = height > limits.kerb[int(run.level)]
        run.told = KERB if not (math.isnan(word) or is_high) else KERB_M
    elif rule == OF_STEPS:
        run.told = _say_steps(known, limits.steps, place, doubted)
    if told != ONEWAY:
        run.value, run.said = _read(known, int(run.told), place, doubted)
    if rule in (SLOPE_UP, SLOPE_DOWN):
        run.value *= -1 if (rule == SLOPE_UP) == (is_back == 1) else 1
    elif run.told == ACROSS:
        run.value = abs(run.value)


@kernel
def _say_steps(known: Known, most: float, place: int, doubted: int) -> int:
    """Choose what tells of a flight of steps."""
    steps = _read(known, COUNT, place, doubted)[0]
    rail = _read(known, RAIL, place, doubted)[0]
    if (math.isnan(most) or (most > 0 and steps <= most)) and not rail > 0:
        return RAIL
    return COUNT if most > 0 and not math.isnan(steps) else STEPS


@kernel
def _join(ways: Records, runs: Records, count: int, metres: tuple[float, float]) -> int:
    """Let a remark go on from the last one that it may; 1 if there is none."""
    new = runs[count]
    for k in range(count - 1, -1, -1):
        run = runs[k]
        if run.level != new.level:
            break
        if _is_like(run, new) and _takes(ways, run, new, metres[0]):
            run.end_m = metres[1]
            if _is_number(run) and _is_number(new):
                narrow = WIDTH <= run.told <= CLEARANCE
                if new.value < run.value if narrow else new.value > run.value:
                    run.value = new.value
            return 0
    return 1


@kernel
def _is_like(run: Row, new: Row) -> bool:
    return bool(
        run.rule == new.rule
        and run.doubted == new.doubted
        and run.told == new.told
        and run.barrier == new.barrier
        and run.method == new.method
    )


@kernel
def _is_number(run: Row) -> bool:
    return run.told <= COUNT and not math.isnan(run.value)


@kernel
def _takes(ways: Records, run: Row, new: Row, at_m: float) -> bool:
    """Tell whether a remark of the same rule goes on from here."""
    if run.barrier < 0 and at_m - run.end_m >= TOGETHER_M:
        return False
    is_unknown = math.isnan(run.value)
    mine, other = ways[int(run.way)], ways[int(new.way)]
    is_alike = mine.name != NAMELESS and mine.name == other.name
    if not (mine.key == other.key or is_alike or (is_unknown and run.barrier < 0)):
        return False
    if is_unknown:
        return math.isnan(new.value)
    return bool(run.value == new.value or run.told <= COUNT)
