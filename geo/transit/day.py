"""What runs on one day: yesterday's night buses too, and tomorrow's first ones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

import numpy as np

from geo.timetable import runs_on
from geo.transit.pattern import Patterns, build_patterns
from geo.transit.rows import Flags, Ints
from geo.transit.run import DAY_S, Loose, Runs, sort_runs
from geo.transit.timetable import Timetable

NOON: Final = time(12)


@dataclass(frozen=True, eq=False)
class Day:
    """All that runs on a day, in seconds after its ``base``.

    Attributes
    ----------
    timetable : Timetable
    date : date
    base : datetime
        Noon minus twelve hours: midnight, but for days on which clocks change.
    runs : Runs
    loose : Loose
    patterns : Patterns
    services : int
        How many services run on the day itself.
    """

    timetable: Timetable
    date: date
    base: datetime
    runs: Runs
    loose: Loose
    patterns: Patterns
    services: int

    def seconds(self, at: datetime) -> int:
        """Give a time, aware, as seconds of this day."""
        return round(at.timestamp() - self.base.timestamp())

    def time(self, seconds: float) -> datetime:
        """Give seconds of this day as a time in the town's zone."""
        return datetime.fromtimestamp(self.base.timestamp() + seconds, self.base.tzinfo)


def day_base(day: date, zone: str) -> datetime:
    """Give the time from which the times of a service day count.

    Parameters
    ----------
    day : date
    zone : str
        Of the agency.

    Returns
    -------
    datetime
        Noon minus twelve hours, aware.

    References
    ----------
    GTFS Schedule reference, field types, Time.
    """
    there = ZoneInfo(zone)
    noon = datetime.combine(day, NOON, tzinfo=there).timestamp()
    return datetime.fromtimestamp(noon - DAY_S / 2, there)


def select_day(timetable: Timetable, day: date) -> Day:
    """Choose what runs on a day.

    Parameters
    ----------
    timetable : Timetable
    day : date
        In the town's time zone.

    Returns
    -------
    Day
        The same object when it is asked for again soon.
    """
    return _select(timetable, day)


@lru_cache(maxsize=8)
def _select(timetable: Timetable, day: date) -> Day:
    base = day_base(day, timetable.zone)
    last = int(timetable.arrival_s.max(initial=0))
    before = max(last, int(timetable.often.end_s.max(initial=0)) + last) // DAY_S + 1
    days = [day + timedelta(days=offset) for offset in range(-before, 2)]
    found = [_list_active(timetable, one, base) for one in days]
    trip = np.concatenate([trips for trips, _ in found])
    shift = np.concatenate([shifts for _, shifts in found])
    runs, loose = sort_runs(timetable, trip, shift)
    return Day(
        timetable=timetable,
        date=day,
        base=base,
        runs=runs,
        loose=loose,
        patterns=build_patterns(timetable, runs, loose),
        services=int(list_running(timetable, day).sum()),
    )


def _list_active(timetable: Timetable, day: date, base: datetime) -> tuple[Ints, Ints]:
    """Give the trips of a service day, and what brings their times to ``base``."""
    trips = np.flatnonzero(list_running(timetable, day)[timetable.trip_service])
    zones = [service.zone or timetable.zone for service in timetable.services]
    start = base.timestamp()
    shift = {zone: day_base(day, zone).timestamp() - start for zone in set(zones)}
    shifts = np.array([shift[zone] for zone in zones], dtype=np.int32)
    return trips.astype(np.int32), shifts[timetable.trip_service[trips]]


def list_running(timetable: Timetable, day: date) -> Flags:
    """Tell which services run on a service day."""
    return np.array(
        [
            runs_on(
                day,
                weekdays=service.weekdays,
                start=service.start,
                end=service.end,
                exceptions=service.exceptions,
            )
            for service in timetable.services
        ],
        dtype=np.bool_,
    )
