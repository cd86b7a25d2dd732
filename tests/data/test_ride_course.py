"""Where rides go, read from both databases."""

from __future__ import annotations

from shapely import LineString

from data.models import Shape, Source, TransitTrip, to_column
from data.queries.ride_course import load_ride_courses
from tests.transit_rows import fill_transit

RIDE = ("x:trip:T1", "x:1", "x:3")


def _draw(session):
    source = session.query(Source).filter_by(key="x").one()
    shape = LineString([(8.70, 36.17), (8.72, 36.18), (8.74, 36.17)])
    session.add(Shape(key="x:shape:A", source_id=source.id, geom=to_column(shape)))
    trip = session.query(TransitTrip).filter_by(key="x:trip:T1").one()
    trip.shape_key = "x:shape:A"


def test_a_ride_passes_the_stops_between_its_ends_straight_without_a_shape(database):
    with database.write() as session:
        fill_transit(session)
    with database.read() as session:
        found = load_ride_courses(session, [RIDE])

    course = found[RIDE]
    assert [one.key for one in course.stops] == ["x:1", "x:2", "x:3"]
    assert not course.is_drawn
    assert course.line == [one.lonlat for one in course.stops]


def test_a_ride_goes_along_the_part_of_the_shape_between_its_stops(database):
    with database.write() as session:
        fill_transit(session)
        _draw(session)
    with database.read() as session:
        course = load_ride_courses(session, [RIDE])[RIDE]

    assert course.is_drawn
    assert (8.72, 36.18) in [tuple(round(c, 6) for c in one) for one in course.line]


def test_of_a_ride_the_wrong_way_and_of_a_strange_trip_nothing_is_told(database):
    with database.write() as session:
        fill_transit(session)
    with database.read() as session:
        back = ("x:trip:T1", "x:3", "x:1")

        assert load_ride_courses(session, [back, ("nobody", "x:1", "x:3")]) == {}
