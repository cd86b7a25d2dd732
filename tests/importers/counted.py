"""Small files of counts, a town of a few streets for them, and what imports made."""

from __future__ import annotations

import json
from pathlib import Path

import h3
import numpy as np
import rasterio
from rasterio.transform import Affine
from sqlalchemy import select

from data.models import Area, Base, OpportunityCount, PopulationCell, to_shapely
from data.queries.source import SourceInfo
from importers.base import ImportReport, run
from importers.osm import OsmImporter
from importers.registry import get_importer

OFFICE = SourceInfo("office", "Office of statistics", "CC BY 4.0", "Office")
STREETS = SourceInfo("osm", "OpenStreetMap", "ODbL", "© OpenStreetMap contributors")
LON, LAT = 8.71, 36.18
"""Corner of the town, whose street runs 0.004 degrees to the east."""
HEXAGON = h3.latlng_to_cell(LAT, LON + 0.001, 9)

TOWN = f"""<osm version="0.6">
<node id="1" lon="{LON}" lat="{LAT}"/>
<node id="2" lon="{LON + 0.002}" lat="{LAT}"/>
<node id="3" lon="{LON + 0.004}" lat="{LAT}"/>
<way id="10"><nd ref="1"/><nd ref="2"/><tag k="highway" v="residential"/></way>
<way id="11"><nd ref="2"/><nd ref="3"/><tag k="highway" v="residential"/></way>
</osm>"""


def bring_streets(database, folder: Path) -> None:
    """Import the streets of the town."""
    path = folder / "town.osm"
    path.write_text(TOWN, encoding="utf-8")
    run(OsmImporter(), database, path=path, source=STREETS)


def bring(database, name: str, path: Path, *, source=OFFICE, **options) -> ImportReport:
    """Import a file and give the report."""
    return run(get_importer(name, options), database, path=path, source=source)


def write_csv(folder: Path, text: str, name: str = "counts.csv") -> Path:
    """Write a table."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def write_geojson(folder: Path, *features, **members) -> Path:
    """Write (geometry, properties) pairs."""
    listed = [
        {"type": "Feature", "geometry": geometry, "properties": properties}
        for geometry, properties in features
    ]
    path = folder / "counts.geojson"
    document = {"type": "FeatureCollection", "features": listed, **members}
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def box(west: float, south: float, size: float) -> dict:
    """Give the geometry of a square, in degrees from the corner of the town."""
    x, y = LON + west, LAT + south
    ring = [[x, y], [x + size, y], [x + size, y + size], [x, y + size], [x, y]]
    return {"type": "Polygon", "coordinates": [ring]}


def write_grid(folder: Path, values, *, crs="EPSG:4326", size=0.001, **given) -> Path:
    """Write a grid whose upper left corner is 0.001 degrees off that of the town."""
    path = folder / "grid.tif"
    grid = np.asarray(values, dtype="float32")
    grid = grid if grid.ndim == 3 else grid[None]
    profile = {
        "driver": "GTiff",
        "count": grid.shape[0],
        "height": grid.shape[1],
        "width": grid.shape[2],
        "dtype": "float32",
        "crs": crs,
        "transform": Affine(size, 0, LON - 0.001, 0, -size, LAT + 0.001),
        **given,
    }
    profile["transform"] = Affine(*profile["transform"][:6])
    with rasterio.open(path, "w", **profile) as raster:
        raster.write(grid)
    return path


def cells(database) -> dict[str, PopulationCell]:
    """Give the cells of population by key."""
    return {row.key: row for row in _rows(database, PopulationCell)}


def counts(database) -> dict[tuple[str, str], float | None]:
    """Give the counted services: (key, service) → amount."""
    rows = _rows(database, OpportunityCount)
    return {(row.key, row.service): row.amount for row in rows}


def areas(database) -> dict[str, Area]:
    """Give the areas by key."""
    return {row.key: row for row in _rows(database, Area)}


def _rows(database, model: type[Base]) -> list:
    with database.read() as session:
        found = list(session.scalars(select(model)))
        session.expunge_all()
        return found


def everything(database, model: type[Base]) -> list[tuple]:
    """Give the rows of a table with their ids, shapes as text."""
    columns = [column.name for column in model.__table__.columns]
    return sorted(
        tuple(
            to_shapely(value).wkt if name == "geom" else str(value)
            for name in columns
            for value in [getattr(row, name)]
        )
        for row in _rows(database, model)
    )


def codes(report: ImportReport) -> dict[str, int]:
    """Count the findings of a report by code."""
    found: dict[str, int] = {}
    for one in report.findings:
        found[one.code] = found.get(one.code, 0) + one.times
    return found
