"""A compiled network on disk."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from data.array_file import ArrayFile, Arrays, Small
from data.graph_words import pack_words, unpack_words
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
    words, small = pack_words(network)
    arrays = {name: getattr(network, name) for name in ARRAYS} | words
    for name, values in network.columns.items():
        arrays[f"column:{name}"] = values
        arrays[f"evidence:{name}"] = network.evidence[name]
    told = {"revision": network.revision, "columns": list(network.columns), **small}
    _file(path).write(arrays, told)


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
    return _file(path).read(_network)


def _file(path: Path) -> ArrayFile:
    return ArrayFile(path, FORMAT, "network")


def _network(manifest: Small, arrays: Arrays) -> Network:
    columns = manifest["columns"]
    return Network(
        revision=manifest["revision"],
        columns={name: arrays[f"column:{name}"] for name in columns},
        evidence={name: arrays[f"evidence:{name}"] for name in columns},
        **{name: arrays[name] for name in ARRAYS},
        **unpack_words(arrays, manifest),
    )
