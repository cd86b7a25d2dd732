"""Seconds from a position to everywhere, or from everywhere to it, for one person.

Segments with barriers that stop the person are entered up to the barrier: whoever stops
short of one is not stopped by it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from geo.answer import Snap
from geo.network import Floats, Network
from geo.passage import Passage, Sites
from geo.reach_piece import Pieces, join_pieces
from geo.route import NEXT_TO_M
from geo.search import grow_tree
from geo.snap import standing

BEFORE: Final = -1.0
AFTER: Final = 2.0
"""Positions beyond both ends of a segment: nothing and everything of it is open."""
LEAST_S: Final = 1e-9


@dataclass(frozen=True, eq=False)
class Opening:
    """How far the segments can be gone along from (to, if reversed) their ends.

    Attributes
    ----------
    up_to : array, shape (m,)
        From the tail up to here, ``BEFORE`` where it cannot be entered there.
    down_to : array, shape (m,)
        From the head down to here, ``AFTER`` where it cannot be entered there.
    from_tail_s, from_head_s : array, shape (m,)
        Seconds for all of it, beginning (ending, if reversed) at that end.
    """

    up_to: Floats
    down_to: Floats
    from_tail_s: Floats
    from_head_s: Floats


@dataclass(frozen=True)
class Stretch:
    """What is gone along on the segment of the position itself.

    Attributes
    ----------
    segment : int
    here : float
        Where the position is.
    low, high : float
        How far it can be gone along.
    down_s, up_s : float
        Seconds for all of the segment towards its tail, its head.
    """

    segment: int
    here: float
    low: float
    high: float
    down_s: float
    up_s: float


@dataclass(frozen=True, eq=False)
class Times:
    """Seconds between a position and every other one.

    Attributes
    ----------
    node : array, shape (n,)
        Seconds to each node (from it, if reversed); infinite beyond ``stop``.
    opening : Opening
    own : tuple of Stretch
        On the segment of the position, and the other side of that street.
    """

    network: Network
    node: Floats
    opening: Opening
    own: tuple[Stretch, ...]

    def at(self, sites: Sites) -> Floats:
        """Give the seconds to (from) positions along segments, infinite if none."""
        segment, place = sites.segment, sites.fraction
        way = self.opening
        tail = self.node[self.network.tail[segment]]
        head = self.node[self.network.head[segment]]
        up = tail + way.from_tail_s[segment] * place
        down = head + way.from_head_s[segment] * (1 - place)
        found = np.minimum(
            np.where(place <= way.up_to[segment], up, np.inf),
            np.where(place >= way.down_to[segment], down, np.inf),
        )
        for one in self.own:
            side = np.where(place < one.here, one.down_s, one.up_s)
            seconds = np.abs(place - one.here) * side
            inside = (segment == one.segment) & (place >= one.low) & (place <= one.high)
            found = np.where(inside, np.minimum(found, seconds), found)
        return np.asarray(found)

    def within(self, limit_s: float) -> Pieces:
        """Give the pieces of segments that are at most so many seconds away."""
        way, network = self.opening, self.network
        tail = limit_s - self.node[network.tail]
        head = limit_s - self.node[network.head]
        a, b = np.flatnonzero(tail >= 0), np.flatnonzero(head >= 0)
        up = np.minimum(tail[a] / np.maximum(way.from_tail_s[a], LEAST_S), way.up_to[a])
        down = head[b] / np.maximum(way.from_head_s[b], LEAST_S)
        down = np.maximum(1 - down, way.down_to[b])
        low = [max(o.low, o.here - limit_s / max(o.down_s, LEAST_S)) for o in self.own]
        high = [min(o.high, o.here + limit_s / max(o.up_s, LEAST_S)) for o in self.own]
        own = np.array([one.segment for one in self.own], dtype=np.int64)
        return join_pieces(
            np.concatenate([a, b, own]),
            np.clip(np.concatenate([np.zeros(len(a)), down, low]), 0, 1),
            np.clip(np.concatenate([up, np.ones(len(b)), high]), 0, 1),
        )


def measure_times(
    network: Network, passage: Passage, place: Snap, *, reverse: bool, stop_s: float
) -> Times:
    """Measure the seconds from a position (to it, if reversed).

    Parameters
    ----------
    network : Network
    passage : Passage
        What the person can pass, and in which time.
    place : Snap
    reverse : bool
        Whether the ways *to* the position are asked for.
    stop_s : float
        Nothing farther than this is looked at.

    Returns
    -------
    Times
        Of the fastest ways.
    """
    opening = open_segments(passage, reverse=reverse)
    own = tuple(_own(network, passage, place, reverse=reverse))
    weights = np.where(passage.usable, passage.seconds, np.inf)
    tree = grow_tree(
        network, weights, _starts(network, own), reverse=reverse, stop=stop_s
    )
    node = np.where(tree.distance <= stop_s, tree.distance, np.inf)
    return Times(network, node, opening, own)


def can_start(network: Network, passage: Passage, place: Snap) -> bool:
    """Tell whether a person gets off a position at all."""
    own = tuple(_own(network, passage, place, reverse=False))
    return any(True for _ in _starts(network, own))


def open_segments(passage: Passage, *, reverse: bool) -> Opening:
    """Tell how far every segment can be entered from both its ends."""
    forward, backward = slice(0, None, 2), slice(1, None, 2)
    if reverse:
        forward, backward = backward, forward
    first, last = _cuts(passage)
    return Opening(
        up_to=_reach(passage, forward, first, AFTER, BEFORE),
        down_to=_reach(passage, backward, last, BEFORE, AFTER),
        from_tail_s=passage.seconds[forward],
        from_head_s=passage.seconds[backward],
    )


def _reach(
    passage: Passage, edges: slice, cut: Floats, whole: float, none: float
) -> Floats:
    part = passage.bare[edges] & np.isfinite(cut)
    return np.where(passage.usable[edges], whole, np.where(part, cut, none))


def _cuts(passage: Passage) -> tuple[Floats, Floats]:
    """Give the first and the last cut of every segment; infinite where none."""
    count = len(passage.usable) // 2
    first, last = np.full(count, np.inf), np.full(count, -np.inf)
    np.minimum.at(first, passage.cuts.segment, passage.cuts.fraction)
    np.maximum.at(last, passage.cuts.segment, passage.cuts.fraction)
    return first, last


def _own(
    network: Network, passage: Passage, place: Snap, *, reverse: bool
) -> Iterator[Stretch]:
    here = place.fraction
    for segment in standing(network, place):
        up, down = 2 * segment, 2 * segment + 1
        if reverse:
            up, down = down, up
        cuts = passage.cuts.fraction[passage.cuts.segment == segment]
        above = cuts[cuts >= here].min(initial=AFTER)
        below = cuts[cuts <= here].max(initial=BEFORE)
        known = bool(len(cuts))
        yield Stretch(
            segment,
            here,
            low=_far(passage, down, here, BEFORE, cut=below if known else None),
            high=_far(passage, up, here, AFTER, cut=above if known else None),
            down_s=float(passage.seconds[down]),
            up_s=float(passage.seconds[up]),
        )


def _far(
    passage: Passage, edge: int, here: float, end: float, *, cut: float | None
) -> float:
    """Tell how far an edge can be gone along from the middle of it."""
    if passage.usable[edge]:
        return end
    return here if cut is None or not passage.bare[edge] else float(cut)


def _starts(network: Network, own: tuple[Stretch, ...]) -> Iterator[tuple[int, float]]:
    for one in own:
        length, here = network.length_m[one.segment], one.here
        if one.high >= AFTER or (1 - here) * length <= NEXT_TO_M:
            yield int(network.head[one.segment]), one.up_s * (1 - here)
        if one.low <= BEFORE or here * length <= NEXT_TO_M:
            yield int(network.tail[one.segment]), one.down_s * here
