"""By what and where a person rides, under each belief about the unknown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from geo.answer import Policy
from geo.boarding import IMPOSSIBLE, POSSIBLE, UNKNOWN
from geo.need import TransitRule
from geo.transit.day import Day
from geo.transit.rows import Bytes, Flags, Ints
from geo.transit.timetable import Timetable


@dataclass(frozen=True)
class Belief:
    """What somebody reckons with.

    Attributes
    ----------
    sure : bool
        Only with vehicles and stops that are known to take them.
    certain : bool
        With the longest waits, not with the shortest.
    """

    sure: bool
    certain: bool


def list_beliefs(rule: TransitRule, policy: Policy, day: Day) -> Iterator[Belief]:
    """List under what beliefs to search, the soundest first.

    The strict reckon only with what is known; the cautious want to be told what they
    could ask about, too; the open take it as fine.
    """
    minds = (
        [True] if not rule.rolls_aboard or policy is Policy.STRICT else [True, False]
    )
    if rule.rolls_aboard and policy is Policy.OPEN:
        minds = [False]
    for sure in minds:
        yield Belief(sure, certain=True)
        if day.patterns.is_loose.any():
            yield Belief(sure, certain=False)


def find_allowed(day: Day, rule: TransitRule, *, sure: bool) -> Flags:
    """Tell by which patterns somebody rides."""
    access = day.patterns.access
    if not rule.rolls_aboard:
        return np.ones(len(access), dtype=np.bool_)
    allowed: Flags = access == POSSIBLE if sure else access != IMPOSSIBLE
    return allowed


def find_usable(
    timetable: Timetable, boarding: Bytes, rule: TransitRule, *, sure: bool
) -> Flags:
    """Tell at which stops somebody gets on and off.

    Parameters
    ----------
    timetable : Timetable
    boarding : array of int8, shape (S,)
        0 unknown, 1 possible, 2 not possible, for this person.
    rule : TransitRule
    sure : bool
        Whether only what is known counts.

    Notes
    -----
    A source that says nothing of any of its stops speaks by its vehicles: one that is
    told to take wheelchairs has a ramp or a lift for its stops. Each such stop is told
    as unknown all the same.
    """
    if not rule.rolls_aboard:
        return np.ones(len(boarding), dtype=np.bool_)
    known = boarding == POSSIBLE if sure else boarding != IMPOSSIBLE
    usable: Flags = known | (_is_silent(timetable, boarding) if sure else False)
    return usable


def _is_silent(timetable: Timetable, boarding: Bytes) -> Flags:
    """Tell which stops are of a source that says nothing of any stop."""
    sources = _number_sources(timetable)
    told = np.zeros(sources.max(initial=0) + 1, dtype=np.bool_)
    told[sources[boarding != UNKNOWN]] = True
    silent: Flags = ~told[sources]
    return silent


@lru_cache(maxsize=4)
def _number_sources(timetable: Timetable) -> Ints:
    """Give each stop the number of its source."""
    numbers: dict[str, int] = {}
    sources = (source_of(stop.key) for stop in timetable.stops)
    own = [numbers.setdefault(source, len(numbers)) for source in sources]
    return np.array(own, dtype=np.int32)


def source_of(key: str) -> str:
    """Give the key of the source of a record."""
    return key.partition(":")[0]
