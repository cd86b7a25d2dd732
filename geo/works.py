"""Works: what the repair of each barrier alone opens, and to whom.

A *candidate* is a barrier with the arcs that its repair opens; the *gain* is who then
has a way to a service, out and back. An exact plan under a budget, in which barriers in
series open a way together, replaces ``rank_works`` and keeps the candidates.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from geo.cut import Price, build_passage, split_rounds
from geo.network import BarrierFact, Floats, Network
from geo.passage import Flags, Labels, Passage, Sites, build_homes
from geo.repair import ideal_network, mend_network
from geo.stretch import Arcs, Stretches, build_arcs, build_stretches, open_stretches

Pairs = frozenset[tuple[int, int]]


@dataclass(frozen=True)
class Candidate:
    """A barrier that stops this person, and what its repair opens.

    Attributes
    ----------
    barrier : BarrierFact
    arcs : frozenset of (int, int)
        Pairs of parts of the network that the repair joins, one way each; empty
        where it opens nothing, or only within one part.
    """

    barrier: BarrierFact
    arcs: Pairs


@dataclass(frozen=True)
class Gain:
    """Who has a way to a service once one barrier is repaired, and had none before.

    Attributes
    ----------
    barrier : BarrierFact
    services : dict of str to float
        Service → people who gain it; only services that somebody gains.
    total : float
        People who gain one service at least.
    homes : tuple of int
        Segments on which they live.
    residents_known : bool
        Whether these are people; else metres of street.
    """

    barrier: BarrierFact
    services: dict[str, float]
    total: float
    homes: tuple[int, ...]
    residents_known: bool


class WorksSurvey:
    """The town before any repair: parts, homes and services.

    Parameters
    ----------
    network : Network
    barriers : sequence of BarrierFact
    places : mapping of str to Sites
        Service → positions of its places on the network.
    price : Price
    """

    def __init__(
        self,
        network: Network,
        barriers: Sequence[BarrierFact],
        *,
        places: Mapping[str, Sites],
        price: Price,
    ) -> None:
        self.network, self.barriers, self.price = network, list(barriers), price
        sites = build_homes(network)
        doors: dict[str, Labels] = {}
        for group, found in places.items():
            doors[group] = network.nodes + len(sites) + np.arange(len(found))
            sites = sites.joined(found)
        self.pieces: Stretches = build_stretches(network, sites)
        self.passage: Passage = build_passage(network, barriers, price)
        arcs = build_arcs(self.pieces, self.passage)
        self.labels = arcs.labels()
        self.parts = int(self.labels.max(initial=-1)) + 1
        self.arcs = _between(arcs, self.labels)
        self.home = self.labels[network.nodes : network.nodes + network.segments]
        self.doors = {g: np.unique(self.labels[door]) for g, door in doors.items()}
        people = np.nan_to_num(network.residents)
        self.residents_known = bool(people.sum() > 0)
        self.weight: Floats = people if self.residents_known else network.length_m

    def candidates(self) -> list[Candidate]:
        """List the barriers that stop this person, with what each repair opens."""
        found = []
        for members in split_rounds(self._on_shut()):
            forward, backward = self._opened(members)
            stopping = self._stopping(members)
            for barrier in members:
                own = np.isin(self.pieces.segment, barrier.segments)
                if barrier.key in stopping or (own & (forward | backward)).any():
                    arcs = _pairs(self, own & forward, own & backward)
                    found.append(Candidate(barrier, arcs))
        return sorted(found, key=lambda c: c.barrier.key)

    def gain(self, candidate: Candidate) -> Gain:
        """Count who gains a service by one repair."""
        lost = np.zeros(len(self.home), dtype=bool)
        services: dict[str, float] = {}
        merged = self._merged(candidate.arcs) if candidate.arcs else None
        for group, door in self.doors.items():
            if merged is None:
                break
            gained = np.isin(merged[self.home], merged[door])
            gained &= ~np.isin(self.home, door)
            people = float(self.weight[gained].sum())
            if people > 0:
                services[group] = people
            lost |= gained
        return Gain(
            barrier=candidate.barrier,
            services=services,
            total=float(self.weight[lost].sum()),
            homes=tuple(np.flatnonzero(lost & (self.weight > 0)).tolist()),
            residents_known=self.residents_known,
        )

    def _stopping(self, members: Sequence[BarrierFact]) -> set[str]:
        """Tell which barriers would stop this person on a way without a flaw."""
        ideal = ideal_network(self.network)
        lost = ~self.price(ideal, members).usable & self.price(ideal, ()).usable
        return {
            barrier.key
            for barrier in members
            if any(lost[2 * s] or lost[2 * s + 1] for s in barrier.segments)
        }

    def _on_shut(self) -> list[BarrierFact]:
        """List the barriers on segments that this person cannot pass both ways."""
        shut = ~self.passage.usable
        return [
            barrier
            for barrier in self.barriers
            if barrier.confirmed
            and any(shut[2 * s] or shut[2 * s + 1] for s in barrier.segments)
        ]

    def _opened(self, members: Sequence[BarrierFact]) -> tuple[Flags, Flags]:
        keys = {barrier.key for barrier in members}
        others = [b for b in self.barriers if b.key not in keys]
        mended = mend_network(self.network, members)
        after = open_stretches(self.pieces, build_passage(mended, others, self.price))
        before = open_stretches(self.pieces, self.passage)
        return after[0] & ~before[0], after[1] & ~before[1]

    def _merged(self, arcs: Pairs) -> Labels:
        """Give the part of each part once some pairs of them are joined."""
        added = np.array(sorted(arcs), dtype=np.int64)
        pairs = np.concatenate([self.arcs, added])
        entries = (np.ones(len(pairs), np.int8), (pairs[:, 0], pairs[:, 1]))
        graph = coo_array(entries, shape=(self.parts, self.parts)).tocsr()
        found = connected_components(graph, directed=True, connection="strong")
        return np.asarray(found[1], dtype=np.int64)


def _between(arcs: Arcs, labels: Labels) -> Labels:
    pairs = np.column_stack([labels[arcs.start], labels[arcs.end]])
    return np.unique(pairs[pairs[:, 0] != pairs[:, 1]], axis=0).reshape(-1, 2)


def _pairs(survey: WorksSurvey, forward: Flags, backward: Flags) -> Pairs:
    first = survey.labels[survey.pieces.first]
    last = survey.labels[survey.pieces.last]
    both = [
        *zip(first[forward].tolist(), last[forward].tolist(), strict=True),
        *zip(last[backward].tolist(), first[backward].tolist(), strict=True),
    ]
    return frozenset(pair for pair in both if pair[0] != pair[1])


def rank_works(survey: WorksSurvey) -> list[Gain]:
    """Rank the barriers by who gains a way to a service by each repair alone.

    Parameters
    ----------
    survey : WorksSurvey

    Returns
    -------
    list of Gain
        Most people first, then most services, then the least cost; barriers that open
        nothing alone come last.

    Notes
    -----
    A way counts however long it is. Barriers in series open nothing alone: their gain
    is zero here and belongs to a plan that repairs them together.
    """
    gains = [survey.gain(candidate) for candidate in survey.candidates()]
    return sorted(gains, key=_order)


def _order(gain: Gain) -> tuple[float, float, bool, float, str]:
    cost = gain.barrier.cost
    return (
        -gain.total,
        -sum(gain.services.values()),
        cost is None,
        cost or 0.0,
        gain.barrier.key,
    )
