"""Ways on foot through stations: over streets to a door, and inside to a platform."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np

from geo.transit.inside import Insides
from geo.transit.manner import NO_DOOR, Feet, Near
from geo.transit.rows import Flags, Indices, Ints

INSIDE: Final = -2
"""In the place of a door: one stays in the station."""


class Legs(NamedTuple):
    """Ways between things: a column each, one row a way."""

    start: Ints
    end: Ints
    seconds: Ints


class Doored(NamedTuple):
    """Ways from stop to stop with the doors by which one leaves and enters."""

    start: Ints
    end: Ints
    seconds: Ints
    leave: Ints
    enter: Ints


@dataclass(frozen=True, eq=False)
class Through:
    """The ways on foot between stops, those inside stations among them.

    Attributes
    ----------
    feet : Feet
        Without ways straight to platforms that have doors.
    leave, enter : array of int32
        By way of ``feet``: the doors of the station where it begins and of the one
        where it ends; ``NO_DOOR``, and ``INSIDE`` from platform to platform.
    """

    feet: Feet
    leave: Ints
    enter: Ints

    def doors(self, start: int, end: int) -> tuple[int, int]:
        """Give the doors of the way between two stops; ``NO_DOOR`` where none."""
        first, last = self.feet.start[start], self.feet.start[start + 1]
        place = np.flatnonzero(self.feet.stop[first:last] == end)
        if not len(place):
            return NO_DOOR, NO_DOOR
        at = first + int(place[0])
        return int(self.leave[at]), int(self.enter[at])


@dataclass(frozen=True, eq=False)
class Links:
    """The ways inside stations by number of stop.

    Attributes
    ----------
    into, out : Legs
        From doors to platforms, and from platforms to doors.
    across : Legs
        From platform to platform.
    enclosed : array of bool, shape (S,)
    """

    into: Legs
    out: Legs
    across: Legs
    enclosed: Flags

    def __bool__(self) -> bool:
        """Whether anything is known of the inside of any station."""
        return bool(self.enclosed.any() or len(self.across.start))


def number_ways(insides: Insides, index: Mapping[str, int]) -> Links:
    """Write the ways inside stations by number of stop.

    Parameters
    ----------
    insides : Insides
    index : mapping of str to int
        Key of a stop → its number; others are left out.
    """
    kinds: dict[str, list[tuple[int, int, int]]] = {"into": [], "out": [], "across": []}
    places = insides.interior.places
    for (start, end), way in insides.ways.items():
        if start in index and end in index:
            kind = "across" if places[start].kind == places[end].kind else "into"
            if places[start].kind < places[end].kind:
                kind = "out"
            row = index[start], index[end], int(np.ceil(way.seconds))
            kinds[kind].append(row)
    enclosed = np.zeros(len(index), dtype=np.bool_)
    enclosed[[index[key] for key in insides.enclosed if key in index]] = True
    return Links(
        enclosed=enclosed, **{name: _legs(rows) for name, rows in kinds.items()}
    )


def _legs(rows: list[tuple[int, int, int]]) -> Legs:
    return Legs(*np.array(rows, dtype=np.int32).reshape(-1, 3).T)


def lay_inside(feet: Feet, links: Links, *, limit_s: float) -> Through:
    """Lay the ways inside stations over those on streets.

    Parameters
    ----------
    feet : Feet
        Over streets, from stop to stop; doors are stops.
    links : Links
    limit_s : float
        Ways over streets that take longer with what is inside are left out.

    Returns
    -------
    Through
        Between two stops the quickest way, by whichever doors.
    """
    count = len(feet.start) - 1
    begin = np.repeat(np.arange(count, dtype=np.int32), np.diff(feet.start))
    street = _doored(Legs(begin, feet.stop, feet.seconds))
    shut = links.enclosed
    plain = _take(street, ~shut[street.start] & ~shut[street.end])
    entering = _enter(street, links.into)
    leaving = _leave(links.out, street)
    both = _leave(links.out, entering)
    outside = _concat(
        plain,
        _take(entering, ~shut[entering.start]),
        _take(leaving, ~shut[leaving.end]),
        both,
    )
    kept = _take(outside, outside.seconds <= limit_s)
    return _pack(_concat(kept, _doored(links.across, INSIDE)), count)


def lay_near(near: Near, links: Links, *, limit_s: float, leaving: bool) -> Near:
    """Lay the ways inside stations over those between a place and the stops near it.

    Parameters
    ----------
    near : Near
        Over streets; doors are stops.
    links : Links
    limit_s : float
    leaving : bool
        Whether one comes from the stops to the place.
    """
    legs = links.out if leaving else links.into
    door, stop = (legs.end, legs.start) if leaving else (legs.start, legs.end)
    place, row = _pairs(near.stop, door)
    seconds = near.seconds[place] + legs.seconds[row]
    open_ = ~links.enclosed[near.stop]
    straight = np.full(int(open_.sum()), NO_DOOR, dtype=np.int32)
    stops = np.concatenate([near.stop[open_], stop[row]])
    times = np.concatenate([near.seconds[open_], seconds])
    doors = np.concatenate([straight, near.stop[place]])
    order = np.lexsort((doors, times, stops))
    order = order[times[order] <= limit_s]
    first = np.ones(len(order), dtype=np.bool_)
    first[1:] = np.diff(stops[order]) > 0
    chosen = order[first]
    return Near(stops[chosen], times[chosen], doors[chosen])


def _doored(legs: Legs, door: int = NO_DOOR) -> Doored:
    same = np.full(len(legs.start), door, dtype=np.int32)
    return Doored(*legs, same, same)


def _enter(ways: Doored, legs: Legs) -> Doored:
    """Go on inside from the doors to which ways lead."""
    one, other = _pairs(ways.end, legs.start)
    return Doored(
        ways.start[one],
        legs.end[other],
        ways.seconds[one] + legs.seconds[other],
        ways.leave[one],
        ways.end[one],
    )


def _leave(legs: Legs, ways: Doored) -> Doored:
    """Go on by ways that begin at the doors to which one gets inside."""
    one, other = _pairs(legs.end, ways.start)
    return Doored(
        legs.start[one],
        ways.end[other],
        legs.seconds[one] + ways.seconds[other],
        legs.end[one],
        ways.enter[other],
    )


def _pairs(ends: Ints, starts: Ints) -> tuple[Indices, Indices]:
    """Pair the rows of one list with those of another that hold the same number."""
    order = np.argsort(starts, kind="stable")
    low, high = (
        np.searchsorted(starts[order], ends, side) for side in ("left", "right")
    )
    many = high - low
    one = np.repeat(np.arange(len(ends)), many)
    step = np.arange(len(one)) - np.repeat(np.cumsum(many) - many, many)
    return one, order[low[one] + step]


def _take(ways: Doored, wanted: Flags) -> Doored:
    return Doored(*(column[wanted] for column in ways))


def _concat(*ways: Doored) -> Doored:
    columns = (np.concatenate(columns) for columns in zip(*ways, strict=True))
    return Doored(*columns)


def _pack(ways: Doored, count: int) -> Through:
    """Keep the quickest way between two stops, none from a stop to itself."""
    order = np.lexsort((ways.seconds, ways.end, ways.start))
    order = order[ways.start[order] != ways.end[order]]
    rows = Doored(*(column[order] for column in ways))
    first = np.ones(len(order), dtype=np.bool_)
    first[1:] = (np.diff(rows.start) != 0) | (np.diff(rows.end) != 0)
    best = Doored(*(column[first] for column in rows))
    starts = np.searchsorted(best.start, np.arange(count + 1)).astype(np.int64)
    feet = Feet(starts, best.end, best.seconds)
    return Through(feet, best.leave, best.enter)
