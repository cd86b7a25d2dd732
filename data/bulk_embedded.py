"""Many rows into a table of SpatiaLite: its triggers are not run row by row.

They check the shape, note the time and put the shape into the spatial index; each is
done once for all rows instead. They are taken away and put back inside the
transaction: when it ends in the middle, they were never away.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

from geoalchemy2 import Geometry
from sqlalchemy import Connection, Table

TRIGGERS: Final = ("ggi", "tmi", "gii")
"""SpatiaLite's names for what it does at an insert: check, time, index."""
BOUNDS: Final = ("MbrMinX", "MbrMaxX", "MbrMinY", "MbrMaxY")
FIND: Final = "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = ?"
NOTE: Final = (
    "UPDATE geometry_columns_time SET last_insert = "
    "strftime('%Y-%m-%dT%H:%M:%fZ', 'now') "
    "WHERE lower(f_table_name) = ? AND lower(f_geometry_column) = ?"
)


def add(
    connection: Connection,
    table: Table,
    names: Sequence[str],
    rows: Sequence[tuple[Any, ...]],
) -> None:
    """Add rows to a table, and their shapes to its spatial index."""
    shapes = [c.name for c in table.columns if isinstance(c.type, Geometry)]
    marks = ", ".join("?" * len(names))
    listed = ", ".join(f'"{name}"' for name in names)
    statement = f'INSERT INTO "{table.name}" ({listed}) VALUES ({marks})'  # noqa: S608
    last = f'SELECT coalesce(max(id), 0) FROM "{table.name}"'  # noqa: S608
    before = connection.exec_driver_sql(last).scalar_one()
    with _untriggered(connection, table.name, shapes):
        connection.exec_driver_sql(statement, list(rows))
        for shape in shapes:
            _index(connection, table.name, shape, before=before)


@contextmanager
def _untriggered(
    connection: Connection, table: str, shapes: Sequence[str]
) -> Iterator[None]:
    names = [f"{kind}_{table}_{shape}" for shape in shapes for kind in TRIGGERS]
    found = {name: connection.exec_driver_sql(FIND, (name,)).scalar() for name in names}
    kept = {name: sql for name, sql in found.items() if sql}
    for name in kept:
        connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
    yield
    for sql in kept.values():
        connection.exec_driver_sql(sql)


def _index(connection: Connection, table: str, shape: str, *, before: int) -> None:
    """Put the shapes of rows after an id into the spatial index; note the time."""
    bounds = ", ".join(f'{bound}("{shape}")' for bound in BOUNDS)
    statement = (
        f'INSERT INTO "idx_{table}_{shape}" (pkid, xmin, xmax, ymin, ymax) '  # noqa: S608
        f'SELECT id, {bounds} FROM "{table}" WHERE id > ? AND "{shape}" IS NOT NULL'
    )
    connection.exec_driver_sql(statement, (before,))
    connection.exec_driver_sql(NOTE, (table, shape))
