"""Rows of a layer as GeoJSON."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import shapely
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from data.models import Source
from data.queries.layer import Feature

PLACES: Final = 7
"""Decimal places of a degree: about a centimetre."""
REPORT_PLACES: Final = 5
"""About a metre: where somebody stood when they reported is not told closer."""


def geometry_json(shape: BaseGeometry | None, places: int) -> dict[str, Any] | None:
    """Write a shape, its coordinates rounded."""
    if shape is None:
        return None
    return dict(mapping(shapely.transform(shape, lambda c: np.round(c, places))))


def feature_json(feature: Feature, layer: str) -> dict[str, Any]:
    """Write one row of a layer."""
    places = REPORT_PLACES if layer == "reports" else PLACES
    return {
        "type": "Feature",
        "id": feature.key,
        "geometry": geometry_json(feature.shape, places),
        "properties": feature.properties,
    }


def source_json(source: Source) -> dict[str, Any]:
    """Write whose data it is and under which licence."""
    return {
        "key": source.key,
        "name": source.name,
        "licence": source.licence,
        "attribution": source.attribution,
        "url": source.url,
        "is_demonstration": source.is_demonstration,
    }
