"""A larger network: copies of one, side by side and stitched together.

Its size is synthetic, its shape is real.
"""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from geo.network import Floats, Network

STITCHES: Final = 400
"""Between two neighbouring copies: the nearest pairs of their nodes."""
FILLS: Final = {"crosses": -1, "kerb_ends": np.nan, "kerb_ends_m": np.nan}
"""Of a stitch nothing is known."""
KEPT_ONCE: Final = frozenset(
    {"revision", "evidences", "ways", "coordinates", "pointer"}
)

Pairs = NDArray[np.int64]


def tile_network(network: Network, side: int) -> Network:
    """Lay ``side`` times ``side`` copies of a network beside each other."""
    count = side * side
    lonlat = _spread(network, side)
    own = {
        field.name: _repeated(getattr(network, field.name), count)
        for field in fields(network)
        if field.name not in KEPT_ONCE
    }
    shifts = np.repeat(network.nodes * np.arange(count), network.segments)
    own |= {
        "node_lonlat": lonlat,
        "tail": (own["tail"] + shifts).astype(np.int32),
        "head": (own["head"] + shifts).astype(np.int32),
        **_shapes(network, lonlat, count),
    }
    return _stitch(replace(network, **own), _seams(lonlat, network.nodes, side))


def _repeated(value: Any, count: int) -> Any:
    if isinstance(value, dict):
        return {key: np.tile(column, count) for key, column in value.items()}
    if isinstance(value, np.ndarray):
        return np.tile(value, (count, *(1,) * (value.ndim - 1)))
    return [f"{key}~{copy}" for copy in range(count) for key in value]


def _spread(network: Network, side: int) -> Floats:
    lonlat = np.asarray(network.node_lonlat)
    span = np.ptp(lonlat, axis=0)
    places = [(i, j) for i in range(side) for j in range(side)]
    return np.concatenate([lonlat + span * place for place in places])


def _shapes(network: Network, lonlat: Floats, count: int) -> dict[str, Any]:
    shift = lonlat.reshape(count, -1, 2)[:, :1] - network.node_lonlat[:1]
    pointer = np.asarray(network.pointer)
    step = len(network.coordinates)
    starts = [pointer[:-1] + step * copy for copy in range(count)]
    return {
        "coordinates": (network.coordinates + shift).reshape(-1, 2),
        "pointer": np.append(np.concatenate(starts), step * count).astype(np.int32),
    }


def _seams(lonlat: Floats, nodes: int, side: int) -> Pairs:
    """Give pairs of nodes of neighbouring copies that lie near each other."""
    grid = np.arange(side * side).reshape(side, side)
    beside = np.column_stack([grid[:, :-1].ravel(), grid[:, 1:].ravel()])
    above = np.column_stack([grid[:-1].ravel(), grid[1:].ravel()])
    found = []
    for one, other in np.concatenate([beside, above]).tolist():
        first, second = nodes * one, nodes * other
        tree = cKDTree(lonlat[second : second + nodes])
        gap, near = tree.query(lonlat[first : first + nodes])
        nearest = np.argsort(gap)[:STITCHES]
        found.append(np.column_stack([first + nearest, second + near[nearest]]))
    return np.concatenate(found) if found else np.zeros((0, 2), np.int64)


def _stitch(network: Network, pairs: Pairs) -> Network:
    """Add a footpath of which nothing is known between the nodes of each pair."""
    ends = network.node_lonlat[pairs]
    apart = np.diff(ends, axis=1)[:, 0] * 111_194
    apart[:, 0] *= np.cos(np.radians(ends[:, 0, 1]))
    more = len(pairs)
    columns = {
        name: np.concatenate([values, np.full(more, np.nan)])
        for name, values in network.columns.items()
    }
    evidence = {
        name: np.concatenate([who, np.full(more, -1, np.int32)])
        for name, who in network.evidence.items()
    }
    last = network.pointer[-1]
    grown = _grown(network, more) | {
        "tail": np.append(network.tail, pairs[:, 0]).astype(np.int32),
        "head": np.append(network.head, pairs[:, 1]).astype(np.int32),
        "length_m": np.append(network.length_m, np.maximum(1, np.hypot(*apart.T))),
        "coordinates": np.concatenate([network.coordinates, ends.reshape(-1, 2)]),
        "pointer": np.append(network.pointer, last + 2 * np.arange(1, more + 1)).astype(
            np.int32
        ),
    }
    return replace(network, columns=columns, evidence=evidence, **grown)


def _grown(network: Network, more: int) -> dict[str, Any]:
    """Give what is held for every segment with some more rows."""
    paths = [i for i, way in enumerate(network.ways) if way.highway == "footway"]
    fills = FILLS | {"way": paths[0] if paths else 0}
    held = {
        field.name: value
        for field in fields(network)
        if isinstance(value := getattr(network, field.name), np.ndarray)
        and len(value) == network.segments
    }
    return {
        name: np.concatenate(
            [value, np.full((more, *value.shape[1:]), fills.get(name, 0), value.dtype)]
        )
        for name, value in held.items()
    }
