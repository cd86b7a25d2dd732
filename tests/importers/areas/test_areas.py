"""Districts and quarters from tables and map files, on both databases."""

import pytest

from data.models import Area
from geo.errors import InputError
from tests.importers.counted import (
    LAT,
    LON,
    areas,
    box,
    bring,
    bring_streets,
    codes,
    everything,
    write_csv,
    write_geojson,
)

WEST = (
    box(-0.001, -0.001, 0.002),
    {
        "code": "W1",
        "name_fr": "Ouest",
        "name_ar": "الغرب",
        "pop_2014": 120,
        "dwellings_2014": 40,
    },
)
EAST = (box(0.001, -0.001, 0.002), {"code": "E1", "name_fr": "Est", "pop_2014": None})


@pytest.fixture
def town(database, tmp_path):
    """Give a database with a few streets."""
    bring_streets(database, tmp_path)
    return database


def test_areas_are_kept_with_names_and_counts(town, tmp_path):
    report = bring(town, "areas", write_geojson(tmp_path, WEST, EAST), kind="sector")

    found = areas(town)
    west, east = found["office:W1"], found["office:E1"]
    assert west.names == {"fr": "Ouest", "ar": "الغرب", "": "Ouest"}
    assert (west.kind, west.residents, west.dwellings, west.year) == (
        "sector",
        120,
        40,
        2014,
    )
    assert east.residents is None
    assert report.counts == {
        "areas": 2,
        "people": 120,
        "dwellings": 40,
        "areas new": 2,
    }


def test_importing_twice_changes_nothing(town, tmp_path):
    path = write_geojson(tmp_path, WEST, EAST)
    bring(town, "areas", path)
    before = everything(town, Area)

    bring(town, "areas", path)

    assert everything(town, Area) == before


def test_rows_that_are_no_areas_are_told(town, tmp_path):
    point = {"type": "Point", "coordinates": [LON, LAT]}
    path = write_geojson(
        tmp_path,
        WEST,
        (point, {"code": "P", "name_fr": "Point"}),
        (EAST[0], {"code": "K", "kind": "kingdom"}),
        (box(0.002, -0.001, 0.001), {"code": "N"}),
    )

    report = bring(town, "areas", path)

    assert codes(report) == {"row-rejected": 2, "area-without-name": 1}
    assert report.counts["rows rejected"] == 2
    assert set(areas(town)) == {"office:W1", "office:N"}


def test_a_file_without_any_outline_is_refused(town, tmp_path):
    path = write_csv(tmp_path, f"id,lon,lat,name\na,{LON},{LAT},Somewhere\n")

    with pytest.raises(InputError, match="give the outline"):
        bring(town, "areas", path)


def test_a_kind_that_does_not_exist_is_refused(embedded, tmp_path):
    with pytest.raises(InputError, match="kind"):
        bring(embedded, "areas", write_geojson(tmp_path, WEST), kind="kingdom")
