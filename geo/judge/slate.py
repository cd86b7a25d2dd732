"""Where a thread writes down what it has judged, for one person after the other."""

from __future__ import annotations

from threading import local
from typing import Final

import numpy as np
from numpy.typing import NDArray

from geo.network import Floats

Bits = NDArray[np.uint32]

KNOWN: Final = 3
"""Column of the bits of a kind that says for whom it was judged."""
LAST: Final = np.iinfo(np.int32).max


class Slates(local):
    """The slate of each thread: made once, as large as its largest network.

    Nothing is wiped off for the next person: what carries another number is not theirs.
    """

    def __init__(self) -> None:
        self.owner: object = None
        self.number = 0
        self._make(0)

    def ready(self, owner: object, kinds: int) -> tuple[Bits, Floats, int]:
        """Give the slate with the number of whoever writes on it.

        Parameters
        ----------
        owner : object
            Stands for a person under some barriers; the same one again reads on.
        kinds : int

        Returns
        -------
        bits : array, shape (k, 4)
        burdens : array, shape (k, 2)
        number : int
            Never 0, which is on an empty slate.
        """
        if len(self.bits) < kinds or self.number == LAST:
            self._make(max(kinds, len(self.bits)))
        if self.owner is not owner:
            self.owner = owner
            self.number += 1
        return self.bits, self.burdens, self.number

    def _make(self, kinds: int) -> None:
        self.bits = np.zeros((kinds, KNOWN + 1), dtype=np.uint32)
        self.burdens = np.empty((kinds, 2))
        self.owner, self.number = None, 0


SLATES: Final = Slates()
