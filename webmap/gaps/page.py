"""The page of one gap: what it is, what causes it, what became of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from data.models import Json
from data.queries.gap_history import CausedBy, Happened, standing_on
from geo.barrier_kind import barrier_kinds
from geo.life_cycle import report_states
from webmap.formats import percent
from webmap.gaps.facts import say_people, service_word, word_of
from webmap.gaps.wording import LOOK_WORDS
from webmap.i18n import best_name, gettext, ngettext


@dataclass(frozen=True)
class CauseWords:
    """A barrier that is in the way, in words.

    Attributes
    ----------
    title : str
    tracking, state : str
        Of its report; empty without a public one.
    has_work : bool
    times : int
        How many there are that say the same.
    """

    title: str
    tracking: str
    state: str
    has_work: bool
    times: int = 1


@dataclass(frozen=True)
class EventWords:
    """One event, in words.

    Attributes
    ----------
    word : str
    day : date
    facts : tuple of str
        What the gap was from then on.
    into : str
        Key of the gap that it became a part of; else empty.
    """

    word: str
    day: date
    facts: tuple[str, ...]
    into: str = ""


def say_cause(cause: CausedBy) -> CauseWords:
    """Say a cause."""
    kind = barrier_kinds().get(cause.kind)
    word = best_name(kind.label) if kind else cause.kind
    name = best_name(cause.names)
    state = report_states()[cause.state].label if cause.state else {}
    return CauseWords(
        title=" · ".join(part for part in (word, name) if part),
        tracking=cause.tracking,
        state=best_name(state),
        has_work=cause.has_work,
    )


def say_causes(causes: Sequence[CausedBy]) -> list[CauseWords]:
    """Say causes; what reads the same is said once, with how many there are."""
    counted = Counter(map(say_cause, causes))
    return [replace(one, times=times) for one, times in counted.items()]


def say_event(event: Happened) -> EventWords:
    """Say an event."""
    standing = event.standing
    return EventWords(
        word=word_of("event", event.kind),
        day=event.day,
        facts=tuple(say_standing(standing)),
        into=standing.get("into", ""),
    )


def say_standing(standing: Json) -> list[str]:
    """Say what a gap was."""
    look = standing["look"]
    facts = [gettext(LOOK_WORDS[look])]
    people = say_people(standing["people_low"], standing["people_high"])
    if people:
        facts.append(people)
    if standing["decided"] is not None and standing["decided"] < 1:
        facts.append(gettext("known for %(share)s", share=percent(standing["decided"])))
    causes = len(standing["causes"])
    if causes:
        facts.append(
            ngettext("%(num)s thing in the way", "%(num)s things in the way", causes)
        )
    repaired = len(standing.get("repaired", ()))
    if repaired:
        facts.append(
            ngettext(
                "%(num)s obstacle was repaired",
                "%(num)s obstacles were repaired",
                repaired,
            )
        )
    return facts


@dataclass(frozen=True)
class Day:
    """What a gap was on a day, in words."""

    day: date
    status: str
    facts: tuple[str, ...]


def say_day(events: list[Happened], day: date) -> Day:
    """Say what a gap was at the end of a day."""
    event = standing_on(events, day)
    if event is None:
        return Day(day, gettext("Not seen yet"), ())
    word = word_of("status", event.standing["status"])
    return Day(day, word, tuple(say_standing(event.standing)))


def say_services(row: dict[str, Any]) -> str:
    """Name the services that are lost."""
    return ", ".join(service_word(group) for group in row["services"])
