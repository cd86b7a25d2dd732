"""A line that somebody enters by hand: what is known of it, and what is not.

A louage leaves when it is full, a rural bus has no timetable that anybody prints: of
such a line some things are known and others are not, and both have to be said.
``None`` (and ``""`` in texts) is "not known", never "no".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from geo.transit.hand_field import hand_fields, line_kinds
from geo.transit.hand_value import Span

MOST_STOPS: Final = 200
DIRECTIONS: Final = 2
AREA_ALONE: Final = 1
"""What runs on request may serve one area and no second stop."""

Names = dict[str, str]


@dataclass(frozen=True)
class HandStop:
    """A call of a line at a stop, a named place or an area.

    Attributes
    ----------
    stop_id : str
        What the stop is called within the line; the same in both directions.
    stop_key : str
        Key of a stop that is known already; empty where it is the line's own.
    stop_ar, stop_fr, stop_en : str
    lon, lat : float, optional
        EPSG:4326.
    area : float, optional
        Radius in metres of an area that is served on request.
    boards : str
        ``"always"``, ``"wave"``, ``"phone"``, or empty where it is not known.
    boarding : bool, optional
        Whether one gets on here with a wheelchair.
    to_next : Span, optional
        Seconds to the next stop.
    """

    stop_id: str = ""
    stop_key: str = ""
    stop_ar: str = ""
    stop_fr: str = ""
    stop_en: str = ""
    lon: float | None = None
    lat: float | None = None
    area: float | None = None
    boards: str = ""
    boarding: bool | None = None
    to_next: Span | None = None

    @property
    def names(self) -> Names:
        """Give the names: language → name."""
        return named(ar=self.stop_ar, fr=self.stop_fr, en=self.stop_en)

    @property
    def lonlat(self) -> tuple[float, float] | None:
        """Give the position, if it is known."""
        if self.lon is None or self.lat is None:
            return None
        return self.lon, self.lat


@dataclass(frozen=True)
class Direction:
    """One way of a line: when it leaves, and where it stops.

    Attributes
    ----------
    headsign_ar, headsign_fr : str
    pattern : str
        ``departures``, ``headway``, ``when_full``, ``on_request`` or ``unknown``.
    departures : tuple of int
        Seconds of the service day at the first stop.
    first, last : int, optional
        First and last departure, seconds of the service day.
    headway, wait : Span, optional
        Seconds between departures; of waiting until the vehicle is full.
    stops : tuple of HandStop
    """

    headsign_ar: str = ""
    headsign_fr: str = ""
    pattern: str = ""
    departures: tuple[int, ...] = ()
    first: int | None = None
    last: int | None = None
    headway: Span | None = None
    wait: Span | None = None
    stops: tuple[HandStop, ...] = ()


@dataclass(frozen=True)
class HandLine:
    """All that somebody has said of a line; the fields are rows of the table.

    Attributes
    ----------
    days : str, optional
        Seven digits, Monday first.
    pauses : tuple
        First and last day of breaks.
    fare : Span, optional
        In the currency of the town.
    booking_ahead : float, optional
        Seconds.
    step_height : float, optional
        Metres.
    directions : tuple of Direction
        One or two.
    """

    id: str = ""
    name_ar: str = ""
    name_fr: str = ""
    name_en: str = ""
    short_name: str = ""
    kind: str = ""
    operator: str = ""
    days: str | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    pauses: tuple[tuple[date, date], ...] = ()
    days_note: str = ""
    fare: Span | None = None
    fare_note: str = ""
    phone: str = ""
    booking: bool | None = None
    booking_ahead: float | None = None
    booking_note: str = ""
    wheelchair: bool | None = None
    wheelchair_folded: bool | None = None
    ramp: bool | None = None
    low_floor: bool | None = None
    wheelchair_space: bool | None = None
    step_height: float | None = None
    driver_help: bool | None = None
    staff_help: bool | None = None
    help_note: str = ""
    told_by: str = ""
    method: str = ""
    seen_on: date | None = None
    source_note: str = ""
    directions: tuple[Direction, ...] = ()

    @property
    def names(self) -> Names:
        """Give the names: language → name."""
        return named(ar=self.name_ar, fr=self.name_fr, en=self.name_en)

    @property
    def route_type(self) -> int:
        """Give the GTFS type of the kind."""
        return line_kinds()[self.kind].route_type


def named(**names: str) -> Names:
    """Keep the names that are there."""
    return {language: name for language, name in names.items() if name}


def first_name(names: Names) -> Names:
    """Give names with one that stands for all under the key ""."""
    default = next((names[word] for word in ("fr", "ar", "en") if word in names), "")
    return {"": default, **names} if default else {}


@dataclass(frozen=True)
class LineFault:
    """What is wrong with a line.

    Attributes
    ----------
    field : str
        Id of the field in the form: ``"kind"``, ``"d0-first"``, ``"d0-s2-lon"``.
    code : str
        Stable identifier.
    reason : str
        In words, with the value and the limit.
    """

    field: str
    code: str
    reason: str

    @property
    def name(self) -> str:
        """Give the id of the field in the table."""
        return self.field.rsplit("-", 1)[-1]


def check_line(line: HandLine, *, today: date) -> list[LineFault]:
    """List what is wrong with a line as a whole; each cell is sound by itself.

    Parameters
    ----------
    line : HandLine
    today : date

    Returns
    -------
    list of LineFault
        In the order of the form; empty if it can be kept.
    """
    faults = [*_missing(line), *_dates(line, today), *_vehicle(line)]
    count = len(line.directions)
    if not 1 <= count <= DIRECTIONS:
        reason = f"{count} directions are not 1 … {DIRECTIONS}"
        faults.append(LineFault("directions", "directions", reason))
    for number, direction in enumerate(line.directions):
        faults += _direction(direction, f"d{number}-", line)
    return [*faults, *_same_stops(line)]


def _missing(line: HandLine) -> list[LineFault]:
    wanted = [f for f in hand_fields().values() if f.part == "line" and f.needed]
    empty = [f.id for f in wanted if not getattr(line, f.id)]
    if not line.names:
        empty.insert(1 if "id" in empty else 0, "name_fr")
    return [LineFault(name, "needed", "is needed") for name in empty]


def _dates(line: HandLine, today: date) -> list[LineFault]:
    faults = []
    if line.valid_from and line.valid_until and line.valid_from > line.valid_until:
        reason = f"{line.valid_until} is before {line.valid_from}"
        faults.append(LineFault("valid_until", "order", reason))
    if line.days == "0" * 7:
        faults.append(LineFault("days", "days", "no day of the week is named"))
    if line.seen_on and line.seen_on > today:
        reason = f"{line.seen_on} is after {today}"
        faults.append(LineFault("seen_on", "future", reason))
    return faults


def _vehicle(line: HandLine) -> list[LineFault]:
    if line.wheelchair and line.wheelchair_space is False:
        reason = "one cannot stay in a wheelchair where there is no space for it"
        return [LineFault("wheelchair_space", "conflict", reason)]
    return []


def _direction(direction: Direction, where: str, line: HandLine) -> list[LineFault]:
    faults = [*_pattern(direction, where), *_stops(direction, where, line)]
    first, last = direction.first, direction.last
    if first is not None and last is not None and first > last:
        reason = "the last departure is before the first"
        faults.append(LineFault(f"{where}last", "order", reason))
    return faults


NEEDED: Final[dict[str, tuple[str, ...]]] = {
    "departures": ("departures",),
    "headway": ("first", "last", "headway"),
}
"""What a way of leaving cannot be without; of the others nothing need be known."""


def _pattern(direction: Direction, where: str) -> list[LineFault]:
    if not direction.pattern:
        return [LineFault(f"{where}pattern", "needed", "is needed")]
    return [
        LineFault(f"{where}{name}", "needed", f"is needed for {direction.pattern!r}")
        for name in NEEDED.get(direction.pattern, ())
        if getattr(direction, name) in (None, ())
    ]


def _stops(direction: Direction, where: str, line: HandLine) -> list[LineFault]:
    stops = direction.stops
    alone = direction.pattern == "on_request" and any(s.area for s in stops)
    fewest = AREA_ALONE if alone else 2
    faults = []
    if not fewest <= len(stops) <= MOST_STOPS:
        reason = f"{len(stops)} stops are not {fewest} … {MOST_STOPS}"
        faults.append(LineFault(f"{where}stops", "stops", reason))
    for number, stop in enumerate(stops):
        faults += _stop(stop, f"{where}s{number}-")
    for number in range(1, len(stops)):
        if stop_key(line, stops[number], "") == stop_key(line, stops[number - 1], ""):
            reason = "is the same stop as the one before"
            faults.append(LineFault(f"{where}s{number}-stop_fr", "twice", reason))
    return faults


def _stop(stop: HandStop, where: str) -> list[LineFault]:
    faults = []
    if not stop.stop_key and not stop.names:
        faults.append(LineFault(f"{where}stop_fr", "needed", "is needed"))
    if (stop.lon is None) != (stop.lat is None):
        missing = "lon" if stop.lon is None else "lat"
        faults.append(LineFault(f"{where}{missing}", "needed", "is needed"))
    return faults


def stop_key(line: HandLine, stop: HandStop, source: str) -> str:
    """Give the key of a stop: one that is known, or one of the line's own."""
    return stop.stop_key or f"{source}:{line.id}-{stop.stop_id}"


def list_calls(lines: Iterable[HandLine]) -> Iterator[tuple[HandLine, HandStop]]:
    """List the calls of lines, each with its line."""
    for line in lines:
        for direction in line.directions:
            for stop in direction.stops:
                yield line, stop


def _same_stops(line: HandLine) -> list[LineFault]:
    """Refuse two stops of one code that are said to be in different places."""
    seen: dict[str, HandStop] = {}
    faults = []
    for one, direction in enumerate(line.directions):
        for two, stop in enumerate(direction.stops):
            before = seen.setdefault(stop.stop_id, stop)
            if not stop.stop_key and _said(before) != _said(stop):
                reason = f"{stop.stop_id!r} is told in another way further up"
                field = f"d{one}-s{two}-stop_id"
                faults.append(LineFault(field, "conflict", reason))
    return faults


def _said(stop: HandStop) -> tuple[object, ...]:
    return (stop.stop_key, stop.names, stop.lonlat, stop.area, stop.boarding)
