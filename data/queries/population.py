"""People and services counted over pieces of ground: rows in, columns out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import select
from sqlalchemy.orm import Session

from data.drawn import read_drawn
from data.models import Area, OpportunityCount, PopulationCell, Source, Way, to_shapely
from data.queries.sync import Synced, delete_rows, sync_columns
from data.stored import Columns, held
from geo.network import Floats
from geo.people.census import Census, Shapes

BOUNDARY: Final = "boundary"
Model = type[Area] | type[PopulationCell] | type[OpportunityCount]


@dataclass(frozen=True)
class _Counted:
    """One row of a table of people."""

    source: str
    key: str
    people: float | None
    dwellings: float | None
    year: int | None
    groups: dict[str, float]
    shape: BaseGeometry


def replace_rows(
    session: Session,
    source: Source,
    model: Model,
    columns: Columns,
    *,
    identity: tuple[str, ...] = ("key",),
) -> Synced:
    """Replace what a source said in a table; rows that stay alike are not touched.

    Parameters
    ----------
    session : Session
        A write session.
    source : Source
    model : type
    columns : mapping of str to sequence
        Without ``source_id``; shapes in EPSG:4326.
    identity : tuple of str

    Returns
    -------
    Synced
        Its stale rows are deleted.
    """
    count = len(columns["key"])
    done = sync_columns(
        session,
        model,
        {**columns, "source_id": [source.id] * count},
        identity=identity,
        within=model.source_id == source.id,
    )
    delete_rows(session, model, done.stale)
    return done


def load_censuses(session: Session) -> list[Census]:
    """Read everything that was counted of people, source by source.

    Parameters
    ----------
    session : Session

    Returns
    -------
    list of Census
        Population cells by source, then areas with counts by source and kind, which
        are called by both: ``"osm/quarter"``; in order of these names. Points that
        stand for areas are left out: nobody knows their ground.
    """
    sources = {row.id: row.key for row in session.scalars(select(Source))}
    cells = session.scalars(select(PopulationCell).order_by(PopulationCell.key))
    told = [_of_cell(row, sources[row.source_id]) for row in cells]
    counted = Area.residents.is_not(None) | Area.dwellings.is_not(None)
    areas = session.scalars(select(Area).where(counted).order_by(Area.key))
    told += [
        one
        for row in areas
        if (one := _of_area(row, sources[row.source_id])).shape.area > 0
    ]
    told.sort(key=lambda one: (one.source, one.key))
    grouped = groupby(told, key=lambda one: one.source)
    return [_census(name, list(rows)) for name, rows in grouped]


def _of_cell(row: PopulationCell, source: str) -> _Counted:
    return _Counted(
        source=source,
        key=row.key,
        people=row.people,
        dwellings=row.dwellings,
        year=row.year,
        groups=row.groups,
        shape=to_shapely(row.geom),
    )


def _of_area(row: Area, source: str) -> _Counted:
    return _Counted(
        source=f"{source}/{row.kind}",
        key=row.key,
        people=row.residents,
        dwellings=row.dwellings,
        year=row.year,
        groups={},
        shape=to_shapely(row.geom),
    )


def _census(source: str, rows: Sequence[_Counted]) -> Census:
    names = sorted({name for row in rows for name in row.groups})
    shapes = np.empty(len(rows), dtype=object)
    shapes[:] = [row.shape for row in rows]
    return Census(
        source=source,
        keys=[row.key for row in rows],
        shapes=shapes,
        people=_numbers([row.people for row in rows]),
        dwellings=_numbers([row.dwellings for row in rows]),
        year=max((row.year for row in rows if row.year is not None), default=None),
        groups={
            name: _numbers([row.groups.get(name) for row in rows]) for name in names
        },
    )


def _numbers(told: Sequence[float | None]) -> Floats:
    return np.array([np.nan if one is None else one for one in told], dtype=np.float64)


def list_street_lines(session: Session) -> Shapes:
    """List the lines of all ways, EPSG:4326."""
    column: Any = Way.__table__.c.geom
    found = session.scalars(select(held(column))).all()
    backend = session.get_bind().dialect.name
    coordinates, counts = read_drawn(found, "LINESTRING", backend)
    owner = np.repeat(np.arange(len(counts)), counts)
    return np.asarray(shapely.linestrings(coordinates, indices=owner), dtype=object)


def find_town(session: Session, coordinates: Floats) -> BaseGeometry | None:
    """Find the ground of the town: its boundary, where one is known.

    Parameters
    ----------
    session : Session
    coordinates : array, shape (k, 2)
        Of its streets, degrees, EPSG:4326.

    Returns
    -------
    geometry or None
        The smallest boundary around the middle of the streets; EPSG:4326.
    """
    if not len(coordinates):
        return None
    middle = shapely.Point(np.median(coordinates, axis=0))
    rows = session.scalars(select(Area.geom).where(Area.kind == BOUNDARY))
    around = [shape for shape in map(to_shapely, rows) if shape.contains(middle)]
    return min(around, key=lambda shape: shape.area, default=None)
