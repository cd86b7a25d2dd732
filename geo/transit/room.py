"""What a search by vehicle works on, and the arrays of each thread."""

from __future__ import annotations

from threading import local
from typing import Final, NamedTuple

import numpy as np

from geo.transit.rows import Flags, Indices, Ints

LATE: Final = 1 << 30
"""Seconds: never reached."""
BEFORE, ACCESS = -2, -3
"""In the place of a pattern or stop: as in the round before; from the origin."""
PATTERN, RUN, ON, OFF = range(4)
"""Columns of ``Room.ride``: pattern, vehicle in it (of a loose pattern, the second in
which it leaves its first stop), and its calls at which one gets on and off."""
ANY: Final = -1
"""In the place of a pattern: whichever calls there."""
MARKED, REACHED, CHANGED, QUEUED = range(4)
"""Places of ``Room.size``."""
LEAVE, ARRIVE, RIDES, STOP_ON, STOP_OFF = range(5)
"""Columns of the heads of journeys: seconds, seconds, number, first and last stop."""


class Rider(NamedTuple):
    """What one person may use, and how quickly they change.

    Attributes
    ----------
    allowed : array of bool, shape (P,)
        Patterns by which they ride.
    on, off : array of bool, shape (S,)
        Stops at which they get on, and off.
    board_s : int
        How long before departure they are at the stop, who come on foot.
    change_s : array of int32, shape (S,)
        The same, who get off another vehicle there.
    foot_start : array of int64, shape (S + 1,)
    foot_stop, foot_s : array of int32
        Ways on foot from stop to stop.
    window : array of int32, shape (P, 6)
        Of loose patterns: see ``geo.transit.turn.bound_loose``.
    """

    allowed: Flags
    on: Flags
    off: Flags
    board_s: int
    change_s: Ints
    foot_start: Indices
    foot_stop: Ints
    foot_s: Ints
    window: Ints


class Ends(NamedTuple):
    """Between which places: on foot to stops, and from stops (``LATE``: not).

    ``least_s``, shape (S,), is how long it takes from a stop at the least; zeros where
    nobody knows.
    """

    access_stop: Ints
    access_s: Ints
    egress_s: Ints
    least_s: Ints


class Room(NamedTuple):
    """Arrays of one search.

    Attributes
    ----------
    vehicle, foot : array of int32, shape (K + 1, S)
        Earliest arrival with so many rides at most.
    ready : array of int32, shape (K + 1, S)
        When one can get aboard there: after either arrival, and what it takes.
    ride : array of int32, shape (K + 1, S, 4)
    walked : array of int32, shape (K + 1, S)
        The stop from which one came on foot.
    marked, reached, changed : array of int32, shape (S,)
        Lists of stops: of this round to be left again, reached by vehicle, and new in
        any round of this time of leaving.
    is_marked, is_reached, is_changed : array of bool, shape (S,)
    size : array of int32, shape (4,)
        How many stops and patterns the lists hold.
    place : array of int32, shape (P,)
        The first call of each pattern from which it is to be looked through.
    queue : array of int32, shape (P,)
    best : array of int32, shape (K + 1,)
        Earliest arrival at the destination.
    best_stop : array of int32, shape (K + 1,)
    """

    vehicle: Ints
    foot: Ints
    ready: Ints
    ride: Ints
    walked: Ints
    marked: Ints
    reached: Ints
    changed: Ints
    is_marked: Flags
    is_reached: Flags
    is_changed: Flags
    size: Ints
    place: Ints
    queue: Ints
    best: Ints
    best_stop: Ints


class Rooms(local):
    """The arrays of each thread, for the timetable it asked last."""

    def __init__(self) -> None:
        self.room = _make_room(1, 0, 0)

    def clear(self, rounds: int, stops: int, patterns: int) -> Room:
        """Give the arrays for one search, with nothing reached."""
        sizes = (rounds, stops, patterns)
        if (*self.room.vehicle.shape, len(self.room.place)) != sizes:
            self.room = _make_room(*sizes)
        room = self.room
        for labels in (room.vehicle, room.foot, room.ready, room.best):
            labels[:] = LATE
        return self.room


def _make_room(rounds: int, stops: int, patterns: int) -> Room:
    def ints(*shape: int) -> Ints:
        return np.zeros(shape, dtype=np.int32)

    def flags() -> Flags:
        return np.zeros(stops, dtype=np.bool_)

    return Room(
        vehicle=ints(rounds, stops),
        foot=ints(rounds, stops),
        ready=ints(rounds, stops),
        ride=ints(rounds, stops, 4),
        walked=ints(rounds, stops),
        marked=ints(stops),
        reached=ints(stops),
        changed=ints(stops),
        is_marked=flags(),
        is_reached=flags(),
        is_changed=flags(),
        size=ints(4),
        place=np.full(patterns, LATE, dtype=np.int32),
        queue=ints(patterns),
        best=ints(rounds),
        best_stop=ints(rounds),
    )


ROOMS: Final = Rooms()
