"""What lines by hand are in the words of a timetable, so that others need not care."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

import shapely

from geo.observation import Observation
from geo.route_type import find_mode
from geo.timetable import REMOVED
from geo.transit.hand_line import (
    HandLine,
    HandStop,
    first_name,
    list_calls,
    stop_key,
)
from geo.transit.hand_runs import (
    FLAG,
    Row,
    build_calls,
    build_trip,
    find_headway,
    list_runs,
)
from geo.transit.hand_seen import observe_stops, observe_vehicle
from geo.transit.key import Keys

BELIEVED: Final = timedelta(days=365)
"""How long a line is believed whose end nobody knows: then somebody looks again."""
NOBODY: Final = "unknown"
OF_THE_TOWN: Final = ""
"""Time zone and currency are those of the town, which the rows need not know."""
NOT_KNOWN: Final = {
    "": "Exploitant inconnu",
    "fr": "Exploitant inconnu",
    "ar": "مستغل غير معروف",
    "en": "Operator not known",
}


@dataclass
class HandRows:
    """Rows of every table, without ids and sources, and what is observed.

    Attributes
    ----------
    rows : dict of str to list of Row
        Name of the database table → column → value; shapes are shapely's.
    observations : list of Observation
    """

    rows: dict[str, list[Row]] = field(default_factory=dict)
    observations: list[Observation] = field(default_factory=list)


def build_rows(
    lines: Sequence[HandLine],
    *,
    source: str,
    ended: Iterable[HandLine] = (),
) -> HandRows:
    """Make the rows of a timetable from lines by hand.

    Parameters
    ----------
    lines : sequence of HandLine
        Sound ones: see ``check_line``.
    source : str
        Key of the source; prefix of all keys.
    ended : iterable of HandLine
        Lines that run no more; those of their stops that others still use are kept.

    Returns
    -------
    HandRows
    """
    keys, stops = Keys(source), _stops(lines, ended, source)
    made = HandRows({name: [] for name in TABLES})
    made.rows["agency"] = list(_agencies(lines, keys))
    for line in lines:
        _add_line(made, line, keys, stops)
        _add_fare(made, line, keys)
        made.observations += observe_vehicle(line, keys)
    made.rows["stop"] = [_stop_row(key, *found) for key, found in stops.items()]
    made.observations += observe_stops(lines, source)
    return made


TABLES: Final = (
    "agency",
    "stop",
    "line",
    "service",
    "service_date",
    "transit_trip",
    "stop_time",
    "frequency",
    "fare",
    "fare_rule",
)

Found = tuple[HandStop, set[str]]
"""A stop and the modes that call there."""


def _stops(
    lines: Sequence[HandLine], ended: Iterable[HandLine], source: str
) -> dict[str, Found]:
    found: dict[str, Found] = {}
    wanted: set[str] = set()
    for line, stop in list_calls(lines):
        if stop.stop_key:
            wanted.add(stop.stop_key)
            continue
        _, modes = found.setdefault(stop_key(line, stop, source), (stop, set()))
        modes.add(find_mode(line.route_type))
    for line, stop in list_calls(ended):
        key = stop_key(line, stop, source)
        if key in wanted and not stop.stop_key:
            found.setdefault(key, (stop, set()))
    return found


def _stop_row(key: str, stop: HandStop, modes: set[str]) -> Row:
    return {
        "key": key,
        "names": first_name(stop.names),
        "location_type": 0,
        "parent_key": None,
        "wheelchair_boarding": FLAG[stop.boarding],
        "modes": sorted(modes),
        "extra": {} if stop.area is None else {"area_m": stop.area},
        "geom": stop.lonlat and shapely.Point(stop.lonlat),
    }


def agency_key(operator: str, keys: Keys) -> str:
    """Give the key of an operator; one that nobody knows has one, too."""
    if not operator:
        return keys.of("agency", NOBODY)
    return keys.of("agency", hashlib.sha256(operator.encode()).hexdigest()[:12])


def _agencies(lines: Sequence[HandLine], keys: Keys) -> Iterator[Row]:
    for operator in sorted({line.operator for line in lines}):
        names = {"": operator} if operator else NOT_KNOWN
        yield {
            "key": agency_key(operator, keys),
            "name": names[""],
            "names": names,
            "timezone": OF_THE_TOWN,
            "extra": {},
        }


def _add_line(
    made: HandRows, line: HandLine, keys: Keys, stops: dict[str, Found]
) -> None:
    service = keys.of("service", line.id)
    trips = []
    for number, direction in enumerate(line.directions):
        for run in list_runs(direction):
            key = keys.of("trip", f"{line.id}-{number}{run.tail}")
            trips.append(build_trip(key, line, number, keys=keys))
            made.rows["stop_time"] += build_calls(
                key, line, direction, start=run.start, source=keys.source
            )
            if run.is_repeated:
                made.rows["frequency"] += find_headway(key, direction)
    made.rows["transit_trip"] += trips
    made.rows["line"].append(_line_row(line, len(trips), keys, stops))
    made.rows["service"].append(_service_row(service, line))
    made.rows["service_date"] += _pauses(service, line)


def _line_row(line: HandLine, trips: int, keys: Keys, stops: dict[str, Found]) -> Row:
    return {
        "key": keys.of("line", line.id),
        "agency_key": agency_key(line.operator, keys),
        "short_name": line.short_name,
        "names": first_name(line.names),
        "route_type": line.route_type,
        "colour": "",
        "trips": trips,
        "trips_accessible": trips if line.wheelchair else 0,
        "trips_inaccessible": trips if line.wheelchair is False else 0,
        "extra": {},
        "geom": _course(line, keys.source, stops),
    }


def _course(
    line: HandLine, source: str, stops: dict[str, Found]
) -> shapely.MultiLineString | None:
    """Draw a line from stop to stop, where its own stops have positions."""
    drawn = {}
    for direction in line.directions:
        keys = [stop_key(line, stop, source) for stop in direction.stops]
        known = [stops[key][0].lonlat for key in keys if key in stops]
        points = [point for point in known if point is not None]
        if len(points) > 1:
            drawn[tuple(keys)] = shapely.LineString(points)
    return shapely.MultiLineString(list(drawn.values())) if drawn else None


def validity(line: HandLine) -> tuple[date, date]:
    """Give the first and the last day on which a line is believed.

    Parameters
    ----------
    line : HandLine
        With the day on which it was seen.
    """
    seen = line.seen_on or date.min
    start = line.valid_from or seen
    return start, line.valid_until or max(start, seen) + BELIEVED


def _service_row(key: str, line: HandLine) -> Row:
    start, end = validity(line)
    days = line.days or "0" * 7
    return {"key": key, "weekdays": days, "start_date": start, "end_date": end}


def _pauses(key: str, line: HandLine) -> Iterator[Row]:
    start, end = validity(line)
    days = sorted(
        {
            first + timedelta(days=n)
            for first, last in line.pauses
            for first, last in [(max(first, start), min(last, end))]
            for n in range((last - first).days + 1)
        }
    )
    for day in days:
        if (line.days or "0" * 7)[day.weekday()] == "1":
            yield {"service_key": key, "on_date": day, "exception_type": REMOVED}


def _add_fare(made: HandRows, line: HandLine, keys: Keys) -> None:
    if line.fare is None or line.fare[0] != line.fare[1]:
        return
    key = keys.of("fare", line.id)
    blank = {"payment_method": None, "transfers": None, "transfer_s": None}
    fare = {"key": key, "price": line.fare[0], "currency": OF_THE_TOWN, **blank}
    made.rows["fare"].append({**fare, "agency_key": None, "extra": {}})
    rule = dict.fromkeys(("origin", "destination", "contains"))
    of_line = {"fare_key": key, "line_key": keys.of("line", line.id), **rule}
    made.rows["fare_rule"].append({**of_line, "extra": {}})
