"""Rows that are written in bulk are the rows that the databases write themselves."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
import shapely
from shapely import geometry as shapes
from sqlalchemy import func, insert, select, text

from data.functions import in_bbox
from data.models import Area, Barrier, Line, Source, to_column
from data.queries.source import catalog, ensure_source
from data.queries.sync import sync_columns, sync_rows
from data.stored import held

SQUARE = shapely.box(8.7, 36.1, 8.8, 36.2)
AREAS = {
    "point": shapes.Point(8.71, 36.17),
    "line": shapes.LineString([(8.71, 36.17), (8.72, 36.18), (8.7, 36.1)]),
    "holed": SQUARE.difference(shapely.box(8.74, 36.14, 8.75, 36.15)),
    "points": shapes.MultiPoint([(8.71, 36.17), (8.72, 36.18)]),
    "squares": shapes.MultiPolygon([SQUARE, shapely.box(9.7, 36.1, 9.8, 36.2)]),
}


def _area(source, key, shape):
    names = {"": 'Le "Kef"\t\\\n', "ar": "الكاف"}
    return {
        "key": key,
        "source_id": source.id,
        "kind": "quarter",
        "names": names,
        "residents": 12.5,
        "geom": shape,
    }


def _told(session, key):
    row = session.execute(select(Area.__table__).where(Area.key == key)).one()
    shown = session.scalar(select(func.ST_AsText(Area.geom)).where(Area.key == key))
    return row[2:6], shown


@pytest.mark.parametrize("kind", AREAS)
def test_a_shape_written_in_bulk_is_held_as_one_written_alone(database, kind):
    with database.write() as session:
        source = ensure_source(session, catalog()["osm"])
        alone = _area(source, "alone", to_column(AREAS[kind]))
        session.execute(insert(Area), [alone])
        together = _area(source, "together", to_column(AREAS[kind]))

        sync_rows(session, Area, [together], within=Area.key == "together")

    with database.read() as session:
        assert _told(session, "together") == _told(session, "alone")
        assert _raw(session, "together") == _raw(session, "alone")


def _raw(session, key):
    backend = session.get_bind().dialect.name
    shown = {"sqlite": func.hex(held(Area.__table__.c.geom))}
    geom = shown.get(backend, held(Area.__table__.c.geom))
    names = held(Area.__table__.c.names)
    return session.execute(select(geom, names).where(Area.key == key)).one()


def test_rows_that_are_equal_are_left_alone_and_others_are_changed(database):
    with database.write() as session:
        source = ensure_source(session, catalog()["osm"])
        rows = [_area(source, key, to_column(shape)) for key, shape in AREAS.items()]
        everything = Area.source_id == source.id

        first = sync_rows(session, Area, rows, within=everything)
        again = sync_rows(session, Area, rows, within=everything)
        rows[0] = {**rows[0], "residents": 13.0}
        other = sync_rows(session, Area, rows[:-1], within=everything)

        assert (first.added, first.same) == (5, 0)
        assert (again.added, again.changed, again.same) == (0, 0, 5)
        assert (other.changed, other.same, len(other.stale)) == (1, 3, 1)


def test_rows_written_in_bulk_are_found_by_where_they_lie(database):
    with database.write() as session:
        source = ensure_source(session, catalog()["osm"])
        _bollards(session, source, lons=np.linspace(8.0, 9.0, 1001))

    with database.read() as session:
        near = in_bbox(Barrier.geom, 8.4995, 36.0, 8.5025, 37.0)
        keys = session.scalars(select(Barrier.key).where(near).order_by(Barrier.key))

        assert list(keys) == ["osm:n500", "osm:n501", "osm:n502"]


def _bollards(session, source, *, lons):
    count = len(lons)
    columns = {
        "key": [f"osm:n{number}" for number in range(count)],
        "source_id": [source.id] * count,
        "kind": ["bollard"] * count,
        "attribute": ["narrowest_m"] * count,
        "value_number": [None] * count,
        "method": ["tagged"] * count,
        "observed_on": [date(2026, 11, 23)] * count,
        "geom": shapely.points(lons, 36.5),
    }
    mine = Barrier.source_id == source.id
    return sync_columns(session, Barrier, columns, within=mine)


def test_columns_that_nobody_names_get_what_the_table_says(database):
    with database.write() as session:
        source = ensure_source(session, catalog()["osm"])
        _bollards(session, source, lons=[8.7])

    with database.read() as session:
        row = session.scalars(select(Barrier)).one()
        assert (row.status, row.side, row.confidence) == ("active", "both", 1.0)
        assert row.names == {}
        assert row.observed_on == date(2026, 11, 23)


def test_a_shape_of_another_kind_is_refused_and_nothing_is_written(database):
    with pytest.raises(ValueError, match="POINT"), database.write() as session:
        source = ensure_source(session, catalog()["osm"])
        line = {"key": "osm:w1", "source_id": source.id, "geom": to_column(SQUARE)}
        sync_rows(session, Barrier, [line], within=Barrier.source_id == source.id)

    with database.read() as session:
        assert session.scalar(select(func.count(Source.id))) == 0


def test_a_row_without_a_shape_is_in_no_spatial_index(database):
    with database.write() as session:
        source = ensure_source(session, catalog()["gtfs"])
        row = {"key": "gtfs:1", "source_id": source.id, "route_type": 3, "geom": None}

        done = sync_rows(session, Line, [row], within=Line.source_id == source.id)

        everywhere = in_bbox(Line.geom, -180, -90, 180, 90)
        assert done.added == 1
        assert list(session.scalars(select(Line.key).where(everywhere))) == []


def test_the_triggers_of_the_embedded_database_are_there_afterwards(
    embedded,
):
    listed = text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    with embedded.write() as session:
        before = set(session.execute(listed).all())
        source = ensure_source(session, catalog()["osm"])
        _bollards(session, source, lons=[8.7, 8.8])
        alone = _area(source, "alone", to_column(SQUARE))
        session.execute(insert(Area), [alone])

        assert set(session.execute(listed).all()) == before
        everywhere = in_bbox(Area.geom, 8, 36, 9, 37)
        assert list(session.scalars(select(Area.key).where(everywhere))) == ["alone"]
