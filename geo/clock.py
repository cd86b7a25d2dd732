"""Clocks of reports: what is due, and when the next thing will be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import Final

from geo.evidence import read_day
from geo.life_cycle import Clock, report_clocks
from geo.standing import EXPIRES, Actor, Move, Standing

SYSTEM: Final = Actor("system")
ENTERED: Final = "entered"
TARGET: Final = "target_date"
SATURDAY: Final = 5
SUNDAY: Final = 6
WEEK: Final = range(7)


@dataclass(frozen=True)
class Calendar:
    """Which days are worked in a town, and when its days begin.

    Attributes
    ----------
    zone : tzinfo
    rest : frozenset of int
        Days of the week without work, Monday is 0.
    """

    zone: tzinfo = UTC
    rest: frozenset[int] = frozenset({SATURDAY, SUNDAY})

    def end_of(self, day: date) -> datetime:
        """Give the moment at which a day ends."""
        return datetime.combine(day + timedelta(days=1), time(), self.zone)

    def add_working_days(self, start: datetime, days: int) -> datetime:
        """Count working days on; days of rest do not count.

        Parameters
        ----------
        start : datetime
        days : int
            Zero or more.

        Returns
        -------
        datetime
            The same time of the day, in UTC.
        """
        local, left = start.astimezone(self.zone), days
        while left:
            local += timedelta(days=1)
            left -= local.weekday() not in self.rest
        return local.astimezone(UTC)


EAGER: Final = Calendar(timezone(timedelta(hours=14)), frozenset())
"""No calendar of any town is earlier; who does not know the town's looks again then."""


def due_at(clock: Clock, now: Standing, calendar: Calendar) -> datetime | None:
    """Tell when a clock strikes for a report.

    Parameters
    ----------
    clock : Clock
        Of the state that the report is in.
    now : Standing
    calendar : Calendar

    Returns
    -------
    datetime or None
        UTC; ``None`` if it never strikes, or has set its mark already.
    """
    if clock.mark in now.marks:
        return None
    start = SINCE.get(clock.since, _mark(clock.since))(now, calendar)
    if start is None:
        return None
    later = calendar.add_working_days(start, clock.working_days)
    return (later + timedelta(days=clock.days)).astimezone(UTC)


def _mark(name: str) -> Callable[[Standing, Calendar], datetime | None]:
    return lambda now, _calendar: now.marks.get(name)


def _target(now: Standing, calendar: Calendar) -> datetime | None:
    day = now.facts.get(TARGET)
    return calendar.end_of(read_day(TARGET, day)) if day else None


SINCE: Final[dict[str, Callable[[Standing, Calendar], datetime | None]]] = {
    ENTERED: lambda now, _calendar: now.since,
    EXPIRES: lambda now, _calendar: now.expires_at,
    TARGET: _target,
}


def _dates(now: Standing, calendar: Calendar) -> list[tuple[datetime, Clock]]:
    mine = (clock for clock in report_clocks() if clock.state == now.state)
    dates = ((due_at(clock, now, calendar), clock) for clock in mine)
    known = [(at, clock) for at, clock in dates if at is not None]
    return sorted(known, key=lambda one: one[0])


def next_due(now: Standing, calendar: Calendar) -> datetime | None:
    """Tell when the next clock strikes for a report; ``None`` if none ever does."""
    return next((at for at, _ in _dates(now, calendar)), None)


def find_struck(now: Standing, calendar: Calendar, at: datetime) -> Clock | None:
    """Find the first clock that has struck by some time and has not been heeded."""
    dates = _dates(now, calendar)
    return next((clock for when, clock in dates if when <= at), None)


def set_mark(now: Standing, mark: str, at: datetime) -> Standing:
    """Note a mark; the report stays where it stands."""
    return replace(now, marks={**now.marks, mark: at})


def move_of(clock: Clock, at: datetime) -> Move:
    """Build the move that the system makes when a clock strikes."""
    return Move(clock.to, SYSTEM, at, clock.reason, dict(clock.evidence))
