"""Files of a folder or of a zip, read without unpacking anything to the disk."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Final

from geo.errors import InputError

LIMIT_BYTES: Final = 2 << 30
"""Most that the files of one zip may hold together."""

SUSPICIOUS_BYTES: Final = 64 << 20
SUSPICIOUS_RATIO: Final = 200
"""A zip that grows beyond this is a bomb: tables shrink to a tenth or a thirtieth."""

ENCRYPTED: Final = 1
"""Flag bit of the zip format."""

LITTER: Final = ("__MACOSX/", ".")


@dataclass(frozen=True)
class Entry:
    """One file.

    Attributes
    ----------
    name : str
        Path inside the folder or zip, with forward slashes.
    size : int
        Bytes, unpacked.
    home : Path
        The folder or zip.
    """

    name: str
    size: int
    home: Path

    @property
    def base(self) -> str:
        """The name without its folders."""
        return PurePosixPath(self.name).name

    @contextmanager
    def open(self) -> Iterator[IO[bytes]]:
        """Open to read bytes.

        Raises
        ------
        InputError
            If the zip is damaged at this file.
        """
        if self.home.is_dir():
            with (self.home / self.name).open("rb") as handle:
                yield handle
            return
        try:
            with zipfile.ZipFile(self.home) as held, held.open(self.name) as handle:
                yield handle
        except (zipfile.BadZipFile, EOFError, zlib.error) as cause:
            raise InputError(
                self.home.name, f"the zip is damaged at {self.name}: {cause}"
            ) from cause

    def read(self) -> bytes:
        """Read all of it."""
        with self.open() as handle:
            return handle.read()


def list_entries(path: Path, *, limit: int = LIMIT_BYTES) -> list[Entry]:
    """List the files of a folder or a zip.

    Parameters
    ----------
    path : Path
        Folder or zip.
    limit : int
        Most bytes that all files may hold together.

    Returns
    -------
    list of Entry
        In order of name; litter of file managers is left out.

    Raises
    ------
    InputError
        If it is neither, is damaged, holds a path that leads outside, or would
        unpack to more than the limit.
    """
    if path.is_dir():
        return [
            Entry(
                str(PurePosixPath(*file.relative_to(path).parts)),
                file.stat().st_size,
                path,
            )
            for file in sorted(path.rglob("*"))
            if file.is_file() and not file.name.startswith(".")
        ]
    return _zip_entries(path, limit)


def _zip_entries(path: Path, limit: int) -> list[Entry]:
    try:
        with zipfile.ZipFile(path) as held:
            infos = [info for info in held.infolist() if not info.is_dir()]
    except (zipfile.BadZipFile, OSError) as cause:
        raise InputError(path.name, f"is not a readable zip: {cause}") from cause
    _require_harmless(path, infos, limit)
    kept = [i for i in infos if not _is_litter(i.filename)]
    return sorted(
        (Entry(info.filename, info.file_size, path) for info in kept),
        key=lambda entry: entry.name,
    )


def _is_litter(name: str) -> bool:
    return name.startswith(LITTER[0]) or PurePosixPath(name).name.startswith(LITTER[1])


def _require_harmless(path: Path, infos: list[zipfile.ZipInfo], limit: int) -> None:
    total = sum(info.file_size for info in infos)
    packed = sum(info.compress_size for info in infos)
    if total > limit:
        raise InputError(
            path.name, f"unpacks to {total} bytes, above the limit of {limit}"
        )
    if total > SUSPICIOUS_BYTES and total > SUSPICIOUS_RATIO * packed:
        raise InputError(
            path.name,
            f"unpacks to {total} bytes, {total // max(packed, 1)} times its size: "
            f"more than {SUSPICIOUS_RATIO} times is refused",
        )
    for info in infos:
        if info.flag_bits & ENCRYPTED:
            raise InputError(path.name, f"{info.filename} needs a password")
        parts = PurePosixPath(info.filename.replace("\\", "/")).parts
        if ".." in parts or parts[:1] == ("/",) or ":" in info.filename[:2]:
            raise InputError(
                path.name, f"holds a path that leads outside: {info.filename!r}"
            )
