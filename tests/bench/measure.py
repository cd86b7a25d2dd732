"""Measure two sides in turns and compare their medians, round by round."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

Times = Sequence[float]
"""Seconds, one a query."""
Side = Callable[[], Times]
"""Does one round."""


@dataclass(frozen=True)
class Compared:
    """Rounds of ours and of a peer, in turns.

    Attributes
    ----------
    ours, theirs : list of Times
        One a round.
    """

    ours: list[Times]
    theirs: list[Times]

    def ratios(self, share: float = 50) -> list[float]:
        """Say how many times as long as we the peer took, a round each.

        Parameters
        ----------
        share : float
            Percentile that is compared; 50 is the median.
        """
        pairs = zip(self.ours, self.theirs, strict=True)
        return [
            float(np.percentile(b, share) / np.percentile(a, share)) for a, b in pairs
        ]


def time_each(calls: Sequence[Callable[[], object]]) -> list[float]:
    """Time some calls one by one, in seconds."""
    taken = []
    for call in calls:
        begun = time.perf_counter()
        call()
        taken.append(time.perf_counter() - begun)
    return taken


def compare(ours: Side, theirs: Side, rounds: int) -> Compared:
    """Let both sides do a round that does not count, then measure them in turns.

    The collector of unused cycles is off: it would strike either side at random.
    """
    ours()
    theirs()
    found = Compared([], [])
    gc.collect()
    gc.disable()
    try:
        for _ in range(rounds):
            found.ours.append(ours())
            found.theirs.append(theirs())
    finally:
        gc.enable()
    return found
