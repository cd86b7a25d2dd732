"""What leaves a stop, after what operators say now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from geo.transit.day import Day, day_base
from geo.transit.departure import Departure, Leaves
from geo.transit.live import Live, Run, TripUpdate
from geo.transit.live_times import CallTime, tell_calls

MARGIN_S: Final = 3600
"""Word without a day is about the run that is under way, or nearly so."""


@dataclass(frozen=True)
class LiveDeparture:
    """A departure with the word of its operator.

    Attributes
    ----------
    departure : Departure
        As the timetable has it.
    now_s : int, optional
        When it leaves after the operator's word, seconds of the day; ``None`` without
        word.
    is_cancelled : bool
        It does not run, or does not call here.
    access : int
        Of the very vehicle where that is told, else of the timetable.
    is_access_live : bool
    """

    departure: Departure
    now_s: int | None = None
    is_cancelled: bool = False
    access: int = 0
    is_access_live: bool = False

    @property
    def leaves_s(self) -> int:
        """When it leaves, after all that is known."""
        return self.departure.first_s if self.now_s is None else self.now_s


def tell_departures(
    day: Day, departures: Iterable[Departure], live: Live, *, now_s: int
) -> list[LiveDeparture]:
    """Lay the word of operators over departures.

    Parameters
    ----------
    day : Day
    departures : iterable of Departure
    live : Live
    now_s : int
        Seconds of the day.

    Returns
    -------
    list of LiveDeparture
        What leaves by the clock, in order of the time after all that is known; then
        the rest.
    """
    by_trip: dict[str, list[TripUpdate]] = {}
    for update in live.updates:
        by_trip.setdefault(update.trip, []).append(update)
    told = []
    for one in departures:
        updates = by_trip.get(day.timetable.trips[one.trip].key, ())
        fits = (update for update in updates if _is_about(day, one, update, now_s))
        told.append(_tell(day, one, next(fits, None)))
    return sorted(told, key=_order)


def _order(one: LiveDeparture) -> tuple[bool, int]:
    return one.departure.leaves is not Leaves.CLOCK, one.leaves_s


def _is_about(day: Day, one: Departure, update: TripUpdate, now_s: int) -> bool:
    """Tell whether word is about this very run."""
    if one.leaves is not Leaves.CLOCK:
        return False
    table = day.timetable
    first, last = table.call_start[one.trip], table.call_start[one.trip + 1] - 1
    begins = int(table.departure_s[first]) + one.shift_s
    ends = int(table.arrival_s[last]) + one.shift_s
    if update.day is None:
        under_way = begins - MARGIN_S <= now_s <= ends + MARGIN_S
        days = [day.date, day.date - timedelta(days=1)] if under_way else []
    else:
        days = [update.day]
    planned = int(table.departure_s[first])
    starts = planned if update.starts_s is None else update.starts_s
    return any(_shift(day, one.trip, each) + starts == begins for each in days)


def _shift(day: Day, trip: int, service_day: date) -> int:
    """Give what brings times of a service day to seconds of this one."""
    service = day.timetable.services[day.timetable.trip_service[trip]]
    base = day_base(service_day, service.zone or day.timetable.zone)
    return round(base.timestamp() - day.base.timestamp())


def _tell(day: Day, one: Departure, update: TripUpdate | None) -> LiveDeparture:
    if update is None:
        return LiveDeparture(one, access=one.access)
    heard = update.access is not None
    access = one.access if update.access is None else update.access
    if update.run is Run.CANCELLED:
        return LiveDeparture(one, is_cancelled=True, access=access)
    call = _call(day, one, update)
    return LiveDeparture(
        one,
        now_s=call.departure_s if call.is_live else None,
        is_cancelled=call.is_skipped,
        access=access,
        is_access_live=heard,
    )


def _call(day: Day, one: Departure, update: TripUpdate) -> CallTime:
    """Give the call after the word on the whole trip."""
    table = day.timetable
    first, end = (int(table.call_start[one.trip + step]) for step in (0, 1))
    calls = [
        CallTime(
            int(table.call_sequence[call]),
            table.stops[table.call_stop[call]].key,
            int(table.arrival_s[call]) + one.shift_s,
            int(table.departure_s[call]) + one.shift_s,
        )
        for call in range(first, end)
    ]
    return tell_calls(calls, update.calls, day.base)[one.call - first]
