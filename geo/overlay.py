"""Barriers laid over the columns of a network: the worst holds.

The network itself is never changed, so that an ended barrier leaves no trace.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from geo.column import SOFT, code, encode
from geo.kerb import worse_kerb
from geo.network import NO_EVIDENCE, BarrierFact, Evidence, Floats, Network

Flags = NDArray[np.bool_]


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


@dataclass(frozen=True)
class Told:
    """A value as an answer tells it: NaN where it is not known, and who says so."""

    number: float = math.nan
    evidence: Evidence | None = None
    barrier: BarrierFact | None = None


@dataclass(frozen=True, eq=False)
class Facts:
    """What is known of every segment, with the barriers that act now.

    Attributes
    ----------
    hard : dict of str to array, shape (m,)
        Values that may refuse, forward, NaN where there is none.
    soft : dict of str to array, shape (m,)
        Values that only cost and warn: modelled, or reported and not confirmed.
    doubt : dict of str to array of bool, shape (m,)
        Where a barrier acts whose severity is not known.
    culprits, rumours, vague : dict of (attribute, segment) to BarrierFact
        Whose value is the hard one, the soft one; whose severity is not known.
    """

    network: Network
    hard: dict[str, Floats]
    soft: dict[str, Floats]
    doubt: dict[str, Flags] = field(default_factory=dict)
    culprits: dict[tuple[str, int], BarrierFact] = field(default_factory=dict)
    rumours: dict[tuple[str, int], BarrierFact] = field(default_factory=dict)
    vague: dict[tuple[str, int], BarrierFact] = field(default_factory=dict)

    def hard_of(self, attribute: str) -> Floats:
        """Give the values that may refuse."""
        return self._column(self.hard, attribute)

    def soft_of(self, attribute: str) -> Floats:
        """Give the values that only warn."""
        return self._column(self.soft, attribute)

    def doubt_of(self, attribute: str) -> Flags:
        """Tell where a barrier of unknown severity acts."""
        none = np.zeros(self.network.segments, dtype=np.bool_)
        return self.doubt.get(attribute, none)

    def value_of(self, attribute: str) -> Floats:
        """Give the values, hard ones first."""
        hard, soft = self.hard_of(attribute), self.soft_of(attribute)
        return np.where(np.isnan(hard), soft, hard)

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
            return Told(math.nan, self.vague[place].evidence, self.vague[place])
        ranked = ((self.hard, self.culprits), (self.soft, self.rumours))
        for columns, barriers in reversed(ranked) if doubted else ranked:
            column = columns.get(attribute)
            if column is not None and not math.isnan(column[segment]):
                barrier, own = barriers.get(place), self._own(attribute, segment)
                if doubted and own is None and attribute in OF_THE_WAY:
                    return Told()
                said = barrier.evidence if barrier else own
                return Told(float(column[segment]), said, barrier)
        return Told()

    def _own(self, attribute: str, segment: int) -> Evidence | None:
        indices = self.network.evidence.get(attribute)
        if indices is None or indices[segment] == NO_EVIDENCE:
            return None
        return self.network.evidences[int(indices[segment])]

    def _column(self, columns: dict[str, Floats], attribute: str) -> Floats:
        found = columns.get(attribute)
        return np.full(self.network.segments, np.nan) if found is None else found


@lru_cache(maxsize=2)
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
        barrier without one, a doubt. An unconfirmed barrier never refuses.
    """
    base = base_facts(network)
    facts = Facts(network, dict(base.hard), dict(base.soft))
    for barrier in sorted(barriers, key=lambda b: b.key):
        for segment in barrier.segments:
            _lay(facts, barrier, segment)
    return facts


def _lay(facts: Facts, barrier: BarrierFact, segment: int) -> None:
    attribute, place = barrier.attribute, (barrier.attribute, segment)
    number = encode(attribute, barrier.value)
    if np.isnan(number):
        flags = facts.doubt.setdefault(attribute, facts.doubt_of(attribute))
        flags[segment] = True
        facts.vague.setdefault(place, barrier)
        return
    column = _owned(facts, "hard" if barrier.confirmed else "soft", attribute)
    old = column[segment]
    column[segment] = worse(attribute, old, number)
    if number == column[segment] or old != column[segment]:
        (facts.culprits if barrier.confirmed else facts.rumours)[place] = barrier


def _owned(facts: Facts, kind: str, attribute: str) -> Floats:
    """Give a column that may be written: a copy, the first time."""
    columns: dict[str, Floats] = getattr(facts, kind)
    base = getattr(base_facts(facts.network), kind).get(attribute)
    if columns.get(attribute) is base:
        columns[attribute] = (
            np.full(facts.network.segments, np.nan) if base is None else base.copy()
        )
    return columns[attribute]
