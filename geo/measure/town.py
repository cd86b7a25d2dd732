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

import numpy as np

from geo.engine.arc import CLOSED, to_seconds
from geo.errors import InputError
from geo.measure.ends import to_ms
from geo.measure.town_kernel import Stock, count_trips
from geo.measure.trips import Supply, Tables, Trips, Walk, build_walks
from geo.network import Floats
from geo.passage import Sites

__all__ = ["Counted", "Supply", "Walk", "build_walks", "count_town"]


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
    trips = Trips(walk, homes, supply, threads=threads)

    def count(first: int, tables: Tables, begin: int) -> None:
        block = trips.block(begin, first, tables)
        rows = slice(begin, begin + len(block))
        count_trips(block, first, stock, limits, counts[rows], nearest[rows])

    for first in trips.firsts:
        _share_out(partial(count, first, trips.sweep(first)), trips.begins, threads)
    return Counted(tuple(limits_s), counts, to_seconds(nearest))


def _stock(amount: Floats) -> Stock:
    place, kind = np.nonzero(amount > 0)
    start = np.searchsorted(place, np.arange(len(amount) + 1))
    return Stock(start, kind.astype(np.int32), amount[place, kind])


def _share_out(job: Callable[[int], None], begins: range, threads: int) -> None:
    if threads == 1 or len(begins) < 2:
        for begin in begins:
            job(begin)
        return
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(job, begins))
