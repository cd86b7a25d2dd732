"""From journeys to itineraries: what each leg is, rests on, and leaves open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from geo.boarding import POSSIBLE, UNKNOWN
from geo.fact import altered
from geo.transit.indoors import Passage
from geo.transit.itinerary import (
    UNKNOWN_ACCESS,
    Between,
    Doubt,
    Halting,
    Itinerary,
    Passed,
    RideLeg,
    WalkLeg,
)
from geo.transit.journey import Journey
from geo.transit.manner import NO_DOOR
from geo.transit.pattern import HIGH, LOW
from geo.transit.rider import Rider
from geo.transit.timing import Clock, Span, Timed

BY_PHONE: Final = 2
BY_SIGN: Final = 3
"""GTFS ``pickup_type`` and ``drop_off_type``."""
MOST_PASSED: Final = 4
END: Final = -1


@dataclass(frozen=True, eq=False)
class Teller:
    """Tells the journeys of one person, there or back.

    Attributes
    ----------
    rider : Rider
    clock : Clock
    since_s : int
        When the person could leave at the earliest, seconds of the day.
    due_s : int, optional
        When they have to be there, if that is what they asked for.
    """

    rider: Rider
    clock: Clock
    since_s: int
    due_s: int | None = None

    def tell(self, journey: Journey) -> Itinerary:
        """Make an itinerary of a journey."""
        rides = self.clock.list_rides(journey)
        legs: list[WalkLeg | RideLeg] = []
        at = END
        for ride, then in zip(rides, [*rides[1:], None], strict=True):
            if ride.walks:
                legs.append(self._walk(ride.sets_out, ride.walk_s, at, ride.start))
            gets_off = then is None or not then.stays
            passed = self._passed(ride, self._due_s(ride, then))
            legs.append(self._ride(ride, passed, gets_off=gets_off))
            at = ride.end
        seconds = self.clock.egress_s(at)
        legs.append(self._walk(rides[-1].arrives, seconds, at, END))
        told = [leg for leg in legs if isinstance(leg, RideLeg)]
        dark = [leg for leg in legs if isinstance(leg, WalkLeg) and leg.is_doubtful]
        return Itinerary(
            leaves=self.rider.day.time(journey.leave_s),
            arrives=self._between(rides[-1].arrives.plus(seconds)),
            legs=tuple(legs),
            only_if=not all(ride.is_certain for ride in rides),
            doubts=sum(len(UNKNOWN_ACCESS & set(leg.doubts)) for leg in told)
            + len(dark),
            only_full=all(leg.fills for leg in told),
        )

    def _between(self, span: Span) -> Between:
        day = self.rider.day
        return Between(day.time(span.low), day.time(span.high))

    def _walk(self, sets_out: Span, seconds: int, start: int, end: int) -> WalkLeg:
        passage = self._passage(start, end)
        ends = [stop for stop in (start, end) if stop != END]
        dark = [stop for stop in ends if self.rider.indoors.is_dark(stop)]
        return WalkLeg(
            begins=self._between(sets_out),
            seconds=float(seconds),
            path=None,
            start=self._end(start),
            end=self._end(end),
            leave=self._end(passage.leave),
            enter=self._end(passage.enter),
            out=passage.out,
            into=passage.into,
            unknown_inside=tuple(self._halting(stop) for stop in dark),
        )

    def _passage(self, start: int, end: int) -> Passage:
        """Tell what of a way on foot is inside stations."""
        indoors = self.rider.indoors
        if start == END:
            return indoors.enter(self.clock.access, end)
        if end == END:
            return indoors.leave(self.clock.egress, start)
        return indoors.between(start, end)

    def _end(self, stop: int) -> Halting | None:
        return None if stop in {END, NO_DOOR} else self._halting(stop)

    def _halting(self, stop: int) -> Halting:
        row = self.rider.day.timetable.stops[stop]
        boarding = int(self.rider.boarding[stop])
        return Halting(row.key, dict(row.names), row.lonlat, boarding)

    def _ride(
        self, timed: Timed, passed: tuple[Passed, ...], *, gets_off: bool
    ) -> RideLeg:
        table, lines = self.rider.day.timetable, self.rider.day.patterns
        ride = timed.ride
        trip = self._trip(timed)
        line = table.lines[int(table.trip_line[trip])]
        loose = bool(lines.is_loose[ride.pattern])
        low, high = (int(lines.window[ride.pattern, at]) for at in (LOW, HIGH))
        return RideLeg(
            line=line.key,
            trip=table.trips[trip].key,
            short_name=line.short_name,
            names=dict(line.names),
            route_type=line.route_type,
            headsign=table.trips[trip].headsign,
            headsigns=dict(table.trips[trip].headsigns),
            start=self._halting(timed.start),
            end=self._halting(timed.end),
            departs=self._between(timed.departs),
            arrives=self._between(timed.arrives),
            wait_low_s=low if loose else 0,
            wait_high_s=high if loose else 0,
            fills=bool(loose and not np.isnan(table.wait_high_s[trip])),
            calls=ride.off - ride.on,
            access=int(table.trip_access[trip]),
            is_live=trip >= len(self.rider.town.timetable.trips),
            doubts=tuple(self._doubts(timed, trip, gets_off=gets_off)),
            passed=passed,
            stays=timed.stays,
        )

    def _trip(self, timed: Timed) -> int:
        day, ride = self.rider.day, timed.ride
        first = int(day.patterns.run_start[ride.pattern])
        if day.patterns.is_loose[ride.pattern]:
            return int(day.loose.trip[day.patterns.run[first]])
        return int(day.runs.trip[day.patterns.run[first + ride.run]])

    def _doubts(self, timed: Timed, trip: int, *, gets_off: bool) -> list[Doubt]:
        table, ride = self.rider.day.timetable, timed.ride
        on = int(table.call_start[trip]) + ride.on
        off = int(table.call_start[trip]) + ride.off
        ways = set() if timed.stays else {int(table.pickup[on])}
        ways |= {int(table.drop_off[off])} if gets_off else set()
        matters = self.rider.question.profile.transit.rolls_aboard
        gets_on = matters and not timed.stays
        boarding = self.rider.boarding
        loose = bool(self.rider.day.patterns.is_loose[ride.pattern])
        about = bool(table.estimated[on] or table.estimated[off])
        marks = (
            (Doubt.VEHICLE, matters and table.trip_access[trip] == UNKNOWN),
            (Doubt.STOP_ON, gets_on and boarding[timed.start] == UNKNOWN),
            (
                Doubt.STOP_OFF,
                matters and gets_off and boarding[timed.end] == UNKNOWN,
            ),
            (Doubt.PHONE, BY_PHONE in ways),
            (Doubt.DRIVER, BY_SIGN in ways),
            (Doubt.ESTIMATED, about and not loose),
            (Doubt.WAIT, loose),
            (Doubt.CATCH, not timed.is_certain),
        )
        return [doubt for doubt, is_so in marks if is_so]

    def _due_s(self, timed: Timed, then: Timed | None) -> int | None:
        """Tell when a ride has to arrive, of who has to be there by a time."""
        if self.due_s is None:
            return None
        if then is None:
            return self.due_s - self.clock.egress_s(timed.end)
        return then.departs.low - (then.ready.low - timed.arrives.low)

    def _passed(self, timed: Timed, due_s: int | None) -> tuple[Passed, ...]:
        """List better vehicles to the same stop that this person does not take.

        Those come earlier; to who has to be there by a time, they leave later and are
        in time all the same.
        """
        if timed.stays or not self.rider.question.profile.transit.rolls_aboard:
            return ()
        found = sorted(self._better(timed, due_s))[-MOST_PASSED:]
        table, day = self.rider.day.timetable, self.rider.day
        rows = []
        for leaves, trip in found:
            line = table.lines[int(table.trip_line[trip])]
            access = int(table.trip_access[trip])
            rows.append(Passed(line.key, line.short_name, day.time(leaves), access))
        return tuple(rows)

    def _better(self, timed: Timed, due_s: int | None) -> set[tuple[int, int]]:
        """Give (departure, trip) of vehicles that others would take instead."""
        lines, day = self.rider.day.patterns, self.rider.day
        found = set()
        spare = max(timed.sets_out.low - self.since_s, 0) if timed.is_first else 0
        ready = timed.ready.low - spare
        for pattern, on, off in self._meeting(timed.start, timed.end):
            if lines.is_loose[pattern] or lines.access[pattern] == POSSIBLE:
                continue
            calls = int(lines.stop_start[pattern + 1] - lines.stop_start[pattern])
            times = slice(lines.time_start[pattern], lines.time_start[pattern + 1])
            leaves = lines.departure[times].reshape(-1, calls)[:, on]
            arrives = lines.arrival[times].reshape(-1, calls)[:, off]
            if due_s is None:
                sooner = (leaves >= ready) & (arrives < timed.arrives.high)
            else:
                sooner = (leaves > timed.departs.low) & (arrives <= due_s)
            first = int(lines.run_start[pattern])
            for row in np.flatnonzero(sooner).tolist():
                trip = int(day.runs.trip[lines.run[first + row]])
                found.add((int(leaves[row]), trip))
        own = (timed.departs.low, self._trip(timed))
        return found - {own}

    def _meeting(self, start: int, end: int) -> Sequence[tuple[int, int, int]]:
        """List the patterns that go from one stop to another, with their calls."""
        lines = self.rider.day.patterns
        found = []
        for at in range(lines.serve_start[start], lines.serve_start[start + 1]):
            pattern, on = int(lines.serve_pattern[at]), int(lines.serve_place[at])
            first, last = lines.stop_start[pattern], lines.stop_start[pattern + 1]
            later = np.flatnonzero(lines.stops[first + on + 1 : last] == end)
            if len(later) and lines.board[first + on]:
                found.append((pattern, on, on + 1 + int(later[0])))
        return found


def add_paths(rider: Rider, one: Itinerary, *, back: bool = False) -> Itinerary:
    """Add the answers for the ways on foot, as they are for this person."""
    return altered(
        one,
        legs=tuple(
            _add_path(rider, leg, back=back) if isinstance(leg, WalkLeg) else leg
            for leg in one.legs
        ),
    )


def _add_path(rider: Rider, leg: WalkLeg, *, back: bool) -> WalkLeg:
    again = rider.indoors.again
    told = altered(leg, out=again(leg.out), into=again(leg.into))
    if leg.is_inside:
        return told
    start, end = leg.leave or leg.start, leg.enter or leg.end
    return altered(told, path=rider.walk(start, end, back=back))
