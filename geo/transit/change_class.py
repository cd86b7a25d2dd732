"""Calls that are alike in the rules that name who gets off there, or on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from geo.transit.change_rule import ChangeBook, read_changes
from geo.transit.rows import Ints
from geo.transit.timetable import Timetable

NOBODY: Final = -1
"""In the place of a trip: none."""
NOT_AT_ALL: Final = 1
"""GTFS ``pickup_type`` and ``drop_off_type``."""


@dataclass(frozen=True)
class CallClass:
    """Calls at a stop that are alike in their rules.

    Attributes
    ----------
    stop : int
    from_rules, to_rules : frozenset of int
        Rules that name who gets off there, and who gets on.
    stays_from, stays_to : int
        Trip whose last call it is, or first, where somebody may stay; ``NOBODY``.
    lets_off, lets_on : bool
    """

    stop: int
    from_rules: frozenset[int] = frozenset()
    to_rules: frozenset[int] = frozenset()
    stays_from: int = NOBODY
    stays_to: int = NOBODY
    lets_off: bool = True
    lets_on: bool = True


@dataclass(frozen=True, eq=False)
class CallClasses:
    """The class of each call: 0 where no rule names it, else its place and one."""

    of_call: Ints
    classes: tuple[CallClass, ...]


def classify_calls(timetable: Timetable) -> CallClasses:
    """Sort the calls of a timetable by the rules that name them.

    Parameters
    ----------
    timetable : Timetable

    Returns
    -------
    CallClasses
        The same object when it is asked for again.
    """
    return _classify(timetable)


@lru_cache(maxsize=4)
def _classify(timetable: Timetable) -> CallClasses:
    book = read_changes(timetable)
    marks = _mark_calls(timetable, book)
    of_call = np.zeros(len(timetable.call_stop), dtype=np.int32)
    known: dict[CallClass, int] = {}
    for call, said in sorted(marks.items()):
        one = CallClass(
            int(timetable.call_stop[call]),
            frozenset(said.from_rules),
            frozenset(said.to_rules),
            said.stays_from,
            said.stays_to,
            bool(timetable.drop_off[call] != NOT_AT_ALL),
            bool(timetable.pickup[call] != NOT_AT_ALL),
        )
        of_call[call] = known.setdefault(one, len(known)) + 1
    return CallClasses(of_call, tuple(known))


@dataclass
class _Mark:
    from_rules: set[int]
    to_rules: set[int]
    stays_from: int = NOBODY
    stays_to: int = NOBODY


def _mark_calls(timetable: Timetable, book: ChangeBook) -> dict[int, _Mark]:
    """Note on each call which rules name it."""
    marks: dict[int, _Mark] = defaultdict(lambda: _Mark(set(), set()))
    for number, rule in enumerate(book.rules):
        for call in _calls_at(timetable, rule.from_trips, rule.starts):
            marks[call].from_rules.add(number)
        for call in _calls_at(timetable, rule.to_trips, rule.ends):
            marks[call].to_rules.add(number)
    for one, other in book.stays:
        marks[int(timetable.call_start[one + 1]) - 1].stays_from = one
        marks[int(timetable.call_start[other])].stays_to = other
    return marks


def _calls_at(
    timetable: Timetable, trips: frozenset[int] | None, stops: frozenset[int]
) -> Iterator[int]:
    """List the calls of some trips at some stops; what names no trip names no call."""
    for trip in trips or ():
        first, end = timetable.call_start[trip : trip + 2].tolist()
        for call, stop in enumerate(timetable.call_stop[first:end].tolist(), first):
            if stop in stops:
                yield call
