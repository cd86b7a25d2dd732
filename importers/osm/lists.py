"""Lists of numbers of many elements, one behind the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Lists:
    """A list of numbers, or of rows of numbers, for each of some elements.

    Attributes
    ----------
    values : array, shape (k,) or (k, columns)
        One list behind the other.
    counts : array, shape (n,)
        How long each is.
    """

    values: Numbers
    counts: Numbers

    @cached_property
    def start(self) -> Numbers:
        """Where each list begins."""
        return np.asarray(np.cumsum(self.counts) - self.counts)

    @property
    def owner(self) -> Numbers:
        """To which element each value belongs."""
        return np.repeat(np.arange(len(self.counts)), self.counts)

    def of(self, element: int) -> Numbers:
        """Give the list of one element."""
        start = self.start[element]
        return self.values[start : start + self.counts[element]]

    def places(self, chosen: Numbers) -> Numbers:
        """Give where the values of some elements are, in their order."""
        counts = self.counts[chosen]
        shift = self.start[chosen] - (np.cumsum(counts) - counts)
        return np.asarray(np.arange(counts.sum()) + np.repeat(shift, counts))

    def pick(self, chosen: Numbers) -> Lists:
        """Give the lists of some elements, in their order."""
        return Lists(self.values[self.places(chosen)], self.counts[chosen])

    def any_of(self, flags: Flags) -> Flags:
        """Tell of each element whether one of its values is flagged."""
        found = np.zeros(len(self.counts), dtype=np.bool_)
        found[self.owner[flags]] = True
        return found

    @classmethod
    def join(cls, parts: Sequence[Lists]) -> Lists:
        """Put the lists of several blocks one behind the other."""
        values = np.concatenate([part.values for part in parts])
        return cls(values, np.concatenate([part.counts for part in parts]))


def order_as_text(numbers: Numbers) -> Numbers:
    """Order numbers as their texts are ordered: 1, 10, 9."""
    texts = numbers.astype(np.bytes_)
    return np.argsort(texts, kind="stable")
