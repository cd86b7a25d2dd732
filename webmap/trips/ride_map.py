"""What a map shows of whole trips by public transport."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from data.queries.ride_course import Ride, RideCourse
from geo.answer import LonLat
from geo.transit.itinerary import Itineraries, Itinerary, RideLeg, WalkLeg
from webmap.i18n import best_name, gettext
from webmap.wording.feature import line_word

Courses = Mapping[Ride, RideCourse]


def ride_of(leg: RideLeg) -> Ride:
    """Name a ride as the database knows it."""
    return leg.trip, leg.start.key, leg.end.key


def list_rides(found: Itineraries) -> Iterator[Ride]:
    """List the rides of an answer."""
    for one in (*found.found, *found.of_others):
        yield from map(ride_of, one.rides)


def draw_itineraries(found: Itineraries, courses: Courses) -> list[dict[str, Any]]:
    """Give the lines and stops of each itinerary, in the order of the page."""
    return [_draw(one, courses) for one in (*found.found, *found.of_others)]


def _draw(one: Itinerary, courses: Courses) -> dict[str, Any]:
    legs = [_leg(leg, courses) for leg in one.legs]
    drawn = [leg for leg in legs if len(leg["line"]) > 1]
    return {"legs": drawn, "stops": list(_stops(one.rides, courses))}


def _leg(leg: WalkLeg | RideLeg, courses: Courses) -> dict[str, Any]:
    if isinstance(leg, WalkLeg):
        line = leg.path.line if leg.path else ()
        return {"kind": "walk", "name": gettext("on foot"), "line": line}
    course = courses.get(ride_of(leg))
    name = f"{line_word(leg.route_type)} {leg.short_name or best_name(leg.names)}"
    return {"kind": "ride", "name": name, "line": course.line if course else _ends(leg)}


def _ends(leg: RideLeg) -> list[LonLat]:
    places = (leg.start.lonlat, leg.end.lonlat)
    return [place for place in places if place is not None]


def _stops(rides: Iterable[RideLeg], courses: Courses) -> Iterator[dict[str, Any]]:
    """Give the stops at which one gets on or off, and those that one passes."""
    for leg in rides:
        course = courses.get(ride_of(leg))
        for stop in course.stops[1:-1] if course else ():
            if stop.lonlat is not None:
                yield _stop("pass", stop.lonlat, stop.names)
        for end in (leg.start, leg.end):
            if end.lonlat is not None:
                yield _stop("change", end.lonlat, end.names)


def _stop(kind: str, lonlat: LonLat, names: Mapping[str, str]) -> dict[str, Any]:
    return {"kind": kind, "position": lonlat, "name": best_name(names)}
