"""Grids of population, on both databases."""

import math

import numpy as np
import pytest

from data.models import PopulationCell, to_shapely
from geo.errors import CrsError, InputError
from tests.importers.counted import (
    LAT,
    LON,
    bring,
    bring_streets,
    cells,
    codes,
    everything,
    write_grid,
)


@pytest.fixture
def town(database, tmp_path):
    """Give a database with a few streets."""
    bring_streets(database, tmp_path)
    return database


def test_a_grid_is_read_around_the_town(town, tmp_path):
    values = [[1, 2, 0, 0, 0, 9], [-5, 4.5, math.nan, 0, 0, 9]]
    path = write_grid(tmp_path, values)

    report = bring(town, "population", path, year=2020)

    found = sorted(row.people for row in cells(town).values())
    assert found == [0, 1, 2, 4.5, 9, 9]
    assert cells(town)["office:rest"].people == 0
    assert {row.year for row in cells(town).values()} == {2020}
    assert codes(report) == {
        "square-without-number": 1,
        "square-rejected": 1,
        "count-fractional": 1,
    }


def test_people_of_a_grid_who_live_elsewhere_are_counted(town, tmp_path):
    values = [[1.0, 2.0] + [0.0] * 98 + [50.0]]

    report = bring(town, "population", write_grid(tmp_path, values), year=2020)

    told = [one.message for one in report.findings if one.code == "squares-outside"]
    assert told == ["50 people of the file live elsewhere: left out"]
    assert report.counts["people"] == 3


def test_a_grid_twice_changes_nothing(town, tmp_path):
    path = write_grid(tmp_path, [[1, 2], [3, 4]])
    bring(town, "population", path, year=2020)
    before = everything(town, PopulationCell)

    bring(town, "population", path, year=2020)

    assert everything(town, PopulationCell) == before
    assert len(before) == 4


def test_a_grid_in_metres_lies_where_it_should(town, tmp_path):
    path = write_grid(
        tmp_path,
        [[8.0]],
        crs="EPSG:32632",
        transform=(100.0, 0.0, 473900.0, 0.0, -100.0, 4004050.0),
    )

    bring(town, "population", path, year=2020)

    (row,) = cells(town).values()
    middle = to_shapely(row.geom).centroid
    assert (middle.x, middle.y) == pytest.approx((LON, LAT), abs=0.01)


def test_a_grid_that_nobody_can_place_is_refused(town, tmp_path):
    with pytest.raises(CrsError):
        bring(town, "population", write_grid(tmp_path, [[1]], crs=None))
    with pytest.raises(InputError, match="band"):
        bring(town, "population", write_grid(tmp_path, [[1]]), band=2)
    away = {"transform": (0.1, 0, -60.0, 0, -0.1, -30.0)}
    with pytest.raises(InputError, match="covers nothing"):
        bring(town, "population", write_grid(tmp_path, [[1]], **away))


def test_marks_of_nothing_that_nobody_declared_are_no_people(town, tmp_path):
    path = write_grid(tmp_path, [[3.4e38, math.inf, -99999.0, 2.0]])

    report = bring(town, "population", path, year=2020)

    assert sorted(row.people for row in cells(town).values()) == [0, 2]
    assert codes(report) == {"square-without-number": 1, "square-rejected": 2}


def test_half_a_grid_is_refused(embedded, tmp_path):
    bring_streets(embedded, tmp_path)
    path = write_grid(tmp_path, np.ones((64, 64)))
    path.write_bytes(path.read_bytes()[:-9000])

    with pytest.raises(InputError, match=r"grid\.tif: is damaged"):
        bring(embedded, "population", path)
    assert cells(embedded) == {}


def test_a_grid_on_a_drawing_of_its_own_is_refused(embedded, tmp_path):
    path = write_grid(tmp_path, [[1]], crs='LOCAL_CS["a drawing",UNIT["m",1]]')

    with pytest.raises(CrsError, match="no place on the Earth"):
        bring(embedded, "population", path)


def test_a_grid_needs_streets(embedded, tmp_path):
    with pytest.raises(InputError, match="import streets first"):
        bring(embedded, "population", write_grid(tmp_path, [[1]]))


def test_what_is_no_grid_is_refused(embedded, tmp_path):
    path = tmp_path / "grid.tif"
    path.write_bytes(b"II*\0 and nothing more")

    with pytest.raises(InputError, match="not a readable grid"):
        bring(embedded, "population", path)
