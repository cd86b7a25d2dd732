"""What a region holds of a network: its streets, barriers, homes and places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from geo.measure.region import Region
from geo.measure.town import Supply
from geo.network import BarrierFact, Ints, Network
from geo.passage import Labels, Sites
from geo.ways import Ways

_OF_NODES: Final = ("node_lonlat", "node_height", "node_sigma")
_OF_SEGMENTS: Final = (
    "side",
    "oneway",
    "start_m",
    "length_m",
    "residents",
    "crossing_share",
    "kerb_ends",
    "kerb_ends_m",
)


def cut_network(network: Network, region: Region) -> Network:
    """Take the part of a network that a region holds.

    Parameters
    ----------
    network : Network
    region : Region

    Returns
    -------
    Network
        Its segments in the order of ``region.segments``.
    """
    kept = region.segments
    nodes = np.unique(np.concatenate([network.tail[kept], network.head[kept]]))
    streets = _rows(network.crosses, kept)
    ways = np.unique(np.concatenate([network.way[kept], streets[streets >= 0]]))
    points, pointer = _points(network, kept)
    taken: dict[str, Any] = {name: getattr(network, name)[nodes] for name in _OF_NODES}
    taken |= {name: _rows(getattr(network, name), kept) for name in _OF_SEGMENTS}
    return replace(
        network,
        node_key=[network.node_key[node] for node in nodes.tolist()],
        **taken,
        tail=_renumber(nodes, network.tail[kept]),
        head=_renumber(nodes, network.head[kept]),
        way=_renumber(ways, network.way[kept]),
        crosses=np.where(streets < 0, -1, _renumber(ways, streets)).astype(np.int32),
        coordinates=network.coordinates[points],
        pointer=pointer,
        columns={name: column[kept] for name, column in network.columns.items()},
        evidence={name: column[kept] for name, column in network.evidence.items()},
        ways=Ways.pack(network.ways[way] for way in ways.tolist()),
    )


def _rows(values: NDArray[Any], kept: Labels) -> NDArray[Any]:
    """Take rows; what a network leaves empty stays so."""
    return values[kept] if len(values) else values


def _renumber(kept: Labels, names: Ints) -> Ints:
    return np.searchsorted(kept, names).astype(np.int32)


def _points(network: Network, kept: Labels) -> tuple[Labels, Ints]:
    first, last = network.pointer[kept], network.pointer[kept + 1]
    count = (last - first).astype(np.int64)
    pointer = np.concatenate([[0], np.cumsum(count)])
    points = np.repeat(first - pointer[:-1], count) + np.arange(pointer[-1])
    return points, pointer.astype(network.pointer.dtype)


def cut_barriers(barriers: Sequence[BarrierFact], region: Region) -> list[BarrierFact]:
    """Give the barriers that act inside a region, on its own segments."""
    found = []
    for barrier in barriers:
        places = region.place(np.array(barrier.segments, dtype=np.int32))
        own = tuple(places[places >= 0].tolist())
        if own:
            found.append(replace(barrier, segments=own))
    return found


def cut_homes(homes: Sites, region: Region) -> Sites:
    """Give the homes for which a region answers, on its own segments."""
    own = region.homes
    segment = region.place(homes.segment[own]).astype(np.int32)
    return Sites(segment, homes.fraction[own])


def cut_supply(supply: Supply, region: Region) -> Supply:
    """Give the places that a region holds, in the same order.

    Parameters
    ----------
    supply : Supply
    region : Region

    Returns
    -------
    Supply
        Without places that have no door inside.
    """
    segment = region.place(supply.doors.segment)
    inside = segment >= 0
    places = np.unique(supply.place[inside])
    doors = Sites(segment[inside].astype(np.int32), supply.doors.fraction[inside])
    place = np.searchsorted(places, supply.place[inside]).astype(np.int32)
    return Supply(doors, place, supply.amount[places])
