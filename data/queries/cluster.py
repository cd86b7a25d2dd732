"""Points that lie so close together that a map draws them as one, with their number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from data.functions import in_bbox
from data.queries.layer_table import Layer, public_rows
from geo.tile import Tile

LonLat = tuple[float, float]

CELLS: Final = 6
"""Cells along a tile's side: 85 pixels, room for a sign and around it for a finger."""
FINE_FROM: Final = 18
"""Zoom from which only what lies at the same spot is drawn as one."""
FINE_CELLS: Final = 64
"""Cells along the side of such a tile: two metres."""


@dataclass(frozen=True)
class Cluster:
    """All the points of one cell that are alike.

    Attributes
    ----------
    id : int
        Number of the row of the first of them.
    count : int
        How many they are: one is a point like any other.
    alike : str
        What they have in common.
    lonlat : LonLat
        In their middle, degrees.
    """

    id: int
    count: int
    alike: str
    lonlat: LonLat


def list_clusters(
    session: Session, layer: Layer, tile: Tile, *, alike: str
) -> list[Cluster]:
    """Count the public points of a layer by the cells of a tile.

    Parameters
    ----------
    session : Session
    layer : Layer
        Of points only.
    tile : Tile
        A point on the edge of two tiles is in one of them.
    alike : str
        A column of the layer: points that differ in it are never counted together.

    Returns
    -------
    list of Cluster
        In the order of their first rows; the counts add up to the points.

    Notes
    -----
    Databases count much faster than a thousand rows can be read. Cells are equally
    high in degrees; within a tile that is drawn, that is what they are in pixels.
    """
    points = _points(layer, tile, alike).subquery()
    x, y, cells = points.c.x, points.c.y, (points.c.column, points.c.row)
    west, south, east, north = tile.bounds
    wanted = (
        select(
            func.min(points.c.id).label("id"),
            func.count().label("many"),
            points.c.alike,
            func.avg(x).label("lon"),
            func.avg(y).label("lat"),
        )
        .where(x >= west, x < east, y >= south, y < north)
        .group_by(*cells, points.c.alike)
        .order_by("id")
    )
    return [
        Cluster(row.id, row.many, row.alike, (row.lon, row.lat))
        for row in session.execute(wanted)
    ]


def _points(layer: Layer, tile: Tile, alike: str) -> Select[Any]:
    geom = layer.column("geom")
    west, south, east, north = tile.bounds
    cells = FINE_CELLS if tile.z >= FINE_FROM else CELLS
    x: ColumnElement[float] = func.ST_X(geom)
    y: ColumnElement[float] = func.ST_Y(geom)
    return (
        public_rows(layer)
        .with_only_columns(
            layer.column("id"),
            layer.column(alike).label("alike"),
            x.label("x"),
            y.label("y"),
            func.floor((x - west) / ((east - west) / cells)).label("column"),
            func.floor((y - south) / ((north - south) / cells)).label("row"),
        )
        .where(in_bbox(geom, *tile.bounds))
    )
