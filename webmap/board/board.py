"""What leaves a stop now, put together for a page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy.orm import Session

from data.runtime import Runtime
from geo.errors import MissingError
from geo.transit.day import Day, select_day
from geo.transit.departure import Departure, Leaves, list_departures
from geo.transit.live import Alert, Informed, find_alerts
from geo.transit.live_departure import LiveDeparture, tell_departures
from geo.transit.rows import NO_STOP
from geo.transit.run import DAY_S
from geo.transit.span import Told, services_at, tell_span
from geo.transit.timetable import Timetable

AHEAD_S: Final = DAY_S
"""So far ahead departures are listed."""
LATE_S: Final = 2 * 3600
"""Who is so late is still expected."""


@dataclass(frozen=True)
class Board:
    """What leaves a stop.

    Attributes
    ----------
    at : datetime
        In the town's time zone.
    day : Day, optional
        ``None`` where no timetable is compiled.
    rows : tuple of LiveDeparture
        By the clock in order of time, then what has no minute.
    more : int
        Departures by the clock that are left out.
    told : Told
        Whether the timetable of this stop tells of this day.
    until : date, optional
        Its last day if it has ended, its first if it has not begun.
    alerts : tuple of Alert
    """

    at: datetime
    day: Day | None
    rows: tuple[LiveDeparture, ...]
    more: int
    told: Told
    until: date | None
    alerts: tuple[Alert, ...]


def read_board(
    held: Runtime, session: Session, key: str, *, at: datetime, most: int
) -> Board:
    """Put together what leaves a stop, or any platform of a station.

    Parameters
    ----------
    held : Runtime
    session : Session
    key : str
        Of the stop.
    at : datetime
        From when on, in the town's time zone.
    most : int
        Departures by the clock.
    """
    try:
        timetable = held.timetables.current()
    except MissingError:
        return Board(at, None, (), 0, Told.NEVER, None, ())
    stops = find_platforms(timetable, key)
    day = select_day(timetable, at.date())
    now_s = day.seconds(at)
    listed = list_departures(day, stops, from_s=now_s - LATE_S, until_s=now_s + AHEAD_S)
    live = held.live.current(session, held.clock())
    rows, more = _choose(tell_departures(day, listed, live, now_s=now_s), now_s, most)
    about = list_about(timetable, key, listed)
    told, until = tell_span(services_at(timetable, stops), at.date())
    alerts = tuple(find_alerts(live, about, held.clock()))
    return Board(at, day, rows, more, told, until, alerts)


def _choose(
    found: list[LiveDeparture], now_s: int, most: int
) -> tuple[tuple[LiveDeparture, ...], int]:
    """Choose what still leaves; give how many by the clock are left out.

    Of what has no minute the nearest hours are told, not tomorrow's too.
    """
    ahead = [
        one for one in found if one.leaves_s >= now_s or one.departure.last_s >= now_s
    ]
    clock = [one for one in ahead if one.departure.leaves is Leaves.CLOCK]
    loose = {
        one.departure.trip: one
        for one in reversed(ahead)
        if one.departure.leaves is not Leaves.CLOCK
    }
    rows = [*clock[:most], *sorted(loose.values(), key=lambda one: one.leaves_s)]
    return tuple(rows), max(len(clock) - most, 0)


def find_platforms(timetable: Timetable, key: str) -> list[int]:
    """Give the indexes of a stop and of all that belongs to it."""
    index = {stop.key: number for number, stop in enumerate(timetable.stops)}
    if key not in index:
        return []
    found = [index[key]]
    for parent in found:
        children = (timetable.stop_parent == parent).nonzero()[0]
        found += [one for one in children.tolist() if one not in found]
    return [one for one in found if one != NO_STOP]


def list_about(
    timetable: Timetable, key: str, departures: list[Departure]
) -> list[Informed]:
    """List what an alert may be about: the stop, and what leaves it."""
    trips = {one.trip: int(timetable.call_stop[one.call]) for one in departures}
    found = {Informed(stop=key)}
    for trip, stop in trips.items():
        line = timetable.lines[timetable.trip_line[trip]]
        for place in (key, timetable.stops[stop].key):
            found.add(
                Informed(
                    line.agency or None,
                    line.key,
                    place,
                    timetable.trips[trip].key,
                    line.route_type,
                )
            )
    return list(found)
