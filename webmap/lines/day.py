"""What a line does on one day, as its page asks for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

import numpy as np
from sqlalchemy.orm import Session

from data.runtime import Runtime
from geo.errors import MissingError
from geo.transit.course import Course, list_courses
from geo.transit.day import select_day
from geo.transit.live import Informed, find_alerts
from geo.transit.rows import LineRow, ServiceRow
from geo.transit.span import Told, tell_span
from geo.transit.timetable import Timetable
from webmap.board.told import say_span
from webmap.formats import day as say_day
from webmap.i18n import best_name, gettext
from webmap.lines.times import CourseWords, say_course
from webmap.wording.alert import AlertWords, say_alert

Options = list[tuple[str, str]]
ASKED: Final = "day"


@dataclass(frozen=True)
class LineDay:
    """A line on a day.

    Attributes
    ----------
    day : date
    text : str
        The day, written out.
    courses : list of CourseWords
    span : str
        Why there is no timetable for this day; empty where there is one.
    other : str
        The last day of a timetable that has ended, or the first of one that has not
        begun: ISO 8601; empty otherwise.
    stops : list of tuple of str
        Those whose times may be asked for: key, name.
    order : list of str
        Keys of all its stops, direction by direction; of that other day, where it does
        not run on this one.
    alerts : list of AlertWords
    errors : dict of str to str
    """

    day: date
    text: str
    courses: list[CourseWords] = field(default_factory=list)
    span: str = ""
    other: str = ""
    stops: Options = field(default_factory=list)
    order: list[str] = field(default_factory=list)
    alerts: list[AlertWords] = field(default_factory=list)
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def nothing(self) -> str:
        """What to say where it does not run; empty where it does."""
        if self.courses or self.span:
            return ""
        return gettext("This line does not run on this day.")


def read_line_day(
    held: Runtime, session: Session, key: str, asked: Mapping[str, str]
) -> LineDay:
    """Put together what a line does on the day that an address asks for.

    Parameters
    ----------
    held : Runtime
    session : Session
    key : str
        Of the line.
    asked : mapping of str to str
        ``day`` and ``stop``; today and the first stop where they say nothing.
    """
    errors: dict[str, str] = {}
    on = _read_day(held, asked.get(ASKED, ""), errors)
    empty = LineDay(on, say_day(on), errors=errors)
    try:
        table = held.timetables.current()
    except MissingError:
        return replace(empty, span=say_span(Told.NEVER, None))
    line = next((n for n, row in enumerate(table.lines) if row.key == key), None)
    if line is None:
        return replace(empty, span=gettext("No timetable is known for this line."))
    told, other = tell_span(_services(table, line), on)
    day = select_day(table, on)
    found = list_courses(day, line)
    courses = [say_course(day, one, asked.get("stop", "")) for one in found]
    return LineDay(
        on,
        say_day(on),
        courses,
        "" if told is Told.NEVER and courses else say_span(told, other),
        other.isoformat() if other else "",
        _stops(table, (stop for one in found for stop in one.stops[:-1])),
        _order(table, found or _list_then(table, line, other)),
        _alerts(held, session, table.lines[line]),
        errors,
    )


def _list_then(table: Timetable, line: int, other: date | None) -> list[Course]:
    return list_courses(select_day(table, other), line) if other else []


def _order(table: Timetable, courses: Iterable[Course]) -> list[str]:
    stops = (stop for one in courses for stop in one.stops)
    return [table.stops[stop].key for stop in dict.fromkeys(stops)]


def _read_day(held: Runtime, text: str, errors: dict[str, str]) -> date:
    today = held.clock().astimezone(held.town.zone).date()
    try:
        return date.fromisoformat(text.strip()) if text.strip() else today
    except ValueError:
        errors[ASKED] = gettext("Please write a day like 2026-12-31.")
        return today


def _services(table: Timetable, line: int) -> list[ServiceRow]:
    used = np.unique(table.trip_service[table.trip_line == line])
    return [table.services[number] for number in used.tolist()]


def _stops(table: Timetable, stops: Iterable[int]) -> Options:
    rows = [table.stops[stop] for stop in dict.fromkeys(stops)]
    return [(row.key, best_name(row.names) or row.key) for row in rows]


def _alerts(held: Runtime, session: Session, line: LineRow) -> list[AlertWords]:
    now = held.clock()
    about = Informed(line.agency or None, line.key, route_type=line.route_type)
    live = held.live.current(session, now)
    return [say_alert(alert) for alert in find_alerts(live, [about], now)]
