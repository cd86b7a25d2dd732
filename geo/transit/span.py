"""From when to when a timetable tells anything."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

import numpy as np

from geo.timetable import ADDED
from geo.transit.rows import ServiceRow
from geo.transit.timetable import Timetable


class Told(StrEnum):
    """How a day lies to the days of a timetable."""

    WITHIN = "within"
    BEFORE = "before"
    ENDED = "ended"
    NEVER = "never"


def find_span(services: Iterable[ServiceRow]) -> tuple[date, date] | None:
    """Give the first and the last day of services, if they have any."""
    days = [day for service in services for day in _days(service)]
    return (min(days), max(days)) if days else None


def _days(service: ServiceRow) -> list[date]:
    added = [day for day, kind in service.exceptions.items() if kind == ADDED]
    weekly = service.start, service.end
    runs = [day for day in weekly if day is not None] if "1" in service.weekdays else []
    return [*added, *runs]


def tell_span(services: Iterable[ServiceRow], day: date) -> tuple[Told, date | None]:
    """Tell whether a day is one of which services tell anything.

    Parameters
    ----------
    services : iterable of ServiceRow
    day : date

    Returns
    -------
    tuple
        How it lies, and the first day if it is before, the last if it has ended.
    """
    span = find_span(services)
    if span is None:
        return Told.NEVER, None
    if day < span[0]:
        return Told.BEFORE, span[0]
    if day > span[1]:
        return Told.ENDED, span[1]
    return Told.WITHIN, None


def services_at(timetable: Timetable, stops: Iterable[int]) -> list[ServiceRow]:
    """List the services of the trips that call at some stops."""
    at_stop = np.isin(timetable.call_stop, np.fromiter(stops, dtype=np.int32))
    calls = np.flatnonzero(at_stop)
    trips = np.searchsorted(timetable.call_start, calls, side="right") - 1
    used = np.unique(timetable.trip_service[trips])
    return [timetable.services[number] for number in used.tolist()]
