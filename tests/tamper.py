"""Take the seal off the audit trail, as whoever owns the database could."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from sqlalchemy import Table, insert, text
from sqlalchemy.orm import Session

from data.db import Database
from data.models import AuditEvent, Base
from geo.trail import PARTED, Entry, hash_parted

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)

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


def hanging_on_reports() -> list[Table]:
    """List the tables whose rows belong to reports, children before parents."""
    return [
        table
        for table in reversed(Base.metadata.sorted_tables)
        if table.name not in ("report", "barrier")
        and any(key.column.table.name == "report" for key in table.foreign_keys)
    ]


def write_long_trail(session: Session, count: int) -> None:
    """Write many events at once, chained as the trail chains them."""
    rows: list[dict[str, object]] = []
    previous = ""
    for number in range(count):
        at, salt = BEGIN + timedelta(seconds=number), f"{number:032x}"
        said = Entry(at, "importer", "source", "osm", "import osm", "", "", "", {})
        own = hash_parted(said, salt, previous)
        links = {"salt": salt, "form": PARTED, "previous_hash": previous, "hash": own}
        words = {"role": said.role, "subject_kind": said.kind, "subject_key": said.key}
        rest = {"action": said.action, "before": "", "after": "", "reason": ""}
        rows.append({"at": at, "details": {}, **words, **rest, **links})
        previous = own
    session.execute(insert(AuditEvent), rows)
