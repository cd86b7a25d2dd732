"""A large network in regions, each with all that its homes reach within a time.

A region answers for its own homes only. Around them it holds every segment that a round
trip within the time can touch: whoever is farther away, under the most hopeful belief
of the fastest person, changes nothing for these homes. So each home finds the same
ways in its region as in the whole network, to the last digit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from geo.engine.arc import CLOSED, Weights
from geo.engine.metric import Metric
from geo.engine.query import Seeds
from geo.engine.sweep import reach_all
from geo.errors import InputError
from geo.measure.ends import to_ms
from geo.network import Floats, Ints, Network
from geo.passage import Labels, Sites


@dataclass(frozen=True, eq=False)
class Region:
    """A part of a network.

    Attributes
    ----------
    homes : array, shape (h,)
        Indexes of the homes for which it answers, rising.
    segments : array, shape (s,)
        Segments of the whole network that it holds, rising.
    """

    homes: Labels
    segments: Labels

    def place(self, segments: Ints) -> Labels:
        """Give the numbers of segments in the region; -1 for those beyond it."""
        found = np.searchsorted(self.segments, segments)
        inside = found < len(self.segments)
        inside[inside] = self.segments[found[inside]] == segments[inside]
        return np.where(inside, found, -1)


def split_homes(lonlat: Floats, *, most: int) -> Iterator[Labels]:
    """Halve homes across their longer side until no part has more than so many.

    Parameters
    ----------
    lonlat : array, shape (o, 2)
        Degrees, EPSG:4326.
    most : int

    Yields
    ------
    array of int
        Indexes of the homes of one part, rising; every home is in one part.

    Raises
    ------
    InputError
        If ``most`` is below 1.
    """
    if most < 1:
        raise InputError("most", f"{most} is below 1")
    shrink = np.cos(np.radians(lonlat[:, 1].mean())) if len(lonlat) else 1.0
    flat = lonlat * [shrink, 1.0]
    waiting = [np.arange(len(lonlat))]
    while waiting:
        part = waiting.pop()
        if len(part) <= most:
            if len(part):
                yield np.sort(part)
            continue
        axis = int(np.argmax(np.ptp(flat[part], axis=0)))
        order = part[np.argsort(flat[part, axis], kind="stable")]
        waiting += [order[len(order) // 2 :], order[: len(order) // 2]]


def least_weights(rows: Sequence[Weights]) -> Weights:
    """Give the least time of each edge for anybody, under any belief."""
    return np.asarray(np.minimum.reduce(rows))


def find_region(
    network: Network, metric: Metric, homes: Sites, own: Labels, *, within_s: float
) -> Region:
    """Find the segments that round trips of some homes can touch.

    Parameters
    ----------
    network : Network
    metric : Metric
        Of the ``least_weights``.
    homes : Sites
        All homes.
    own : array
        Indexes of those of the region.
    within_s : float
        Seconds of the longer direction.

    Returns
    -------
    Region
    """
    mine = np.unique(homes.segment[own])
    ends = np.unique(np.concatenate([network.tail[mine], network.head[mine]]))
    seeds = Seeds(ends.astype(np.int32), np.zeros(len(ends), dtype=np.int32))
    limit = int(to_ms(np.array([within_s]))[0])
    near = np.zeros(network.nodes, dtype=bool)
    for reverse in (False, True):
        found = reach_all(metric, seeds, reverse=reverse, limit=min(limit, CLOSED - 1))
        near |= found < CLOSED
    touched = near[network.tail] | near[network.head]
    touched[mine] = True
    return Region(own, np.flatnonzero(touched))
