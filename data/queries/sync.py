"""Make the rows of a table equal to new ones, touching only what differs.

Rows that stay keep their id and the columns that the new rows do not name, so that a
second import of the same file changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, cast

import numpy as np
import shapely
from geoalchemy2 import WKBElement
from shapely.geometry.base import BaseGeometry
from sqlalchemy import ColumnElement, Connection, Table, delete, select
from sqlalchemy.orm import Session

from data.bulk import add_rows, change_rows
from data.models import Base, to_shapely
from data.stored import Columns, held, store
from geo.crs import WGS84

BATCH: Final = 5000

Row = dict[str, Any]
Identity = tuple[Any, ...]
Values = tuple[Any, ...]


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
    """Insert and update until the table holds the rows: see ``sync_columns``.

    Parameters
    ----------
    session : Session
        A write session.
    model : type
        Mapped class with a column ``id``.
    rows : iterable of dict
        Column → value, all with the same columns.
    identity : tuple of str
    within : condition

    Returns
    -------
    Synced
    """
    taken = list(rows)
    names = tuple(taken[0]) if taken else identity
    columns = {name: [_plain(row[name]) for row in taken] for name in names}
    return sync_columns(session, model, columns, identity=identity, within=within)


def sync_columns(
    session: Session,
    model: type[Base],
    columns: Columns,
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
    columns : mapping of str to sequence
        The rows, column by column; shapes as shapely has them.
    identity : tuple of str
        Columns by which a row is known again.
    within : condition
        Rows of the table that are compared, for example those of one source.

    Returns
    -------
    Synced
        Its ``stale`` rows are left to ``delete_rows``: others may point at them.
    """
    session.flush()
    connection, table = session.connection(), cast(Table, model.__table__)
    stored = store(table, columns, connection.dialect)
    wanted = dict(
        zip(
            zip(*(stored[name] for name in identity), strict=True),
            zip(*stored.values(), strict=True),
            strict=True,
        )
    )
    names = tuple(stored)
    before = _read_rows(connection, table, names, identity=identity, within=within)
    done = Synced(stale=[i for key, (i, _) in before.items() if key not in wanted])
    new, differing = _differences(wanted, before)
    add_rows(connection, table, names, new)
    change_rows(connection, table, names, differing)
    done.added, done.changed = len(new), len(differing)
    done.same = len(wanted) - done.added - done.changed
    return done


def _plain(value: Any) -> Any:  # noqa: ANN401
    return to_shapely(value) if isinstance(value, WKBElement) else value


def _differences(
    wanted: Mapping[Identity, Values], before: Mapping[Identity, tuple[int, Values]]
) -> tuple[list[Values], list[Values]]:
    """Give the rows that are new, and those that differ with their ids at the end."""
    if not before:
        return list(wanted.values()), []
    new, differing = [], []
    for key, row in wanted.items():
        known = before.get(key)
        if known is None:
            new.append(row)
        elif known[1] != row:
            differing.append((*row, known[0]))
    return new, differing


def delete_rows(session: Session, model: type[Base], ids: Sequence[int]) -> int:
    """Delete rows by id; gives how many."""
    table = model.__table__
    for start in range(0, len(ids), BATCH):
        part = ids[start : start + BATCH]
        session.execute(delete(model).where(table.c.id.in_(part)))
    return len(ids)


def _read_rows(
    connection: Connection,
    table: Table,
    names: tuple[str, ...],
    *,
    identity: tuple[str, ...],
    within: ColumnElement[bool],
) -> dict[Identity, tuple[int, Values]]:
    """Read rows in the form in which the database holds them."""
    columns = [held(table.c[name]) for name in ("id", *identity, *names)]
    found = connection.execute(select(*columns).where(within))
    size = 1 + len(identity)
    return {tuple(row[1:size]): (row[0], tuple(row[size:])) for row in found}
