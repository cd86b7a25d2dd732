"""Surveys of places and stops: new ones, known ones, and what is said of them."""

from datetime import date

import pytest
from shapely import Point
from sqlalchemy import func, select

from data.models import ObservationRow, Place, Stop, to_column, to_shapely
from data.queries.source import SourceInfo, catalog, ensure_source
from importers.base import run
from importers.osm import OsmImporter
from tests.importers.osm.small import node, osm_file
from tests.importers.streets import SOUTH, WEST
from tests.importers.survey.small import (
    DEMO,
    TWIZA,
    bring_in,
    everything,
    point,
    rows_of,
    said,
    told,
    values,
    write_csv,
    write_geojson,
)

PLACES = """id,kind,name:ar,name:fr,lon,lat,wheelchair,step_count,door_width_m,date
1,hospital,مستشفى,Hôpital,8.701,36.181,yes,0,0.95,2026-05-01
2,pharmacy,صيدلية,Pharmacie,8.702,36.182,limited,1,,2026-05-02
3,cafe,مقهى,Café,8.703,36.183,,,,
"""


@pytest.fixture
def places(tmp_path):
    return write_csv(tmp_path, PLACES)


def test_new_places_get_a_key_of_their_source(database, places):
    report = bring_in(database, places, **{"as": "places"})

    found = rows_of(database, Place)

    assert report.counts == {
        "rows": 3,
        "places": 3,
        "places new": 3,
        "values new": 5,
    }
    hospital = found["twiza:1"]
    assert hospital.kind == "hospital"
    assert hospital.names == {"ar": "مستشفى", "fr": "Hôpital", "": "مستشفى"}
    assert to_shapely(hospital.geom).coords[0] == (8.701, 36.181)


def test_values_are_surveyed_observations_with_day_and_author(database, places):
    bring_in(database, places, **{"as": "places", "author": "TWIZA"})

    with database.read() as session:
        row = session.scalar(
            select(ObservationRow).where(ObservationRow.attribute == "door_width_m")
        )

    assert (row.subject, row.value_number, row.raw) == ("twiza:1", 0.95, "0.95")
    assert (row.method, row.author) == ("surveyed", "TWIZA")
    assert row.observed_on == date(2026, 5, 1)


def test_access_is_resolved_for_lists_and_tiles(database, places):
    bring_in(database, places, **{"as": "places"})

    access = {key: place.access for key, place in rows_of(database, Place).items()}

    assert access == {"twiza:1": "yes", "twiza:2": "limited", "twiza:3": "unknown"}


def test_importing_twice_changes_nothing(database, places):
    bring_in(database, places, **{"as": "places"})
    before = everything(database)

    report = bring_in(database, places, **{"as": "places"})

    assert everything(database) == before
    assert report.counts == {"rows": 3, "places": 3}


def test_a_second_file_of_the_same_source_adds(database, places, tmp_path):
    bring_in(database, places, **{"as": "places"})
    more = "id,kind,name,lon,lat,wheelchair\n9,bakery,Boulangerie,8.7,36.18,no\n"

    bring_in(database, write_csv(tmp_path, more, "more.csv"), **{"as": "places"})

    assert rows_of(database, Place).keys() == {f"twiza:{i}" for i in (1, 2, 3, 9)}
    assert len(said(database)) == 6


def test_a_file_speaks_only_of_its_own_columns(database, places, tmp_path):
    bring_in(database, places, **{"as": "places"})
    more = "subject,lit\ntwiza:1,oui\n"

    bring_in(database, write_csv(tmp_path, more, "more.csv"), **{"as": "places"})

    assert values(database, "twiza:1") == {
        "wheelchair": "yes",
        "step_count": 0,
        "door_width_m": 0.95,
        "lit": 1,
    }


def test_a_blank_cell_withdraws_what_was_said_before(database, places, tmp_path):
    bring_in(database, places, **{"as": "places"})
    again = "subject,wheelchair,step_count\ntwiza:1,,2\n"

    report = bring_in(
        database, write_csv(tmp_path, again, "again.csv"), **{"as": "places"}
    )

    assert values(database, "twiza:1") == {"step_count": 2, "door_width_m": 0.95}
    assert report.counts["values withdrawn"] == 1
    assert report.counts["values changed"] == 1


def test_a_whole_survey_removes_what_it_no_longer_names(database, places, tmp_path):
    bring_in(database, places, **{"as": "places"})
    less = "\n".join(PLACES.splitlines()[:2])

    report = bring_in(
        database, write_csv(tmp_path, less), **{"as": "places", "whole": True}
    )

    assert rows_of(database, Place).keys() == {"twiza:1"}
    assert {subject for subject, _, _ in said(database)} == {"twiza:1"}
    assert report.counts["places removed"] == 2


def test_what_the_surveyor_does_not_know_is_said_as_unknown(database, tmp_path):
    text = "subject,width_m\nosm:w1,inconnu\n"

    bring_in(database, write_csv(tmp_path, text), **{"as": "places"})

    assert said(database) == {("osm:w1", "width_m", "both"): None}


def test_a_row_without_id_keeps_its_key_from_file_to_file(database, tmp_path):
    text = "kind,name,lon,lat\ncafe,Café,8.703,36.183\n"
    bring_in(database, write_csv(tmp_path, text), **{"as": "places"})
    first = rows_of(database, Place).keys()

    bring_in(database, write_csv(tmp_path, text, "b.csv"), **{"as": "places"})

    assert rows_of(database, Place).keys() == first
    assert len(first) == 1


OSM_CAFE = node(5, 8.703, 36.183, amenity="cafe", name="Café de la Kasbah")


def _bring_osm(database, folder):
    osm = catalog()["osm"]
    run(OsmImporter(), database, path=osm_file(folder, OSM_CAFE), source=osm)


def test_a_survey_value_survives_an_osm_import(database, tmp_path):
    _bring_osm(database, tmp_path)
    text = "subject,wheelchair,step_count\nnode/5,limited,1\n"
    bring_in(database, write_csv(tmp_path, text), **{"as": "places"})

    _bring_osm(database, tmp_path)

    assert values(database, "osm:n5") == {"wheelchair": "limited", "step_count": 1}
    assert rows_of(database, Place)["osm:n5"].access == "limited"


def test_a_place_of_the_same_name_close_by_is_the_same_place(database, tmp_path):
    _bring_osm(database, tmp_path)
    text = (
        "id,kind,name,lon,lat,wheelchair\n7,cafe,CAFE DE LA KASBAH,8.7031,36.1831,no\n"
    )

    report = bring_in(database, write_csv(tmp_path, text), **{"as": "places"})

    assert rows_of(database, Place).keys() == {"osm:n5"}
    assert values(database, "osm:n5") == {"wheelchair": "no"}
    assert told(report, "row-matched") == [
        ("row 2", "is osm:n5 by its name and position")
    ]


def test_a_place_of_the_same_name_farther_away_is_another(database, tmp_path):
    _bring_osm(database, tmp_path)
    text = "id,kind,name,lon,lat\n7,cafe,Café de la Kasbah,8.7036,36.1834\n"

    bring_in(database, write_csv(tmp_path, text), **{"as": "places"})

    assert rows_of(database, Place).keys() == {"osm:n5", "twiza:7"}


def test_made_up_places_never_speak_of_real_ones(database, tmp_path):
    _bring_osm(database, tmp_path)
    text = "id,kind,name,lon,lat,lit\n7,cafe,Café de la Kasbah,8.703,36.183,yes\n"

    bring_in(database, write_csv(tmp_path, text), DEMO, **{"as": "places"})

    assert rows_of(database, Place).keys() == {"osm:n5", "demo:7"}
    with database.read() as session:
        methods = set(session.scalars(select(ObservationRow.method)))
    assert methods == {"demonstration"}


def test_a_subject_that_is_not_known_yet_is_kept_and_told(embedded, tmp_path):
    text = "subject,wheelchair\nosm:n404,yes\n"

    report = bring_in(embedded, write_csv(tmp_path, text), **{"as": "places"})

    assert told(report, "subject-unknown")[0][0] == "row 2"
    assert values(embedded, "osm:n404") == {"wheelchair": "yes"}


def test_rows_may_say_themselves_what_they_are(database, tmp_path):
    text = "record,id,kind,name,lon,lat\n"
    text += "place,1,cafe,Café,8.7,36.18\nstops,2,,Arrêt,8.7,36.18\n"

    bring_in(database, write_csv(tmp_path, text))

    assert rows_of(database, Place).keys() == {"twiza:1"}
    assert rows_of(database, Stop).keys() == {"twiza:2"}


def test_a_survey_touches_no_other_source(database, places, tmp_path):
    other = SourceInfo("joussour", "Another", "", "")
    bring_in(database, places, other, **{"as": "places"})
    bring_in(database, places, **{"as": "places"})
    less = "id,kind,name,lon,lat\n1,hospital,H,8.7,36.18\n"

    bring_in(database, write_csv(tmp_path, less), **{"as": "places", "whole": True})

    with database.read() as session:
        count = session.scalar(
            select(func.count(Place.id)).where(Place.key.like("joussour:%"))
        )
    assert count == 3
    assert len(said(database, "joussour")) == 5


EVIL = """Robert'); DROP TABLE place; --<script>alert("x")</script>"""


def test_text_that_looks_like_code_is_only_text(database, tmp_path):
    properties = {
        "id": EVIL[:30],
        "kind": "cafe",
        "name": EVIL,
        "blind_description": EVIL,
    }
    path = write_geojson(tmp_path, (point(8.7, 36.18), properties))

    bring_in(database, path, **{"as": "places"})

    (place,) = rows_of(database, Place).values()
    assert place.names == {"": EVIL}
    assert list(values(database, place.key).values()) == [EVIL]


def test_a_real_place_is_moved_by_its_own_source_only(database, tmp_path):
    with database.write() as session:
        source = ensure_source(session, catalog()["osm"])
        geom = to_column(Point(WEST, SOUTH))
        place = Place(key="osm:n1", source_id=source.id, kind="cafe", geom=geom)
        session.add(place)
    text = "subject,kind,lon,lat,lit\nosm:n1,bank,8.75,36.2,yes\n"

    bring_in(database, write_csv(tmp_path, text), TWIZA, **{"as": "places"})

    place = rows_of(database, Place)["osm:n1"]
    assert place.kind == "cafe"
    assert to_shapely(place.geom).coords[0] == (WEST, SOUTH)
    assert values(database, "osm:n1") == {"lit": 1}
