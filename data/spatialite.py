"""Load SpatiaLite without ``load_extension``.

SQLite's own loader opens extensions with global symbols; SpatiaLite's GEOS and PROJ
then leak into shapely, pyproj and rasterio, which crash or answer wrongly. Here the
library is opened with local symbols and handed to SQLite as an auto-extension that
acts only while this module opens a connection (PROJ opens connections of its own
inside the initialisation and would wait for itself).
"""

from __future__ import annotations

import _sqlite3
import ctypes
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from geo.errors import SourceError

LIBRARIES: Final = (
    "mod_spatialite.so",
    "mod_spatialite.so.8",
    "mod_spatialite.so.7",
    "mod_spatialite.dylib",
    "/opt/homebrew/lib/mod_spatialite.dylib",
    "/usr/local/lib/mod_spatialite.dylib",
)
INSTALL: Final = "apt-get install libsqlite3-mod-spatialite"

_Entry = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p
)
_wanted = threading.local()
_installing = threading.Lock()
_kept: list[Any] = []


def _open_library() -> ctypes.CDLL:
    mode = os.RTLD_NOW | os.RTLD_LOCAL | getattr(os, "RTLD_DEEPBIND", 0)
    for name in LIBRARIES:
        try:
            return ctypes.CDLL(name, mode=mode)
        except OSError:
            continue
    raise SourceError(f"SpatiaLite is not installed; type: {INSTALL}", permanent=True)


def install() -> None:
    """Register SpatiaLite with the standard library's SQLite, once per process.

    Raises
    ------
    SourceError
        If the library is missing, with the command that installs it.
    """
    with _installing:
        if _kept:
            return
        library = _open_library()
        entry = library.sqlite3_modspatialite_init
        entry.argtypes = [ctypes.c_void_p] * 3
        entry.restype = ctypes.c_int

        def start(database: int, message: int, api: int) -> int:
            if not getattr(_wanted, "now", False):
                return 0
            _wanted.now = False
            return int(entry(database, message, api))

        extension = _Entry(start)
        sqlite = ctypes.CDLL(_sqlite3.__file__)
        sqlite.sqlite3_auto_extension.argtypes = [ctypes.c_void_p]
        if sqlite.sqlite3_auto_extension(ctypes.cast(extension, ctypes.c_void_p)):
            raise SourceError("SQLite refused to load SpatiaLite", permanent=True)
        _kept.extend((library, extension, sqlite))


@contextmanager
def loading() -> Iterator[None]:
    """Give every connection opened by this thread inside the block SpatiaLite."""
    _wanted.now = True
    try:
        yield
    finally:
        _wanted.now = False
