"""Many rows into a table at once, in the form of ``data.stored``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, Protocol

from sqlalchemy import Connection, Table

from data import bulk_embedded, bulk_server
from data.stored import defaults

Tuples = Sequence[tuple[Any, ...]]


class _Add(Protocol):
    def __call__(
        self, connection: Connection, table: Table, names: Sequence[str], rows: Tuples
    ) -> None: ...


ADD: Final[dict[str, _Add]] = {
    "sqlite": bulk_embedded.add,
    "postgresql": bulk_server.add,
}
MARK: Final = {"sqlite": "?", "postgresql": "%s"}
"""Stands for a value in a statement."""


def add_rows(
    connection: Connection, table: Table, names: Sequence[str], rows: Tuples
) -> None:
    """Add rows; columns that are not named get what the table says.

    Parameters
    ----------
    connection : Connection
        Inside a transaction: all rows are added, or none.
    table : Table
        With a column ``id`` that counts up.
    names : sequence of str
        Columns of the rows.
    rows : sequence of tuple
        Values in the form of ``data.stored``.
    """
    if not rows:
        return
    rest = defaults(table, names, connection.dialect)
    whole = [(*row, *rest.values()) for row in rows] if rest else rows
    ADD[connection.dialect.name](connection, table, [*names, *rest], whole)


def change_rows(
    connection: Connection, table: Table, names: Sequence[str], rows: Tuples
) -> None:
    """Change rows; the last value of each is the id of the row.

    Parameters
    ----------
    connection : Connection
    table : Table
    names : sequence of str
        Columns of the rows without the id.
    rows : sequence of tuple
    """
    if not rows:
        return
    mark = MARK[connection.dialect.name]
    sets = ", ".join(f'"{name}" = {mark}' for name in names)
    statement = f'UPDATE "{table.name}" SET {sets} WHERE id = {mark}'  # noqa: S608
    connection.exec_driver_sql(statement, list(rows))
