"""Rows as a table of shapes for other map programs."""

from __future__ import annotations

import io
from collections.abc import Sequence

import geopandas
import numpy as np
import pandas as pd
from shapely.geometry.base import BaseGeometry

from geo.crs import WGS84
from webmap.exports.columns import Table


def write_shapes(
    layer: str, table: Table, shapes: Sequence[BaseGeometry | None], *, form: str
) -> bytes:
    """Write a table with the shape of each row as GeoPackage or GeoParquet.

    Parameters
    ----------
    layer : str
        Name of the layer; GeoParquet has none.
    table : tuple
        Names of the columns, and rows of as many cells; ``None`` stays unknown.
    shapes : sequence of geometry
        EPSG:4326, one a row; a row without a place keeps its cells.
    form : str
        ``"gpkg"`` or ``"parquet"``.
    """
    head, rows = table
    cells = pd.DataFrame(rows, columns=head).convert_dtypes()
    places = np.array(list(shapes), dtype=object)
    frame = geopandas.GeoDataFrame(cells, geometry=places, crs=WGS84)
    held = io.BytesIO()
    if form == "gpkg":
        frame.to_file(held, driver="GPKG", layer=layer, engine="pyogrio")
    else:
        frame.to_parquet(held, index=False)
    return held.getvalue()
