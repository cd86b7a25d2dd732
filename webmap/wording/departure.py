"""What leaves a stop, in words: a minute only where somebody has told one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from geo.transit.course import LineRun
from geo.transit.day import Day
from geo.transit.departure import Departure, Leaves
from geo.transit.live_departure import LiveDeparture
from geo.transit.timetable import Timetable
from webmap.formats import minutes
from webmap.i18n import N_, best_name, gettext
from webmap.wording.feature import line_word

ACCESS: Final = {
    0: ("unknown", N_("Not known whether a wheelchair gets aboard: ask")),
    1: ("yes", N_("Takes wheelchairs")),
    2: ("no", N_("Does not take wheelchairs")),
}
"""GTFS ``wheelchair_accessible`` → class of the sign, words."""
BY_PHONE: Final = 2
BY_SIGN: Final = 3
ON_CALL: Final = {
    BY_PHONE: N_("Only if it was ordered by telephone"),
    BY_SIGN: N_("Give the driver a sign"),
}
"""GTFS ``pickup_type``."""
NOTICED_S: Final = 60
"""A smaller difference is no delay."""


@dataclass(frozen=True)
class DepartureWords:
    """One row of a board.

    Attributes
    ----------
    line, kind, towards : str
    line_key : str
    when : str
        A time, or in words how it leaves.
    at : str
        ISO 8601, for machines; empty where there is no minute.
    planned : str
        The timetable's time where the operator says another; else empty.
    access, access_text : str
        ``yes``, ``no`` or ``unknown``, and the sentence.
    notes : tuple of str
    is_cancelled : bool
    """

    line: str
    kind: str
    towards: str
    line_key: str
    when: str
    at: str
    planned: str
    access: str
    access_text: str
    notes: tuple[str, ...]
    is_cancelled: bool


def say_departure(day: Day, told: LiveDeparture) -> DepartureWords:
    """Say what leaves, when, and whether a wheelchair gets aboard."""
    one, table = told.departure, day.timetable
    line = table.lines[table.trip_line[one.trip]]
    sign, text = ACCESS[told.access]
    by_clock = one.leaves is Leaves.CLOCK
    return DepartureWords(
        line=line.short_name or best_name(line.names),
        kind=line_word(line.route_type),
        towards=say_towards(table, one.trip),
        line_key=line.key,
        when=_when(day, told),
        at=day.time(told.leaves_s).isoformat() if by_clock else "",
        planned=_time(day, one.first_s) if _is_moved(told) else "",
        access=sign,
        access_text=gettext(text),
        notes=tuple(_notes(told)),
        is_cancelled=told.is_cancelled,
    )


def _when(day: Day, told: LiveDeparture) -> str:
    """Say when it leaves; of what leaves after midnight, that it is tomorrow."""
    one = told.departure
    by_clock = one.leaves is Leaves.CLOCK
    said = _clock(day, told) if by_clock else say_without_minute(day, one)
    if day.time(told.leaves_s).date() > day.date:
        return gettext("tomorrow: %(when)s", when=said)
    return said


def _is_moved(told: LiveDeparture) -> bool:
    if told.now_s is None:
        return False
    return abs(told.now_s - told.departure.first_s) >= NOTICED_S


def _time(day: Day, seconds: int) -> str:
    return f"{day.time(seconds):%H:%M}"


def _clock(day: Day, told: LiveDeparture) -> str:
    said = _time(day, told.leaves_s)
    if told.departure.estimated and told.now_s is None:
        return gettext("about %(time)s", time=said)
    return said


def say_without_minute(day: Day, one: Departure | LineRun) -> str:
    """Say how something leaves of which nobody knows the minute."""
    hours = {"start": _time(day, one.first_s), "end": _time(day, one.last_s)}
    if one.leaves is Leaves.OFTEN:
        often = minutes(one.wait_high_s)
        return gettext("About every %(often)s, %(start)s–%(end)s", often=often, **hours)
    if one.wait_high_s is None:
        said = gettext("Leaves when full; how long that takes is not known")
    else:
        said = gettext(
            "Leaves when full: %(low)s to %(high)s",
            low=minutes(one.wait_low_s),
            high=minutes(one.wait_high_s),
        )
    if one.last_s - one.first_s < NOTICED_S:
        return said
    return gettext("%(how)s (%(start)s–%(end)s)", how=said, **hours)


def say_towards(table: Timetable, number: int) -> str:
    """Say where a trip goes: by its sign, else by its last stop."""
    trip = table.trips[number]
    if trip.headsign:
        return best_name({"": trip.headsign, **trip.headsigns})
    last = table.stops[table.call_stop[table.call_start[number + 1] - 1]]
    return best_name(last.names)


def _notes(told: LiveDeparture) -> list[str]:
    notes = []
    if told.is_cancelled:
        notes.append(gettext("Cancelled"))
    if told.departure.on_call in ON_CALL:
        notes.append(gettext(ON_CALL[told.departure.on_call]))
    if told.is_access_live:
        notes.append(gettext("The operator says so of this very vehicle"))
    return notes
