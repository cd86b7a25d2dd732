"""The walking network as flat arrays, and the barriers laid over it.

A *segment* is an undirected piece of a way, numbered ``0 … m-1``; its two directed
*edges* are ``2 * segment`` (forward) and ``2 * segment + 1`` (backward).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from geo.observation import Value

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]
Bytes = NDArray[np.int8]

NO_EVIDENCE: Final = -1
AT_TIMES: Final = "hours"
"""Kind of a barrier that is one at times only (``geo.timed``)."""
SIDES: Final = ("both", "left", "right")


@dataclass(frozen=True)
class Evidence:
    """Where a value on the network comes from."""

    source: str
    method: str
    observed_on: date | None
    confidence: float


@dataclass(frozen=True)
class WayInfo:
    """What the answers tell of a way."""

    key: str
    highway: str
    footway: str
    names: dict[str, str]
    source: str


@dataclass(frozen=True, eq=False)
class Network:
    """A compiled walking network; two are the same only if they are one object.

    Attributes
    ----------
    revision : int
        ``Revision.network`` of the rows it was compiled from.
    node_key : sequence of str
        A corner of a junction has the key of its node with a number: ``osm:n5/2``.
    node_lonlat : array, shape (n, 2)
        Degrees, EPSG:4326.
    node_height : array, shape (n,)
        Metres, NaN where unknown.
    node_sigma : array, shape (n,)
        Standard error of the height, metres.
    tail, head : array, shape (m,)
        Node indices of each segment.
    way : array, shape (m,)
        Index into ``ways``.
    side : array, shape (m,)
        Index into ``SIDES``; a street with tagged sidewalks has one segment a side,
        drawn beside its middle, and crossings at its junctions.
    oneway : array, shape (m,)
        For people on foot: 0 both, 1 forward only, -1 backward only.
    start_m : array, shape (m,)
        Metres from the start of the way to the start of the segment.
    length_m : array, shape (m,)
        Metres along the ellipsoid.
    coordinates : array, shape (k, 2)
        Geometry of every segment, (lon, lat), concatenated.
    pointer : array, shape (m + 1,)
        Segment ``i`` owns ``coordinates[pointer[i]:pointer[i + 1]]``.
    columns : dict of str to array, shape (m,)
        Access attributes in forward direction, NaN = unknown. Numbers in SI units,
        yes/no as 1/0, words as their index in ``geo.attribute.ATTRIBUTES``.
    evidence : dict of str to array, shape (m,)
        Index into ``evidences`` per attribute; ``NO_EVIDENCE`` where unknown.
    evidences : list of Evidence
    ways : sequence of WayInfo
    residents : array, shape (m,)
        People living along the segment; NaN where unknown.
    crossing_share : array, shape (m,)
        How much of a crossing the segment is: 1 for a whole one, the halves of one
        that is cut in the middle of the street share it, 0 elsewhere. See
        ``geo.carriageway.crossing_share``, which also answers where it is empty.
    crosses : array, shape (m,)
        Index into ``ways`` of the street that is crossed; -1 where none is.
    kerb_ends : array, shape (m, 2)
        Index into ``KERB_WORDS`` of the kerb at the tail and at the head; NaN where
        nothing is known. The columns hold the worse of both.
    kerb_ends_m : array, shape (m, 2)
        Height of the kerb at the tail and at the head, metres; NaN where not measured.
    """

    revision: int
    node_key: Sequence[str]
    node_lonlat: Floats
    node_height: Floats
    node_sigma: Floats
    tail: Ints
    head: Ints
    way: Ints
    side: Bytes
    oneway: Bytes
    start_m: Floats
    length_m: Floats
    coordinates: Floats
    pointer: Ints
    columns: dict[str, Floats]
    evidence: dict[str, Ints]
    evidences: list[Evidence]
    ways: Sequence[WayInfo]
    residents: Floats
    crossing_share: Floats = field(default_factory=lambda: np.zeros(0))
    crosses: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int32))
    kerb_ends: Floats = field(default_factory=lambda: np.zeros((0, 2)))
    kerb_ends_m: Floats = field(default_factory=lambda: np.zeros((0, 2)))

    @property
    def nodes(self) -> int:
        """How many nodes there are."""
        return len(self.node_lonlat)

    @property
    def segments(self) -> int:
        """How many undirected segments there are."""
        return len(self.tail)

    def line(self, segment: int) -> Floats:
        """Give the (lon, lat) points of a segment, forward, shape (k, 2)."""
        return self.coordinates[self.pointer[segment] : self.pointer[segment + 1]]


@dataclass(frozen=True)
class BarrierFact:
    """A barrier attached to the segments on which it acts.

    Attributes
    ----------
    key : str
        Key of the barrier.
    kind : str
        Category, an id of ``geo/tables/barrier_kinds.toml``.
    segments : tuple of int
        Segments on which it acts.
    attribute : str
        Access attribute that it sets.
    value : Value
        ``None`` where its severity is not known.
    lonlat : tuple of float
        Where it is.
    evidence : Evidence
    confirmed : bool
        An unconfirmed report costs and warns; it never refuses.
    names : dict of str to str
    cost : float, optional
        Estimated cost of the repair.
    instead : bool
        Whether its value holds instead of the segment's, be it better or worse.
    is_over : bool
        Whether it is said to be repaired and nobody has verified it: then it changes
        nothing, and is only told.
    """

    key: str
    kind: str
    segments: tuple[int, ...]
    attribute: str
    value: Value
    lonlat: tuple[float, float]
    evidence: Evidence
    confirmed: bool = True
    names: dict[str, str] = field(default_factory=dict)
    cost: float | None = None
    details: dict[str, Any] = field(default_factory=dict)
    instead: bool = False
    is_over: bool = False
