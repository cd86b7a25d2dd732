"""The folder of photos: what waits, what is sealed, what is shown."""

from __future__ import annotations

import os
import re
import secrets
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from PIL import Image

from geo.errors import DataError, MissingError, StorageError

PENDING: Final = "pending"
SEALED: Final = "sealed"
SHOWN: Final = "shown"
PENDING_S: Final = 24 * 3600
"""A photo whose report was never sent is forgotten after a day."""
MOST_PENDING: Final = 200
"""Photos that wait at once; sending forms in vain does not fill the disk."""
FRESH_S: Final = 3600
"""A file that is younger may belong to a change that is still being written."""
OURS_ALONE: Final = 0o600
FOLDER_OURS: Final = 0o700

_TOKEN = re.compile(r"[0-9a-f]{32}")
_FILE = re.compile(r"(?:(?:sealed|shown)/[0-9a-f]{2}/)?[0-9A-Za-z-]{1,60}\.webp")
"""Photos of before lie in the folder itself, named after their report."""


class PhotoStore:
    """The folder of photos; several processes may use it at once.

    Files are named by chance and never written twice. Rows of ``report_photo`` name
    those that are kept; others are swept away.

    Parameters
    ----------
    folder : Path
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.pending = folder / PENDING

    def keep(self, photo: bytes) -> str:
        """Keep a clean photo whose report is not there yet; give its token."""
        self._forget_old()
        token = secrets.token_hex(16)
        self._write(f"{PENDING}/{token}.webp", photo)
        return token

    def has(self, token: str) -> bool:
        """Tell whether a photo waits under a token."""
        return bool(_TOKEN.fullmatch(token)) and self._waiting(token).is_file()

    def take(self, token: str) -> bytes:
        """Give the photo that waits under a token.

        Raises
        ------
        MissingError
            If nothing waits there.
        """
        if not self.has(token):
            raise MissingError("the photo is no longer there; send it again")
        return self._waiting(token).read_bytes()

    def drop(self, token: str) -> None:
        """Forget a photo that waits, for its report has it now."""
        if _TOKEN.fullmatch(token):
            self._waiting(token).unlink(missing_ok=True)

    def seal(self, photo: bytes) -> str:
        """Keep a photo where no public door leads; give its name."""
        return self._add(SEALED, photo)

    def show(self, photo: bytes) -> str:
        """Keep a photo that everybody may see; give its name."""
        return self._add(SHOWN, photo)

    def path(self, file: str) -> Path:
        """Give the path of a file that a row names.

        Raises
        ------
        DataError
            If it is no name that we give.
        """
        if not _FILE.fullmatch(file):
            raise DataError(f"{file!r} is not the name of a photo")
        return self.folder / file

    def read(self, file: str) -> bytes:
        """Read a file that a row names.

        Raises
        ------
        MissingError
            If it is gone.
        """
        try:
            return self.path(file).read_bytes()
        except FileNotFoundError as cause:
            raise MissingError("the photo is no longer there") from cause

    def size(self, file: str) -> tuple[int, int]:
        """Measure a picture in pixels; (1, 1) where there is none any more."""
        if not file or not self.path(file).is_file():
            return (1, 1)
        with Image.open(self.path(file), formats=("WEBP",)) as picture:
            return picture.size

    def remove(self, files: Iterable[str]) -> None:
        """Delete files; those that are gone already are no trouble."""
        for file in files:
            self.path(file).unlink(missing_ok=True)

    def list_files(self, *, older_s: float = FRESH_S) -> Iterator[str]:
        """List the files that rows should name, as rows name them."""
        latest = time.time() - older_s
        for path in self.folder.rglob("*.webp*"):
            name = path.relative_to(self.folder).as_posix()
            if not name.startswith(PENDING) and _came_at(path) <= latest:
                yield name

    def remove_strays(self, files: Iterable[str]) -> None:
        """Delete files of ``list_files`` that no row names."""
        for file in files:
            (self.folder / file).unlink(missing_ok=True)

    def _add(self, part: str, photo: bytes) -> str:
        stem = secrets.token_hex(16)
        file = f"{part}/{stem[:2]}/{stem}.webp"
        self._write(file, photo)
        return file

    def _waiting(self, token: str) -> Path:
        return self.pending / f"{token}.webp"

    def _write(self, file: str, photo: bytes) -> None:
        """Write a file for us alone, whole or not at all."""
        path = self.folder / file
        fresh = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
        try:
            self._make_folder(path.parent)
            _write_through(fresh, photo)
            fresh.replace(path)
        except OSError as cause:
            with suppress(OSError):
                fresh.unlink()
            reason = f"the photo cannot be kept: {cause.strerror}"
            raise StorageError(reason, permanent=False) from cause

    def _make_folder(self, folder: Path) -> None:
        """Make a folder, and those above it, for us alone."""
        if folder != self.folder.parent and not folder.is_dir():
            self._make_folder(folder.parent)
            folder.mkdir(mode=FOLDER_OURS, parents=True, exist_ok=True)

    def _forget_old(self) -> None:
        oldest = time.time() - PENDING_S
        waiting = sorted(
            (_came_at(path), path) for path in self.pending.glob("*.webp*")
        )
        for place, (came_at, path) in enumerate(reversed(waiting), 1):
            if came_at < oldest or place >= MOST_PENDING:
                path.unlink(missing_ok=True)


def _write_through(path: Path, content: bytes) -> None:
    """Write down to the disk: a row never names a file that a loss of power took."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OURS_ALONE)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _came_at(path: Path) -> float:
    """Tell when a file came; 0 if somebody else has just taken it away."""
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return 0.0
