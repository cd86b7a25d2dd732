"""The notes of a route: what there is to note on its pieces, each thing once."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, NamedTuple

import numpy as np

from geo.account.account import rows_of
from geo.account.chart import Records, chart_of
from geo.account.remark import (
    LEVELS,
    ONEWAY,
    RUN,
    TOLD,
    Bits,
    Limits,
    list_runs,
    method_numbers,
    said_of,
)
from geo.ageing import aged
from geo.column import decode, encode
from geo.cost import Costs
from geo.meeting import corners
from geo.need import Profile
from geo.network import NO_EVIDENCE, Evidence, Network
from geo.note import Note
from geo.observation import Value
from geo.reason import COMFORT, NOBODY, Remark, bound_of, limit_of, list_remarks
from geo.rule import RULES

FILLED: Final = (
    *("level", "rule", "doubted", "told", "value", "said"),
    *("barrier", "method", "remark", "piece"),
)
"""What the row of a remark tells before it is joined with others."""
SLOPES: Final = ("slope_up", "slope_down")
NO_REMARKS: Final = np.empty(0, dtype=RUN)


class Run(NamedTuple):
    """A note: a row of ``geo.account.remark.RUN``."""

    level: float
    rule: float
    doubted: float
    told: float
    value: float
    said: float
    barrier: float
    remark: float
    piece: float
    at_m: float
    end_m: float
    lon: float
    lat: float
    method: float
    way: float


@dataclass(frozen=True, eq=False)
class Judged:
    """A route of one person, judged piece by piece.

    Attributes
    ----------
    network : Network
    profile : Profile
    pieces : structured array
        ``geo.account.piece.PIECE``, in order.
    bits : array, shape (3, n)
        Rules refused, doubtful, beyond comfort.
    met : dict of int to Costs
        Pieces on whose segments barriers act, with the costs of each.
    today : date, optional
    """

    network: Network
    profile: Profile
    pieces: Records
    bits: Bits
    met: dict[int, Costs]
    today: date | None


def list_notes(judged: Judged, levels: Collection[str]) -> dict[str, tuple[Note, ...]]:
    """List the notes of some levels along a route, each thing once, in order."""
    bits, network = _bits(judged, levels), judged.network
    remarks, extra = _remarks(judged, levels)
    room = int(np.bitwise_count(bits[:3]).sum()) + len(extra) + 1
    runs = np.empty(room, dtype=RUN)
    pieces, ways, limits = (
        judged.pieces,
        chart_of(network).ways,
        _limits(judged.profile),
    )
    found = list_runs(said_of(network), ways, pieces, bits, limits, extra, runs)
    told: dict[str, list[Note]] = {level: [] for level in levels}
    writer = Writer(judged, remarks)
    for row in map(Run._make, rows_of(runs[:found])):
        told[LEVELS[int(row.level)]].append(writer.write(row))
    return {level: tuple(notes) for level, notes in told.items()}


def _bits(judged: Judged, levels: Collection[str]) -> Bits:
    """Sort what was judged by level; barriers are told otherwise."""
    refused, doubtful, beyond = judged.bits
    bits = np.zeros((4, len(refused)), dtype=np.uint32)
    told = refused, doubtful & ~refused, beyond & ~refused & ~doubtful
    for place, level in enumerate(LEVELS):
        if level in levels:
            bits[place] = told[place]
    bits[3] = doubtful
    for place in judged.met:
        bits[:3, place] = 0
    return bits


def _limits(profile: Profile) -> Limits:
    bounds = (bound_of(profile, "kerb", level) for level in LEVELS)
    most = profile.steps.most
    kerb = np.array([np.nan if bound is None else bound for bound in bounds])
    return Limits(kerb, np.nan if most is None else float(most))


def _remarks(judged: Judged, levels: Collection[str]) -> tuple[list[Remark], Records]:
    """List what there is to note where barriers act, and the same as rows."""
    if not judged.met:
        return [], NO_REMARKS
    remarks: list[Remark] = []
    rows: list[tuple[float, ...]] = []
    numbers = Numbers(judged.network)
    edges = judged.pieces["edge"].tolist()
    for number, level in enumerate(LEVELS):
        if level not in levels:
            continue
        for place, costs in judged.met.items():
            for remark in list_remarks(
                costs, judged.profile, edge=edges[place], level=level
            ):
                rows.append((number, *numbers.of(remark), len(remarks), place))
                remarks.append(remark)
    extra = np.zeros(len(rows), dtype=RUN)
    for name, values in zip(FILLED, zip(*rows, strict=True), strict=False):
        extra[name] = values
    return remarks, extra


def _method(remark: Remark) -> str:
    return remark.told.evidence.method if remark.told.evidence else ""


class Numbers:
    """Turns remarks into numbers, equal where two are alike."""

    def __init__(self, network: Network) -> None:
        self.methods = dict(method_numbers(network))
        self.others: dict[object, int] = {}

    def of(self, remark: Remark) -> tuple[float, ...]:
        """Give rule, doubt, attribute, value, who says it, barrier, method.

        What is there at times only has no key: it is joined like a fact of the way.
        """
        rule, _, ending = remark.rule.rpartition("_")
        shown, barrier = remark.shown, remark.told.barrier
        name = shown.column if shown.attribute == rule else shown.attribute
        method = self.methods.setdefault(_method(remark), len(self.methods))
        return (
            RULES.index(rule),
            ending == "unknown",
            self._attribute(name),
            self._value(name, shown.value),
            NO_EVIDENCE,
            self._number(("barrier", barrier.key)) if barrier and barrier.key else -1,
            method,
        )

    def _attribute(self, name: str) -> int:
        if name in TOLD:
            return TOLD.index(name)
        return ONEWAY + self._number(("attribute", name)) if name else ONEWAY

    def _value(self, name: str, value: Value) -> float:
        if name in TOLD or value is None:
            return math.nan if value is None else encode(name, value)
        return 1.0 if value is True else float(self._number(value))

    def _number(self, thing: object) -> int:
        return self.others.setdefault(thing, len(self.others) + 1)


class Writer:
    """Writes notes from rows.

    Parameters
    ----------
    judged : Judged
    remarks : list of Remark
        To which the rows point where barriers act.
    """

    def __init__(self, judged: Judged, remarks: Sequence[Remark]) -> None:
        self.judged, self.remarks = judged, remarks
        self.info = corners(judged.network).info

    def write(self, run: Run) -> Note:
        """Write a note."""
        if run.remark >= 0:
            return self._barred(run, self.remarks[int(run.remark)])
        level, rule, told = LEVELS[int(run.level)], RULES[int(run.rule)], int(run.told)
        way, judged = self.info(int(run.way)), self.judged
        value: Value = True
        attribute = "oneway"
        said = NOBODY
        if told < ONEWAY:
            attribute, value = TOLD[told], decode(TOLD[told], run.value)
            if run.said >= 0:
                said = judged.network.evidences[int(run.said)]
        limit = limit_of(judged.profile, rule, level, attribute=attribute)
        attribute = rule if rule in SLOPES else attribute
        doubt = "unknown" if run.doubted else "limit"
        is_way = told == ONEWAY
        return Note(
            attribute,
            value,
            limit,
            f"{rule}_{COMFORT if level == COMFORT else doubt}",
            run.at_m,
            run.end_m - run.at_m,
            (run.lon, run.lat),
            way.key,
            way.names,
            way.source if is_way else said.source,
            said.method,
            said.observed_on,
            self._sure(said, attribute, value) if not is_way else 1.0,
            "",
            int(judged.pieces["segment"][int(run.piece)]),
        )

    def _sure(self, said: Evidence, attribute: str, value: Value) -> float:
        """Say how sure a note is on the day of the question."""
        if not said.method:
            return said.confidence
        return aged(said, self.judged.today, attribute=attribute, value=value)

    def _barred(self, run: Run, remark: Remark) -> Note:
        """Write a note where barriers act."""
        edge = int(self.judged.pieces["edge"][int(run.piece)])
        note = remark.write(self.judged.network, edge)
        is_number = isinstance(note.value, float)
        value = run.value if is_number else note.value
        said = Evidence(note.source, note.method, note.observed_on, note.confidence)
        return replace(
            note,
            value=value,
            at_m=run.at_m,
            length_m=run.end_m - run.at_m,
            position=note.position if note.barrier else (run.lon, run.lat),
            confidence=self._sure(said, note.attribute, value),
        )
