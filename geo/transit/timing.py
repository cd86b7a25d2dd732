"""When the legs of a journey begin and end, with the waits that nobody can tell."""

from __future__ import annotations

from dataclasses import dataclass

from geo.transit.day import Day
from geo.transit.journey import Journey, Near, Ride
from geo.transit.pattern import FIRST, HIGH, LAST, LOW
from geo.transit.ruled import Ruled


@dataclass(frozen=True)
class Span:
    """Seconds of a day: at the earliest and at the latest."""

    low: int
    high: int

    def plus(self, seconds: int) -> Span:
        """Give the same later."""
        return Span(self.low + seconds, self.high + seconds)


@dataclass(frozen=True)
class Timed:
    """A ride with its times.

    Attributes
    ----------
    ride : Ride
    start, end : int
        Stops.
    walk_s : int
        On foot to its stop, from the one before or from the origin.
    walks : bool
        Whether one walks there, and does not just change at the stop.
    sets_out, ready, departs, arrives : Span
    is_certain : bool
        Whether it is caught however long the waits before are.
    is_first : bool
    stays : bool
        Whether one stays aboard from the ride before.
    """

    ride: Ride
    start: int
    end: int
    walk_s: int
    walks: bool
    sets_out: Span
    ready: Span
    departs: Span
    arrives: Span
    is_certain: bool
    is_first: bool
    stays: bool = False


@dataclass(frozen=True, eq=False)
class Clock:
    """Tells the times of journeys of one person on one day.

    Attributes
    ----------
    day : Day
    ground : Ruled
        What the search took.
    access, egress : Near
        By real stops.
    """

    day: Day
    ground: Ruled
    access: Near
    egress: Near

    def list_rides(self, journey: Journey) -> list[Timed]:
        """Give the rides of a journey with their times, in order."""
        found: list[Timed] = []
        when, at = Span(journey.leave_s, journey.leave_s), -1
        for before, ride in zip((None, *journey.rides), journey.rides, strict=False):
            begin = int(self.day.patterns.stop_start[ride.pattern])
            start = int(self.day.patterns.stops[begin + ride.on])
            end = int(self.day.patterns.stops[begin + ride.off])
            stays = before is not None and self.ground.stays(before, ride)
            whole_s = self._whole_s(before, ride, start)
            walks = not stays and at != start
            walk_s = whole_s - self.ground.manner.board_s if walks else 0
            ready = when.plus(whole_s)
            departs, arrives, is_certain = self._times(ride, ready)
            found.append(
                Timed(
                    ride,
                    start,
                    end,
                    walk_s,
                    walks,
                    when,
                    ready,
                    departs,
                    arrives,
                    is_certain,
                    is_first=at < 0,
                    stays=stays,
                )
            )
            when, at = arrives, end
        return found

    def egress_s(self, stop: int) -> int:
        """Tell how long it is from a stop to the destination."""
        return _least(self.egress, stop)

    def _whole_s(self, before: Ride | None, ride: Ride, stop: int) -> int:
        """Give how long it takes to be ready for a ride, on foot and waiting."""
        if before is None:
            return _least(self.access, stop) + self.ground.manner.board_s
        return self.ground.change_s(before, ride)

    def _times(self, ride: Ride, ready: Span) -> tuple[Span, Span, bool]:
        """Tell when a ride begins and ends, and whether it is certain to."""
        lines, pattern = self.day.patterns, ride.pattern
        calls = int(lines.stop_start[pattern + 1] - lines.stop_start[pattern])
        row = 0 if lines.is_loose[pattern] else ride.run
        times = int(lines.time_start[pattern]) + row * calls
        on, off = (
            int(lines.departure[times + ride.on]),
            int(lines.arrival[times + ride.off]),
        )
        if not lines.is_loose[pattern]:
            return Span(on, on), Span(off, off), ready.high <= on
        window = [int(value) for value in lines.window[pattern]]
        low = max(ready.low - on, window[FIRST]) + window[LOW]
        high = max(ready.high - on, window[FIRST]) + window[HIGH]
        last = min(high, max(window[LAST], low))
        left = Span(low, last)
        return left.plus(on), left.plus(off), high <= window[LAST]


def _least(near: Near, stop: int) -> int:
    return int(near.seconds[near.stop == stop].min())
