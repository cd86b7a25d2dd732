"""How somebody rides on a day, and the journeys that are found for them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from geo.transit.rows import Flags, Indices, Ints

NO_DOOR: Final = -1
"""Between a street and a stop: one goes straight, without a door."""


@dataclass(frozen=True, eq=False)
class Feet:
    """Ways on foot from stop to stop: ``stop[start[i]:start[i + 1]]`` from stop ``i``.

    Attributes
    ----------
    start : array of int64, shape (S + 1,)
    stop, seconds : array of int32
    """

    start: Indices
    stop: Ints
    seconds: Ints

    @cached_property
    def turned(self) -> Feet:
        """The same ways by the stop where they end."""
        stops = len(self.start) - 1
        begin = np.repeat(np.arange(stops, dtype=np.int32), np.diff(self.start))
        order = np.argsort(self.stop, kind="stable")
        count = np.bincount(self.stop, minlength=stops)
        start = np.concatenate([[0], np.cumsum(count)]).astype(np.int64)
        return Feet(start, begin[order], self.seconds[order])

    def within(self, limit_s: float) -> Feet:
        """Give the ways that take no longer; the same object where all do."""
        kept = self.seconds <= limit_s
        if kept.all():
            return self
        count = np.concatenate([[0], np.cumsum(kept)])
        start = count[self.start].astype(np.int64)
        return Feet(start, self.stop[kept], self.seconds[kept])


@dataclass(frozen=True, eq=False)
class Near:
    """Stops on foot from a place, or to one, with seconds.

    Attributes
    ----------
    stop, seconds : array of int32
    door : array of int32, optional
        The stop that is the door through which one gets there; ``NO_DOOR``.
    """

    stop: Ints
    seconds: Ints
    door: Ints | None = None

    def find_door(self, stop: int) -> int:
        """Give the door of a stop; ``NO_DOOR`` where one goes straight."""
        if self.door is None:
            return NO_DOOR
        place = np.flatnonzero(self.stop == stop)
        return int(self.door[place[0]]) if len(place) else NO_DOOR


@dataclass(frozen=True, eq=False)
class Manner:
    """How somebody rides on a day.

    Attributes
    ----------
    allowed : array of bool, shape (P,)
        Patterns by which they ride.
    on, off : array of bool, shape (S,)
        Stops at which they get on, and off.
    board_s : int
        How long before departure they are at the stop.
    change_s : array of int32, shape (S,)
        The same, if they get off another vehicle at that stop.
    feet : Feet
    certain : bool
        Whether they reckon with the longest waits, or with the shortest.
    """

    allowed: Flags
    on: Flags
    off: Flags
    board_s: int
    change_s: Ints
    feet: Feet
    certain: bool = True


@dataclass(frozen=True)
class Ride:
    """One ride of a journey.

    Attributes
    ----------
    pattern : int
    run : int
        The vehicle, counted in its pattern; of a loose pattern, the second of the day
        in which it is taken to leave its first stop.
    on, off : int
        Calls of the pattern.
    """

    pattern: int
    run: int
    on: int
    off: int


@dataclass(frozen=True)
class Journey:
    """Rides from near the origin to near the destination, seconds of the day."""

    leave_s: int
    arrive_s: int
    rides: tuple[Ride, ...]
