"""A day on which rules for lines and trips hold, as the search takes it.

Vehicles that a rule names call at a stop of their own beside the real one. What holds
from one vehicle to another then is a way on foot between two stops, which the search
knows already. Patterns and their calls keep their numbers.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from geo.transit.change_class import NOBODY, CallClass, classify_calls
from geo.transit.change_rule import NEEDS_TIME, NOT_POSSIBLE, ChangeBook, read_changes
from geo.transit.day import Day
from geo.transit.manner import Feet, Manner, Near, Ride
from geo.transit.meet import NEVER_S
from geo.transit.pattern import Patterns, starts_of
from geo.transit.rows import Flags, Indices, Ints


@dataclass(frozen=True, eq=False)
class RuledDay:
    """A day with stops of their own for vehicles that rules name.

    Attributes
    ----------
    day : Day
        With the same patterns; the stops of vehicles that rules name are others.
    real : array of int32, shape (S + V,)
        The stop of the timetable that each stop is.
    classes : tuple of CallClass
        Of the stops from ``S`` on.
    book : ChangeBook
    """

    day: Day
    real: Ints
    classes: tuple[CallClass, ...]
    book: ChangeBook

    @property
    def count(self) -> int:
        """How many real stops there are."""
        return len(self.real) - len(self.classes)


def rule_day(day: Day) -> RuledDay | None:
    """Give a day with its rules for lines and trips; ``None`` where there are none."""
    return _rule(day)


@lru_cache(maxsize=8)
def _rule(day: Day) -> RuledDay | None:
    found = classify_calls(day.timetable)
    if not found.classes:
        return None
    stops = day.timetable.stops
    own = [stops[one.stop] for one in found.classes]
    real = np.concatenate(
        [np.arange(len(stops)), [one.stop for one in found.classes]]
    ).astype(np.int32)
    ruled = replace(
        day,
        timetable=replace(day.timetable, stops=[*stops, *own]),
        patterns=_number_stops(day, found.of_call, found.classes),
    )
    return RuledDay(ruled, real, found.classes, read_changes(day.timetable))


def _number_stops(day: Day, of_call: Ints, classes: tuple[CallClass, ...]) -> Patterns:
    """Let the calls that rules name be at stops of their own."""
    lines, count = day.patterns, len(day.timetable.stops)
    lengths = np.diff(lines.stop_start)
    within = np.arange(len(lines.stops)) - np.repeat(lines.stop_start[:-1], lengths)
    trips = _first_trips(day)
    kind = of_call[np.repeat(day.timetable.call_start[trips], lengths) + within]
    stops = np.where(kind > 0, count + kind - 1, lines.stops).astype(np.int32)
    leaves, enters = (
        np.array([False, *(getattr(one, name) != NOBODY for one in classes)])[kind]
        for name in ("stays_from", "stays_to")
    )
    serve = np.argsort(stops, kind="stable")
    pattern = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
    return lines._replace(
        stops=stops,
        board=lines.board | enters,
        alight=lines.alight | leaves,
        serve_start=starts_of(np.bincount(stops, minlength=count + len(classes))),
        serve_pattern=pattern[serve],
        serve_place=within[serve].astype(np.int32),
    )


def _first_trips(day: Day) -> Ints:
    """Give the first trip of each pattern: all of it are alike in their classes."""
    lines = day.patterns
    run = lines.run[lines.run_start[:-1]]
    trips = np.empty(len(run), dtype=np.int32)
    trips[lines.is_loose] = day.loose.trip[run[lines.is_loose]]
    trips[~lines.is_loose] = day.runs.trip[run[~lines.is_loose]]
    return trips


@dataclass(frozen=True, eq=False)
class Ruled:
    """What one search takes, where rules for lines and trips hold.

    Attributes
    ----------
    day : Day
    manner : Manner
    access, egress : Near
    ruled : RuledDay, optional
        ``None`` where there are no such rules.
    """

    day: Day
    manner: Manner
    access: Near
    egress: Near
    ruled: RuledDay | None = None

    def change_s(self, before: Ride, after: Ride) -> int:
        """Give how long it takes from one ride to the next, slack and all."""
        start = self._stop(before.pattern, before.off)
        end = self._stop(after.pattern, after.on)
        if start == end:
            return int(self.manner.change_s[start])
        feet = self.manner.feet
        near = slice(feet.start[start], feet.start[start + 1])
        place = feet.stop[near].tolist().index(end)
        return int(feet.seconds[near][place]) + self.manner.board_s

    def stays(self, before: Ride, after: Ride) -> bool:
        """Tell whether one stays aboard from one ride to the next."""
        if self.ruled is None:
            return False
        ends = (
            self._stop(before.pattern, before.off),
            self._stop(after.pattern, after.on),
        )
        return min(ends) >= self.ruled.count and _is_stay(self.ruled, *ends)

    def _stop(self, pattern: int, call: int) -> int:
        lines = self.day.patterns
        return int(lines.stops[lines.stop_start[pattern] + call])


def _is_stay(ruled: RuledDay, start: int, end: int) -> bool:
    one, other = (ruled.classes[stop - ruled.count] for stop in (start, end))
    return (one.stays_from, other.stays_to) in ruled.book.stays


@dataclass(frozen=True, eq=False)
class Plain:
    """How somebody changes where no rule holds: ways on foot, and at one stop."""

    feet: Feet
    change_s: int


def apply_rules(
    ruled: RuledDay, manner: Manner, plain: Plain, access: Near, egress: Near
) -> Ruled:
    """Lay rules for lines and trips over how somebody rides.

    Parameters
    ----------
    ruled : RuledDay
    manner : Manner
        As the rules for pairs of stops leave it.
    plain : Plain
        Without these.
    access, egress : Near

    Returns
    -------
    Ruled
    """
    real, count = ruled.real, ruled.count
    on, off = manner.on[real], manner.off[real]
    lets_on, lets_off = on.copy(), off.copy()
    for stop, one in enumerate(ruled.classes, count):
        lets_on[stop] &= one.lets_on
        lets_off[stop] &= one.lets_off
        on[stop] |= one.stays_to != NOBODY
        off[stop] |= one.stays_from != NOBODY
    ways = _lay_ways(ruled, manner, plain, (lets_off, lets_on))
    own = ways.start == ways.end
    change_s = np.full(len(real), NEVER_S, dtype=np.int32)
    change_s[:count] = manner.change_s
    change_s[ways.start[own]] = ways.seconds[own] + manner.board_s
    return Ruled(
        ruled.day,
        replace(manner, on=on, off=off, change_s=change_s, feet=_pack(ways, len(real))),
        _spread(ruled, access, lets_on),
        _spread(ruled, egress, lets_off),
        ruled,
    )


class _Ways(NamedTuple):
    """Ways from stop to stop, one row each."""

    start: Ints
    end: Ints
    seconds: Ints


def _lay_ways(
    ruled: RuledDay, manner: Manner, plain: Plain, lets: tuple[Flags, Flags]
) -> _Ways:
    """List the ways between all stops, the changes at one stop among them."""
    real, board_s = ruled.real, manner.board_s
    stops = np.arange(ruled.count, dtype=np.int32)
    feet = _flat(manner.feet)
    at_stops = _Ways(stops, stops, manner.change_s - np.int32(board_s))
    general = _spread_ways(ruled, _join(feet, at_stops))
    alike = np.full(len(stops), plain.change_s - board_s, dtype=np.int32)
    raw = _spread_ways(ruled, _join(_flat(plain.feet), _Ways(stops, stops, alike)))
    named = _of_rules(ruled, raw, board_s)
    lets_off, lets_on = lets
    usable = [
        _take(ways, lets_off[ways.start] & lets_on[ways.end])
        for ways in (general, named)
    ]
    is_base = (general.start < ruled.count) & (general.end < ruled.count)
    found = _last_word(_join(*usable), len(real))
    base = _take(general, is_base & (general.start != general.end))
    stays = _list_stays(ruled, board_s)
    return _last_word(_join(base, found, stays), len(real))


def _of_rules(ruled: RuledDay, raw: _Ways, board_s: int) -> _Ways:
    """Give the ways that rules name, with the time that the most specific asks for."""
    best = np.full(len(raw.start), -1, dtype=np.int64)
    for number, rule in enumerate(ruled.book.rules):
        starts, ends = (
            np.isin(ruled.real, list(stops)) for stops in (rule.starts, rule.ends)
        )
        named = (
            (rule.from_trips, "from_rules", starts),
            (rule.to_trips, "to_rules", ends),
        )
        for trips, name, flags in named:
            if trips is not None:
                flags[: ruled.count] = False
                own = [number in getattr(one, name) for one in ruled.classes]
                flags[ruled.count :] &= np.array(own, dtype=np.bool_)
        best[starts[raw.start] & ends[raw.end]] = number
    rules = ruled.book.rules
    kind = np.array([*(rule.kind for rule in rules), 0])[best]
    least = np.array([*(rule.min_s for rule in rules), 0])[best]
    asked = np.where(kind == NEEDS_TIME, least - board_s, raw.seconds)
    seconds = np.maximum(raw.seconds, asked)
    seconds[kind == NOT_POSSIBLE] = NEVER_S
    named_by = best >= 0
    return _Ways(
        raw.start[named_by], raw.end[named_by], seconds[named_by].astype(np.int32)
    )


def _list_stays(ruled: RuledDay, board_s: int) -> _Ways:
    """Who stays aboard needs no time at all."""
    outs = {one.stays_from: at for at, one in enumerate(ruled.classes, ruled.count)}
    ins: dict[int, list[int]] = {}
    for at, one in enumerate(ruled.classes, ruled.count):
        ins.setdefault(one.stays_to, []).append(at)
    pairs = [
        (outs[one], stop, -board_s)
        for one, other in sorted(ruled.book.stays)
        if one in outs
        for stop in ins.get(other, ())
    ]
    return _Ways(*np.array(pairs, dtype=np.int32).reshape(-1, 3).T)


def _flat(feet: Feet) -> _Ways:
    start = np.repeat(np.arange(len(feet.start) - 1), np.diff(feet.start))
    return _Ways(start.astype(np.int32), feet.stop, feet.seconds)


def _join(*ways: _Ways) -> _Ways:
    columns = (np.concatenate(columns) for columns in zip(*ways, strict=True))
    return _Ways(*columns)


def _take(ways: _Ways, wanted: Flags | Indices) -> _Ways:
    return _Ways(*(column[wanted] for column in ways))


def _variants(ruled: RuledDay) -> tuple[Ints, Indices]:
    """Give the stops that each real stop is, and where they begin."""
    order = np.argsort(ruled.real, kind="stable").astype(np.int32)
    return order, starts_of(np.bincount(ruled.real, minlength=ruled.count))


def _spread_ways(ruled: RuledDay, ways: _Ways) -> _Ways:
    """Let ways lead from and to all that a real stop is."""
    for side in ("start", "end"):
        order, starts = _variants(ruled)
        stop = getattr(ways, side)
        many = np.diff(starts)[stop]
        row = np.repeat(np.arange(len(stop)), many)
        step = np.arange(len(row)) - np.repeat(np.cumsum(many) - many, many)
        ways = _take(ways, row)._replace(**{side: order[starts[stop[row]] + step]})
    return ways


def _spread(ruled: RuledDay, near: Near, lets: Flags) -> Near:
    """Let all that a real stop is be near a place; doors stay with the real stop."""
    order, starts = _variants(ruled)
    many = np.diff(starts)[near.stop]
    row = np.repeat(np.arange(len(near.stop)), many)
    step = np.arange(len(row)) - np.repeat(np.cumsum(many) - many, many)
    stop = order[starts[near.stop[row]] + step]
    usable = lets[stop] | (stop < ruled.count)
    return Near(stop[usable], near.seconds[row][usable])


def _last_word(ways: _Ways, count: int) -> _Ways:
    """Keep the last row of each pair of stops, unless it says that there is no way."""
    pair = ways.start.astype(np.int64) * count + ways.end
    last = len(pair) - 1 - np.unique(pair[::-1], return_index=True)[1]
    return _take(ways, np.sort(last))


def _pack(ways: _Ways, count: int) -> Feet:
    usable = (ways.start != ways.end) & (ways.seconds < NEVER_S)
    order = np.lexsort((ways.end, ways.start))
    kept = _take(ways, order[usable[order]])
    starts = np.searchsorted(kept.start, np.arange(count + 1)).astype(np.int64)
    return Feet(starts, kept.end, kept.seconds)
