"""The round trips of all homes of a town to all places, a block at a time.

Places are taken a few at a time: one sweep over the network gives the ways to them from
all nodes and one the ways back; from these follow the trips of some homes after the
other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from geo.engine.arc import Weights, to_weights
from geo.engine.hierarchy import Hierarchy
from geo.engine.metric import Metric, build_metrics
from geo.engine.sweep import reach_groups
from geo.measure.ends import find_beside, find_ends, list_seeds
from geo.measure.town_kernel import Homes, fill_trips
from geo.network import Floats, Ints, Network
from geo.passage import Passage, Sites

BATCH: Final = 64
"""So many places are swept for at once: two threads with 32 columns each."""
BLOCK: Final = 4096
"""So many homes are looked at at once: their trips stay in the cache of a core."""
Tables = tuple[Weights, Weights]


@dataclass(frozen=True, eq=False)
class Supply:
    """Places with what they have, and the doors by which one gets in.

    Attributes
    ----------
    doors : Sites
        Only those that the person can use; a place may have several, or none.
    place : array of int32, shape (k,)
        To which place each door belongs.
    amount : array, shape (p, c)
        How many opportunities of each kind every place has, not negative.
    """

    doors: Sites
    place: Ints
    amount: Floats


@dataclass(frozen=True, eq=False)
class Walk:
    """A network as one person passes it under one belief about what is not known.

    Attributes
    ----------
    network : Network
    passage : Passage
    metric : Metric
        Of the seconds of the passage.
    """

    network: Network
    passage: Passage
    metric: Metric


def build_walks(
    network: Network, hierarchy: Hierarchy, passages: list[Passage]
) -> list[Walk]:
    """Make a network ready for sweeps, for several people at once.

    Parameters
    ----------
    network : Network
    hierarchy : Hierarchy
        Of the network.
    passages : list of Passage
    """
    rows = [to_weights(np.where(p.usable, p.seconds, np.inf)) for p in passages]
    metrics = build_metrics(hierarchy, rows)
    return [
        Walk(network, passage, metric)
        for passage, metric in zip(passages, metrics, strict=True)
    ]


class Trips:
    """Measures the round trips between homes and places.

    Parameters
    ----------
    walk : Walk
    homes : Sites
    supply : Supply
    threads : int
        How many share a sweep.
    """

    def __init__(
        self, walk: Walk, homes: Sites, supply: Supply, *, threads: int = 1
    ) -> None:
        ends = find_ends(walk.network, walk.passage, supply.doors)
        own = find_ends(walk.network, walk.passage, homes)
        beside = find_beside(walk.passage, homes, supply.doors, supply.place)
        self._hung = Homes(*vars(own).values(), *vars(beside).values())
        self._metric, self._threads = walk.metric, threads
        self._count = len(supply.amount)
        self._to, self._from = (
            list_seeds(ends, spent, supply.place, count=self._count)
            for spent in (ends.arrive, ends.leave)
        )

    @property
    def firsts(self) -> range:
        """The first place of each batch."""
        return range(0, self._count, BATCH)

    @property
    def begins(self) -> range:
        """The first home of each block."""
        return range(0, len(self._hung.node), BLOCK)

    def sweep(self, first: int) -> Tables:
        """Measure the ways between all nodes and the places of a batch."""
        chosen = slice(first, first + BATCH)
        return (
            reach_groups(
                self._metric, self._to[chosen], reverse=True, threads=self._threads
            ),
            reach_groups(self._metric, self._from[chosen], threads=self._threads),
        )

    def block(self, begin: int, first: int, tables: Tables) -> Weights:
        """Give the round trips of a block of homes to a batch of places.

        Returns
        -------
        array of int32, shape (homes, places)
            Milliseconds of the longer direction, ``geo.engine.arc.CLOSED`` where there
            is no way out or none back.
        """
        rows = min(BLOCK, len(self._hung.node) - begin)
        trips = np.empty((rows, tables[0].shape[1]), dtype=np.int32)
        fill_trips(self._hung, begin, *tables, first, trips)
        return trips
