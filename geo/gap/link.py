"""Missing crossings and ramps: short links between two parts that can be used."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from geo.island import Parts, find_parts
from geo.network import Network
from geo.passage import Flags

LINK_M: Final = 30.0
"""Longer than this it is a street, no crossing and no ramp."""
PART_M: Final = 100.0
"""Shorter parts are no parts of a town that somebody would cross over to."""


@dataclass(frozen=True)
class LinkGap:
    """Two usable parts that only short links join, of which none can be passed.

    Attributes
    ----------
    segments : tuple of int
        The links.
    residents : float
        People of the smaller part, who gain the larger one.
    blocks : tuple of int
        Directed edges of the links that stop this person.
    """

    segments: tuple[int, ...]
    residents: float
    blocks: tuple[int, ...]


def find_link_gaps(network: Network, *, usable: Flags, walker: Flags) -> list[LinkGap]:
    """List the missing crossings and ramps of a person.

    Parameters
    ----------
    network : Network
    usable : array of bool, shape (2m,)
        Directed edges that are not known to be impassable to this person.
    walker : array of bool, shape (2m,)
        Those that an unimpeded walker can pass.

    Returns
    -------
    list of LinkGap
        One for each two parts, most residents first. Each part has ``PART_M`` of
        streets at least, each link is ``LINK_M`` long at most.
    """
    parts = find_parts(network, usable)
    wanted = _links(network, parts, usable=usable, walker=walker)
    pairs: dict[tuple[int, int], list[int]] = {}
    for segment in np.flatnonzero(wanted).tolist():
        tail = int(parts.labels[network.tail[segment]])
        head = int(parts.labels[network.head[segment]])
        pairs.setdefault((min(tail, head), max(tail, head)), []).append(segment)
    found = [
        LinkGap(
            segments=tuple(segments),
            residents=min(float(parts.residents[part]) for part in pair),
            blocks=tuple(
                edge
                for segment in segments
                for edge in (2 * segment, 2 * segment + 1)
                if walker[edge] and not usable[edge]
            ),
        )
        for pair, segments in pairs.items()
    ]
    return sorted(found, key=lambda gap: (-gap.residents, gap.segments))


def _links(network: Network, parts: Parts, *, usable: Flags, walker: Flags) -> Flags:
    tail, head = parts.labels[network.tail], parts.labels[network.head]
    large = parts.length_m >= PART_M
    stopped = (walker & ~usable).reshape(-1, 2).any(axis=1)
    short = network.length_m <= LINK_M
    found: Flags = stopped & short & (tail != head)
    if len(large):
        found &= large[tail] & large[head]
    return found
