"""One route through one network, walked: the rows from which its answer is told."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np

from geo.account.chart import READ, Records, chart_of, told_of
from geo.account.piece import PIECE
from geo.account.sight import SIGHT
from geo.account.span import SPAN
from geo.account.track import Track
from geo.account.walk import Blank, Patches, Walk, count_sights, walk
from geo.judge.laid import Laid
from geo.network import Network
from geo.overlay import Facts

FLOAT_BYTES: Final = 8
UNCHANGED: Final = Patches(np.zeros((0, 2), np.int64), np.zeros(0))


class Span(NamedTuple):
    """An instruction: a row of ``geo.account.span.SPAN``."""

    first: float
    end: float
    kind: float
    way: float
    side: float
    at_m: float
    length_m: float
    lon: float
    lat: float
    leaves: float
    arrives: float
    turn: float
    surface: float
    step_count: float

    @property
    def places(self) -> range:
        """Its pieces."""
        return range(int(self.first), int(self.end))


class Sight(NamedTuple):
    """Something that is met: a row of ``geo.account.sight.SIGHT``."""

    what: float
    at_m: float
    length_m: float
    lon: float
    lat: float
    value: float
    other: float
    side: float
    way: float
    piece: float


@dataclass(frozen=True, eq=False)
class Account:
    """A route of at least one piece, walked under the barriers that act now.

    Attributes
    ----------
    laid : Laid
        The network with its barriers.
    track : Track
    segments : list of int
        Segment of each piece.
    blank : Blank
        Filled rows.
    walk : Walk
    """

    laid: Laid
    track: Track
    segments: list[int]
    blank: Blank
    walk: Walk

    @property
    def network(self) -> Network:
        """The network."""
        return self.laid.facts.network

    @property
    def pieces(self) -> Records:
        """Rows of ``geo.account.piece.PIECE``."""
        return self.blank.pieces

    @cached_property
    def spans(self) -> list[Span]:
        """The instructions, in order."""
        return list(map(Span._make, rows_of(self.blank.spans[: self.walk.spans])))

    @cached_property
    def sights(self) -> list[list[Sight]]:
        """What is met on each instruction."""
        ends: list[int] = self.walk.sights.tolist()
        rows = list(map(Sight._make, rows_of(self.blank.sights[: ends[-1]])))
        return [rows[first:end] for first, end in pairwise(ends)]

    @cached_property
    def touched(self) -> list[int]:
        """Pieces on whose segments barriers act."""
        on = self.laid.on
        return [i for i, segment in enumerate(self.segments) if segment in on]

    def at_m(self, place: int) -> float:
        """Give the metres from the start of the route to a piece."""
        return float(self.pieces["at_m"][place])

    def along(self, place: int) -> tuple[float, float]:
        """Give where on its segment a piece lies, 0 at the tail … 1 at the head."""
        start, end = self.track.share[place].tolist()
        return (1 - end, 1 - start) if self.track.edge[place] & 1 else (start, end)

    def number(self, attribute: str, place: int) -> float:
        """Give the number of an attribute on a piece, NaN where not known."""
        segment, column = self.segments[place], self.network.columns.get(attribute)
        if segment in self.laid.on:
            return self.laid.facts.at(attribute, segment)
        return math.nan if column is None else float(column[segment])


def rows_of(rows: Records) -> list[list[float]]:
    """Give rows whose fields are all floats as lists; much faster than ``tolist``."""
    shape = len(rows), rows.dtype.itemsize // FLOAT_BYTES
    found: list[list[float]] = rows.view(np.float64).reshape(shape).tolist()
    return found


def take_account(laid: Laid, track: Track) -> Account:
    """Walk a route of at least one piece."""
    facts, segments = laid.facts, (track.edge >> 1).tolist()
    chart, count = chart_of(facts.network), len(segments)
    blank = Blank(
        np.empty(count, PIECE),
        np.empty(count, SPAN),
        np.empty(count_sights(chart, track.edge), SIGHT),
    )
    met = [i for i, segment in enumerate(segments) if segment in laid.on]
    patches = _patches(facts, segments, met) if met else UNCHANGED
    return Account(laid, track, segments, blank, walk(chart, track, patches, blank))


def _patches(facts: Facts, segments: list[int], met: list[int]) -> Patches:
    """List the numbers that barriers change."""
    where, number = [], []
    for attribute, name in enumerate(told_of(facts.network)):
        laid = facts.laid_hard.get(name, {}), facts.laid_soft.get(name, {})
        for place in met:
            if segments[place] in laid[0] or segments[place] in laid[1]:
                where.append((attribute, place))
                number.append(facts.at(READ[attribute], segments[place]))
    if not number:
        return UNCHANGED
    return Patches(np.array(where, np.int64), np.array(number, np.float64))
