"""Where on the map page a shape is shown."""

from __future__ import annotations

from typing import Final

from shapely.geometry.base import BaseGeometry

from webmap.i18n import current_language

ZOOM: Final = 17


def map_address(shape: BaseGeometry | None, show: str) -> str:
    """Give the address of the map at a shape; empty where there is none.

    Parameters
    ----------
    shape : geometry or None
        EPSG:4326.
    show : str
        Switch of the map page that shows it.
    """
    if shape is None:
        return ""
    point = shape.representative_point()
    place = f"#map={ZOOM}/{point.y:.5f}/{point.x:.5f}"
    return f"/{current_language()}/?show={show}{place}"
