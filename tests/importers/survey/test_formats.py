"""The same survey in four formats, and files that are not what they say."""

from datetime import date

import geopandas
import numpy as np
import openpyxl
import pytest
from shapely import Point
from sqlalchemy import func, select

from data.models import ObservationRow, Place, Source, to_shapely
from geo.crs import WGS84, project, utm_code
from geo.errors import CrsError, InputError
from tests.importers.streets import add_streets
from tests.importers.survey.small import (
    bring_in,
    point,
    rows_of,
    said,
    told,
    write_csv,
    write_geojson,
)

LONLAT = (8.701, 36.181)
UTM = utm_code(*LONLAT)
X, Y = project(np.array([LONLAT]), WGS84, UTM)[0]
CELLS = {"id": "1", "kind": "cafe", "name": "Café", "wheelchair": "no", "width_m": 0.9}
AS_PLACES = {"as": "places"}


def write_gpkg(folder, crs=UTM, xy=(X, Y), layer="places"):
    path = folder / "survey.gpkg"
    frame = geopandas.GeoDataFrame([CELLS], geometry=[Point(xy)], crs=crs)
    frame.to_file(path, layer=layer, engine="pyogrio")
    return path


def write_xlsx(folder, *rows, sheet="places"):
    path = folder / "survey.xlsx"
    book = openpyxl.Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(row)
    book.save(path)
    book.close()
    return path


def as_csv(folder):
    return write_csv(
        folder,
        f"id;kind;name;wheelchair;width_m;lon;lat\n"
        f"1;cafe;Café;no;0,9;{LONLAT[0]};{LONLAT[1]}\n".replace("8.701", "8,701"),
    )


def as_geojson(folder):
    return write_geojson(folder, (point(*LONLAT), CELLS))


def as_projected_geojson(folder):
    name = {"name": f"urn:ogc:def:crs:EPSG::{UTM}"}
    crs = {"type": "name", "properties": name}
    return write_geojson(folder, (point(X, Y), CELLS), crs=crs)


def as_xlsx(folder):
    return write_xlsx(folder, [*CELLS, "lon", "lat"], [*CELLS.values(), *LONLAT])


@pytest.mark.parametrize(
    "write", [as_csv, as_geojson, as_projected_geojson, as_xlsx, write_gpkg]
)
def test_the_same_survey_in_any_format_gives_the_same_place(database, tmp_path, write):
    report = bring_in(database, write(tmp_path), **AS_PLACES)

    (place,) = rows_of(database, Place).values()
    assert (place.key, place.kind, place.names) == ("twiza:1", "cafe", {"": "Café"})
    lon, lat = to_shapely(place.geom).coords[0]
    assert (lon, lat) == (pytest.approx(LONLAT[0]), pytest.approx(LONLAT[1]))
    assert said(database) == {
        ("twiza:1", "wheelchair", "both"): "no",
        ("twiza:1", "width_m", "both"): 0.9,
    }
    assert report.findings == []


def test_a_table_in_metres_needs_its_reference_system(database, tmp_path):
    text = f"id,kind,x,y\n1,cafe,{X},{Y}\n"
    path = write_csv(tmp_path, text)

    with pytest.raises(InputError, match=r"row 2: .*give --crs"):
        bring_in(database, path, **AS_PLACES)

    bring_in(database, path, crs=f"EPSG:{UTM}", **AS_PLACES)
    (place,) = rows_of(database, Place).values()
    assert to_shapely(place.geom).coords[0] == pytest.approx(LONLAT)


def test_a_geopackage_without_reference_system_is_refused(embedded, tmp_path):
    with pytest.warns(UserWarning, match="crs"):
        path = write_gpkg(tmp_path, crs=None)

    with pytest.raises(CrsError, match=r"survey\.gpkg: .* no reference system"):
        bring_in(embedded, path, **AS_PLACES)

    bring_in(embedded, path, crs=f"EPSG:{UTM}", **AS_PLACES)
    assert rows_of(embedded, Place).keys() == {"twiza:1"}


@pytest.mark.parametrize("crs", ["EPSG:999999", "metres", "EPSG:"])
def test_a_reference_system_that_does_not_exist_is_refused(embedded, tmp_path, crs):
    with pytest.raises(CrsError, match="--crs"):
        bring_in(embedded, as_csv(tmp_path), crs=crs, **AS_PLACES)


def test_a_geojson_whose_reference_system_is_unreadable_is_refused(embedded, tmp_path):
    path = write_geojson(tmp_path, (point(*LONLAT), CELLS), crs={"type": "link"})

    with pytest.raises(CrsError, match="names none"):
        bring_in(embedded, path, **AS_PLACES)


def test_layers_and_sheets_are_chosen_by_name(embedded, tmp_path):
    for path in (write_gpkg(tmp_path), as_xlsx(tmp_path)):
        bring_in(embedded, path, layer="places", **AS_PLACES)
        with pytest.raises(InputError, match="there are places"):
            bring_in(embedded, path, layer="trees", **AS_PLACES)


def test_days_of_a_workbook_are_days(embedded, tmp_path):
    day = date(2026, 5, 1)
    path = write_xlsx(
        tmp_path, ["subject", "lit", "Date du relevé"], ["osm:w1", True, day]
    )

    bring_in(embedded, path, **AS_PLACES)

    with embedded.read() as session:
        assert session.scalar(select(ObservationRow.observed_on)) == day


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("1,cafe,8.7,96.0", "latitude 96.0 is above 90"),
        ("1,cafe,east,36.1", "lon: 'east' is not a number"),
        ("1,cafe,8.7,", "come together"),
        ("1,pub,8.7,36.1", "kind: 'pub' is not a known kind of place"),
        (f"{'x' * 61},cafe,8.7,36.1", "id: has 61 letters, more than 60"),
    ],
)
def test_a_wrong_row_names_column_value_and_limit(embedded, tmp_path, row, words):
    text = f"id,kind,lon,lat\n{row}\n2,cafe,8.7,36.1\n"

    report = bring_in(embedded, write_csv(tmp_path, text), **AS_PLACES)

    ((where, message),) = told(report, "row-rejected")
    assert where == "row 2"
    assert words in message
    assert rows_of(embedded, Place).keys() == {"twiza:2"}


def test_longitude_and_latitude_in_the_wrong_order_are_seen(database, tmp_path):
    add_streets(database)
    text = "id,kind,lon,lat\n1,cafe,36.18,8.70\n2,cafe,8.70,36.18\n3,cafe,10.2,36.8\n"

    report = bring_in(database, write_csv(tmp_path, text), **AS_PLACES)

    assert told(report, "row-swapped")[0][0] == "row 2"
    assert told(report, "row-far-away")[0][0] == "row 4"
    assert rows_of(database, Place).keys() == {"twiza:2", "twiza:3"}


def count_rows(database):
    with database.read() as session:
        models = (Place, ObservationRow, Source)
        return [session.scalar(select(func.count(model.id))) for model in models]


WRONG = "id,kind,lon,lat,lit\n1,cafe,8.7,36.1,yes\n2,cafe,8.7,36.1,maybe\n"


def test_strict_writes_nothing_when_a_row_is_wrong(database, tmp_path):
    with pytest.raises(InputError, match=r"survey\.csv: 1 rows are wrong; first row 3"):
        bring_in(database, write_csv(tmp_path, WRONG), strict=True, **AS_PLACES)

    assert count_rows(database) == [0, 0, 0]


def test_strict_looks_at_places_in_the_wrong_order_too(database, tmp_path):
    add_streets(database)
    before = count_rows(database)
    text = "id,kind,lon,lat\n1,cafe,36.18,8.70\n"

    with pytest.raises(InputError, match="swapped"):
        bring_in(database, write_csv(tmp_path, text), strict=True, **AS_PLACES)

    assert count_rows(database) == before


def refuse(database, path, **options):
    with pytest.raises(InputError) as refusal:
        bring_in(database, path, **AS_PLACES, **options)
    assert count_rows(database) == [0, 0, 0]
    assert str(refusal.value).startswith(path.name)
    return str(refusal.value)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("s.csv", b"id,name\n1,Caf\xe9\n", "line 2 is not UTF-8"),
        ("s.csv", b"\0\1\2\0", "is not a text file"),
        ("s.csv", b"id,kind,lon,lat\n", "holds no rows"),
        ("s.csv", b"\n\n", "has no header"),
        ("s.csv", b"id,id\n1,2\n", "has two columns named 'id'"),
        ("s.geojson", b'{"type": "FeatureCollection", "feat', "is not JSON"),
        ("s.geojson", b"[1, 2]", "is not a GeoJSON FeatureCollection"),
        ("s.geojson", b'{"features": []}', "holds no rows"),
        ("s.gpkg", b"SQLite format 3\0 but cut off", "is not a readable GeoPackage"),
        ("s.xlsx", b"PK but no workbook", "is not a readable zip"),
        ("s.pdf", b"%PDF", ".csv .tsv .txt .geojson .json .gpkg .xlsx"),
    ],
)
def test_a_broken_file_is_refused(database, tmp_path, name, content, words):
    (tmp_path / name).write_bytes(content)

    assert words in refuse(database, tmp_path / name)


def test_a_truncated_geopackage_is_refused(embedded, tmp_path):
    path = write_gpkg(tmp_path)
    path.write_bytes(path.read_bytes()[:5000])

    assert "is not a readable GeoPackage" in refuse(embedded, path)


def test_a_truncated_workbook_is_refused(embedded, tmp_path):
    path = as_xlsx(tmp_path)
    path.write_bytes(path.read_bytes()[:1500])

    assert "is not a readable zip" in refuse(embedded, path)


def test_features_that_cannot_be_read_are_told(embedded, tmp_path):
    broken = {"type": "Point", "coordinates": ["east", 36.1]}
    path = write_geojson(
        tmp_path, (broken, CELLS), (point(*LONLAT), {**CELLS, "id": 2})
    )

    report = bring_in(embedded, path, **AS_PLACES)

    assert told(report, "row-unreadable")[0][0] == "row 1"
    assert rows_of(embedded, Place).keys() == {"twiza:2"}


@pytest.mark.parametrize(
    ("geometry", "words"),
    [
        (
            {"type": "LineString", "coordinates": [[8.7, 36.1], [8.8, 36.1]]},
            "LineString",
        ),
        ({"type": "Polygon", "coordinates": []}, "is empty"),
        (None, "neither a position nor a subject"),
    ],
)
def test_a_place_must_be_a_point(embedded, tmp_path, geometry, words):
    path = write_geojson(tmp_path, (geometry, CELLS))

    with pytest.raises(InputError, match=f"{path.name}: no row can be used.*{words}"):
        bring_in(embedded, path, **AS_PLACES)


def test_a_row_that_is_too_long_is_told(embedded, tmp_path):
    text = "id,kind,lon,lat\n1,cafe,8.7,36.1,too,much\n2,cafe,8.7,36.1,,\n"

    report = bring_in(embedded, write_csv(tmp_path, text), **AS_PLACES)

    assert told(report, "row-too-long")[0][0] == "row 2"
    assert rows_of(embedded, Place).keys() == {"twiza:2"}


def test_what_rows_are_about_must_be_said(embedded, tmp_path):
    with pytest.raises(InputError, match="say --as one of places, stops"):
        bring_in(embedded, as_csv(tmp_path))


@pytest.mark.parametrize(
    "options",
    [{"as": "trees"}, {"colour": "red"}, {"map": "a=b"}, {"observed_on": "x"}],
)
def test_options_that_make_no_sense_are_refused(embedded, tmp_path, options):
    with pytest.raises(InputError):
        bring_in(embedded, as_csv(tmp_path), **options)
