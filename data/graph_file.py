"""A compiled network as one file of arrays; no code runs when it is read."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any, Final
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from geo.errors import DataError, SourceError
from geo.network import Evidence, Network, WayInfo

FORMAT: Final = 3
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


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _words(network: Network) -> NDArray[np.uint8]:
    document = {
        "format": FORMAT,
        "revision": network.revision,
        "node_key": network.node_key,
        "ways": [asdict(way) for way in network.ways],
        "evidences": [
            [e.source, e.method, e.observed_on and str(e.observed_on), e.confidence]
            for e in network.evidences
        ],
        "columns": list(network.columns),
    }
    return np.frombuffer(json.dumps(document).encode(), dtype=np.uint8)


def write_network(network: Network, path: Path) -> None:
    """Write a network so that readers see the old file or the new, nothing between.

    Raises
    ------
    SourceError
        If the disk is full or the folder cannot be written; the old file stays.
    """
    arrays: dict[str, Any] = {name: getattr(network, name) for name in ARRAYS}
    for name, values in network.columns.items():
        arrays[f"column:{name}"] = values
        arrays[f"evidence:{name}"] = network.evidence[name]
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with unfinished.open("wb") as handle:
            np.savez(handle, words=_words(network), **arrays)
        unfinished.replace(path)
    except OSError as cause:
        with suppress(OSError):
            unfinished.unlink()
        raise SourceError(
            f"the network cannot be written to {path.name}: {cause.strerror}",
            permanent=False,
        ) from cause


def read_network(path: Path) -> Network:
    """Read a network.

    Raises
    ------
    DataError
        If the file is broken or of another format.
    """
    try:
        with path.open("rb") as handle, np.load(handle, allow_pickle=False) as kept:
            return _network(json.loads(kept["words"].tobytes()), kept)
    except DataError:
        raise
    except (OSError, ValueError, KeyError, EOFError, BadZipFile) as cause:
        raise DataError(f"{path.name} is broken: build the network again") from cause


def _network(words: dict[str, Any], kept: Any) -> Network:  # noqa: ANN401
    if words["format"] != FORMAT:
        raise DataError("the network is of another format: build it again")
    columns = words["columns"]
    return Network(
        revision=words["revision"],
        node_key=words["node_key"],
        columns={name: kept[f"column:{name}"] for name in columns},
        evidence={name: kept[f"evidence:{name}"] for name in columns},
        evidences=[
            Evidence(source, method, _day(day), confidence)
            for source, method, day, confidence in words["evidences"]
        ],
        ways=[WayInfo(**way) for way in words["ways"]],
        **{name: kept[name] for name in ARRAYS},
    )
