"""Engine and sessions, the same for SpatiaLite and PostGIS."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from data import spatialite
from data.guard import watch_transactions
from geo.errors import ConflictError, InputError, SourceError

BUSY_S: Final = 30
SCHEMES: Final = ("sqlite:", "postgresql+psycopg:", "postgresql:")


def _open_embedded(url: str) -> Engine:
    spatialite.install()
    Path(url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        url, connect_args={"timeout": BUSY_S, "check_same_thread": False}
    )

    @event.listens_for(engine, "do_connect")
    def connect(dialect: Any, _record: Any, args: Any, options: Any) -> Any:  # noqa: ANN401
        with spatialite.loading():
            return dialect.connect(*args, **options)

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:  # noqa: ANN401
        connection.isolation_level = None
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")
        connection.execute("PRAGMA foreign_keys=ON")
        _add_spatial_tables(connection)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get("writing", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    watch_transactions(engine)
    return engine


def _add_spatial_tables(connection: Any) -> None:  # noqa: ANN401
    """Make SpatiaLite's own tables in a fresh file, once, whoever comes first."""
    known = "SELECT 1 FROM sqlite_master WHERE name = 'spatial_ref_sys'"
    if connection.execute(known).fetchone():
        return
    connection.execute("BEGIN IMMEDIATE")
    if not connection.execute(known).fetchone():
        connection.execute("SELECT InitSpatialMetaData(0, 'WGS84')")
    connection.execute("COMMIT")


def open_engine(url: str) -> Engine:
    """Open a database.

    Parameters
    ----------
    url : str
        ``sqlite:///FILE`` or ``postgresql+psycopg://…``.

    Returns
    -------
    Engine

    Raises
    ------
    InputError
        If the URL is of another kind.
    """
    if not url.startswith(SCHEMES):
        raise InputError(
            "WUSUL_DATABASE_URL", "must begin with sqlite:/// or postgresql+psycopg://"
        )
    if url.startswith("sqlite:"):
        return _open_embedded(url)
    return create_engine(
        url.replace("postgresql://", "postgresql+psycopg://"), pool_pre_ping=True
    )


class Database:
    """Gives sessions to read and sessions to write.

    Parameters
    ----------
    url : str
        See ``open_engine``.

    Notes
    -----
    A write session takes the write lock of SQLite at its start (``BEGIN IMMEDIATE``):
    a lock that is upgraded later fails at once when two writers meet.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self.engine = open_engine(url)
        self._writer = self.engine.execution_options(writing=True)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Open a session whose changes are thrown away."""
        with Session(self.engine, autoflush=False, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """Open a session that commits at the end, or leaves all as it was.

        Raises
        ------
        ConflictError
            If somebody else holds the database for longer than it waits.
        SourceError
            If the disk is full or the file cannot be written.
        """
        try:
            session = Session(self._writer, expire_on_commit=False)
            with session, session.begin():
                yield session
        except OperationalError as cause:
            raise _spoken(cause) from cause

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def _spoken(cause: OperationalError) -> ConflictError | SourceError:
    text = str(cause.orig)
    if "locked" in text or "lock timeout" in text:
        return ConflictError(
            "the database is busy with another change; nothing was written, try again"
        )
    if "full" in text or "No space left" in text:
        return SourceError("the disk is full; nothing was written", permanent=False)
    if "readonly" in text or "unable to open" in text:
        return SourceError(f"the database cannot be written: {text}", permanent=True)
    return SourceError(f"the database failed: {text}", permanent=False)
