"""Damaged and clumsy files that once broke a reader: refused by name, nothing kept."""

from __future__ import annotations

import zipfile

import numpy as np
import openpyxl
import pytest
import rasterio
from click.testing import CliRunner
from rasterio.transform import Affine
from sqlalchemy import func, select

from app import cli
from data.models import AuditEvent, Node, Source
from data.runtime import Runtime
from data.settings import Settings
from geo.crs import WGS84
from geo.errors import InputError
from importers.base import run
from importers.elevation import ElevationImporter
from importers.osm import OsmImporter
from importers.survey import SurveyImporter, SurveyOptions
from tests.importers.streets import add_streets
from tests.importers.survey.small import TWIZA

PLACES = SurveyImporter(SurveyOptions(record="places"))
NODE = (
    '<osm version="0.6"><node id="{}" lat="{}" lon="8.7">'
    '<tag k="{}" v="{}"/></node></osm>'
)
GRID = 'LOCAL_CS["a drawing",UNIT["m",1]]'
CORNER = Affine(0.01, 0, 8.0, 0, -0.01, 37.0)


def refuse(database, importer, path) -> str:
    """Import a bad file; give the words of the refusal, which name the file."""
    with pytest.raises(InputError) as refusal:
        run(importer, database, path=path, source=TWIZA)
    with database.read() as session:
        kept = [session.scalar(select(func.count(m.id))) for m in (Source, AuditEvent)]
    assert kept == [1 if isinstance(importer, ElevationImporter) else 0, 0]
    assert path.name in str(refusal.value)
    return str(refusal.value)


@pytest.mark.parametrize("suffix", ["csv", "geojson", "json", "gpkg", "xlsx"])
def test_a_folder_in_the_place_of_a_survey(embedded, tmp_path, suffix):
    path = tmp_path / f"survey.{suffix}"
    path.mkdir()

    assert "is not a" in refuse(embedded, PLACES, path)


def test_a_cell_that_never_ends(embedded, tmp_path):
    path = tmp_path / "survey.csv"
    path.write_text(
        f"id,kind,lon,lat\n1,cafe,8.7,36.1\n{'x' * 200_000},cafe,8.7,36.1\n"
    )

    assert "field larger than field limit" in refuse(embedded, PLACES, path)


def test_a_workbook_with_half_a_sheet(embedded, tmp_path):
    whole, path = tmp_path / "whole.xlsx", tmp_path / "half.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["id", "kind", "lon", "lat"])
    book.save(whole)
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, content[:200] if "sheet1" in name else content)

    assert "damaged workbook" in refuse(embedded, PLACES, path)


def test_a_workbook_with_a_broken_byte(embedded, tmp_path):
    path = tmp_path / "survey.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["id", "kind", "lon", "lat"])
    book.save(path)
    whole = path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        start = archive.getinfo("[Content_Types].xml").header_offset + 60
    path.write_bytes(whole[:start] + b"\xff" * 40 + whole[start + 40 :])

    assert "is not a readable workbook" in refuse(embedded, PLACES, path)


def test_features_that_are_all_broken_are_named(embedded, tmp_path):
    path = tmp_path / "survey.geojson"
    path.write_text('{"type": "FeatureCollection", "features": [1, {"geometry": 2}]}')

    assert "row 1 is not a readable feature" in refuse(embedded, PLACES, path)


@pytest.mark.parametrize(
    ("node", "words"),
    [
        (("9" * 20, "36.1", "amenity", "cafe"), "illegal id"),
        (("1", "nan", "amenity", "cafe"), "coordinate"),
        (("1", "36.1", "name", "x" * 5000), "too long"),
    ],
)
def test_an_osm_file_with_what_osm_cannot_hold(embedded, tmp_path, node, words):
    path = tmp_path / "town.osm"
    path.write_text(NODE.format(*node))

    assert words in refuse(embedded, OsmImporter(), path)


def elevation_file(folder, value, *, crs=f"EPSG:{WGS84}", bands=1):
    path = folder / "ground.tif"
    shape = {"height": 150, "width": 150, "count": bands, "dtype": "float32"}
    with rasterio.open(
        path, "w", driver="GTiff", crs=crs, transform=CORNER, **shape
    ) as raster:
        raster.write(np.full((bands, 150, 150), value, "float32"))
    return path


@pytest.mark.parametrize(
    ("value", "options", "words"),
    [
        (500.0, {"bands": 3}, "3 bands"),
        (500.0, {"crs": GRID}, "no place on the Earth"),
        (50_000.0, {}, "are they in metres"),
        (-9999.0, {}, "are they in metres"),
    ],
)
def test_a_raster_that_is_no_ground(embedded, tmp_path, value, options, words):
    add_streets(embedded)

    path = elevation_file(tmp_path, value, **options)

    assert words in refuse(embedded, ElevationImporter(), path)
    with embedded.read() as session:
        assert session.scalar(select(func.count(Node.height_m))) == 0


@pytest.mark.parametrize("key", ["a:b", "x" * 41, "\n<b>", "'; DROP TABLE place;--"])
def test_a_key_of_a_source_that_is_none(embedded, tmp_path, key):
    path = tmp_path / "survey.csv"
    path.write_text("id,kind,lon,lat\n1,cafe,8.7,36.1\n")
    held = Runtime(Settings(embedded.url, data_dir=tmp_path, town="none"))

    asked = ["import", "survey", str(path), "--as", "places", "--source", key]
    told = CliRunner().invoke(cli, asked, obj=held)

    assert isinstance(told.exception, InputError)
    assert told.exception.field == "--source"
