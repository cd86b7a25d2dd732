"""A board in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from geo.transit.day import Day
from geo.transit.departure import Departure, Leaves
from geo.transit.live_departure import LiveDeparture
from geo.transit.span import Told
from webmap.board.board import Board
from webmap.formats import day as say_day
from webmap.i18n import gettext, ngettext
from webmap.wording.alert import AlertWords, say_alert
from webmap.wording.departure import DepartureWords, say_departure

LISTED: Final = 24
"""More times of one line than these are not printed one by one."""


@dataclass(frozen=True)
class BoardWords:
    """A board.

    Attributes
    ----------
    rows : list of DepartureWords
    alerts : list of AlertWords
    span : str
        Why there is no timetable for this day; empty where there is one.
    nothing : str
        What to say where no row is there; empty otherwise.
    more : str
        What to say of those that are left out; empty otherwise.
    """

    rows: list[DepartureWords]
    alerts: list[AlertWords]
    span: str
    nothing: str
    more: str


@dataclass(frozen=True)
class LineTimes:
    """One line on paper.

    Attributes
    ----------
    words : DepartureWords
        Of its first departure.
    times : list of str
        All of the day, by the clock.
    more : str
        Said instead of more times than fit.
    how : str
        How it leaves without a minute.
    access : str
        ``yes``, ``no``, ``unknown``, or ``limited`` where its vehicles differ.
    """

    words: DepartureWords
    times: list[str]
    more: str
    how: str
    access: str


def say_board(board: Board, most: int | None = None) -> BoardWords:
    """Say a board, or its first rows."""
    shown = board.rows[:most]
    rows = [say_departure(board.day, one) for one in shown] if board.day else []
    left = board.more + len(board.rows) - len(shown)
    more = ngettext("and %(num)s more", "and %(num)s more", left) if left else ""
    span = say_span(board.told, board.until)
    nothing = "" if rows else gettext("Nothing is known to leave from here today.")
    return BoardWords(
        rows, [say_alert(one) for one in board.alerts], span, nothing, more
    )


def say_span(told: Told, until: date | None) -> str:
    """Say that the timetable does not tell of this day."""
    if told is Told.ENDED:
        return gettext(
            "The timetable ended on %(day)s. Ask before you go.", day=say_day(until)
        )
    if told is Told.BEFORE:
        return gettext("The timetable begins on %(day)s.", day=say_day(until))
    if told is Told.NEVER:
        return gettext("No timetable is known for this stop.")
    return ""


def say_lines(day: Day, departures: Iterable[Departure]) -> list[LineTimes]:
    """Put the departures of a day together by line and direction."""
    groups: dict[tuple[str, str, Leaves], list[tuple[Departure, DepartureWords]]] = {}
    for one in departures:
        words = say_departure(day, LiveDeparture(one, access=one.access))
        group = words.line_key, words.towards, one.leaves
        groups.setdefault(group, []).append((one, words))
    return [_line(found) for _, found in sorted(groups.items())]


def _line(found: list[tuple[Departure, DepartureWords]]) -> LineTimes:
    words = found[0][1]
    by_clock = found[0][0].leaves is Leaves.CLOCK
    times = [one.when for _, one in found] if by_clock else []
    signs = {one.access for _, one in found}
    more = ""
    if len(times) > LISTED:
        more = gettext(
            "%(count)s times a day, %(first)s–%(last)s",
            count=len(times),
            first=times[0],
            last=times[-1],
        )
        times = []
    return LineTimes(
        words,
        times,
        more,
        "" if by_clock else "; ".join(dict.fromkeys(one.when for _, one in found)),
        words.access if len(signs) == 1 else "limited",
    )
