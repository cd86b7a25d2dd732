"""Services on demand that come to both ends of a trip: information, never a minute.

Nobody knows when such a vehicle comes before somebody books it: so it is no part of
the search, and is told beside what is found.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

import shapely

from geo.answer import LonLat
from geo.fact import fact
from geo.transit.aboard import source_of
from geo.transit.day import Day, list_running
from geo.transit.flex import Booking, FlexService, FlexWindow

NOT_AT_ALL: Final = 1
"""GTFS ``pickup_type`` and ``drop_off_type``."""


@fact
class OnDemand:
    """A service that takes somebody along if they book it.

    Attributes
    ----------
    line : str
        Key.
    short_name : str
    names : dict of str to str
    route_type : int
    start, end : datetime, optional
        From when to when it comes; ``None`` where the feed says no time.
    bookings : tuple of Booking
        Empty where the feed does not say how.
    """

    line: str
    short_name: str
    names: dict[str, str]
    route_type: int
    start: datetime | None
    end: datetime | None
    bookings: tuple[Booking, ...]


@dataclass(frozen=True)
class Spot:
    """An end of a trip: where it is, and the keys of the stops near it."""

    lonlat: LonLat
    stops: Collection[str]


def find_on_demand(
    services: Iterable[FlexService],
    day: Day,
    ends: tuple[Spot, Spot],
    *,
    after: datetime,
) -> tuple[OnDemand, ...]:
    """Find the services on demand that come to both ends of a trip on a day.

    Parameters
    ----------
    services : iterable of FlexService
    day : Day
    ends : tuple of Spot
        Where one gets on, and where one gets off.
    after : datetime
        Aware; what has ended by then is left out.

    Returns
    -------
    tuple of OnDemand
        By line and time; each once.
    """
    running = list_running(day.timetable, day.date).tolist()
    days = {
        one.key
        for one, runs in zip(day.timetable.services, running, strict=True)
        if runs
    }
    lines = {line.key: line for line in day.timetable.lines}
    found: dict[tuple[str, int | None, int | None], OnDemand] = {}
    for service in services:
        line = lines.get(service.line_key)
        for window in _list_both(service, days, ends) if line else ():
            start, end = _time(day, window.start_s), _time(day, window.end_s)
            if line is not None and (end is None or end >= after):
                found[line.key, window.start_s, window.end_s] = OnDemand(
                    line.key,
                    line.short_name,
                    dict(line.names),
                    line.route_type,
                    start,
                    end,
                    service.bookings,
                )
    return tuple(found.values())


def _time(day: Day, seconds: int | None) -> datetime | None:
    return None if seconds is None else day.base + timedelta(seconds=seconds)


def _list_both(
    service: FlexService, days: Collection[str], ends: tuple[Spot, Spot]
) -> Sequence[FlexWindow]:
    """List the windows in which one gets on, where one gets off on the same days."""
    source = source_of(service.line_key)
    own = [one for one in service.windows if one.service_key in days]
    on, off = ([one for one in own if _covers(one, spot, source)] for spot in ends)
    places = {one.service_key for one in off if one.drop_off != NOT_AT_ALL}
    return [one for one in on if one.pickup != NOT_AT_ALL and one.service_key in places]


def _covers(window: FlexWindow, spot: Spot, source: str) -> bool:
    """Tell whether a service comes to a place: into its area, or to a stop near it."""
    area = window.area
    if area.shape is not None:
        return _holds(area.shape, spot.lonlat)
    keys = {area.id, *(f"{source}:{stop}" for stop in area.stop_ids)}
    return not keys.isdisjoint(spot.stops)


def _holds(geometry: dict[str, Any], lonlat: LonLat) -> bool:
    try:
        area = shapely.geometry.shape(geometry)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError):
        return False
    return bool(shapely.covers(area, shapely.Point(lonlat)))
