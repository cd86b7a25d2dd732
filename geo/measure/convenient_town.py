"""SDG 11.2.1 for a whole town, without a table of all homes and all stops."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.spatial import cKDTree

from geo.measure.convenient import ConvenientAccess, stop_limits
from geo.measure.span import Range
from geo.measure.town import count_town
from geo.measure.trips import Supply, Walk
from geo.network import Floats, Ints, Network
from geo.passage import Flags, Passage, Sites


@dataclass(frozen=True, eq=False)
class Served:
    """Homes and stops of a town.

    Attributes
    ----------
    homes : Sites
    people : array, shape (o,)
    home_m : array, shape (o, 2)
        Metres, in a metric CRS.
    stop_m : array, shape (s, 2)
        The same.
    modes : sequence of sequence of str
        Of each stop, see ``geo.measure.convenient.stop_limits``.
    """

    homes: Sites
    people: Floats
    home_m: Floats
    stop_m: Floats
    modes: Sequence[Sequence[str]]


@dataclass(frozen=True, eq=False)
class Approach:
    """How one person gets to the stops, under one belief about what is not known.

    Attributes
    ----------
    walk : Walk
        Of ``in_metres``.
    doors : Sites
        Where the stops that this person can use meet the network.
    stop : array of int32, shape (k,)
        Whose site each is.
    """

    walk: Walk
    doors: Sites
    stop: Ints


def in_metres(network: Network, passage: Passage) -> Passage:
    """Give a passage whose seconds are metres, so that sweeps measure distances."""
    return replace(passage, seconds=np.repeat(network.length_m, 2))


def measure_convenient(
    served: Served,
    *,
    walker: Approach,
    strict: Approach,
    opened: Approach,
    threads: int = 1,
) -> ConvenientAccess:
    """Measure the three lines of SDG 11.2.1 for a town.

    The same as ``geo.measure.convenient.convenient_access`` over all distances; a way
    counts where out and back are each within the distance.

    Parameters
    ----------
    served : Served
    walker, strict, opened : Approach
        The unimpeded walker to all stops; the profile to the stops that it surely can
        use by what is known to be passable, and by all that may be.
    threads : int
    """
    limit_m, unnamed = stop_limits(served.modes)
    near = _is_near(served, limit_m)
    on_foot, surely, perhaps = (
        _is_reached(served, approach, limit_m, threads)
        for approach in (walker, strict, opened)
    )
    return ConvenientAccess(
        buffer=_share(near, served.people),
        walking=_share(on_foot, served.people),
        usable=Range(_share(surely, served.people), _share(perhaps, served.people)),
        unnamed_stops=int(unnamed.sum()),
    )


def _is_near(served: Served, limit_m: Floats) -> Flags:
    """Tell which homes have a stop within its distance as the crow flies."""
    found = np.zeros(len(served.people), dtype=np.bool_)
    for limit in np.unique(limit_m).tolist():
        spots = served.stop_m[limit_m == limit]
        apart = cKDTree(spots).query(served.home_m)[0]
        found |= apart <= limit
    return found


def _is_reached(
    served: Served, approach: Approach, limit_m: Floats, threads: int
) -> Flags:
    limits = np.unique(limit_m)
    if not len(limits):
        return np.zeros(len(served.people), dtype=np.bool_)
    kind = np.searchsorted(limits, limit_m)
    supply = Supply(approach.doors, approach.stop, np.eye(len(limits))[kind])
    reach = tuple(limits.tolist())
    counted = count_town(
        approach.walk, served.homes, supply, limits_s=reach, threads=threads
    )
    each = np.arange(len(limits))
    return np.asarray((counted.counts[:, each, each] > 0).any(axis=1))


def _share(chosen: Flags, people: Floats) -> float:
    whole = float(people.sum())
    return float(people[chosen].sum()) / whole if whole > 0 else float("nan")
