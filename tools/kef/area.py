"""Areas: the governorate, the quarters, and a drawn boundary of the town."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely
from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry

from tools.kef.facts import read_features, to_degrees
from tools.kef.names import names_of
from tools.kef.town import Town

SIMPLE_DEGREES = 0.004
AROUND_M = 260.0
Row = dict[str, Any]


def governorate_row(town: Town) -> Row:
    """Simplify the real boundary of the governorate."""
    feature = read_features(town.facts.folder / "governorate_osm.geojson")[0]
    outline = shape(feature["geometry"]).simplify(SIMPLE_DEGREES)
    names = {
        "ar": "ولاية الكاف",
        "fr": "Gouvernorat du Kef",
        "en": "El Kef Governorate",
    }
    row = f"r{feature['properties']['osm_relation']}"
    return _row(
        {"id": row, "kind": "boundary"}, names, shapely.set_precision(outline, 1e-4)
    )


def town_row(town: Town) -> Row:
    """Draw a line around the built-up town."""
    grown = town.field.town.buffer(AROUND_M).buffer(-0.6 * AROUND_M).simplify(25)
    outer = max(getattr(grown, "geoms", [grown]), key=lambda g: g.area).exterior
    degrees = to_degrees(np.array(outer.coords)).round(5)
    names = {
        "ar": "الكاف (حدود تقريبية)",
        "fr": "Le Kef (limite approchée)",
        "en": "El Kef (approximate boundary)",
    }
    return _row({"id": "town", "kind": "boundary"}, names, shapely.Polygon(degrees))


def quarter_rows(town: Town) -> list[Row]:
    """Give the quarters as the points that GeoNames has."""
    return [
        _row({"id": q.id, "kind": "quarter"}, names_of(q.name), shapely.Point(q.lonlat))
        for q in town.facts.quarters
    ]


def _row(values: Row, names: dict[str, str], geometry: BaseGeometry) -> Row:
    named = {"name": names["ar"], **{f"name:{k}": v for k, v in names.items()}}
    return {
        "type": "Feature",
        "properties": {**values, **named},
        "geometry": mapping(geometry),
    }
