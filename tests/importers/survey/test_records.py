"""Surveys of stops, residents, areas and the sides of streets."""

from sqlalchemy import select

from data.models import Area, ObservationRow, Stop, to_shapely
from tests.importers.streets import add_streets
from tests.importers.survey.small import (
    bring_in,
    point,
    rows_of,
    said,
    told,
    values,
    write_csv,
    write_geojson,
)


def test_stops_have_modes(database, tmp_path):
    text = "id,name,lon,lat,modes,shelter,wheelchair_boarding\n"
    text += "1,Gare,8.7,36.18,bus|louage,oui,no\n"

    bring_in(database, write_csv(tmp_path, text), **{"as": "stops"})

    stop = rows_of(database, Stop)["twiza:1"]
    assert (stop.modes, stop.access) == (["bus", "louage"], "no")
    assert values(database, "twiza:1") == {"shelter": 1, "wheelchair_boarding": "no"}


def test_residents_belong_to_ways(database, tmp_path):
    add_streets(database)
    text = "subject,residents\nosm:w1,166\nosm:w2,20\n"

    report = bring_in(database, write_csv(tmp_path, text), **{"as": "residents"})

    assert said(database) == {
        ("osm:w1", "residents", "both"): 166,
        ("osm:w2", "residents", "both"): 20,
    }
    assert report.findings == []


def test_areas_have_residents_and_any_shape(database, tmp_path):
    ring = [[8.7, 36.1], [8.8, 36.1], [8.8, 36.2], [8.7, 36.1]]
    polygon = {"type": "Polygon", "coordinates": [ring]}
    path = write_geojson(
        tmp_path,
        (polygon, {"id": "t", "kind": "boundary", "name": "Town", "residents": 47000}),
        (point(8.71, 36.18), {"id": "q", "kind": "quarter", "name": "Medina"}),
    )

    bring_in(database, path, **{"as": "areas"})

    areas = rows_of(database, Area)
    assert areas["twiza:t"].residents == 47_000
    assert areas["twiza:q"].residents is None
    assert to_shapely(areas["twiza:t"].geom).geom_type == "Polygon"


def test_sides_are_kept_apart_on_ways_only(database, tmp_path):
    add_streets(database, sidewalks="both")
    text = "subject,side,width_m\nosm:w1,left,0.8\nosm:w1,droite,1.5\n"

    report = bring_in(database, write_csv(tmp_path, text), **{"as": "places"})

    assert said(database) == {
        ("osm:w1", "width_m", "left"): 0.8,
        ("osm:w1", "width_m", "right"): 1.5,
    }
    assert told(report, "row-twice") == []


def test_measured_beats_surveyed_and_is_kept_as_such(embedded, tmp_path):
    text = "subject,width_m,method\nosm:w1,0.8,mesuré\n"

    bring_in(embedded, write_csv(tmp_path, text), **{"as": "places"})

    with embedded.read() as session:
        assert session.scalar(select(ObservationRow.method)) == "measured"


def test_the_later_of_two_rows_counts_and_is_told(embedded, tmp_path):
    text = "subject,width_m\nosm:w1,0.8\nosm:w1,0.9\n"

    report = bring_in(embedded, write_csv(tmp_path, text), **{"as": "places"})

    assert values(embedded, "osm:w1") == {"width_m": 0.9}
    assert told(report, "row-twice")[0][0] == "row 3"
