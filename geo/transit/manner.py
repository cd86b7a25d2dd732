"""How somebody rides on a day, and the journeys that are found for them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from geo.transit.rows import Flags, Indices, Ints


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


@dataclass(frozen=True, eq=False)
class Near:
    """Stops on foot from a place, or to one, with seconds."""

    stop: Ints
    seconds: Ints


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
