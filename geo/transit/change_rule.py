"""The operators' own word on changing: which rule holds from one vehicle to another.

GTFS ranks rules by what they name: both trips, a trip and a line, a trip, both lines, a
line, only stops; the most specific holds. A rule for a station holds for its platforms,
after one that names the platform.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, product
from typing import Final

from geo.transit.rows import TransferRow
from geo.transit.timetable import Timetable

NEEDS_TIME, NOT_POSSIBLE, STAYS, GETS_OFF = 2, 3, 4, 5
"""GTFS ``transfer_type``."""
ABOUT_STOPS: Final = frozenset({0, 1, NEEDS_TIME, NOT_POSSIBLE})

Rank = tuple[int, int, int]


def rank_of(row: TransferRow) -> tuple[int, int]:
    """Give how specific a rule is: of each side, 2 for a trip and 1 for a line."""
    sides = (
        2 if trip else 1 if line else 0
        for trip, line in (
            (row.from_trip, row.from_line),
            (row.to_trip, row.to_line),
        )
    )
    low, high = sorted(sides)
    return high, low


@dataclass(frozen=True)
class ChangeRule:
    """A rule for single lines or trips, by numbers of stops and trips.

    Attributes
    ----------
    rank : tuple of int
        The greater, the more specific.
    starts, ends : frozenset of int
        Stops.
    from_trips, to_trips : frozenset of int, optional
        ``None`` for all.
    kind : int
        GTFS ``transfer_type``.
    min_s : int
    """

    rank: Rank
    starts: frozenset[int]
    ends: frozenset[int]
    from_trips: frozenset[int] | None
    to_trips: frozenset[int] | None
    kind: int
    min_s: int


@dataclass(frozen=True, eq=False)
class ChangeBook:
    """All rules of a timetable.

    Attributes
    ----------
    rules : tuple of ChangeRule
        For lines and trips, the least specific first.
    general : dict of (int, int) to TransferRow
        For pairs of stops, whoever goes on by whatever.
    stays : frozenset of (int, int)
        Trips of which passengers of the first may stay aboard for the second.
    """

    rules: tuple[ChangeRule, ...]
    general: dict[tuple[int, int], TransferRow]
    stays: frozenset[tuple[int, int]]


def read_changes(timetable: Timetable) -> ChangeBook:
    """Read the rules of a timetable; the same object when it is asked for again.

    Parameters
    ----------
    timetable : Timetable

    Returns
    -------
    ChangeBook
    """
    return _read(timetable)


@lru_cache(maxsize=4)
def _read(timetable: Timetable) -> ChangeBook:
    about_stops = [row for row in timetable.transfers if row.kind in ABOUT_STOPS]
    if not about_stops and not any(_stays_of(timetable)):
        return ChangeBook((), {}, frozenset())
    index = _Index.of(timetable)
    rules = [index.rule(row) for row in about_stops if rank_of(row) != (0, 0)]
    usable = (rule for rule in rules if rule.starts and rule.ends)
    return ChangeBook(
        tuple(sorted(usable, key=lambda rule: rule.rank)),
        _generals(about_stops, index),
        frozenset(_list_stays(timetable, index)),
    )


def _stays_of(timetable: Timetable) -> Iterator[bool]:
    """Tell of anything by which somebody might stay aboard."""
    yield any(row.kind == STAYS for row in timetable.transfers)
    yield any(trip.block for trip in timetable.trips)


@dataclass(frozen=True, eq=False)
class _Index:
    """Keys → numbers of a timetable."""

    stops: dict[str, int]
    members: dict[str, list[int]]
    trips: dict[str, list[int]]
    lines: dict[str, list[int]]
    keys: Sequence[str]

    @classmethod
    def of(cls, timetable: Timetable) -> _Index:
        keys = [trip.key for trip in timetable.trips]
        found = cls({}, defaultdict(list), defaultdict(list), defaultdict(list), keys)
        for number, stop in enumerate(timetable.stops):
            found.stops[stop.key] = number
            if stop.parent:
                found.members[stop.parent].append(number)
        for number, trip in enumerate(timetable.trips):
            found.trips[trip.key].append(number)
            found.lines[trip.line].append(number)
        return found

    def same(self, one: int, other: int) -> Iterator[tuple[int, int]]:
        """Pair all that stand for two trips: as planned, and as told just now."""
        return product(self.trips[self.keys[one]], self.trips[self.keys[other]])

    def at(self, key: str) -> frozenset[int]:
        """Give a stop and the platforms of it."""
        own = [self.stops[key]] if key in self.stops else []
        return frozenset([*own, *self.members.get(key, ())])

    def is_station(self, key: str) -> bool:
        return key in self.members

    def of_side(self, trip: str | None, line: str | None) -> frozenset[int] | None:
        if trip:
            return frozenset(self.trips.get(trip, ()))
        return frozenset(self.lines.get(line, ())) if line else None

    def rule(self, row: TransferRow) -> ChangeRule:
        return ChangeRule(
            (*rank_of(row), self.own_ends(row)),
            self.at(row.start),
            self.at(row.end),
            self.of_side(row.from_trip, row.from_line),
            self.of_side(row.to_trip, row.to_line),
            row.kind,
            row.min_s or 0,
        )

    def own_ends(self, row: TransferRow) -> int:
        """Count the ends that are platforms themselves."""
        return sum(not self.is_station(key) for key in (row.start, row.end))


def _generals(
    rows: Iterable[TransferRow], index: _Index
) -> dict[tuple[int, int], TransferRow]:
    """Give the rule of each pair of stops; one that names platforms holds first."""
    plain = [row for row in rows if rank_of(row) == (0, 0)]
    return {
        (start, end): row
        for row in sorted(plain, key=index.own_ends)
        for start in index.at(row.start)
        for end in index.at(row.end)
    }


def _list_stays(timetable: Timetable, index: _Index) -> Iterator[tuple[int, int]]:
    """List who may stay aboard: as the feed says, else along blocks."""
    told = {STAYS: set[tuple[int, int]](), GETS_OFF: set[tuple[int, int]]()}
    for row in timetable.transfers:
        if row.kind in told:
            firsts = index.trips.get(row.from_trip or "", ())
            nexts = index.trips.get(row.to_trip or "", ())
            told[row.kind].update((one, other) for one in firsts for other in nexts)
    blocks = (
        pair
        for one, other in _list_blocks(timetable)
        for pair in index.same(one, other)
    )
    yield from told[STAYS]
    yield from (pair for pair in blocks if pair not in told[GETS_OFF])


def _list_blocks(timetable: Timetable) -> Iterator[tuple[int, int]]:
    """Pair each trip with the next one that its vehicle makes on the same days.

    Trips that repeat by a headway belong to no one vehicle.
    """
    repeated = set(timetable.often.trip.tolist())
    blocks: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for number, trip in enumerate(timetable.trips):
        if trip.block and number not in repeated:
            blocks[trip.block, trip.service].setdefault(trip.key, number)
    calls = timetable.call_start
    first, last = timetable.departure_s[calls[:-1]], timetable.arrival_s[calls[1:] - 1]
    for trips in blocks.values():
        order = sorted(trips.values(), key=lambda trip: int(first[trip]))
        for one, other in pairwise(order):
            if first[other] >= last[one]:
                yield one, other
