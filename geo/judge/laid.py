"""Barriers laid over the rows of a network: a few more rows, and where they hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from geo.judge.row import Rows, Segments, build_rows, fill_rows, find_runs, list_rises
from geo.judge.run import LOOK_M
from geo.network import BarrierFact, Ints, Network
from geo.overlay import Facts, Flags, lay_barriers
from geo.star import star


@dataclass(frozen=True, eq=False)
class Laid:
    """The rows of a network with the barriers that act now.

    Attributes
    ----------
    facts : Facts
        What the rows were made of, with whoever says it.
    rows : structured array, shape (m,)
        Without barriers; shared by everybody.
    extra : structured array, shape (k,)
        Of the segments on which barriers act.
    index : array, shape (m,)
        Where the row of each segment is: in ``rows``, or ``m +`` its place in
        ``extra``.
    on : mapping of int to list of BarrierFact
        Segment → barriers on it.
    """

    facts: Facts
    rows: Rows
    extra: Rows
    index: Ints
    on: Mapping[int, Sequence[BarrierFact]]


class Acting:
    """Barriers on a network; the same ones again are recognised as such.

    Parameters
    ----------
    network : Network
    barriers : sequence of BarrierFact
    """

    def __init__(self, network: Network, barriers: Sequence[BarrierFact]) -> None:
        self.network, self.barriers = network, tuple(barriers)
        self._same = (id(network), *map(id, self.barriers))

    def __hash__(self) -> int:
        """Go by what the objects are, which live as long as this."""
        return hash(self._same)

    def __eq__(self, other: object) -> bool:
        """Compare what the objects are, not what they say."""
        return isinstance(other, Acting) and self._same == other._same


@lru_cache(maxsize=4)
def _plain(network: Network) -> Ints:
    return np.arange(network.segments, dtype=np.int32)


def lay_rows(network: Network, barriers: Sequence[BarrierFact]) -> Laid:
    """Lay barriers over the rows of a network, which stay as they are.

    Parameters
    ----------
    network : Network
    barriers : sequence of BarrierFact
        Those that act now; laid once, as long as they are the same objects.
    """
    return _lay(Acting(network, barriers))


@lru_cache(maxsize=16)
def _lay(acting: Acting) -> Laid:
    network = acting.network
    facts = lay_barriers(network, acting.barriers)
    rows, index = build_rows(network), _plain(network)
    touched = np.array(facts.touched(), dtype=np.int64)
    on = _sort(acting.barriers)
    if not len(touched):
        return Laid(facts, rows, rows[:0], index, on)
    steeper = sorted(facts.laid_hard.get("incline", ()))
    changed = np.union1d(touched, find_near(network, steeper))
    extra = rows[changed]
    fill_rows(extra, facts, changed)
    if steeper:
        _lay_runs(network, extra, changed, np.isin(changed, steeper))
    index = index.copy()
    index[changed] = network.segments + np.arange(len(changed), dtype=np.int32)
    return Laid(facts, rows, extra, index, on)


def _sort(barriers: Sequence[BarrierFact]) -> Mapping[int, Sequence[BarrierFact]]:
    """Sort barriers by the segments on which they act."""
    found: dict[int, list[BarrierFact]] = {}
    for barrier in barriers:
        for segment in barrier.segments:
            found.setdefault(segment, []).append(barrier)
    return found


def find_near(network: Network, segments: Sequence[int]) -> Segments:
    """List the segments whose runs may go through some segments, and these."""
    out = star(network, reverse=False)
    found = set(segments)
    ends = {int(n) for s in segments for n in (network.tail[s], network.head[s])}
    nearest = dict.fromkeys(ends, 0.0)
    waiting = list(nearest)
    while waiting:
        node = waiting.pop()
        for i in range(int(out.start[node]), int(out.start[node + 1])):
            segment, far = int(out.edge[i]) // 2, int(out.far[i])
            found.add(segment)
            metres = nearest[node] + float(network.length_m[segment])
            if metres < min(LOOK_M, nearest.get(far, LOOK_M)):
                nearest[far] = metres
                waiting.append(far)
    return np.array(sorted(found), dtype=np.int64)


def _lay_runs(network: Network, extra: Rows, changed: Segments, steeper: Flags) -> None:
    """Measure the runs anew; a barrier on one segment shortens none of the others."""
    rise = list_rises(build_rows(network))
    rise[changed] = list_rises(extra)
    runs = find_runs(network, rise, changed)
    kept = np.where(steeper, 0.0, extra["run_m"])
    extra["run_m"] = np.maximum(kept, runs)
