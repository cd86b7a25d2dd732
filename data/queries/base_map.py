"""What the base map shows: streets by class with names, outlines, names of quarters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import select
from sqlalchemy.orm import Session

from data.models import Area, Way, to_shapely
from data.queries.tile_row import spoken
from geo.tile import TileFeature, to_mercator

OUTLINES: Final = "outlines"
STREETS: Final = "streets"
LABELS: Final = "labels"
LAYERS: Final = (OUTLINES, STREETS, LABELS)


@dataclass(frozen=True)
class StreetClass:
    """How a street is drawn.

    Attributes
    ----------
    name : str
        Word in the tiles.
    highways : tuple of str
        OSM values of ``highway``.
    lowest : int
        Zoom from which it is shown.
    """

    name: str
    highways: tuple[str, ...]
    lowest: int


CLASSES: Final = (
    StreetClass("major", ("motorway", "trunk", "primary"), 11),
    StreetClass("main", ("secondary", "tertiary"), 12),
    StreetClass("steps", ("steps",), 14),
    StreetClass(
        "foot",
        ("footway", "path", "pedestrian", "corridor", "platform", "elevator"),
        14,
    ),
    StreetClass("track", ("track", "bridleway", "cycleway"), 14),
)
"""OSM wiki Key:highway, links counted with their road."""

MINOR: Final = StreetClass("minor", (), 13)
"""Every other street."""

_CLASS_OF: Final = {value: one for one in CLASSES for value in one.highways}


def class_of(highway: str) -> StreetClass:
    """Give the class of a value of ``highway``."""
    return _CLASS_OF.get(highway.removesuffix("_link"), MINOR)


class Group(NamedTuple):
    """Features of one layer that are shown from one zoom on."""

    layer: str
    lowest: int


Groups = dict[Group, list[TileFeature]]


def list_base_groups(session: Session) -> Groups:
    """List what the base map shows.

    Parameters
    ----------
    session : Session

    Returns
    -------
    dict of Group to list of TileFeature
        In web mercator. Ways of one class and one name are joined where they meet, so
        that a name fits along its street.
    """
    groups: Groups = defaultdict(list)
    for group, feature in (*_areas(session), *_streets(session)):
        groups[group].append(feature)
    return dict(groups)


def _areas(session: Session) -> Iterator[tuple[Group, TileFeature]]:
    rows = list(session.scalars(select(Area).order_by(Area.key)))
    shapes = to_mercator([to_shapely(row.geom) for row in rows])
    for number, (row, shape) in enumerate(zip(rows, shapes, strict=True), start=1):
        known = {"kind": row.kind, **spoken(row.names)}
        if shape.area > 0:
            yield Group(OUTLINES, 0), TileFeature(number, shape.boundary, known)
        if row.names:
            middle = shape.representative_point()
            yield Group(LABELS, 0), TileFeature(number, middle, known)


def _streets(session: Session) -> Iterator[tuple[Group, TileFeature]]:
    lines: dict[tuple[StreetClass, tuple[tuple[str, str], ...]], list[BaseGeometry]]
    lines = defaultdict(list)
    columns = select(Way.highway, Way.names, Way.geom).order_by(Way.key)
    for highway, spelled, geom in session.execute(columns):
        key = (class_of(highway), tuple(sorted(spelled.items())))
        lines[key].append(to_shapely(geom))
    shapes = to_mercator([_joined(one) for one in lines.values()])
    for number, ((kind, names), shape) in enumerate(
        zip(lines, shapes, strict=True), start=1
    ):
        known = {"class": kind.name, **spoken(dict(names))}
        yield Group(STREETS, kind.lowest), TileFeature(number, shape, known)


def _joined(lines: list[BaseGeometry]) -> BaseGeometry:
    if len(lines) == 1:
        return lines[0]
    together = shapely.multilinestrings(np.asarray(lines, dtype=object))
    joined: BaseGeometry = shapely.line_merge(together)  # type: ignore[assignment]
    return joined
