"""Population from tables and map files, on both databases."""

import geopandas
import openpyxl
import pytest
from click.testing import CliRunner

from app import cli
from data.models import PopulationCell, to_shapely
from geo.crs import WGS84
from geo.errors import InputError
from tests.importers.counted import (
    HEXAGON,
    LAT,
    LON,
    OFFICE,
    box,
    bring,
    bring_streets,
    cells,
    codes,
    everything,
    write_csv,
    write_geojson,
)

HEAD = "id,lon,lat,population,female,65+,year\n"
NEAR = f"{LON + 0.001},{LAT}"


@pytest.fixture
def town(database, tmp_path):
    """Give a database with a few streets."""
    bring_streets(database, tmp_path)
    return database


def test_counts_are_kept_with_their_groups_year_and_ground(town, tmp_path):
    path = write_csv(tmp_path, f"{HEAD}a,{NEAR},120,61,9,2024\n")

    report = bring(town, "population", path)

    (row,) = cells(town).values()
    assert (row.key, row.people, row.year) == ("office:a", 120, 2024)
    assert row.groups == {"female": 61, "age_65_plus": 9}
    assert to_shapely(row.geom).geom_type == "Point"
    assert (report.counts["cells"], report.counts["people"]) == (1, 120)


def test_importing_twice_changes_nothing(town, tmp_path):
    path = write_csv(tmp_path, f"{HEAD}a,{NEAR},120,61,9,2024\nb,{NEAR},0.5,,,2024\n")
    bring(town, "population", path)
    before = everything(town, PopulationCell)

    report = bring(town, "population", path)

    assert everything(town, PopulationCell) == before
    assert "cells new" not in report.counts
    assert not report.changed


def test_a_file_is_all_that_its_source_says(town, tmp_path):
    other = OFFICE.__class__("other", "Other", "", "")
    bring(town, "population", write_csv(tmp_path, f"{HEAD}a,{NEAR},1,,,2024\n"))
    kept = write_csv(tmp_path, f"{HEAD}c,{NEAR},3,,,2024\n")
    bring(town, "population", kept, source=other)

    report = bring(
        town, "population", write_csv(tmp_path, f"{HEAD}b,{NEAR},2,,,2024\n")
    )

    assert set(cells(town)) == {"office:b", "other:c"}
    assert report.counts["cells removed"] == 1


def test_a_hexagon_is_known_by_its_id(town, tmp_path):
    text = f"id,population\n{HEXAGON},7\n"

    bring(town, "population", write_csv(tmp_path, text), year=2024)

    (row,) = cells(town).values()
    assert len(to_shapely(row.geom).exterior.coords) == 7
    assert row.year == 2024


def test_a_position_stands_for_a_square_where_somebody_says_so(town, tmp_path):
    path = write_csv(tmp_path, f"{HEAD}a,{NEAR},120,,,2024\n")

    bring(town, "population", path, square_m=100.0)

    (row,) = cells(town).values()
    assert to_shapely(row.geom).geom_type == "Polygon"


def test_nothing_is_lost_without_a_word(town, tmp_path):
    rows = [
        f"a,{NEAR},10,,,2024",
        f"a,{NEAR},11,,,2024",
        f"b,{NEAR},-4,,,2024",
        f"c,{NEAR},2.5,,,2024",
        f"d,{NEAR},..,,,2024",
        f"e,{NEAR},5,9,,2024",
        f"f,{LON + 3},{LAT},6,,,2024",
        "g,,,7,,,2024",
        f"h,{NEAR},8,,,",
        f'i,{NEAR},"1,234",,,2024',
    ]

    report = bring(town, "population", write_csv(tmp_path, HEAD + "\n".join(rows)))

    assert codes(report) == {
        "id-twice": 1,
        "row-rejected": 3,
        "count-fractional": 1,
        "count-unknown": 1,
        "group-above-whole": 1,
        "cell-outside": 1,
        "year-unknown": 1,
    }
    assert report.counts["rows rejected"] == 4
    assert report.counts["people"] == 32
    assert cells(town)["office:d"].people is None


def test_overlapping_ground_and_ground_without_a_street_are_told(town, tmp_path):
    path = write_geojson(
        tmp_path,
        (box(0, -0.001, 0.002), {"id": "a", "population": 10, "year": 2024}),
        (box(0.001, -0.001, 0.002), {"id": "b", "population": 20, "year": 2024}),
        (box(0.001, 0.002, 0.001), {"id": "c", "population": 30, "year": 2024}),
    )

    report = bring(town, "population", path)

    assert codes(report) == {"cells-overlap": 1, "cell-without-street": 1}


def test_ground_that_only_touches_does_not_overlap(town, tmp_path):
    path = write_geojson(
        tmp_path,
        (box(0, -0.001, 0.002), {"id": "a", "population": 10, "year": 2024}),
        (box(0.002, -0.001, 0.002), {"id": "b", "population": 20, "year": 2024}),
    )

    assert codes(bring(town, "population", path)) == {}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (f"id,lat,lon,cheese\na,{LAT},{LON},3\n", "no column counts"),
        (f"id,lon,lat,population\na,{LAT},{LON},3\n", "swapped"),
        ("id,lon,lat,population\na,400000,4000000,3\n", "no row can be used"),
        ("id,population\n", "holds no rows"),
        ("", "is empty"),
    ],
)
def test_a_file_that_is_wrong_is_refused_whole(town, tmp_path, text, reason):
    with pytest.raises(InputError, match=reason):
        bring(town, "population", write_csv(tmp_path, text))

    assert cells(town) == {}


def test_shapes_in_metres_need_their_reference_system(town, tmp_path):
    text = 'id,wkt,population\na,"POINT (384000 4004700)",5\n'
    path = write_csv(tmp_path, text)

    with pytest.raises(InputError, match="--crs"):
        bring(town, "population", path)


def test_shapes_in_metres_are_brought_to_degrees(town, tmp_path):
    text = 'id,wkt,population\na,"POINT (473950 4003940)",5\n'

    bring(town, "population", write_csv(tmp_path, text), crs="EPSG:32632")

    (row,) = cells(town).values()
    point = to_shapely(row.geom)
    assert (point.x, point.y) == pytest.approx((LON, LAT), abs=0.01)


def test_a_building_without_a_number_has_one_dwelling(town, tmp_path):
    path = write_geojson(
        tmp_path,
        (box(0.001, 0.0001, 0.0001), {"id": "a", "dwellings": 6}),
        (box(0.002, 0.0001, 0.0001), {"id": "b"}),
    )

    report = bring(town, "population", path, buildings=True)

    homes = {key: (row.people, row.dwellings) for key, row in cells(town).items()}
    assert homes == {"office:a": (None, 6), "office:b": (None, 1)}
    assert report.counts["dwellings"] == 7


def test_a_folder_is_refused(embedded, tmp_path):
    for name in ("counts.csv", "counts.tif"):
        path = tmp_path / name
        path.mkdir()
        with pytest.raises(InputError, match="is not a"):
            bring(embedded, "population", path)


def test_workbooks_and_geopackages_say_the_same(embedded, tmp_path):
    bring_streets(embedded, tmp_path)
    book = openpyxl.Workbook()
    book.active.append(["id", "longitude", "latitude", "عدد السكان", "السنة"])
    book.active.append(["a", LON, LAT, 12, 2024])
    book.save(tmp_path / "counts.xlsx")
    frame = geopandas.GeoDataFrame(
        {"code": ["a"], "pop_2024": [12]},
        geometry=geopandas.points_from_xy([LON], [LAT]),
        crs=WGS84,
    )
    frame.to_file(tmp_path / "counts.gpkg", layer="people")
    bring(embedded, "population", tmp_path / "counts.xlsx")
    before = everything(embedded, PopulationCell)

    report = bring(embedded, "population", tmp_path / "counts.gpkg")

    assert everything(embedded, PopulationCell) == before
    assert report.counts == {"cells": 1, "people": 12}


def test_the_command_reads_what_is_typed(embedded, tmp_path, monkeypatch):
    bring_streets(embedded, tmp_path)
    path = write_csv(tmp_path, f"code,lon,lat,c7\na,{NEAR},12\n")
    monkeypatch.setenv("WUSUL_DATABASE_URL", embedded.url)
    monkeypatch.setenv("WUSUL_DATA_DIR", str(tmp_path))
    typed = ["import", "population", str(path), "--column", "population=c7"]

    done = CliRunner().invoke(cli, [*typed, "--year", "2024", "--source", "ins"])

    assert done.exit_code == 0, done.output
    assert "people: 12" in done.output
    assert [row.year for row in cells(embedded).values()] == [2024]


def test_without_streets_it_is_said_that_nobody_can_tell(embedded, tmp_path):
    path = write_csv(tmp_path, f"{HEAD}a,{NEAR},120,,,2024\n")

    assert codes(bring(embedded, "population", path)) == {"no-streets-yet": 1}


def test_the_hexagons_of_porto_alegre_lose_nobody(embedded, test_data):
    path = test_data / "porto-alegre" / "poa_hexgrid.csv"

    report = bring(embedded, "population", path, year=2010)

    found = cells(embedded)
    assert len(found) == report.counts["cells"] == 1227
    assert sum(row.people for row in found.values()) == 812_935
