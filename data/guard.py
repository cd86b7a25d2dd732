"""See that SQLite has not given up a transaction behind our back.

When the disk is full, SQLite may roll the whole transaction back. Inside SpatiaLite's
index triggers nobody is told: the statement goes on, every later row would be committed
by itself, and the commit at the end would silently do nothing.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any, Final

from sqlalchemy import Connection, Engine, event

from geo.errors import SourceError

CHANGES: Final = ("INSERT", "UPDATE", "DELETE")
LOST: Final = "the transaction was given up: database or disk is full"


def watch_transactions(engine: Engine) -> None:
    """Refuse changes and commits outside the transaction that was begun."""

    @event.listens_for(engine, "do_execute")
    def execute(cursor: Any, statement: str, *_: Any) -> None:  # noqa: ANN401
        if statement.lstrip().startswith(CHANGES):
            _require_transaction(cursor.connection)

    @event.listens_for(engine, "do_executemany")
    def execute_many(
        cursor: Any,  # noqa: ANN401
        statement: str,
        parameters: Iterable[Any],
        _context: Any,  # noqa: ANN401
    ) -> bool:
        cursor.executemany(statement, _watched(cursor.connection, parameters))
        return True

    @event.listens_for(engine, "commit")
    def commit(connection: Connection) -> None:
        if not connection.connection.in_transaction:
            raise SourceError(f"{LOST}; nothing was written", permanent=False)


def _watched(connection: sqlite3.Connection, rows: Iterable[Any]) -> Iterator[Any]:
    """Look before each row, not only before the first."""
    for row in rows:
        _require_transaction(connection)
        yield row


def _require_transaction(connection: sqlite3.Connection) -> None:
    if not connection.in_transaction:
        raise sqlite3.OperationalError(LOST)
