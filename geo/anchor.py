"""Where a barrier or a report takes hold of the network.

An anchor outlives every build: the key of a way or of a node, metres along the way, the
side. Each build finds its segments anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from geo.carriageway import is_crossing, is_of_street
from geo.network import SIDES, Ints, Network
from geo.ways import list_keys

KERB_LIKE: Final = frozenset({"kerb", "kerb_height_m", "wheelchair"})
"""At a crossing these speak of whoever crosses, not of who walks along the street."""
SLACK_M: Final = 0.5
"""Two positions along a way that are this close are the same."""


@dataclass(frozen=True)
class Anchor:
    """What a barrier hangs on.

    Attributes
    ----------
    way_key, node_key : str
        Empty where not known.
    along_m : float, optional
        Metres from the start of the way; ``None`` for the whole way.
    side : str
        ``"both"``, ``"left"`` or ``"right"``.
    at_crossing : bool
        Whether the node is where a street is crossed.
    """

    way_key: str = ""
    node_key: str = ""
    along_m: float | None = None
    side: str = "both"
    at_crossing: bool = False


def acting_segments(
    attribute: str,
    touching: Sequence[int],
    *,
    crosses: NDArray[np.bool_],
    drives: NDArray[np.bool_],
    at_crossing: bool,
) -> list[int]:
    """Choose the segments on which a fact about a node acts.

    A kerb acts on the crossings that touch it, and so does any fact about a place
    where a street is crossed. Where a path meets a street, a fact about the meeting
    point acts on the path. Else it acts on all.

    Parameters
    ----------
    attribute : str
    touching : sequence of int
        Segments that end at the node or run through it.
    crosses, drives : array of bool, shape (m,)
        Whether a segment crosses a street, belongs to one.
    at_crossing : bool
        Whether the node is where a street is crossed.
    """
    kerb_like = attribute in KERB_LIKE
    chosen = [i for i in touching if crosses[i]]
    if chosen and (kerb_like or at_crossing):
        return chosen
    walked = [i for i in touching if not drives[i]]
    if walked:
        return walked
    return [] if kerb_like and at_crossing else list(touching)


def node_of(key: str) -> str:
    """Give the key of the node that a corner belongs to: ``osm:n5/2`` to ``osm:n5``."""
    node, slash, corner = key.rpartition("/")
    return node if slash and corner.isdecimal() else key


@dataclass(frozen=True)
class Groups:
    """Places of a list, grouped by the number that stands there."""

    order: NDArray[np.int64]
    start: NDArray[np.int64]

    @classmethod
    def of(cls, numbers: Ints, count: int) -> Groups:
        """Group the places of numbers below a count."""
        order = np.argsort(numbers, kind="stable")
        return cls(order, np.searchsorted(numbers[order], np.arange(count + 1)))

    def __getitem__(self, number: int) -> NDArray[np.int64]:
        """Give the places of a number."""
        return self.order[self.start[number] : self.start[number + 1]]


class Anchorage:
    """Finds the segments of anchors in one network."""

    def __init__(self, network: Network) -> None:
        self.network = network

    @cached_property
    def _ways(self) -> dict[str, int]:
        """Key → way; the crossings of a street come behind it with the same key."""
        keys = enumerate(list_keys(self.network.ways))
        return {key: place for place, key in reversed(list(keys))}

    @cached_property
    def _nodes(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for node, key in enumerate(self.network.node_key):
            # Most keys are those of nodes: looking first is five times as fast.
            base = node_of(key) if "/" in key else key
            found.setdefault(base, []).append(node)
        return found

    @cached_property
    def _by_way(self) -> Groups:
        return Groups.of(self.network.way, len(self.network.ways))

    @cached_property
    def _by_node(self) -> Groups:
        ends = np.concatenate([self.network.tail, self.network.head])
        return Groups.of(ends, self.network.nodes)

    def _of_way(self, key: str) -> list[int]:
        way = self._ways.get(key)
        return [] if way is None else self._by_way[way].tolist()

    def _of_node(self, key: str) -> list[int]:
        count = self.network.segments
        ends = [self._by_node[node] % count for node in self._nodes.get(key, ())]
        return np.unique(np.concatenate(ends)).tolist() if ends else []

    def find(self, attribute: str, anchor: Anchor) -> tuple[int, ...]:
        """Give the segments on which a barrier acts; empty for an orphan."""
        touching = self._of_node(anchor.node_key)
        if not touching:
            touching = self._along(anchor)
        if not anchor.node_key:
            return tuple(touching)
        network = self.network
        return tuple(
            acting_segments(
                attribute,
                touching,
                crosses=is_crossing(network),
                drives=is_of_street(network),
                at_crossing=anchor.at_crossing,
            )
        )

    def _along(self, anchor: Anchor) -> list[int]:
        segments = self._of_way(anchor.way_key)
        sided = list(_on_side(self.network, segments, anchor.side))
        if anchor.along_m is None or not sided:
            return sided
        start, length = self.network.start_m, self.network.length_m
        inside = [
            i
            for i in sided
            if start[i] - SLACK_M <= anchor.along_m <= start[i] + length[i] + SLACK_M
        ]
        if anchor.node_key or len(inside) <= 1:
            return inside
        middle = [abs(start[i] + length[i] / 2 - anchor.along_m) for i in inside]
        best = start[inside[int(np.argmin(middle))]]
        return [i for i in inside if start[i] == best]


def _on_side(network: Network, segments: Iterable[int], side: str) -> Iterable[int]:
    """Keep the segments of a side; a street of one line has both."""
    allowed = {"both", side} if side != "both" else set(SIDES)
    return (i for i in segments if SIDES[network.side[i]] in allowed)
