"""A window of departures with vehicles of which nobody can tell the minute.

One may leave for them whenever one likes: so they are one answer with a beginning and
an end, not one for each minute.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from geo.fact import altered
from geo.transit.itinerary import Itinerary
from geo.transit.manner import Journey
from geo.transit.pattern import Patterns
from geo.transit.rows import Ints

STEP_S: Final = 5 * 60
"""So often somebody is taken to leave for a vehicle without a minute."""


def list_marks(start: int, end: int) -> Ints:
    """List times to leave at which vehicles without a minute are looked at.

    Parameters
    ----------
    start, end : int
        Seconds of the day, both included.
    """
    marks = np.arange(start, end + 1, STEP_S, dtype=np.int32)
    return np.unique(np.append(marks, np.int32(end)))


def group_alike(
    lines: Patterns, journeys: Sequence[Journey]
) -> tuple[list[Journey], list[list[Journey]]]:
    """Part journeys with a minute from those that are the same whenever one leaves.

    Parameters
    ----------
    lines : Patterns
    journeys : sequence of Journey

    Returns
    -------
    tuple
        Those by the clock; and of the others the groups that are alike, each in order
        of leaving.
    """
    by_clock: list[Journey] = []
    groups: dict[tuple[tuple[int, int, int], ...], list[Journey]] = {}
    for one in sorted(journeys, key=lambda journey: journey.leave_s):
        if all(lines.is_loose[ride.pattern] for ride in one.rides):
            key = tuple((ride.pattern, ride.on, ride.off) for ride in one.rides)
            groups.setdefault(key, []).append(one)
        else:
            by_clock.append(one)
    return by_clock, list(groups.values())


def join_alike(told: Sequence[Itinerary]) -> list[Itinerary]:
    """Join itineraries that are alike: the reliable ones, and the others.

    Parameters
    ----------
    told : sequence of Itinerary
        In order of leaving.
    """
    found = []
    for is_lucky in (False, True):
        own = [one for one in told if one.only_if is is_lucky]
        if len(own) > 1:
            found.append(altered(own[0], until=own[-1].leaves))
        else:
            found += own
    return found


def leave_out_parts(found: Sequence[Itinerary]) -> list[Itinerary]:
    """Leave out what is the same as another, for a shorter time to leave."""
    return [one for one in found if not any(_holds(other, one) for other in found)]


def _holds(other: Itinerary, one: Itinerary) -> bool:
    if other is one or other.until is None or other.only_if > one.only_if:
        return False
    until = one.until or one.leaves
    inside = other.leaves <= one.leaves and until <= other.until
    is_less = (one.leaves, until) != (other.leaves, other.until)
    return inside and is_less and _rides(one) == _rides(other)


def _rides(one: Itinerary) -> list[tuple[str, str, str]]:
    return [(ride.trip, ride.start.key, ride.end.key) for ride in one.rides]
