"""Which gap of today is which gap of before.

The network is cut anew at each import, so neither segments nor the extent of an island
stay. A gap is the same if it is of the same kind, person and service, and lies where it
lay: lines by the metres that they share, points by their distance.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

import shapely
from shapely.geometry.base import BaseGeometry

NEAR_M: Final = 5.0
"""Lines drawn anew lie within so many metres of what they were."""
SPOT_M: Final = 30.0
"""A stop or quarter that moved by so much is still the same."""
LEAST_SHARE: Final = 0.3
"""Of the shorter of two lines: so much they must share."""


@dataclass(frozen=True)
class Trace:
    """What tells a gap from others.

    Attributes
    ----------
    key : str
    what : tuple of str
        Kind, profile and service: only gaps that agree in all can be one.
    shape : geometry
        Metres, in one metric CRS for all.
    """

    key: str
    what: tuple[str, ...]
    shape: BaseGeometry


@dataclass(frozen=True)
class Matches:
    """Who is who.

    Attributes
    ----------
    same : dict of int to int
        Index of a gap of now → index of the gap of before that it is.
    absorbed : dict of int to int
        Index of a gap of before that is none any more → index of the gap of now in
        which it has gone up.
    """

    same: dict[int, int] = field(default_factory=dict)
    absorbed: dict[int, int] = field(default_factory=dict)


def match_gaps(
    before: Sequence[Trace],
    now: Sequence[Trace],
    *,
    closed: Sequence[bool] = (),
) -> Matches:
    """Find the gaps of before among those of now.

    Parameters
    ----------
    before, now : sequence of Trace
    closed : sequence of bool, optional
        Which of those before were closed: they are looked for last.

    Returns
    -------
    Matches
        Each gap is one other at most. Of several that share ground with one of before,
        the one that shares most of it stays it; then the one of the same key.
    """
    shut = list(closed) or [False] * len(before)
    pairs = sorted(_pairs(before, now, shut))
    found = Matches()
    taken: set[int] = set()
    for pair in pairs:
        if pair.new not in found.same and pair.old not in taken:
            found.same[pair.new] = pair.old
            taken.add(pair.old)
    for pair in pairs:
        if pair.old not in taken and pair.old not in found.absorbed and not pair.shut:
            found.absorbed[pair.old] = pair.new
    return found


@dataclass(frozen=True, order=True)
class _Pair:
    """Two gaps that may be one; the best pair comes first."""

    shut: bool
    less: float
    renamed: bool
    names: tuple[str, str]
    old: int
    new: int


def _pairs(
    before: Sequence[Trace], now: Sequence[Trace], shut: Sequence[bool]
) -> Iterator[_Pair]:
    groups: dict[tuple[str, ...], list[int]] = {}
    for index, trace in enumerate(before):
        groups.setdefault(trace.what, []).append(index)
    trees = {
        what: shapely.STRtree([before[i].shape for i in members])
        for what, members in groups.items()
    }
    for new, trace in enumerate(now):
        if trace.what not in trees:
            continue
        near = trees[trace.what].query(trace.shape, "dwithin", distance=SPOT_M)
        for place in sorted(near.tolist()):
            old = groups[trace.what][place]
            shared = _shared(before[old].shape, trace.shape)
            if shared > 0:
                names = (before[old].key, trace.key)
                renamed = names[0] != names[1]
                yield _Pair(shut[old], -shared, renamed, names, old, new)


def _shared(old: BaseGeometry, new: BaseGeometry) -> float:
    """Tell how much two shapes share: metres of lines, nearness of points."""
    shorter = min(old.length, new.length)
    if shorter == 0:
        return max(0.0, 1 - old.distance(new) / SPOT_M)
    own = new.intersection(old.buffer(NEAR_M)).length
    theirs = old.intersection(new.buffer(NEAR_M)).length
    shared = min(own, theirs)
    return float(shared) if shared >= LEAST_SHARE * shorter else 0.0
