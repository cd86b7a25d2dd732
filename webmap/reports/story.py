"""What the page of a report tells of its life cycle."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from flask import url_for
from sqlalchemy.orm import Session

from data.queries.note import Update, list_updates
from data.queries.report import ReportRecord, count_voices
from data.queries.report_history import Happened, list_history
from geo.life_cycle import Word, report_states, report_words
from geo.standing import Standing
from webmap.context import runtime
from webmap.i18n import best_name, current_language
from webmap.reports.page import local_time

BODY: Final = "body"
"""Evidence that names a responsible body."""


@dataclass(frozen=True)
class Fact:
    """Something that was given with the last step; a day, or words."""

    label: str
    words: str
    day: date | None = None


@dataclass(frozen=True)
class Event:
    """The report came to a state, by whom in which role."""

    state: str
    role: str
    at: datetime


@dataclass(frozen=True)
class Answer:
    """What the town, or a body, has told everybody; in the reader's language."""

    text: str
    lang: str
    who: str
    at: datetime


@dataclass(frozen=True)
class Story:
    """What has happened with a public report and what is known of it now.

    Attributes
    ----------
    events : list of Event
        The oldest first.
    facts : list of Fact
    marks : list of str
        What clocks have noted.
    voices : int
        How many have reported the same.
    canonical, canonical_href : str
        The report that it was joined to, and its page; empty without one.
    until : datetime, optional
        It lapses then unless somebody confirms it.
    updates : tuple of Answer
        What everybody was told, the oldest first.
    """

    events: list[Event]
    facts: list[Fact]
    marks: list[str]
    voices: int
    canonical: str = ""
    canonical_href: str = ""
    until: datetime | None = None
    updates: tuple[Answer, ...] = ()


def _event(one: Happened) -> Event:
    role = report_words("role").get(one.role)
    return Event(
        best_name(report_states()[one.state].label),
        best_name(role.label) if role else "",
        local_time(one.at),
    )


def _fact(word: Word, value: str) -> Fact:
    day = date.fromisoformat(value) if word.kind.endswith("day") else None
    return Fact(best_name(word.label), _body(value) if word.id == BODY else value, day)


def _body(key: str) -> str:
    """Name a body of the town; what is no key is a name."""
    bodies = {body.key: body.names for body in runtime().town.bodies}
    return best_name(bodies.get(key)) or key


def _facts(now: Standing) -> list[Fact]:
    known = report_words("evidence")
    shown = [(known[name], value) for name, value in now.facts.items() if name in known]
    return [_fact(word, value) for word, value in shown if word.public]


def _answer(one: Update) -> Answer:
    """Give an answer in the reader's language, else in the first that there is."""
    lang = current_language() if current_language() in one.texts else min(one.texts)
    return Answer(one.texts[lang], lang, _body(one.body), local_time(one.at))


def tell_story(session: Session, record: ReportRecord) -> Story | None:
    """Tell what has happened with a report; nothing where it is not public."""
    now = record.standing
    if not record.is_public:
        return None
    marks = report_words("mark")
    href = url_for("reports.show", tracking=now.canonical) if now.canonical else ""
    acts = now.acts in ("warn", "block")
    return Story(
        events=[_event(one) for one in list_history(session, now.tracking)],
        facts=_facts(now),
        marks=[best_name(marks[mark].label) for mark in now.marks if mark in marks],
        voices=count_voices(session, now.tracking),
        canonical=now.canonical,
        canonical_href=href,
        until=local_time(now.expires_at) if now.expires_at and acts else None,
        updates=tuple(_answer(one) for one in list_updates(session, now.tracking)),
    )
