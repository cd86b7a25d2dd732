"""Many rows into a table of PostgreSQL: COPY."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

import psycopg
from sqlalchemy import Connection, Table
from sqlalchemy.exc import DBAPIError

BATCH: Final = 20_000
ESCAPES: Final = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
NOTHING: Final = "\\N"


def add(
    connection: Connection,
    table: Table,
    names: Sequence[str],
    rows: Sequence[tuple[Any, ...]],
) -> None:
    """Add rows to a table."""
    listed = ", ".join(f'"{name}"' for name in names)
    statement = f'COPY "{table.name}" ({listed}) FROM STDIN'
    driver: Any = connection.connection.driver_connection
    try:
        with driver.cursor() as cursor, cursor.copy(statement) as copy:
            for start in range(0, len(rows), BATCH):
                copy.write(_as_text(rows[start : start + BATCH]))
    except psycopg.Error as cause:
        raise DBAPIError.instance(
            statement, None, cause, psycopg.Error, dialect=connection.dialect
        ) from cause


def _as_text(rows: Sequence[tuple[Any, ...]]) -> str:
    columns = [_column(values) for values in zip(*rows, strict=True)]
    return "".join(f"{line}\n" for line in map("\t".join, zip(*columns, strict=True)))


def _column(values: Iterable[Any]) -> list[str]:
    return [NOTHING if value is None else _word(value) for value in values]


def _word(value: Any) -> str:  # noqa: ANN401
    return value.translate(ESCAPES) if isinstance(value, str) else str(value)
