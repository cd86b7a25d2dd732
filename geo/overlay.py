"""Barriers laid over the columns of a network: the worst holds.

The network itself is never changed, so that an ended barrier leaves no trace.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from geo.column import SOFT, code, encode
from geo.kerb import worse_kerb
from geo.network import NO_EVIDENCE, BarrierFact, Evidence, Floats, Network
from geo.observation import Method

Flags = NDArray[np.bool_]
Segments = NDArray[np.int64]
Place = tuple[str, int]
"""An attribute on a segment."""


def _steeper(old: float, new: float) -> float:
    return new if np.isnan(old) or abs(new) > abs(old) else old


def _ordered(attribute: str, *words: str) -> Callable[[float, float], float]:
    """Tell the worse of two words by their order, from the best to the worst."""
    rank = {code(attribute, word): place for place, word in enumerate(words)}

    def judge(old: float, new: float) -> float:
        return new if rank.get(new, -1) > rank.get(old, -1) else old

    return judge


WORSE: Final[dict[str, Callable[[float, float], float]]] = {
    **dict.fromkeys(("width_m", "narrowest_m", "clearance_m", "handrail"), np.fmin),
    **dict.fromkeys(("kerb_height_m", "step_count", "step_height_m"), np.fmax),
    **dict.fromkeys(("smoothness", "steps", "obstructed", "wheelchair"), np.fmax),
    "surface": np.fmax,
    **dict.fromkeys(("incline", "incline_across"), _steeper),
    "kerb": worse_kerb,
    "access": _ordered("access", "yes", "destination", "customers", "private", "no"),
}
"""Which of two values is the worse; of another attribute, the later holds.

Words of smoothness and surface are in order, the best first.
"""


def worse(attribute: str, old: float, new: float) -> float:
    """Give the worse of two values of an attribute; NaN is nothing known."""
    judge = WORSE.get(attribute)
    return new if judge is None else float(judge(old, new))


OF_THE_WAY: Final = frozenset({"incline", "width_m", "surface", "smoothness"})
"""What a barrier knows of its own spot leaves the rest of the way unknown."""


class Told(NamedTuple):
    """A value as an answer tells it: NaN where it is not known, and who says so."""

    number: float = math.nan
    evidence: Evidence | None = None
    barrier: BarrierFact | None = None


NOTHING: Final = Told()


@dataclass(frozen=True, eq=False)
class Facts:
    """What is known of every segment, with the barriers that act now.

    Attributes
    ----------
    own_hard : dict of str to array, shape (m,)
        Values of the ways that may refuse, forward, NaN where there is none.
    own_soft : dict of str to array, shape (m,)
        Values of the ways that only cost and warn: modelled, or reported.
    laid_hard, laid_soft : dict of attribute to dict of segment to float
        What holds instead where a barrier acts; not confirmed, it is soft.
    culprits, rumours, vague : dict of (attribute, segment) to BarrierFact
        Whose value is the hard one, the soft one; whose severity is not known.
    unsized : dict of (attribute, segment) to BarrierFact
        Of the last, those that somebody has found there (``is_found``).
    """

    network: Network
    own_hard: dict[str, Floats]
    own_soft: dict[str, Floats]
    laid_hard: dict[str, dict[int, float]] = field(default_factory=dict)
    laid_soft: dict[str, dict[int, float]] = field(default_factory=dict)
    culprits: dict[Place, BarrierFact] = field(default_factory=dict)
    rumours: dict[Place, BarrierFact] = field(default_factory=dict)
    vague: dict[Place, BarrierFact] = field(default_factory=dict)
    unsized: dict[Place, BarrierFact] = field(default_factory=dict)

    @cached_property
    def hard(self) -> dict[str, Floats]:
        """Values that may refuse, with barriers: whole columns."""
        return _columns(self.network.segments, self.own_hard, self.laid_hard)

    @cached_property
    def soft(self) -> dict[str, Floats]:
        """Values that only warn, with barriers: whole columns."""
        return _columns(self.network.segments, self.own_soft, self.laid_soft)

    def hard_of(self, attribute: str) -> Floats:
        """Give the values that may refuse, of all segments."""
        none = np.full(self.network.segments, np.nan)
        return self.hard.get(attribute, none)

    def value_of(self, attribute: str) -> Floats:
        """Give the values of all segments, hard ones first."""
        hard, soft = self.hard_of(attribute), self.soft.get(attribute)
        return hard if soft is None else np.where(np.isnan(hard), soft, hard)

    def hard_at(self, attribute: str, segments: Segments) -> Floats:
        """Give the values that may refuse, of some segments."""
        return _values(self.own_hard, self.laid_hard, attribute, segments)

    def soft_at(self, attribute: str, segments: Segments) -> Floats:
        """Give the values that only warn, of some segments."""
        return _values(self.own_soft, self.laid_soft, attribute, segments)

    def doubt_at(self, attribute: str, segments: Segments) -> Flags:
        """Tell on which of some segments a barrier of unknown severity acts."""
        return _acts(self.vague, attribute, segments)

    def unsized_at(self, attribute: str, segments: Segments) -> Flags:
        """Tell on which of some segments somebody found what nobody has measured."""
        return _acts(self.unsized, attribute, segments)

    def touched(self) -> list[int]:
        """List the segments on which barriers act, in order."""
        laid = (*self.laid_hard.values(), *self.laid_soft.values())
        known = {segment for numbers in laid for segment in numbers}
        return sorted(known | {segment for _, segment in self.vague})

    def at(self, attribute: str, segment: int) -> float:
        """Give the value at one segment, NaN where nothing is known."""
        return self.told(attribute, segment).number

    def evidence(self, attribute: str, segment: int) -> Evidence | None:
        """Tell where a value comes from."""
        return self.told(attribute, segment).evidence

    def told(self, attribute: str, segment: int, *, doubted: bool = False) -> Told:
        """Give a value with whoever says it.

        Parameters
        ----------
        attribute : str
        segment : int
        doubted : bool
            Whether the doubt is asked for: a barrier of unknown severity or a soft
            value before the hard one.
        """
        place = attribute, segment
        if doubted and place in self.vague:
            doubt = self.unsized.get(place, self.vague[place])
            return Told(math.nan, doubt.evidence, doubt)
        firm = self.own_hard, self.laid_hard, self.culprits
        mild = self.own_soft, self.laid_soft, self.rumours
        for columns, laid, barriers in (mild, firm) if doubted else (firm, mild):
            number = value_at(columns, laid, place)
            if not math.isnan(number):
                barrier, own = barriers.get(place), self._own(attribute, segment)
                if doubted and own is None and attribute in OF_THE_WAY:
                    return NOTHING
                said = barrier.evidence if barrier else own
                return Told(number, said, barrier)
        return NOTHING

    def _own(self, attribute: str, segment: int) -> Evidence | None:
        indices = self.network.evidence.get(attribute)
        if indices is None or indices[segment] == NO_EVIDENCE:
            return None
        return self.network.evidences[int(indices[segment])]


def value_at(
    columns: Mapping[str, Floats],
    laid: Mapping[str, Mapping[int, float]],
    place: Place,
) -> float:
    """Give one value: of a barrier, else of the way, else NaN."""
    attribute, segment = place
    if attribute in laid and segment in laid[attribute]:
        return laid[attribute][segment]
    column = columns.get(attribute)
    return math.nan if column is None else float(column[segment])


def is_found(barrier: BarrierFact) -> bool:
    """Tell whether somebody found a barrier in the way, be its size known or not.

    What a map has of bollards and gates is confirmed as well, but few of them are in
    anybody's way, and a search would shun every pedestrian street for them.
    """
    return barrier.confirmed and barrier.evidence.method != Method.TAGGED


def _acts(
    barriers: Mapping[Place, BarrierFact], attribute: str, segments: Segments
) -> Flags:
    there = [segment for name, segment in barriers if name == attribute]
    return np.isin(segments, there)


def _columns(
    size: int, own: Mapping[str, Floats], laid: Mapping[str, Mapping[int, float]]
) -> dict[str, Floats]:
    columns, nothing = dict(own), np.full(size, np.nan)
    for attribute, numbers in laid.items():
        columns[attribute] = own.get(attribute, nothing).copy()
        columns[attribute][list(numbers)] = list(numbers.values())
    return columns


def _values(
    columns: Mapping[str, Floats],
    laid: Mapping[str, Mapping[int, float]],
    attribute: str,
    segments: Segments,
) -> Floats:
    column = columns.get(attribute)
    own = np.full(len(segments), np.nan) if column is None else column[segments]
    if attribute in laid:
        numbers = laid[attribute]
        for place, segment in enumerate(segments.tolist()):
            own[place] = numbers.get(segment, own[place])
    return own


@lru_cache(maxsize=4)
def base_facts(network: Network) -> Facts:
    """Part the columns of a network into what may refuse and what only warns."""
    is_soft = np.array([e.method in SOFT for e in network.evidences] + [False])
    hard, soft = {}, {}
    for attribute, values in network.columns.items():
        mild = is_soft[network.evidence[attribute]]
        hard[attribute] = np.where(mild, np.nan, values)
        if mild.any():
            soft[attribute] = np.where(mild, values, np.nan)
    return Facts(network, hard, soft)


def lay_barriers(network: Network, barriers: Sequence[BarrierFact]) -> Facts:
    """Lay barriers over a network.

    Parameters
    ----------
    network : Network
    barriers : sequence of BarrierFact
        Those that act now, in any order.

    Returns
    -------
    Facts
        Of a barrier with a value, the worse of its value and the segment's; of a
        barrier without one, a doubt, and an effort where somebody has found it there
        (``unsized``). An unconfirmed barrier never refuses; one that
        is over does nothing. The work grows with the barriers, not with the network.
    """
    base = base_facts(network)
    facts = Facts(network, base.own_hard, base.own_soft)
    acting = (barrier for barrier in barriers if not barrier.is_over)
    for barrier in sorted(acting, key=lambda b: (not b.instead, b.key)):
        number = encode(barrier.attribute, barrier.value)
        for segment in barrier.segments:
            _lay(facts, barrier, (barrier.attribute, int(segment)), number)
    return facts


def _lay(facts: Facts, barrier: BarrierFact, place: Place, number: float) -> None:
    if math.isnan(number):
        facts.vague.setdefault(place, barrier)
        if is_found(barrier):
            facts.unsized.setdefault(place, barrier)
        return
    firm = barrier.confirmed
    columns, laid = (
        (facts.own_hard, facts.laid_hard) if firm else (facts.own_soft, facts.laid_soft)
    )
    old = value_at(columns, laid, place)
    new = number if barrier.instead else worse(barrier.attribute, old, number)
    laid.setdefault(barrier.attribute, {})[place[1]] = new
    if number == new or old != new:
        (facts.culprits if firm else facts.rumours)[place] = barrier
