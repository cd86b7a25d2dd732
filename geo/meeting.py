"""Where segments meet: the streets at a corner, and on which side they leave."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from geo.carriageway import exposures
from geo.direction import LOOK_M, angle_between, bearing
from geo.line import point_at
from geo.network import Ints, Network
from geo.ways import word_codes

AHEAD_DEG: Final = 25.0
"""A street that leaves within this angle of ahead or behind leaves to no side."""
DRIVEWAY: Final = frozenset({"service"})
"""Streets that are told only where they have a name."""
KEPT: Final = 4096
"""Ways whose words are kept: more than the longest route has."""


@dataclass(frozen=True)
class Joined:
    """A street that meets the way at a corner; ``sides`` are those it leaves to."""

    names: dict[str, str]
    sides: frozenset[str] = field(default_factory=frozenset)


class Corners:
    """Finds the streets that meet at the nodes of a network."""

    def __init__(self, network: Network) -> None:
        self.network = network
        ends = np.concatenate([network.tail, network.head])
        order = np.argsort(ends, kind="stable")
        self.segments: Ints = (order % max(network.segments, 1)).astype(np.int32)
        counts = np.bincount(ends, minlength=network.nodes)
        self.pointer = np.concatenate([[0], np.cumsum(counts)])
        self._is_street = _are(network, frozenset(exposures()))
        self._is_told = ~_are(network, DRIVEWAY)
        self.info = lru_cache(maxsize=KEPT)(network.ways.__getitem__)
        """Reads a way; the last of them are kept."""

    def at(self, node: int) -> list[int]:
        """List the segments at a node."""
        found = self.segments[self.pointer[node] : self.pointer[node + 1]]
        return list(dict.fromkeys(found.tolist()))

    def met(
        self, node: int, ways: Iterable[int], arrives_deg: float
    ) -> Iterator[Joined]:
        """Walk through the streets at a node that are not among some ways.

        Parameters
        ----------
        node : int
        ways : iterable of int
            Ways that one comes and goes along.
        arrives_deg : float
            Bearing of who arrives.
        """
        network = self.network
        own = set(ways)
        own_names = [names for w in own if (names := self.info(w).names)]
        found: dict[object, set[str]] = {}
        named: dict[object, dict[str, str]] = {}
        for segment in self.at(node):
            way = int(network.way[segment])
            if way in own or not self._is_street[way]:
                continue
            names = self.info(way).names
            if names in own_names or not (names or self._is_told[way]):
                continue
            key = tuple(sorted(names.items())) or way
            named[key] = names
            leaves = self._leaves(segment, node)
            found.setdefault(key, set()).add(_side(angle_between(arrives_deg, leaves)))
        for street, sides in found.items():
            yield Joined(named[street], frozenset(sides - {""}))

    def _leaves(self, segment: int, node: int) -> float:
        line = self.network.line(segment)
        line = line if self.network.tail[segment] == node else line[::-1]
        look = min(1.0, LOOK_M / max(float(self.network.length_m[segment]), LOOK_M))
        return bearing(point_at(line, 0), point_at(line, look))


def _side(angle_deg: float) -> str:
    if abs(angle_deg) < AHEAD_DEG or abs(angle_deg) > 180 - AHEAD_DEG:
        return ""
    return "right" if angle_deg > 0 else "left"


def _are(network: Network, highways: frozenset[str]) -> NDArray[np.bool_]:
    """Tell which ways are of some values of ``highway``."""
    codes, words = word_codes(network.ways, "highway")
    found = np.array([word in highways for word in words], dtype=np.bool_)
    return found[codes] if len(codes) else np.zeros(0, dtype=np.bool_)


@lru_cache(maxsize=2)
def corners(network: Network) -> Corners:
    """Index the corners of a network, once."""
    return Corners(network)
