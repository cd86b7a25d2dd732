"""The compiled timetable on disk and in memory."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import Final

from data.db import Database
from data.kept import glance
from data.queries.revision import get_revision
from data.queries.timetable_rows import load_timetable_rows
from data.timetable_file import read_timetable, write_timetable
from geo.errors import DataError, MissingError
from geo.finding import Finding
from geo.transit.timetable import Timetable, build_timetable

FILE: Final = "transit-{identity}.json"
"""One database's timetable is never taken for another's."""

Stamp = tuple[int, int, int]


class TimetableStore:
    """Builds, keeps and gives the compiled timetable.

    Parameters
    ----------
    database : Database
    data_dir : Path
        Runtime files; the timetable lies in its folder ``graphs``.
    find_zone : callable
        Gives the town's time zone.
    """

    def __init__(
        self, database: Database, data_dir: Path, find_zone: Callable[[], str]
    ) -> None:
        self.database = database
        self.folder = data_dir / "graphs"
        self._find_zone = find_zone
        self._lock = Lock()
        self._held: tuple[Stamp, Timetable] | None = None

    def build(self) -> tuple[Timetable, list[Finding]]:
        """Compile the rows and put the timetable in the place of the one before.

        Returns
        -------
        tuple
            The timetable, and what was left out of it or had to be worked out.

        Raises
        ------
        SourceError
            If it cannot be written; the one before stays.
        """
        with self.database.read() as session:
            path = self._path(get_revision(session).identity)
            rows = load_timetable_rows(session, self._find_zone())
        timetable, findings = build_timetable(rows)
        write_timetable(timetable, path)
        return timetable, findings

    def refresh(self) -> bool:
        """Build where the rows have changed since; tell whether that was so."""
        is_needed = self.is_older()
        if is_needed:
            self.build()
        return is_needed

    def current(self) -> Timetable:
        """Give the timetable.

        Returns
        -------
        Timetable
            The same object until it is built anew.

        Raises
        ------
        MissingError
            If it was never built.
        """
        with self._lock:
            path = self._path(glance(self.database).identity)
            stamp = _stamp(path)
            if self._held is None or self._held[0] != stamp:
                self._held = stamp, read_timetable(path)
            return self._held[1]

    def is_built(self) -> bool:
        """Tell whether there is one, of whatever age and format."""
        return self._path(glance(self.database).identity).exists()

    def is_older(self) -> bool:
        """Tell whether the rows have changed since it was compiled."""
        try:
            held = self.current()
        except (MissingError, DataError):
            return True
        return held.revision != glance(self.database).network

    def _path(self, identity: str) -> Path:
        return self.folder / FILE.format(identity=identity or "empty")


def _stamp(path: Path) -> Stamp:
    try:
        status = path.stat()
    except FileNotFoundError as cause:
        raise MissingError("the timetable is not built: wusul build") from cause
    return status.st_mtime_ns, status.st_size, status.st_ino
