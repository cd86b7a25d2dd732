"""What of a network somebody can pass, with homes and doors placed along it.

A *site* is a position along a segment: a home, a door, a stop.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from geo.network import Floats, Ints, Network

Flags = NDArray[np.bool_]
Labels = NDArray[np.int64]


@dataclass(frozen=True)
class Cuts:
    """Where barriers stop this person, as positions along segments.

    Attributes
    ----------
    segment : array, shape (c,)
    fraction : array, shape (c,)
        0 at the segment's tail, 1 at its head; each barrier has three, at its middle
        and where it begins and ends, so that nobody stands in it.
    """

    segment: Ints
    fraction: Floats

    def keys(self) -> Floats:
        """Give the cuts as sorted numbers, two apart from segment to segment."""
        return np.sort(2.0 * self.segment + self.fraction)


NO_CUTS: Final = Cuts(np.empty(0, np.int32), np.empty(0))


@dataclass(frozen=True)
class Passage:
    """What one person can pass.

    Attributes
    ----------
    usable : array of bool, shape (2m,)
        Directed edges that this person can pass from end to end.
    bare : array of bool, shape (2m,)
        The same if there were no barriers.
    seconds : array, shape (2m,)
        Time along each edge; finite where ``bare``.
    cuts : Cuts
        Barriers that stop this person on edges that are ``bare`` but not ``usable``:
        whoever lives before such a barrier can still leave on that side.
    """

    usable: Flags
    bare: Flags
    seconds: Floats
    cuts: Cuts = NO_CUTS


@dataclass(frozen=True)
class Sites:
    """Positions along segments.

    Attributes
    ----------
    segment : array, shape (k,)
    fraction : array, shape (k,)
        0 at the segment's tail, 1 at its head.
    """

    segment: Ints
    fraction: Floats

    def __len__(self) -> int:
        """How many sites there are."""
        return len(self.segment)

    def joined(self, other: Sites) -> Sites:
        """Give these sites followed by others."""
        return Sites(
            np.concatenate([self.segment, other.segment]),
            np.concatenate([self.fraction, other.fraction]),
        )


def build_homes(network: Network) -> Sites:
    """Place one home in the middle of every segment, in the segments' order."""
    count = network.segments
    return Sites(np.arange(count, dtype=np.int32), np.full(count, 0.5))
