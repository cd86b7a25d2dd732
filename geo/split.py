"""Cut ways into pieces at junctions, and measure them: all ways at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from geo.crs import GEOD
from geo.judge.kernel import kernel

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]
STRIDE: Final = 1 << 15
"""So many steps are measured at once."""
THREADS: Final = 2


@dataclass(frozen=True)
class Pieces:
    """Parts of ways between two junctions, in order of way and position.

    Attributes
    ----------
    way, first, last : array, shape (p,)
        Index of the way, and the vertices of it at both ends.
    """

    way: Numbers
    first: Numbers
    last: Numbers


def find_junctions(nodes: Numbers, counts: Numbers, total: int) -> Flags:
    """Find the nodes where ways must be cut.

    Parameters
    ----------
    nodes : array, shape (v,)
        Number of the node at each vertex of each way.
    counts : array, shape (w,)
        How many vertices each way has, at least one.
    total : int
        How many nodes there are.

    Returns
    -------
    array of bool, shape (total,)
        Both ends of every way, and every node that is passed more than once.
    """
    ends = np.cumsum(counts)
    found = np.bincount(nodes, minlength=total) > 1
    found[nodes[ends - counts]] = found[nodes[ends - 1]] = True
    return np.asarray(found)


def split_ways(cut: Flags, counts: Numbers) -> Pieces:
    """Cut ways into pieces.

    Parameters
    ----------
    cut : array of bool, shape (v,)
        Whether a way is cut at each of its vertices; both its ends are.
    counts : array, shape (w,)
        How many vertices each way has.

    Returns
    -------
    Pieces
        Each ends where the next of its way begins.
    """
    at = np.flatnonzero(cut)
    way = np.repeat(np.arange(len(counts)), counts)[at]
    vertex = at - (np.cumsum(counts) - counts)[way]
    goes_on = way[:-1] == way[1:]
    return Pieces(way[:-1][goes_on], vertex[:-1][goes_on], vertex[1:][goes_on])


def along_m(points: Floats, counts: Numbers) -> Floats:
    """Measure many lines at once: metres from the start to each of their points.

    Parameters
    ----------
    points : array, shape (v, 2)
        (lon, lat) of all lines, EPSG:4326.
    counts : array, shape (w,)
        How many points each line has.

    Returns
    -------
    array, shape (v,)
        Metres along the ellipsoid.
    """
    lon, lat = np.ascontiguousarray(points.T)
    steps = np.zeros(len(points))
    if len(points):
        _measure(lon, lat, steps[1:])
        steps[np.cumsum(counts) - counts] = 0.0
        add_up(steps, counts)
    return steps


def _measure(lon: Floats, lat: Floats, steps: Floats) -> None:
    """Write the metres between points that follow; two share what takes long.

    The library lets go of Python's lock while it reckons.
    """

    def fill(first: int) -> None:
        last = min(first + STRIDE, len(steps))
        here, there = slice(first, last), slice(first + 1, last + 1)
        steps[here] = GEOD.inv(lon[here], lat[here], lon[there], lat[there])[2]

    firsts = range(0, len(steps), STRIDE)
    if len(firsts) == 1:
        fill(0)
        return
    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(fill, firsts))


@kernel
def add_up(steps: Floats, counts: Numbers) -> None:
    """Turn the steps of lists into sums, in place; each list begins anew."""
    place = 0
    for count in counts:
        for later in range(place + 1, place + count):
            steps[later] += steps[later - 1]
        place += count
