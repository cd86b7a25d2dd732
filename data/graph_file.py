"""A compiled network on disk: a folder of arrays that readers map into memory.

The manifest, one small file beside the folder, names the folder and the size of every
array in it. It is replaced by one atomic rename: readers see the old network or the
new, nothing between. Folders are never changed once they are named; the one before is
kept for whoever has just read its name. A folder that is deleted while it is mapped
lives on until nobody maps it any more (POSIX).
"""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

import numpy as np
import orjson
from numpy.typing import NDArray

from data.graph_words import pack_words, unpack_words
from geo.errors import DataError, SourceError
from geo.network import Network

FORMAT: Final = 4
"""Raised whenever the words of a column change their order."""
ARRAYS: Final = (
    "node_lonlat",
    "node_height",
    "node_sigma",
    "tail",
    "head",
    "way",
    "side",
    "oneway",
    "start_m",
    "length_m",
    "coordinates",
    "pointer",
    "residents",
    "crossing_share",
    "crosses",
    "kerb_ends",
    "kerb_ends_m",
)
TRIES: Final = 5
"""A reader whose folder is gone looks so often whether there is a newer one."""

Manifest = dict[str, Any]


def write_network(network: Network, path: Path) -> None:
    """Write a network and put it in the place of the one before.

    Parameters
    ----------
    network : Network
    path : Path
        The manifest; the folder lies beside it.

    Raises
    ------
    SourceError
        If the disk is full or the folder cannot be written; the old one stays.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _alone(path):
            _replace(network, path)
    except OSError as cause:
        raise SourceError(
            f"the network cannot be written to {path.name}: {cause.strerror or cause}",
            permanent=False,
        ) from cause


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Wait until nobody else writes this network."""
    with path.with_suffix(".lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _replace(network: Network, path: Path) -> None:
    folder = path.with_suffix(f".{secrets.token_hex(4)}")
    unfinished = path.with_suffix(".tmp")
    before = _named(path)
    try:
        folder.mkdir()
        unfinished.write_bytes(orjson.dumps(_write_arrays(network, folder)))
        unfinished.replace(path)
    except OSError:
        shutil.rmtree(folder, ignore_errors=True)
        with suppress(OSError):
            unfinished.unlink()
        raise
    for old in path.parent.glob(f"{path.stem}.*"):
        if old.is_dir() and old.name not in (folder.name, before):
            shutil.rmtree(old, ignore_errors=True)


def _write_arrays(network: Network, folder: Path) -> Manifest:
    words, small = pack_words(network)
    arrays = {name: getattr(network, name) for name in ARRAYS} | words
    for name, values in network.columns.items():
        arrays[f"column:{name}"] = values
        arrays[f"evidence:{name}"] = network.evidence[name]
    sizes = {}
    for number, (name, values) in enumerate(arrays.items()):
        file = folder / f"{number:03}.npy"
        with file.open("wb") as handle:
            np.save(handle, np.ascontiguousarray(values), allow_pickle=False)
            handle.flush()
            os.fsync(handle.fileno())
        sizes[name] = [file.name, file.stat().st_size]
    return {
        "format": FORMAT,
        "folder": folder.name,
        "revision": network.revision,
        "columns": list(network.columns),
        "arrays": sizes,
        **small,
    }


def _named(path: Path) -> str:
    """Name the folder of the network that is there; nothing where none can be read."""
    try:
        return str(orjson.loads(path.read_bytes())["folder"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def read_network(path: Path) -> Network:
    """Map a network into memory.

    Parameters
    ----------
    path : Path
        The manifest.

    Returns
    -------
    Network
        Its arrays share the pages of every process that maps them.

    Raises
    ------
    DataError
        If a file is missing, broken, not whole, or of another format.
    """
    for _ in range(TRIES):
        named = _named(path)
        try:
            manifest = _manifest(path)
            return _network(manifest, path.parent / manifest["folder"])
        except DataError:
            raise
        except (OSError, ValueError, KeyError, TypeError, EOFError) as cause:
            if _named(path) == named:
                raise _broken(path) from cause
    raise _broken(path)


def _broken(path: Path) -> DataError:
    return DataError(f"{path.name} is broken: build the network again")


def _manifest(path: Path) -> Manifest:
    manifest: Manifest = orjson.loads(path.read_bytes())
    if manifest["format"] != FORMAT:
        raise DataError("the network is of another format: build it again")
    return manifest


def _network(manifest: Manifest, folder: Path) -> Network:
    arrays: dict[str, Any] = dict(_mapped(manifest["arrays"], folder))
    columns = manifest["columns"]
    return Network(
        revision=manifest["revision"],
        columns={name: arrays[f"column:{name}"] for name in columns},
        evidence={name: arrays[f"evidence:{name}"] for name in columns},
        **{name: arrays[name] for name in ARRAYS},
        **unpack_words(arrays, manifest),
    )


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
