"""The heads of the audit trail that this instance has noted beside its database.

Whoever can write the database and not this file cannot cut off the end of the trail
unseen. Whoever can write both can: so heads are published, and others note them too.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from data.db import Database
from data.queries.audit_check import find_head
from geo.errors import StorageError
from geo.head import Head, parse_heads, write_head

FILE: Final = "audit-heads.csv"


def read_heads(folder: Path) -> list[Head]:
    """Read the heads that were noted; none where there is no list yet."""
    path = folder / FILE
    if not path.is_file():
        return []
    return parse_heads(path.read_text(encoding="ascii").splitlines())


def note_head(database: Database, folder: Path, *, at: datetime) -> Head | None:
    """Note the head of the trail, once a day.

    Returns
    -------
    Head or None
        What was noted; ``None`` if it had been today, or there is nothing to note.

    Raises
    ------
    StorageError
        If the list cannot be written.
    """
    path = folder / FILE
    if _noted_today(path, at):
        return None
    with database.read() as session:
        head = find_head(session)
    if head is None:
        return None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="ascii") as lines:
            lines.write(write_head(head, at))
    except OSError as cause:
        reason = f"{path} cannot be written: {cause.strerror}"
        raise StorageError(reason, permanent=False) from cause
    return head


def _noted_today(path: Path, at: datetime) -> bool:
    if not path.is_file():
        return False
    *_rest, last = ["", *path.read_text(encoding="ascii").splitlines()]
    return last.startswith(f"{at.astimezone(UTC).date()}T")
