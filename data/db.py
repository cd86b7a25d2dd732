"""Engine and sessions, the same for SpatiaLite and PostGIS."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import orjson
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import (
    ArgumentError,
    DataError,
    DBAPIError,
    IntegrityError,
    ProgrammingError,
)
from sqlalchemy.orm import Session

from data import spatialite
from data.glance import GLANCES
from data.guard import watch_transactions
from geo.errors import (
    ConflictError,
    InputError,
    MissingError,
    StorageError,
    WusulError,
)

BUSY_S: Final = 30
SCHEMES: Final = ("sqlite:", "postgresql+psycopg:", "postgresql:")
SETTING: Final = "WUSUL_DATABASE_URL"
BUSY: Final = "the database is busy with another change; nothing was written, try again"
FAILED: Final = "the database failed: "
NO_TABLES: Final = "the database has no tables yet; type: wusul init"


def _open_embedded(url: str) -> Engine:
    spatialite.install()
    _make_folder(Path(url.removeprefix("sqlite:///")).parent)
    engine = create_engine(
        url,
        connect_args={"timeout": BUSY_S, "check_same_thread": False},
        json_deserializer=orjson.loads,
        hide_parameters=True,
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


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as cause:
        reason = f"the folder {folder} of the database cannot be made: {cause.strerror}"
        raise StorageError(reason, permanent=True) from cause


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
        raise InputError(SETTING, "must begin with sqlite:/// or postgresql+psycopg://")
    if url.startswith("sqlite:"):
        return _open_embedded(url)
    try:
        return create_engine(
            url.replace("postgresql://", "postgresql+psycopg://"),
            json_deserializer=orjson.loads,
            pool_pre_ping=True,
            hide_parameters=True,
        )
    except (ArgumentError, ValueError) as cause:
        reason = "is not an address like postgresql+psycopg://user@host:5432/town"
        raise InputError(SETTING, reason) from cause


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
        StorageError
            If the disk is full or the file cannot be written.
        InputError
            If a value does not fit its column.
        """
        try:
            session = Session(self._writer, expire_on_commit=False)
            with session, session.begin():
                yield session
            GLANCES.forget(self.engine)
        except DBAPIError as cause:
            told = tell(cause)
            if told is None:
                raise
            raise told from cause

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def tell(cause: DBAPIError) -> WusulError | None:
    """Say in our words why the database failed; nothing if that is a bug of ours."""
    text = str(cause.orig).strip()
    said = f"{type(cause.orig).__name__}: {text}"
    if "locked" in said or "lock timeout" in said:
        return ConflictError(BUSY)
    if "no such table" in said or "UndefinedTable" in said:
        return MissingError(NO_TABLES)
    if isinstance(cause, DataError):
        return InputError("data", f"the database refuses a value: {text}")
    if isinstance(cause, IntegrityError | ProgrammingError):
        return None
    is_full = "full" in said or "No space left" in said
    reason = "the disk is full; nothing was written" if is_full else f"{FAILED}{text}"
    return StorageError(reason, permanent=not is_full)
