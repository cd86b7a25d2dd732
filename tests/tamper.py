"""Take the seal off the audit trail, as whoever owns the database could."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import text
from sqlalchemy.orm import Session

from data.db import Database

SEALS = (
    "SELECT name, sql FROM sqlite_master"
    " WHERE type = 'trigger' AND tbl_name = 'audit_event'"
)


@contextmanager
def unsealed(database: Database) -> Iterator[Session]:
    """Open a write session that may change and delete events."""
    is_server = database.engine.dialect.name == "postgresql"
    with database.write() as session:
        seals = [] if is_server else session.execute(text(SEALS)).all()
        if is_server:
            session.execute(text("ALTER TABLE audit_event DISABLE TRIGGER USER"))
        for seal in seals:
            session.execute(text(f"DROP TRIGGER {seal.name}"))
        yield session
        session.flush()
        if is_server:
            session.execute(text("ALTER TABLE audit_event ENABLE TRIGGER USER"))
        for seal in seals:
            session.execute(text(seal.sql))
