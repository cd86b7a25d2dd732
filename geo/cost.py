"""What every directed edge costs one person: minutes, effort, doubt, or a refusal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import starmap

import numpy as np
from numpy.typing import NDArray

from geo.answer import Policy
from geo.engine.arc import Weights
from geo.judge.laid import Laid, lay_rows
from geo.judge.need import Needs, build_need
from geo.judge.whole import (
    Judged,
    judge_all,
    judge_shared,
    judge_some,
    weigh_all,
)
from geo.network import BarrierFact, Floats, Network
from geo.overlay import Facts
from geo.profile import Profile

Bits = NDArray[np.uint32]


@dataclass(frozen=True)
class EdgeCost:
    """The costs of one directed edge; see ``Costs``."""

    seconds: float
    effort_s: float
    uncertain_m: float
    rank_s: float
    refused: int
    doubtful: int
    beyond: int


@dataclass(frozen=True, eq=False)
class _Whole:
    """The costs of all edges, arrays of shape (2m,)."""

    seconds: Floats
    effort_s: Floats
    uncertain_m: Floats
    rank_s: Floats
    refused: Bits
    doubtful: Bits
    beyond: Bits


@dataclass(frozen=True, eq=False)
class Costs:
    """Costs of the ``2m`` directed edges of a network for one person.

    Edges are judged when they are asked for: one by one (``at``), or all at once, the
    first time that an array is read. Both are the same judgement.

    Attributes
    ----------
    laid : Laid
        What the judgement rests on.
    needs : structured array
        The person and the policy, compiled.
    """

    laid: Laid
    needs: Needs
    _judged: dict[int, EdgeCost] = field(default_factory=dict)
    _owner: object = field(default_factory=object)

    @property
    def facts(self) -> Facts:
        """What is known of every segment, and who says it."""
        return self.laid.facts

    def at(self, edge: int) -> EdgeCost:
        """Judge one directed edge, once."""
        if edge not in self._judged:
            self.judge([edge])
        return self._judged[edge]

    def judge(self, edges: Iterable[int]) -> None:
        """Judge some directed edges in one go, before each is asked for."""
        new = [edge for edge in edges if edge not in self._judged]
        if not new:
            return
        measures, bits = self.judged(np.array(new, dtype=np.int64))
        found = zip(*measures.tolist(), *bits.tolist(), strict=True)
        self._judged.update(zip(new, starmap(EdgeCost, found), strict=True))

    def judged(self, edges: NDArray[np.int64]) -> tuple[Floats, Bits]:
        """Judge some directed edges: seconds, effort, doubt and rank; bits of rules.

        Returns
        -------
        measures : array, shape (4, n)
        bits : array, shape (3, n)
            Refused, doubtful, beyond comfort.
        """
        measures = np.empty((4, len(edges)))
        bits = np.empty((3, len(edges)), dtype=np.uint32)
        laid = self.laid
        rows = laid.rows, laid.extra, laid.index
        judge_some(*rows, self.needs, edges, measures, bits)
        return measures, bits

    @property
    def shared(self) -> Judged:
        """What segments share, for searches and for all edges; only in this thread."""
        return judge_shared(self.laid, self.needs, self._owner)

    @cached_property
    def _whole(self) -> _Whole:
        count = 2 * len(self.laid.index)
        measures = np.empty((4, count))
        bits = np.empty((3, count), dtype=np.uint32)
        judge_all(self.shared, measures, bits)
        return _Whole(*measures, *bits)

    @property
    def seconds(self) -> Floats:
        """Physical time."""
        return self._whole.seconds

    @property
    def effort_s(self) -> Floats:
        """What goes beyond comfort, as seconds of equal burden."""
        return self._whole.effort_s

    @property
    def uncertain_m(self) -> Floats:
        """Metres on which something that matters is not known."""
        return self._whole.uncertain_m

    @property
    def rank_s(self) -> Floats:
        """What a search minimises, seconds; finite even where refused."""
        return self._whole.rank_s

    @property
    def refused(self) -> Bits:
        """Limits broken, one bit a rule (``geo.rule.BITS``).

        When the policy is strict, also limits not known to be kept.
        """
        return self._whole.refused

    @property
    def doubtful(self) -> Bits:
        """Rules of which something that matters is not known."""
        return self._whole.doubtful

    @property
    def beyond(self) -> Bits:
        """Rules whose comfort is exceeded."""
        return self._whole.beyond

    @cached_property
    def weights(self) -> Floats:
        """What a search adds up: ``rank_s``, infinite where refused."""
        return np.where(self.refused == 0, self.rank_s, np.inf)

    @cached_property
    def weights_ms(self) -> Weights:
        """The same in whole milliseconds, ``CLOSED`` where refused."""
        weights = np.empty(2 * len(self.laid.index), dtype=np.int32)
        weigh_all(self.shared, weights)
        return weights


@dataclass(frozen=True, eq=False)
class Passable:
    """Which segments can be passed in some direction, judged when asked for."""

    costs: Costs

    def __getitem__(self, segment: int, /) -> bool:
        """Tell it of one segment."""
        edges = (2 * segment, 2 * segment + 1)
        self.costs.judge(edges)
        return any(self.costs.at(edge).refused == 0 for edge in edges)


def edge_costs(
    network: Network,
    profile: Profile,
    policy: Policy,
    barriers: Sequence[BarrierFact],
) -> Costs:
    """Cost every directed edge for one person.

    Parameters
    ----------
    network : Network
    profile : Profile
        Of the person, their own limits laid over.
    policy : Policy
        What is done about what is not known: ``STRICT`` refuses it, ``CAUTIOUS``
        costs it, ``OPEN`` ignores it.
    barriers : sequence of BarrierFact
        Those that act now.

    Returns
    -------
    Costs
        Edge ``2 * segment`` goes forward, ``2 * segment + 1`` backward.
    """
    return Costs(lay_rows(network, barriers), build_need(profile, policy))
