"""What is open only at times: gates, lifts, passages, as barriers of a moment.

A compiled network and the metrics kept for it know no time. What is shut when somebody
goes is therefore laid over the network like an obstacle of that moment, so that every
search honours it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Final

from geo.hours import Hours, Moment, judge_access, judge_hours
from geo.network import AT_TIMES, BarrierFact, Evidence
from geo.note import Note
from geo.tagmatch import TagMatch, parse_match

HOURS: Final = "opening_hours"
CONDITIONAL: Final = "access_conditional"
TIMED: Final = frozenset({HOURS, CONDITIONAL})
"""Attributes whose values are times."""
_TABLE: Final = Path(__file__).parent / "tables" / "timed_nodes.toml"
_JUDGES: Final = {HOURS: judge_hours, CONDITIONAL: judge_access}

Timetable = Mapping[int, Sequence["Timed"]]
"""Segment → what is open only at times on it."""


@dataclass(frozen=True, eq=False)
class Timed:
    """Something on the network that is open only at times.

    Attributes
    ----------
    key : str
        Of its way or node.
    attribute : str
        ``HOURS`` or ``CONDITIONAL``.
    text : str
        As it is tagged.
    segments : tuple of int
        On which it acts.
    lonlat : tuple of float
    evidence : Evidence
    names : dict of str to str
    """

    key: str
    attribute: str
    text: str
    segments: tuple[int, ...]
    lonlat: tuple[float, float]
    evidence: Evidence
    names: dict[str, str] = field(default_factory=dict)

    def judge(self, at: datetime) -> Hours | None:
        """Tell whether it is open; ``None`` where the hours have no say."""
        return _JUDGES[self.attribute](self.text, Moment(at, self.lonlat))

    @cached_property
    def facts(self) -> Mapping[Hours, BarrierFact]:
        """What it is to a search: the same objects again and again."""
        return {
            Hours.SHUT: self._fact("no", confirmed=True),
            Hours.DOUBT: self._fact("no", confirmed=False),
            Hours.OPEN: self._fact("yes", confirmed=True),
        }

    def note(self) -> Note:
        """Tell the hours as they are tagged."""
        said = self.evidence
        return Note(
            attribute=self.attribute,
            value=self.text,
            limit=None,
            rule=self.attribute,
            at_m=0.0,
            length_m=0.0,
            position=self.lonlat,
            way=self.key,
            names=self.names,
            source=said.source,
            method=said.method,
            observed_on=said.observed_on,
            confidence=said.confidence,
        )

    def _fact(self, word: str, *, confirmed: bool) -> BarrierFact:
        return BarrierFact(
            key="",
            kind=AT_TIMES,
            segments=self.segments,
            attribute="access",
            value=word,
            lonlat=self.lonlat,
            evidence=self.evidence,
            confirmed=confirmed,
            names=self.names,
            details={"attribute": self.attribute, "value": self.text},
            instead=word == "yes",
        )


def list_shut(timed: Iterable[Timed], at: datetime) -> list[BarrierFact]:
    """List what keeps people out at a time, may do so, or lets them in after all.

    Parameters
    ----------
    timed : iterable of Timed
    at : datetime
        When somebody goes, in the town's time zone.

    Returns
    -------
    list of BarrierFact
        ``access=no`` of what is shut, the same without confirmation where the hours
        cannot be judged, ``access=yes`` in the place of what is said without
        conditions where a condition opens the way.
    """
    found = ((one, one.judge(at)) for one in timed)
    return [
        one.facts[told]
        for one, told in found
        if told is not None and (told is not Hours.OPEN or one.attribute == CONDITIONAL)
    ]


def without_hours(barriers: Iterable[BarrierFact]) -> list[BarrierFact]:
    """Leave out what keeps people out at times only."""
    return [one for one in barriers if one.kind != AT_TIMES or one.instead]


def sort_timed(timed: Iterable[Timed]) -> Timetable:
    """Sort what is open only at times by the segments on which it acts."""
    found: dict[int, list[Timed]] = {}
    for one in timed:
        for segment in one.segments:
            found.setdefault(segment, []).append(one)
    return found


def closes_node(tags: Mapping[str, str]) -> bool:
    """Tell whether the hours of a node with these tags close the way through it."""
    return any(match.holds(tags) for match in _matches())


@lru_cache
def _matches() -> tuple[TagMatch, ...]:
    table = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    return tuple(parse_match(text) for text in table["match"])
