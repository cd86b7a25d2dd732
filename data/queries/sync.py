"""Make the rows of a table equal to new ones, touching only what differs.

Rows that stay keep their id and the columns that the new rows do not name, so that a
second import of the same file changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import shapely
from geoalchemy2 import WKBElement
from shapely.geometry.base import BaseGeometry
from sqlalchemy import ColumnElement, delete, insert, select, update
from sqlalchemy.orm import Session

from data.models import Base
from geo.crs import WGS84

BATCH: Final = 5000

Row = dict[str, Any]
Identity = tuple[Any, ...]


@dataclass
class Synced:
    """What a synchronisation did.

    Attributes
    ----------
    added, changed, same : int
        Rows inserted, updated, left alone.
    stale : list of int
        Ids of rows that are not among the new ones; not deleted yet.
    """

    added: int = 0
    changed: int = 0
    same: int = 0
    stale: list[int] = field(default_factory=list)

    @property
    def touched(self) -> bool:
        """Whether anything differs from before."""
        return bool(self.added or self.changed or self.stale)


def to_points(lonlats: Sequence[tuple[float, float]]) -> list[WKBElement]:
    """Turn many (lon, lat) positions into column values at once."""
    return to_columns([shapely.Point(lonlat) for lonlat in lonlats])


def to_columns(shapes: Sequence[BaseGeometry]) -> list[WKBElement]:
    """Turn many shapes in EPSG:4326 into column values at once."""
    marked = shapely.set_srid(np.asarray(shapes, dtype=object), WGS84)
    return [
        WKBElement(wkb, srid=WGS84, extended=True)
        for wkb in shapely.to_wkb(marked, include_srid=True, byte_order=1)
    ]


def sync_rows(
    session: Session,
    model: type[Base],
    rows: Iterable[Row],
    *,
    identity: tuple[str, ...] = ("key",),
    within: ColumnElement[bool],
) -> Synced:
    """Insert and update until the table holds the rows.

    Parameters
    ----------
    session : Session
        A write session.
    model : type
        Mapped class with a column ``id``.
    rows : iterable of dict
        Column → value, all with the same columns.
    identity : tuple of str
        Columns by which a row is known again.
    within : condition
        Rows of the table that are compared, for example those of one source.

    Returns
    -------
    Synced
        Its ``stale`` rows are left to ``delete_rows``: others may point at them.
    """
    wanted = {tuple(row[name] for name in identity): row for row in rows}
    names = tuple(next(iter(wanted.values()), {}))
    before = _read_rows(session, model, names, identity=identity, within=within)
    done = Synced(stale=[i for key, (i, _) in before.items() if key not in wanted])
    new, differing = [], []
    for key, row in wanted.items():
        if key not in before:
            new.append(row)
            continue
        row_id, kept = before[key]
        if kept == _comparable(row.values()):
            done.same += 1
        else:
            differing.append({**row, "id": row_id})
    for batch in _batches(new):
        session.execute(insert(model), batch)
    for batch in _batches(differing):
        session.execute(update(model), batch)
    done.added, done.changed = len(new), len(differing)
    return done


def delete_rows(session: Session, model: type[Base], ids: Sequence[int]) -> int:
    """Delete rows by id; gives how many."""
    table = model.__table__
    for start in range(0, len(ids), BATCH):
        part = ids[start : start + BATCH]
        session.execute(delete(model).where(table.c.id.in_(part)))
    return len(ids)


def _read_rows(
    session: Session,
    model: type[Base],
    names: tuple[str, ...],
    *,
    identity: tuple[str, ...],
    within: ColumnElement[bool],
) -> dict[Identity, tuple[int, tuple[Any, ...]]]:
    columns = [getattr(model, name) for name in ("id", *identity, *names)]
    found = session.execute(select(*columns).where(within))
    size = 1 + len(identity)
    return {
        tuple(row[1:size]): (row[0], _comparable(row[size:]))
        for row in found.yield_per(BATCH)
    }


def _comparable(values: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(_wkb(v) if isinstance(v, WKBElement) else v for v in values)


def _wkb(value: WKBElement) -> bytes:
    data = value.data
    return bytes.fromhex(data) if isinstance(data, str) else bytes(data)


def _batches(rows: Sequence[Row]) -> Iterable[Sequence[Row]]:
    for start in range(0, len(rows), BATCH):
        yield rows[start : start + BATCH]
