"""A hierarchy beside its network: one file per array, mapped into memory when read.

The folder is named after the ends of the segments and the nodes between them, so a
network that is built again with the same streets finds its hierarchy ready.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from contextlib import suppress
from dataclasses import fields
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from geo.engine.hierarchy import Hierarchy, build_hierarchy
from geo.engine.order import find_order
from geo.errors import DataError, SourceError
from geo.network import Network

FORMAT: Final = 1
"""Raised whenever an array changes its meaning."""
NAMES: Final = tuple(field.name for field in fields(Hierarchy))


def find_folder(network: Network, folder: Path) -> Path:
    """Name the folder of a network's hierarchy."""
    digest = hashlib.sha256(f"{FORMAT} {network.nodes}".encode())
    for ends in (network.tail, network.head):
        digest.update(ends.astype(np.int32).tobytes())
    return folder / f"hierarchy-{digest.hexdigest()[:24]}"


def write_hierarchy(hierarchy: Hierarchy, folder: Path) -> None:
    """Write a hierarchy so that readers find all of it or nothing.

    Raises
    ------
    SourceError
        If the disk is full or the folder cannot be written; nothing is left behind.
    """
    unfinished = folder.with_name(f"{folder.name}.{os.getpid()}.tmp")
    try:
        unfinished.mkdir(parents=True, exist_ok=True)
        for name in NAMES:
            np.save(unfinished / f"{name}.npy", getattr(hierarchy, name))
        unfinished.replace(folder)
    except OSError as cause:
        shutil.rmtree(unfinished, ignore_errors=True)
        if folder.is_dir():
            return
        raise SourceError(
            f"the hierarchy cannot be written to {folder.name}: {cause.strerror}",
            permanent=False,
        ) from cause


def read_hierarchy(folder: Path) -> Hierarchy:
    """Read a hierarchy; its arrays stay on disk until they are used.

    Raises
    ------
    DataError
        If a file is missing or broken.
    """
    try:
        arrays = {name: _map(folder / f"{name}.npy") for name in NAMES}
    except (OSError, ValueError, EOFError) as cause:
        raise DataError(f"{folder.name} is broken: build the network again") from cause
    return Hierarchy(**arrays)


def _map(path: Path) -> NDArray[Any]:
    # Kernels are compiled for arrays that can be written; nothing is ever written.
    return np.asarray(np.load(path, mmap_mode="c", allow_pickle=False))


def ready_hierarchy(network: Network, folder: Path) -> Hierarchy:
    """Read the hierarchy of a network, or make it and keep it.

    Parameters
    ----------
    network : Network
    folder : Path
        Where networks lie; hierarchies of other streets are removed from it.
    """
    own = find_folder(network, folder)
    if own.is_dir():
        with suppress(DataError):
            return read_hierarchy(own)
        shutil.rmtree(own)
    order = find_order(network.tail, network.head, network.node_lonlat)
    write_hierarchy(build_hierarchy(network.tail, network.head, order), own)
    for other in folder.glob("hierarchy-*"):
        if other.name != own.name and not other.name.endswith(".tmp"):
            shutil.rmtree(other, ignore_errors=True)
    return read_hierarchy(own)
