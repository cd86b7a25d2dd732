"""Journeys under rules for lines and trips, found by trying everything."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from hypothesis import strategies as st

from geo.transit.change_rule import GETS_OFF, NEEDS_TIME, NOT_POSSIBLE, STAYS
from geo.transit.day import Day, select_day
from geo.transit.manner import Feet, Manner
from geo.transit.meet import apply_transfers, list_changes
from geo.transit.rows import TransferRow
from geo.transit.ruled import Plain, Ruled, apply_rules, rule_day
from tests.geo.transit.brute import Vehicle, list_vehicles
from tests.geo.transit.towns import Town, draw_towns, manner_of, near
from tests.timetable import DAY

LINES = ("1", "2", "3")
RIDES = 3
Told = tuple[int, int]
"""A vehicle, and the call at which one gets off."""


@dataclass(frozen=True, repr=False)
class RuledTown:
    """A town with rules for changing; ``change_s`` is the person's own."""

    town: Town
    day: Day
    change_s: int

    def __repr__(self) -> str:
        """Tell what was drawn."""
        rows = "\n".join(map(str, self.day.timetable.transfers))
        return f"{self.town}\n{self.change_s}\n{rows}"

    @property
    def plain(self) -> Feet:
        return manner_of(self.day, self.town.person).feet

    @property
    def manner(self) -> Manner:
        """Say how the person rides, as rules for pairs of stops leave it."""
        table, person = self.day.timetable, self.town.person
        return replace(
            manner_of(self.day, person),
            change_s=list_changes(table, self.change_s),
            feet=apply_transfers(table, self.plain, person.board_s),
        )

    @property
    def ruled(self) -> Ruled:
        """Give what the search takes."""
        ends = near(self.town.access), near(self.town.egress)
        day = rule_day(self.day)
        if day is None:
            return Ruled(self.day, self.manner, *ends)
        return apply_rules(day, self.manner, Plain(self.plain, self.change_s), *ends)


@st.composite
def draw_ruled(draw: st.DrawFn) -> RuledTown:
    """Draw a town with lines, blocks and rules."""
    town = draw(draw_towns(loose=False))
    assert town.sheet is not None
    runs = [
        replace(
            run,
            line=draw(st.sampled_from(LINES)),
            block=draw(st.sampled_from(["", "", "b", "c"])),
        )
        for run in town.sheet.runs
    ]
    rows = draw(st.lists(_rows(town.sheet.stops, len(runs)), max_size=6))
    parents = draw(st.sampled_from([{}, {1: 0}, {1: 0, 2: 0}]))
    sheet = replace(town.sheet, runs=runs, transfers=rows, parents=parents)
    day = select_day(sheet.build(), DAY)
    return RuledTown(town, day, draw(st.sampled_from([0, 60, 240])))


@st.composite
def _rows(draw: st.DrawFn, stops: int, runs: int) -> TransferRow:
    trip = st.integers(0, runs - 1).map(lambda number: f"t{number}")
    kind = draw(st.sampled_from([0, 1, 2, 2, 3, 3, STAYS, GETS_OFF]))
    if kind in {STAYS, GETS_OFF}:
        trips = draw(trip), draw(trip)
        return TransferRow("", "", kind, from_trip=trips[0], to_trip=trips[1])
    stop = st.integers(0, stops - 1).map(lambda number: f"s{number}")
    line = st.none() | st.sampled_from(LINES)
    rest = (draw(line), draw(line), draw(st.none() | trip), draw(st.none() | trip))
    least = draw(st.sampled_from([None, 0, 300, 1800]))
    return TransferRow(draw(stop), draw(stop), kind, least, *rest)


@dataclass(frozen=True)
class Trying:
    """Tries everything: each vehicle from each vehicle."""

    ruled: RuledTown
    vehicles: list[Vehicle]
    trips: list[int]

    @classmethod
    def of(cls, ruled: RuledTown) -> Trying:
        return cls(ruled, list_vehicles(ruled.day), ruled.day.runs.trip.tolist())

    def find_best(self) -> dict[int, int]:
        """Give the earliest arrivals there that more rides make earlier."""
        best: dict[int, int] = {}
        reached = set(self._first())
        for number in range(1, RIDES + 1):
            found = [self._end(*told) for told in reached]
            arrivals = [when for when in found if when is not None]
            if arrivals and min(arrivals) < min(best.values(), default=1 << 40):
                best[number] = min(arrivals)
            reached = set(self._next(reached))
        return best

    def _usable(self) -> Iterator[int]:
        person = self.ruled.town.person
        for number, vehicle in enumerate(self.vehicles):
            if vehicle.access in person.access:
                yield number

    def _offs(self, vehicle: int, on: int) -> Iterator[Told]:
        for off in range(on + 1, len(self.vehicles[vehicle].stops)):
            yield vehicle, off

    def _first(self) -> Iterator[Told]:
        town = self.ruled.town
        for number in self._usable():
            for on, stop in enumerate(self.vehicles[number].stops):
                if stop in town.access and self._gets_on(number, on):
                    ready = town.leave + town.access[stop] + town.person.board_s
                    if ready <= self.vehicles[number].departure[on]:
                        yield from self._offs(number, on)

    def _next(self, reached: set[Told]) -> Iterator[Told]:
        for told in reached:
            when = self.vehicles[told[0]].arrival[told[1]]
            for number in self._usable():
                for on in range(len(self.vehicles[number].stops)):
                    seconds = self.change_s(told, (number, on))
                    leaves = self.vehicles[number].departure[on]
                    if seconds is not None and when + seconds <= leaves:
                        yield from self._offs(number, on)

    def _gets_on(self, vehicle: int, on: int) -> bool:
        own, person = self.vehicles[vehicle], self.ruled.town.person
        return own.board[on] and (person.on is None or own.stops[on] in person.on)

    def _gets_off(self, vehicle: int, off: int) -> bool:
        own, person = self.vehicles[vehicle], self.ruled.town.person
        return own.alight[off] and (person.off is None or own.stops[off] in person.off)

    def _end(self, vehicle: int, off: int) -> int | None:
        own, egress = self.vehicles[vehicle], self.ruled.town.egress
        if own.stops[off] not in egress or not self._gets_off(vehicle, off):
            return None
        return own.arrival[off] + egress[own.stops[off]]

    def change_s(self, told: Told, then: Told) -> int | None:
        """Tell how long a change takes; ``None`` where it is not possible."""
        if self._stays(told, then):
            return 0
        if not (self._gets_off(*told) and self._gets_on(*then)):
            return None
        person = self.ruled.town.person
        start, end = (self.vehicles[one].stops[call] for one, call in (told, then))
        if start == end:
            own: int | None = self.ruled.change_s
        else:
            walk_s = person.feet.get(start, {}).get(end)
            own = None if walk_s is None else walk_s + person.board_s
        row = self._rule((start, end), (self.trips[told[0]], self.trips[then[0]]))
        if own is None or (row is not None and row.kind == NOT_POSSIBLE):
            return None
        asks = row is not None and row.kind == NEEDS_TIME
        return max(own, row.min_s or 0) if asks and row is not None else own

    def _stays(self, told: Told, then: Told) -> bool:
        last = len(self.vehicles[told[0]].stops) - 1
        if told[1] != last or then[1] != 0:
            return False
        trips = self.trips[told[0]], self.trips[then[0]]
        said = {kind: self._is_told(kind, trips) for kind in (STAYS, GETS_OFF)}
        return said[STAYS] or (self._follows(*trips) and not said[GETS_OFF])

    def _is_told(self, kind: int, trips: tuple[int, int]) -> bool:
        rows = self.ruled.day.timetable.transfers
        pairs = {(row.from_trip, row.to_trip) for row in rows if row.kind == kind}
        return (f"t{trips[0]}", f"t{trips[1]}") in pairs

    def _follows(self, one: int, other: int) -> bool:
        """Tell whether one trip is the next of another's block."""
        table = self.ruled.day.timetable
        mine, theirs = table.trips[one], table.trips[other]
        if not mine.block or (mine.block, mine.service) != (
            theirs.block,
            theirs.service,
        ):
            return False
        same = [
            (int(table.departure_s[table.call_start[number]]), number)
            for number, trip in enumerate(table.trips)
            if (trip.block, trip.service) == (mine.block, mine.service)
        ]
        order = [number for _, number in sorted(same)]
        place = order.index(one)
        leaves = int(table.departure_s[table.call_start[other]])
        arrives = int(table.arrival_s[table.call_start[one + 1] - 1])
        return order[place + 1 : place + 2] == [other] and leaves >= arrives

    def _rule(
        self, stops: tuple[int, int], trips: tuple[int, int]
    ) -> TransferRow | None:
        """Give the most specific rule, as GTFS ranks them."""
        rows = self.ruled.day.timetable.transfers
        fits = [
            (_rank(row), -self._stations(row), number, row)
            for number, row in enumerate(rows)
            if row.kind not in {STAYS, GETS_OFF} and self._fits(row, stops, trips)
        ]
        return max(fits, key=lambda one: one[:3])[3] if fits else None

    def _stations(self, row: TransferRow) -> int:
        parents = {stop.parent for stop in self.ruled.day.timetable.stops}
        return sum(key in parents for key in (row.start, row.end))

    def _fits(
        self, row: TransferRow, stops: tuple[int, int], trips: tuple[int, int]
    ) -> bool:
        table = self.ruled.day.timetable
        sides = (
            (row.start, row.from_trip, row.from_line),
            (row.end, row.to_trip, row.to_line),
        )
        for (place, trip, line), stop, number in zip(sides, stops, trips, strict=True):
            at, by = table.stops[stop], table.trips[number]
            if place not in {at.key, at.parent}:
                return False
            if trip is not None and trip != by.key:
                return False
            if trip is None and line is not None and line != by.line:
                return False
        return True


RANKS: Mapping[tuple[str, str], int] = {
    ("trip", "trip"): 6,
    ("line", "trip"): 5,
    ("trip", ""): 4,
    ("line", "line"): 3,
    ("line", ""): 2,
    ("", ""): 1,
}


def _rank(row: TransferRow) -> int:
    sides = tuple(
        "trip" if trip else "line" if line else ""
        for trip, line in ((row.from_trip, row.from_line), (row.to_trip, row.to_line))
    )
    return RANKS.get(sides) or RANKS[sides[::-1]]  # type: ignore[index]
