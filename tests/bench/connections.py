"""What the answers by vehicle are checked against: a scan of all connections of a day.

Nothing of our search is used, no pattern and no round: every vehicle is looked at
alone, call by call, in the order of departure.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from geo.transit.day import Day
from geo.transit.manner import Manner, Near
from geo.transit.room import LATE
from tests.geo.transit.scan import list_connections


class Scan:
    """A scan for one person on one day, from a time on.

    Parameters
    ----------
    day : Day
    manner : Manner
    leave : int
        Seconds of the day.
    """

    def __init__(self, day: Day, manner: Manner, leave: int) -> None:
        self._stops, self._leave = len(day.timetable.stops), leave
        self._every: Sequence[tuple[int, ...]] = list_connections(day, leave)
        self._runs = len(day.runs.trip)
        self._rides = _list_allowed(day, manner)
        self._on, self._off = manner.on.tolist(), manner.off.tolist()
        self._change, self._board_s = manner.change_s.tolist(), manner.board_s
        self._start = manner.feet.start.tolist()
        self._to, self._takes = manner.feet.stop.tolist(), manner.feet.seconds.tolist()

    def arrive(self, access: Near, egress: Near) -> int:
        """Give the earliest arrival, ``LATE`` where there is none."""
        vehicle, foot = [LATE] * self._stops, [LATE] * self._stops
        for stop, seconds in zip(
            access.stop.tolist(), access.seconds.tolist(), strict=True
        ):
            foot[stop] = min(foot[stop], self._leave + seconds)
        ends = dict(zip(egress.stop.tolist(), egress.seconds.tolist(), strict=True))
        aboard = [False] * self._runs
        best = LATE
        for run, begin, end, departs, arrives in self._every:
            if departs >= best:
                break
            if not aboard[run]:
                ready = min(
                    vehicle[begin] + self._change[begin], foot[begin] + self._board_s
                )
                can = self._rides[run] and self._on[begin]
                aboard[run] = can and ready <= departs
            if aboard[run] and self._off[end] and arrives < vehicle[end]:
                vehicle[end] = arrives
                best = min(best, arrives + ends.get(end, LATE))
                for at in range(self._start[end], self._start[end + 1]):
                    when = arrives + self._takes[at]
                    foot[self._to[at]] = min(foot[self._to[at]], when)
        return best


def _list_allowed(day: Day, manner: Manner) -> list[bool]:
    """Tell by which vehicles somebody rides, from what is said of their trips."""
    allowed = set(day.patterns.access[manner.allowed].tolist())
    own = day.timetable.trip_access[day.runs.trip]
    found: list[bool] = np.isin(own, sorted(allowed)).tolist()
    return found
