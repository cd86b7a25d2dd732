"""Other ways that are better in something: shorter, easier, flatter, more certain."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from geo.answer import Alternative, Path
from geo.cost import Costs
from geo.errors import InputError
from geo.network import Floats, Network
from geo.overlay import Flags, base_facts
from geo.part import Parts, Piece
from geo.route import Weights, route_length_m

DIFFERS: Final = 0.2
"""An alternative leaves the other ways for at least this share of its length."""
MOST_LONGER: Final = 2.0
"""Nobody wants to be longer on the way than so many times the usual time."""
MOST: Final = 3
SHADE: Final = ("covered", "shade")
SUN_S_PER_M: Final = 0.6
"""Burden of a metre in the sun, for who wishes for shade: ours, to be reviewed."""


@dataclass(frozen=True)
class Criterion:
    """What may be wanted most of a way.

    Its weight is a sum of what edges cost anyway, so that a search may add it up. The
    factors are ours: large enough to matter, small enough that nobody is sent around
    the town for a trifle.

    Attributes
    ----------
    key : str
    rank : float
        Weight of the usual rank.
    by_m, by_uncertain_m, by_climb_m, by_beyond_m : float
        Seconds for each metre, metre in doubt, metre climbed, metre beyond comfort.
    by_effort : float
        Seconds for each second of effort.
    measure : callable
        What of a path is to be small; ``None`` where it is not known.
    least, share : float
        A gain is of use from here, and from this share of the usual way's measure.
    """

    key: str
    measure: Callable[[Path], float | None]
    least: float
    share: float
    rank: float = 1.0
    by_m: float = 0.0
    by_uncertain_m: float = 0.0
    by_climb_m: float = 0.0
    by_beyond_m: float = 0.0
    by_effort: float = 0.0

    def gain(self, usual: Path, other: Path) -> float:
        """Tell by how much another way is better; 0 where it is of no use."""
        before, after = self.measure(usual), self.measure(other)
        if before is None or after is None:
            return 0.0
        gain = before - after
        return gain if gain >= max(self.least, self.share * before) else 0.0


CRITERIA: Final = {
    one.key: one
    for one in (
        Criterion("shortest", lambda p: p.length_m, 30.0, 0.05, rank=0.01, by_m=1.0),
        Criterion(
            "fewest_barriers",
            lambda p: float(len(p.watch)),
            1.0,
            0.2,
            by_effort=3.0,
            by_beyond_m=2.0,
        ),
        Criterion("least_climb", lambda p: p.climb_m, 3.0, 0.1, by_climb_m=30.0),
        Criterion(
            "most_certain", lambda p: p.uncertain_m, 30.0, 0.1, by_uncertain_m=5.0
        ),
    )
}
USUAL: Final = Criterion("", lambda p: p.seconds + p.effort_s, 0.0, 0.0)


def get_criterion(key: str) -> Criterion:
    """Give what is wanted most by its key; the usual one for an empty key.

    Raises
    ------
    InputError
        Listing the keys that there are.
    """
    if not key:
        return USUAL
    if key not in CRITERIA:
        known = ", ".join(CRITERIA)
        raise InputError("prefer", f"{key!r} is not known; it is one of {known}")
    return CRITERIA[key]


class Preferred(Weights):
    """Weighs edges by what the person wants most; refused edges are closed.

    Parameters
    ----------
    parts : Parts
    criterion : Criterion
    shade : bool
        Whether metres that are not known to be shaded weigh more.
    """

    def __init__(self, parts: Parts, criterion: Criterion, *, shade: bool) -> None:
        super().__init__(parts, closed=True)
        self.criterion, self.shade = criterion, shade
        self.by_share = self._weigh(parts.whole)

    def of(self, piece: Piece) -> float:
        """Weigh a piece."""
        costs = self.parts.of(piece)
        by = self.by_share if costs is self.parts.whole else self._weigh(costs)
        return float(by[piece.edge]) * piece.share

    def _weigh(self, costs: Costs) -> Floats:
        network, want = self.parts.network, self.criterion
        length = np.repeat(network.length_m, 2)
        weight = want.rank * costs.rank_s + want.by_m * length
        weight += want.by_uncertain_m * costs.uncertain_m
        weight += want.by_effort * costs.effort_s
        weight += want.by_beyond_m * np.where(costs.beyond > 0, length, 0.0)
        if want.by_climb_m:
            weight += want.by_climb_m * list_climbs(network)
        if self.shade:
            weight += SUN_S_PER_M * np.where(is_shaded(network), 0.0, length)
        return np.where(costs.refused == 0, weight, np.inf)


def list_climbs(network: Network) -> Floats:
    """Give the metres that each directed edge climbs, shape (2m,); 0 where unknown."""
    rise = network.node_height[network.head] - network.node_height[network.tail]
    slope = base_facts(network).value_of("incline") * network.length_m
    rise = np.nan_to_num(np.where(np.isnan(rise), slope, rise))
    return np.maximum(np.column_stack([rise, -rise]), 0.0).ravel()


def is_shaded(network: Network) -> Flags:
    """Tell of each directed edge, shape (2m,), whether it is known to be shaded."""
    facts = base_facts(network)
    known = [facts.value_of(name) > 0 for name in SHADE]
    return np.repeat(np.logical_or.reduce(known), 2)


def list_alternatives(
    network: Network,
    usual: tuple[Sequence[Piece], Path],
    find: Callable[[Criterion], tuple[Sequence[Piece], Path] | None],
) -> tuple[Alternative, ...]:
    """List other ways that differ and are better in something.

    Parameters
    ----------
    network : Network
    usual : tuple
        The way that was chosen, as pieces and as an answer.
    find : callable
        Finds the way that a criterion prefers.

    Returns
    -------
    tuple of Alternative
        At most ``MOST``. Each leaves every other way for ``DIFFERS`` of its length,
        takes at most ``MOST_LONGER`` times as long, and is better in its criterion by
        what the criterion states.
    """
    kept: list[Alternative] = []
    ways = [usual[0]]
    for criterion in CRITERIA.values():
        found = find(criterion)
        if found is None or len(kept) == MOST:
            continue
        pieces, path = found
        gain = criterion.gain(usual[1], path)
        longer = path.seconds > MOST_LONGER * usual[1].seconds
        if gain and not longer and all(differ(network, pieces, w) for w in ways):
            kept.append(Alternative(criterion.key, gain, path))
            ways.append(pieces)
    return tuple(kept)


def differ(network: Network, one: Sequence[Piece], other: Sequence[Piece]) -> bool:
    """Tell whether a way leaves another one for a good part of its length."""
    shared = {piece.segment for piece in other}
    own = list(_apart(one, shared))
    return route_length_m(network, own) >= DIFFERS * route_length_m(network, one) > 0


def _apart(pieces: Sequence[Piece], shared: set[int]) -> Iterator[Piece]:
    return (piece for piece in pieces if piece.segment not in shared)
