"""Ways on foot between stops, and between a position and the stops near it.

On the person's own network: the lightest way, as a trip on foot would choose it, with
its time. Stops stand *on* segments, on both sides of a street that has two.
"""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

from geo.answer import Snap
from geo.engine.arc import MS_PER_S
from geo.errors import InputError
from geo.network import Floats, Ints
from geo.passage import Flags, Sites
from geo.snap import standing
from geo.transit.foot_end import Costed, Stands, list_beside, list_ends
from geo.transit.foot_kernel import Ask, Found, Longs, search_all
from geo.transit.footing import Footing, place_stops, take_room
from geo.units import minutes

__all__ = [
    "Footing",
    "Footpaths",
    "Near",
    "find_access",
    "find_egress",
    "find_footpaths",
    "place_stops",
]

LONGEST_S: Final = 120 * 60.0
"""Nobody is told to go farther than this on foot to a stop, or from one."""
LEAST_SHARE: Final = 64
"""Fewer stops than this are not worth a thread of their own."""


@dataclass(frozen=True, eq=False)
class Footpaths:
    """Ways from stop to stop: stop ``i`` has ``stop[start[i]:start[i + 1]]``.

    Attributes
    ----------
    start : array of int64, shape (k + 1,)
    stop : array of int32, shape (p,)
        Where each leads, in order; never to where it begins.
    seconds : array of int32, shape (p,)
        Rounded up.
    certain : array of bool, shape (p,)
        Whether everything that matters on it is known; where not, it can be gone only
        if what is not known turns out well.
    """

    start: Longs
    stop: Ints
    seconds: Ints
    certain: Flags

    def __len__(self) -> int:
        """How many ways there are."""
        return len(self.stop)

    def turned(self) -> Footpaths:
        """Give the same ways by the stop to which they lead."""
        count = len(self.start) - 1
        source = np.repeat(np.arange(count), np.diff(self.start))
        order = np.lexsort((source, self.stop))
        start = np.searchsorted(self.stop[order], np.arange(count + 1))
        return Footpaths(
            start.astype(np.int64),
            source[order].astype(np.int32),
            self.seconds[order],
            self.certain[order],
        )


@dataclass(frozen=True, eq=False)
class Near:
    """The stops near a position, in their order; as in ``Footpaths``."""

    stop: Ints
    seconds: Ints
    certain: Flags


def find_footpaths(footing: Footing, *, limit_s: float, threads: int = 1) -> Footpaths:
    """Find the ways on foot between all stops.

    Parameters
    ----------
    footing : Footing
    limit_s : float
        Ways that take longer are left out. Which way is gone does not depend on it:
        where the lightest takes longer, no other takes its place.
    threads : int
        How many share the work; the kernel lets go of Python's lock.

    Returns
    -------
    Footpaths
        Not closed: two ways after each other may lead farther than the limit.

    Raises
    ------
    InputError
        If the limit is out of range.
    """
    limit = _checked(limit_s)
    stops, count = footing.stops, footing.stops.count
    beside = list_beside(footing.walk, stops, stops)
    apart = _kept(beside, beside.start != beside.to)
    ask = Ask(
        footing.exits.links(count),
        footing.core.ahead,
        footing.calls,
        apart.links(count),
        limit,
    )
    found = _join(_run(ask, count, threads))
    source = np.repeat(np.arange(count), np.diff(found.start))
    other = found.place != source
    kept = np.concatenate([[0], np.cumsum(other)])
    return Footpaths(
        kept[found.start].astype(np.int64),
        found.place[other],
        _seconds(found.spent[other]),
        found.dark[other] == 0,
    )


def find_access(footing: Footing, origin: Snap, *, limit_s: float) -> Near:
    """Find the stops to which somebody gets on foot from a position.

    Raises
    ------
    InputError
        If the limit is out of range.
    """
    return _find_near(footing, origin, limit_s, egress=False)


def find_egress(footing: Footing, destination: Snap, *, limit_s: float) -> Near:
    """Find the stops from which somebody gets on foot to a position.

    Raises
    ------
    InputError
        If the limit is out of range.
    """
    return _find_near(footing, destination, limit_s, egress=True)


def _find_near(footing: Footing, place: Snap, limit_s: float, *, egress: bool) -> Near:
    limit, walk = _checked(limit_s), footing.walk
    segments = np.array(standing(walk.network, place), dtype=np.int32)
    here = Sites(segments, np.full(len(segments), place.fraction))
    stand = Stands(1, np.zeros(len(segments), dtype=np.int64), here)
    stops = footing.stops.on(segments)
    if egress:
        beside = list_beside(walk, stops, stand).turned()
    else:
        beside = list_beside(walk, stand, stops)
    ask = Ask(
        list_ends(walk, stand, entering=egress).links(1),
        footing.core.back if egress else footing.core.ahead,
        footing.calls_back if egress else footing.calls,
        beside.links(1),
        limit,
    )
    found = _search(ask, 0, 1, places=footing.stops.count)
    return Near(found.place, _seconds(found.spent), found.dark == 0)


def _search(ask: Ask, first: int, last: int, *, places: int) -> Found:
    """Search from some of the sources."""
    room = take_room(ask, places)
    found: Found = search_all(ask, room, first, last)
    return found


def _run(ask: Ask, count: int, threads: int) -> list[Found]:
    shares = max(1, min(threads, count // LEAST_SHARE))
    cuts = np.linspace(0, count, shares + 1).astype(int).tolist()
    if shares == 1:
        return [_search(ask, 0, count, places=count)]
    with ThreadPoolExecutor(shares) as pool:
        rows = pool.map(lambda row: _search(ask, *row, places=count), pairwise(cuts))
        return list(rows)


def _join(found: Iterable[Found]) -> Found:
    """Put the answers for neighbouring sources one behind the other."""
    parts = list(found)
    offsets = np.cumsum([0, *(len(part.place) for part in parts)])
    starts = [part.start[1:] + offsets[i] for i, part in enumerate(parts)]
    return Found(
        np.concatenate([[0], *starts]).astype(np.int64),
        np.concatenate([part.place for part in parts]),
        np.concatenate([part.spent for part in parts]),
        np.concatenate([part.dark for part in parts]),
    )


def _kept(found: Costed, wanted: Flags) -> Costed:
    return Costed(
        found.start[wanted],
        found.to[wanted],
        found.rank[wanted],
        found.spent[wanted],
        found.dark[wanted],
    )


def _seconds(spent: Ints) -> Ints:
    seconds: Floats = np.ceil(spent / MS_PER_S)
    return seconds.astype(np.int32)


def _checked(limit_s: float) -> int:
    """Give a limit as whole milliseconds."""
    if not 0 <= limit_s <= LONGEST_S:
        most = minutes(LONGEST_S)
        raise InputError(
            "minutes", f"{minutes(limit_s):g} on foot is outside 0 … {most:g}"
        )
    return int(limit_s * MS_PER_S)
