"""A map on paper: streets and what is told of, as one SVG."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.network import Floats

WIDTH: Final = 700.0
"""Of the drawing, in its own units."""
FRAME: Final = 12.0
TALLEST: Final = 1.2
"""Height over width, at most."""


@dataclass(frozen=True)
class Mark:
    """One thing on the map.

    Attributes
    ----------
    look : str
        A key of ``webmap.exports.document.LOOKS``.
    path : str
        Lines as SVG; empty for a point.
    x, y : float
        Where its number stands.
    number : int
        In the list beneath.
    """

    look: str
    path: str
    x: float
    y: float
    number: int


@dataclass(frozen=True)
class Drawing:
    """A map, ready to be written as SVG.

    Attributes
    ----------
    width, height : float
    streets : str
        All streets as one path.
    marks : list of Mark
    """

    width: float
    height: float
    streets: str
    marks: list[Mark]


def draw_map(
    streets: Sequence[BaseGeometry], items: Sequence[tuple[str, BaseGeometry]]
) -> Drawing | None:
    """Draw streets, and things with their numbers.

    Parameters
    ----------
    streets : sequence of geometry
        EPSG:4326.
    items : sequence of (str, geometry)
        Look and shape; the first has number 1.

    Returns
    -------
    Drawing
        ``None`` where there is nothing to draw.
    """
    every = [*streets, *(shape for _, shape in items)]
    if not every:
        return None
    west, south, east, north = shapely.total_bounds(every)
    shrink = float(np.cos(np.radians((south + north) / 2)))
    across = max((east - west) * shrink, 1e-6)
    up = max(north - south, 1e-6)
    scale = min(1.0 / across, TALLEST / up) * (WIDTH - 2 * FRAME)

    def place(lonlat: Floats) -> Floats:
        x = FRAME + (lonlat[:, 0] - west) * shrink * scale
        return np.column_stack([x, FRAME + (north - lonlat[:, 1]) * scale])

    flat = [shapely.transform(shape, place) for shape in every]
    return Drawing(
        width=across * scale + 2 * FRAME,
        height=up * scale + 2 * FRAME,
        streets=_path(flat[: len(streets)]),
        marks=[
            _mark(look, shape, number)
            for number, ((look, _), shape) in enumerate(
                zip(items, flat[len(streets) :], strict=True), start=1
            )
        ],
    )


def _mark(look: str, shape: BaseGeometry, number: int) -> Mark:
    point = shape.representative_point()
    path = "" if shape.geom_type == "Point" else _path([shape])
    return Mark(look, path, round(point.x, 1), round(point.y, 1), number)


def _path(shapes: Iterable[BaseGeometry]) -> str:
    parts = [part for shape in shapes for part in _lines(shape)]
    return "".join(
        "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in shapely.get_coordinates(part))
        for part in parts
    )


def _lines(shape: BaseGeometry) -> list[BaseGeometry]:
    """Give the lines of a shape; areas by their outlines, points none."""
    found = []
    for part in shapely.get_parts(shape).tolist():
        if part.geom_type == "Polygon":
            found.append(part.exterior)
        elif part.geom_type == "LineString":
            found.append(part)
    return found
