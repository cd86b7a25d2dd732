"""A network as the kernels of an account read it: arrays, and names as numbers."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from geo.carriageway import exposures, is_crossing
from geo.direction import LOOK_M, bearing
from geo.judge.kernel import kernel
from geo.line import point_at
from geo.meeting import DRIVEWAY, corners
from geo.network import Floats, Ints, Network
from geo.ways import list_keys, list_names, word_codes

Flags = NDArray[np.bool_]
READ: Final = (
    "elevator",
    "steps",
    "step_count",
    "surface",
    "incline",
    "kerb",
    "kerb_height_m",
    "tactile_paving",
    "lit",
    "covered",
    "bridge",
    "tunnel",
)
"""Attributes of which every piece is asked; the places of the first seven are read by
name in ``geo.account.span``, what follows is told over the length where it holds."""
OF_KERBS: Final = ("kerb", "kerb_height_m")
NAMELESS: Final = 0
SHARED: Final = frozenset({"living_street"})
"""Streets without a kerb between people on foot and cars."""


SEGMENT: Final = np.dtype(
    [
        ("length_m", "f8"),
        ("leaves", "f8", (2,)),
        ("kerb", "f8", (2,)),
        ("kerb_m", "f8", (2,)),
        ("tail", "i4"),
        ("head", "i4"),
        ("way", "i4"),
        ("first", "i4"),
        ("last", "i4"),
        ("side", "i1"),
        ("crosses", "?"),
    ],
    align=True,
)
"""A segment: bearings at which it is left to, from its tail and from its head; word and
height of the kerb at both, NaN where not known; its points are ``first`` …
``last - 1``; whether it crosses a street."""
NODE: Final = np.dtype([("height", "f8"), ("sigma", "f8"), ("corner", "i8")])
"""A node, and where its segments begin in ``Chart.around``."""
WAY: Final = np.dtype(
    [("name", "i4"), ("key", "i4"), *((n, "?") for n in ("street", "told", "shared"))],
    align=True,
)
"""A way: numbers that are equal where two ways have the same names (``NAMELESS`` where
none), the same key; streets; told where they join, even nameless; shared with cars."""
Records = NDArray[np.void]
Row = Any
"""One of ``Records``: in a kernel, its fields are read by name."""


class Chart(NamedTuple):
    """What does not change from trip to trip.

    Attributes
    ----------
    segments, nodes, ways : structured array
        ``SEGMENT``, ``NODE`` (one more row than there are nodes), ``WAY``.
    coordinates : array, shape (k, 2)
        As in ``Network``.
    around : array
        Segments at node ``i``, from ``corner`` of its row to that of the next.
    columns : tuple of array
        ``READ``, as the network holds them; empty where it has none.
    """

    segments: Records
    nodes: Records
    ways: Records
    coordinates: Floats
    around: Ints
    columns: tuple[Floats, ...]


@lru_cache(maxsize=2)
def chart_of(network: Network) -> Chart:
    """Lay a network out for the kernels, once."""
    return Chart(
        segments=_segments(network),
        nodes=_nodes(network),
        ways=_ways(network),
        coordinates=network.coordinates,
        around=corners(network).segments,
        columns=columns_of(network, told_of(network)),
    )


def told_of(network: Network) -> tuple[str, ...]:
    """Name ``READ``, but the kerbs of whole segments only where ends have none."""
    has_ends = has_kerb_ends(network)
    return tuple("" if has_ends and name in OF_KERBS else name for name in READ)


def _segments(network: Network) -> Records:
    found = np.zeros(network.segments, dtype=SEGMENT)
    for name in ("tail", "head", "way", "side", "length_m"):
        found[name] = getattr(network, name)
    found["first"], found["last"] = network.pointer[:-1], network.pointer[1:]
    found["crosses"] = is_crossing(network)
    has_ends = has_kerb_ends(network)
    found["kerb"] = network.kerb_ends if has_ends else np.nan
    found["kerb_m"] = network.kerb_ends_m if has_ends else np.nan
    _look_around(found, network.coordinates)
    return found


@kernel
def _look_around(segments: Records, coordinates: Floats) -> None:
    for i in range(len(segments)):
        segment = segments[i]
        line = coordinates[segment.first : segment.last]
        look = min(1.0, LOOK_M / max(segment.length_m, LOOK_M))
        segment.leaves[0] = bearing(point_at(line, 0.0), point_at(line, look))
        segment.leaves[1] = bearing(point_at(line, 1.0), point_at(line, 1 - look))


def has_kerb_ends(network: Network) -> bool:
    """Tell whether the network tells the kerbs of each end of a segment."""
    return len(network.kerb_ends) == network.segments


def _nodes(network: Network) -> Records:
    found = np.zeros(network.nodes + 1, dtype=NODE)
    found["height"][:-1], found["sigma"][:-1] = network.node_height, network.node_sigma
    found["corner"] = corners(network).pointer
    return found


def _ways(network: Network) -> Records:
    found = np.zeros(len(network.ways), dtype=WAY)
    found["name"] = _numbers(list_names(network.ways))
    found["key"] = _numbers(list_keys(network.ways))
    found["street"] = _are(network, frozenset(exposures()))
    found["told"] = ~_are(network, DRIVEWAY)
    found["shared"] = _are(network, SHARED)
    return found


def columns_of(network: Network, attributes: Sequence[str]) -> tuple[Floats, ...]:
    """Give columns of a network, empty where it has none."""
    none = np.empty(0)
    return tuple(network.columns.get(name, none) for name in attributes)


def _numbers(texts: Sequence[str]) -> Ints:
    """Give texts numbers, the empty one as ``NAMELESS``; equal texts alike."""
    known = {"": NAMELESS}
    found = [known.setdefault(text, len(known)) for text in texts]
    return np.array(found, dtype=np.int32)


def _are(network: Network, highways: frozenset[str]) -> Flags:
    codes, words = word_codes(network.ways, "highway")
    found = np.array([word in highways for word in words], dtype=np.bool_)
    return found[codes] if len(codes) else np.zeros(0, dtype=np.bool_)
