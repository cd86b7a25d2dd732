"""Arrays on disk: a folder of files that readers map into memory.

The manifest, one small file beside the folder, names the folder and the size of every
array in it. It is replaced by one atomic rename: readers see the old arrays or the
new, nothing between. Folders are never changed once they are named; the one before is
kept for whoever has just read its name. A folder that is deleted while it is mapped
lives on until nobody maps it any more (POSIX).
"""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeVar

import numpy as np
import orjson
from numpy.typing import NDArray

from geo.errors import DataError, SourceError

TRIES: Final = 5
"""A reader whose folder is gone looks so often whether there is a newer one."""

Arrays = dict[str, Any]
Small = dict[str, Any]
"""What a manifest says besides: JSON values."""
T = TypeVar("T")


@dataclass(frozen=True)
class ArrayFile:
    """Where arrays lie, and what they are.

    Attributes
    ----------
    path : Path
        The manifest; the folder lies beside it.
    format : int
        Raised whenever what is written changes its meaning.
    what : str
        In messages: ``"network"``.
    """

    path: Path
    format: int
    what: str

    def write(self, arrays: Mapping[str, NDArray[Any]], small: Small) -> None:
        """Write arrays and put them in the place of those before.

        Raises
        ------
        SourceError
            If the disk is full or the folder cannot be written; the old ones stay.
        """
        path = self.path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with _alone(path):
                _replace(path, arrays, {"format": self.format, **small})
        except OSError as cause:
            raise SourceError(
                f"the {self.what} cannot be written to {path.name}: "
                f"{cause.strerror or cause}",
                permanent=False,
            ) from cause

    def read(self, make: Callable[[Small, Arrays], T]) -> T:
        """Map the arrays into memory and make something of them.

        Parameters
        ----------
        make : callable
            Is given the manifest and the arrays, which share the pages of every
            process that maps them.

        Raises
        ------
        DataError
            If a file is missing, broken, not whole, or of another format.
        """
        for _ in range(TRIES):
            named = _named(self.path)
            try:
                manifest = self._manifest()
                folder = self.path.parent / manifest["folder"]
                return make(manifest, dict(_mapped(manifest["arrays"], folder)))
            except DataError:
                raise
            except (OSError, ValueError, KeyError, TypeError, EOFError) as cause:
                if _named(self.path) == named:
                    raise self._broken() from cause
        raise self._broken()

    def _manifest(self) -> Small:
        manifest: Small = orjson.loads(self.path.read_bytes())
        if manifest["format"] != self.format:
            raise DataError(f"the {self.what} is of another format: build it again")
        return manifest

    def _broken(self) -> DataError:
        return DataError(f"{self.path.name} is broken: build the {self.what} again")


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Wait until nobody else writes these arrays."""
    with path.with_suffix(".lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _replace(path: Path, arrays: Mapping[str, NDArray[Any]], small: Small) -> None:
    folder = path.with_suffix(f".{secrets.token_hex(4)}")
    unfinished = path.with_suffix(".tmp")
    before = _named(path)
    try:
        folder.mkdir()
        sizes = _write_arrays(arrays, folder)
        manifest = {**small, "folder": folder.name, "arrays": sizes}
        unfinished.write_bytes(orjson.dumps(manifest))
        unfinished.replace(path)
    except OSError:
        shutil.rmtree(folder, ignore_errors=True)
        with suppress(OSError):
            unfinished.unlink()
        raise
    for old in path.parent.glob(f"{path.stem}.*"):
        if old.is_dir() and old.name not in (folder.name, before):
            shutil.rmtree(old, ignore_errors=True)


def _write_arrays(arrays: Mapping[str, NDArray[Any]], folder: Path) -> Small:
    sizes = {}
    for number, (name, values) in enumerate(arrays.items()):
        file = folder / f"{number:03}.npy"
        with file.open("wb") as handle:
            np.save(handle, np.ascontiguousarray(values), allow_pickle=False)
            handle.flush()
            os.fsync(handle.fileno())
        sizes[name] = [file.name, file.stat().st_size]
    return sizes


def _named(path: Path) -> str:
    """Name the folder of the arrays that are there; nothing where none can be read."""
    try:
        return str(orjson.loads(path.read_bytes())["folder"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def _mapped(
    sizes: dict[str, list[Any]], folder: Path
) -> Iterator[tuple[str, NDArray[Any]]]:
    for name, (file, size) in sizes.items():
        path = folder / file
        if path.stat().st_size != size:
            raise EOFError(f"{path} is not whole")
        # Copy-on-write: the pages stay shared, and compiled kernels take the arrays
        # for what they were made for; a read-only array is another type to them.
        yield name, np.asarray(np.load(path, mmap_mode="c", allow_pickle=False))
