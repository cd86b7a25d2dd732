"""Names and shapes of the streets of a compiled network."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from data.models import Names
from geo.network import Network
from geo.passage import Flags

MOST_STREETS: Final = 5


class Streets:
    """Tells names and shapes of segments.

    Parameters
    ----------
    network : Network
    """

    def __init__(self, network: Network) -> None:
        self.network = network

    def of_sources(self, sources: Collection[str]) -> Flags:
        """Mark the segments whose way comes from some sources."""
        own = [way.source in sources for way in self.network.ways]
        return np.array(own, dtype=bool)[self.network.way]

    def lines(self, segments: Sequence[int]) -> BaseGeometry | None:
        """Give the lines of segments in EPSG:4326; ``None`` where there are none."""
        lines = [np.round(self.network.line(segment), 6) for segment in segments]
        return shapely.MultiLineString(lines) if lines else None

    def node(self, node: int) -> BaseGeometry:
        """Give the point of a node."""
        return shapely.Point(self.network.node_lonlat[node])

    def ends(self, segment: int) -> tuple[str, str]:
        """Give the keys of the nodes of a segment, in order."""
        keys = (
            self.network.node_key[int(self.network.tail[segment])],
            self.network.node_key[int(self.network.head[segment])],
        )
        return min(keys), max(keys)

    def middle(self, segment: int) -> tuple[float, float]:
        """Give the middle of a segment."""
        line = shapely.LineString(self.network.line(segment))
        point = line.interpolate(0.5, normalized=True)
        return point.x, point.y

    def named(self, segments: Sequence[int]) -> list[Names]:
        """List the names of the streets, the longest first."""
        length: dict[str, float] = {}
        names: dict[str, Names] = {}
        for segment in segments:
            way = self.network.ways[int(self.network.way[segment])]
            if way.names:
                word = min(way.names.items())[1]
                names[word] = way.names
                own = float(self.network.length_m[segment])
                length[word] = length.get(word, 0.0) + own
        return [names[word] for word in sorted(length, key=lambda w: (-length[w], w))]

    def name(self, segments: Sequence[int]) -> Names:
        """Give the name of the longest street; empty where none has one."""
        return next(iter(self.named(segments)), {})
