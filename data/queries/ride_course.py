"""Where rides go: the stops that they pass, and their lines on the map."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import groupby

from geoalchemy2 import WKBElement
from sqlalchemy import select
from sqlalchemy.orm import Session

from data.models import Shape, Stop, StopTime, TransitTrip, to_shapely
from geo.answer import LonLat
from geo.transit.ride_line import cut_ride

Ride = tuple[str, str, str]
"""Keys of the trip, of the stop where one gets on, and where one gets off."""


@dataclass(frozen=True)
class PassedStop:
    """A stop of a ride."""

    key: str
    names: dict[str, str]
    lonlat: LonLat | None


@dataclass(frozen=True)
class RideCourse:
    """Where a ride goes.

    Attributes
    ----------
    stops : tuple of PassedStop
        From getting on to getting off, both included.
    line : list of LonLat
    is_drawn : bool
        Whether somebody has drawn its course; else it goes straight from stop to stop.
    """

    stops: tuple[PassedStop, ...]
    line: list[LonLat]
    is_drawn: bool


def load_ride_courses(
    session: Session, rides: Iterable[Ride]
) -> dict[Ride, RideCourse]:
    """Read where rides go; of those that are not in the database nothing is told.

    Parameters
    ----------
    session : Session
    rides : iterable of Ride
    """
    asked = set(rides)
    trips = {trip for trip, _, _ in asked}
    calls, shapes = _calls(session, trips), _shapes(session, trips)
    found = {}
    for ride in asked:
        stops = _between(calls.get(ride[0], []), ride)
        if stops:
            shape = shapes.get(ride[0], [])
            places = [one.lonlat for one in stops if one.lonlat is not None]
            found[ride] = RideCourse(stops, cut_ride(shape, places), bool(shape))
    return found


def _calls(session: Session, trips: Collection[str]) -> dict[str, list[PassedStop]]:
    rows = session.execute(
        select(StopTime.trip_key, Stop.key, Stop.names, Stop.geom)
        .join(Stop, Stop.key == StopTime.stop_key)
        .where(StopTime.trip_key.in_(trips))
        .order_by(StopTime.trip_key, StopTime.sequence)
    )
    return {
        trip: [_stop(key, names, geom) for _, key, names, geom in group]
        for trip, group in groupby(rows, key=lambda row: row[0])
    }


def _stop(key: str, names: dict[str, str], geom: WKBElement | None) -> PassedStop:
    if geom is None:
        return PassedStop(key, names, None)
    ((lon, lat, *_),) = to_shapely(geom).coords
    return PassedStop(key, names, (lon, lat))


def _shapes(session: Session, trips: Collection[str]) -> dict[str, list[LonLat]]:
    rows = session.execute(
        select(TransitTrip.key, Shape.geom)
        .join(Shape, Shape.key == TransitTrip.shape_key)
        .where(TransitTrip.key.in_(trips))
    )
    return {
        trip: [(lon, lat) for lon, lat, *_ in to_shapely(geom).coords]
        for trip, geom in rows
    }


def _between(calls: list[PassedStop], ride: Ride) -> tuple[PassedStop, ...]:
    """Give the calls from one stop to another; on a ring, the shortest way there."""
    _, start, end = ride
    offs = [place for place, one in enumerate(calls) if one.key == end]
    ons = [place for place, one in enumerate(calls) if one.key == start]
    pairs = [(off - on, on, off) for on in ons for off in offs if off > on]
    if not pairs:
        return ()
    _, on, off = min(pairs)
    return tuple(calls[on : off + 1])
