"""One import at a time: the second is told so at once."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy import text

from data.db import Database
from geo.errors import ConflictError

IMPORT_LOCK: Final = 7_739_853
MESSAGE: Final = "another import is running on this database; wait for it to end"


@contextmanager
def import_lock(database: Database) -> Iterator[None]:
    """Hold the right to import; the system frees it when the process dies.

    Raises
    ------
    ConflictError
        If another process imports now.
    """
    if database.url.startswith("sqlite:"):
        with _file_lock(Path(database.url.removeprefix("sqlite:///") + ".import")):
            yield
        return
    with database.engine.connect() as connection:
        take = text("SELECT pg_try_advisory_lock(:key)")
        if not connection.scalar(take, {"key": IMPORT_LOCK}):
            raise ConflictError(MESSAGE)
        try:
            yield
        finally:
            free = text("SELECT pg_advisory_unlock(:key)")
            connection.execute(free, {"key": IMPORT_LOCK})


@contextmanager
def _file_lock(path: Path) -> Iterator[None]:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as cause:
            raise ConflictError(MESSAGE) from cause
        yield


@contextmanager
def try_lock(path: Path) -> Iterator[bool]:
    """Take the right to do something in this folder, if nobody has it; else go on.

    Parameters
    ----------
    path : Path
        A file beside what is worked on; the system frees it when the process dies.

    Yields
    ------
    bool
        Whether the right is ours.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
