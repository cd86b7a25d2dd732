"""What a survey must know of the database before it writes."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray
from sqlalchemy import select
from sqlalchemy.orm import Session

from data.functions import in_bbox
from data.models import (
    Area,
    Barrier,
    Entrance,
    Line,
    Names,
    Node,
    ObservationRow,
    Pathway,
    Place,
    Source,
    Stop,
    Way,
    to_shapely,
)
from data.queries.observation import to_observation
from geo.observation import Observation

CHUNK: Final = 500
TABLES: Final[dict[str, Any]] = {
    "places": Place,
    "stops": Stop,
    "barriers": Barrier,
    "areas": Area,
    "entrances": Entrance,
    "ways": Way,
    "nodes": Node,
    "lines": Line,
    "pathways": Pathway,
}

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class NamedPoint:
    """A place or stop that a survey may speak of without knowing its key."""

    key: str
    source_id: int
    names: Names
    lonlat: tuple[float, float]


@dataclass(frozen=True, slots=True)
class NearWay:
    """A way that a barrier may hang on."""

    key: str
    sidewalks: str
    points: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Said:
    """What a source said before, and the id of its row."""

    id: int
    observation: Observation


def _chunks(keys: Collection[str]) -> Iterator[list[str]]:
    ordered = sorted(keys)
    for start in range(0, len(ordered), CHUNK):
        yield ordered[start : start + CHUNK]


def find_tables(session: Session, keys: Collection[str]) -> dict[str, set[str]]:
    """Find what keys are.

    Parameters
    ----------
    session : Session
    keys : collection of str

    Returns
    -------
    dict of str to set of str
        Key → names of ``TABLES``; an OSM node may be a place and a node of the
        network. Keys of nothing are left out.
    """
    found: dict[str, set[str]] = {}
    for table, model in TABLES.items():
        for chunk in _chunks(keys):
            for key in session.scalars(select(model.key).where(model.key.in_(chunk))):
                found.setdefault(key, set()).add(table)
    return found


def list_named_points(session: Session, table: str) -> list[NamedPoint]:
    """List all places or stops that have a position."""
    model = TABLES[table]
    columns = (model.key, model.source_id, model.names, model.geom)
    found = []
    for row in session.execute(select(*columns).where(model.geom.is_not(None))):
        lon, lat = shapely.get_coordinates(to_shapely(row.geom))[0]
        lonlat = (float(lon), float(lat))
        found.append(NamedPoint(row.key, row.source_id, row.names, lonlat))
    return found


def list_ways_near(session: Session, box: Box) -> list[NearWay]:
    """List the ways whose box meets (west, south, east, north)."""
    rows = session.execute(
        select(Way.key, Way.sidewalks, Way.geom)
        .where(in_bbox(Way.geom, *box))
        .order_by(Way.key)
    )
    return [
        NearWay(row.key, row.sidewalks, shapely.get_coordinates(to_shapely(row.geom)))
        for row in rows
    ]


def list_said(session: Session, source: Source) -> dict[tuple[str, str, str], Said]:
    """Give what a source said before: (subject, attribute, side) → observation."""
    rows = session.scalars(
        select(ObservationRow).where(ObservationRow.source_id == source.id)
    )
    return {
        (row.subject, row.attribute, str(row.side)): Said(
            row.id, to_observation(row, source.key)
        )
        for row in rows
    }


def find_extent(session: Session, *, sample: int = 500) -> Box | None:
    """Find about where the town is: the box of some of its nodes and places.

    Parameters
    ----------
    session : Session
    sample : int
        Rows of each table that are looked at.

    Returns
    -------
    Box or None
        (west, south, east, north); ``None`` while there is nothing yet.
    """
    shapes = [
        to_shapely(geom)
        for model in (Node, Place)
        for geom in session.scalars(select(model.geom).order_by(model.id).limit(sample))
    ]
    if not shapes:
        return None
    west, south, east, north = shapely.total_bounds(shapes)
    return float(west), float(south), float(east), float(north)
