"""Which run of a trip word is about, and when that run calls after it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from geo.transit.day import Day, day_base
from geo.transit.live import TripUpdate
from geo.transit.live_times import CallTime, tell_calls

MARGIN_S: Final = 3600
"""Word without a day is about the run that is under way, or nearly so."""


def is_about(
    day: Day, trip: int, shift_s: int, update: TripUpdate, *, now_s: int
) -> bool:
    """Tell whether word on a trip is about one run of it.

    Parameters
    ----------
    day : Day
    trip : int
        Index into the trips of the timetable.
    shift_s : int
        What brings the times of the trip to this run, seconds of the day.
    update : TripUpdate
        Of this trip.
    now_s : int
        Seconds of the day.
    """
    table = day.timetable
    first, last = table.call_start[trip], table.call_start[trip + 1] - 1
    planned = int(table.departure_s[first])
    begins = planned + shift_s
    if update.day is None:
        ends = int(table.arrival_s[last]) + shift_s
        under_way = begins - MARGIN_S <= now_s <= ends + MARGIN_S
        days = [day.date, day.date - timedelta(days=1)] if under_way else []
    else:
        days = [update.day]
    starts = planned if update.starts_s is None else update.starts_s
    return any(_shift(day, trip, each) + starts == begins for each in days)


def _shift(day: Day, trip: int, service_day: date) -> int:
    """Give what brings times of a service day to seconds of this one."""
    service = day.timetable.services[day.timetable.trip_service[trip]]
    base = day_base(service_day, service.zone or day.timetable.zone)
    return round(base.timestamp() - day.base.timestamp())


def tell_run(day: Day, trip: int, shift_s: int, update: TripUpdate) -> list[CallTime]:
    """Give the calls of a run after word on it, seconds of the day."""
    table = day.timetable
    first, end = (int(table.call_start[trip + step]) for step in (0, 1))
    calls = [
        CallTime(
            int(table.call_sequence[call]),
            table.stops[table.call_stop[call]].key,
            int(table.arrival_s[call]) + shift_s,
            int(table.departure_s[call]) + shift_s,
        )
        for call in range(first, end)
    ]
    return tell_calls(calls, update.calls, day.base)
