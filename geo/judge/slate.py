"""Where a thread writes down what it has judged, for one person after the other."""

from __future__ import annotations

from threading import local
from typing import Final

import numpy as np
from numpy.typing import NDArray

Slate = NDArray[np.void]

KNOWN: Final = np.dtype(
    [
        *((name, "u4") for name in ("refused", "doubtful", "beyond", "number")),
        ("share", "f8"),
        ("seconds", "f8"),
    ]
)
"""What is judged of a kind (``geo.judge.edge.Sums``), and for whom."""
LAST: Final = np.iinfo(np.int32).max


class Slates(local):
    """The slate of each thread: made once, as large as its largest network.

    Nothing is wiped off for the next person: what carries another number is not theirs.
    """

    def __init__(self) -> None:
        self.owner: object = None
        self.number = 0
        self._make(0)

    def ready(self, owner: object, kinds: int) -> tuple[Slate, int]:
        """Give the slate with the number of whoever writes on it.

        Parameters
        ----------
        owner : object
            Stands for a person under some barriers; the same one again reads on.
        kinds : int

        Returns
        -------
        slate : structured array, shape (k,)
            Of ``KNOWN``.
        number : int
            Never 0, which is on an empty slate.
        """
        if len(self.slate) < kinds or self.number == LAST:
            self._make(max(kinds, len(self.slate)))
        if self.owner is not owner:
            self.owner = owner
            self.number += 1
        return self.slate, self.number

    def _make(self, kinds: int) -> None:
        self.slate = np.zeros(kinds, dtype=KNOWN)
        self.owner, self.number = None, 0


SLATES: Final = Slates()
