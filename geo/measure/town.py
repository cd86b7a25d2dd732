"""What every home of a town reaches, without a table of all homes and all places.

Places are taken a few at a time: one sweep over the network gives the ways to them from
all nodes and one the ways back, and what the homes reach of these places is added to
what they have. Each home adds up its places in their order, whatever the threads do, so
the numbers are the same to the last digit.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np

from geo.engine.arc import CLOSED, Weights, to_seconds, to_weights
from geo.engine.hierarchy import Hierarchy
from geo.engine.metric import Metric, build_metrics
from geo.engine.sweep import reach_groups
from geo.errors import InputError
from geo.measure.ends import find_beside, find_ends, list_seeds, to_ms
from geo.measure.town_kernel import Homes, Stock, count_trips, fill_trips
from geo.network import Floats, Ints, Network
from geo.passage import Passage, Sites

BATCH: Final = 64
"""So many places are swept for at once: two threads with 32 columns each."""
BLOCK: Final = 4096
"""So many homes are told of at once: their trips stay in the cache of a core."""


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
class Counted:
    """What every home reaches, out and back.

    Attributes
    ----------
    limits_s : tuple of float
    counts : array, shape (o, t, c)
        Opportunities by home, time and kind.
    nearest_s : array, shape (o, c)
        Seconds of the longer direction to the nearest, infinite where there is none.
    """

    limits_s: tuple[float, ...]
    counts: Floats
    nearest_s: Floats


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


def count_town(
    walk: Walk,
    homes: Sites,
    supply: Supply,
    *,
    limits_s: tuple[float, ...],
    threads: int = 1,
) -> Counted:
    """Count what every home reaches, out and back, within several times.

    The same as ``geo.measure.reached`` over the matrix of all homes and places.

    Parameters
    ----------
    walk : Walk
    homes : Sites
    supply : Supply
    limits_s : tuple of float
        Seconds, rising.
    threads : int
        How many share the work.

    Returns
    -------
    Counted

    Raises
    ------
    InputError
        If the times do not rise.
    """
    if not limits_s or any(np.diff(limits_s) <= 0):
        raise InputError("limits_s", f"{limits_s} do not rise")
    kinds = supply.amount.shape[1]
    counts = np.zeros((len(homes), len(limits_s), kinds))
    nearest = np.full((len(homes), kinds), CLOSED, dtype=np.int32)
    limits, stock = to_ms(np.array(limits_s, dtype=float)), _stock(supply.amount)

    def count(begin: int, first: int, trips: Weights) -> None:
        rows = slice(begin, begin + len(trips))
        count_trips(trips, first, stock, limits, counts[rows], nearest[rows])

    each_trip(walk, homes, supply, count, threads=threads)
    return Counted(tuple(limits_s), counts, to_seconds(nearest))


def each_trip(
    walk: Walk,
    homes: Sites,
    supply: Supply,
    tell: Callable[[int, int, Weights], None],
    *,
    threads: int = 1,
) -> None:
    """Measure the round trips of all homes to all places, block by block.

    Parameters
    ----------
    walk : Walk
    homes : Sites
    supply : Supply
    tell : callable
        Told the first home and the first place of a block, and its milliseconds, shape
        (homes, places). Blocks of the same homes come one after the other, in the order
        of places; blocks of others may come at the same time.
    threads : int
    """
    ends = find_ends(walk.network, walk.passage, supply.doors)
    own = find_ends(walk.network, walk.passage, homes)
    beside = find_beside(walk.passage, homes, supply.doors, supply.place)
    hung = Homes(*vars(own).values(), *vars(beside).values())
    count = len(supply.amount)
    to_place, from_place = (
        list_seeds(ends, spent, supply.place, count=count)
        for spent in (ends.arrive, ends.leave)
    )
    for first in range(0, count, BATCH):
        chosen = slice(first, first + BATCH)
        sweep = partial(reach_groups, walk.metric, threads=threads)
        tables = sweep(to_place[chosen], reverse=True), sweep(from_place[chosen])
        block = partial(_tell_block, hung, tables, first, tell)
        _share_out(block, len(homes), threads)


def _stock(amount: Floats) -> Stock:
    place, kind = np.nonzero(amount > 0)
    start = np.searchsorted(place, np.arange(len(amount) + 1))
    return Stock(start, kind.astype(np.int32), amount[place, kind])


def _tell_block(
    hung: Homes,
    tables: tuple[Weights, Weights],
    first: int,
    tell: Callable[[int, int, Weights], None],
    begin: int,
) -> None:
    rows = min(BLOCK, len(hung.node) - begin)
    trips = np.empty((rows, tables[0].shape[1]), dtype=np.int32)
    fill_trips(hung, begin, *tables, first, trips)
    tell(begin, first, trips)


def _share_out(job: Callable[[int], None], homes: int, threads: int) -> None:
    begins = range(0, homes, BLOCK)
    if threads == 1 or len(begins) < 2:
        for begin in begins:
            job(begin)
        return
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(job, begins))
