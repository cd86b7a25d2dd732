"""How long the ways from origins to opportunities take, at best and at worst.

A measure *falls* if longer ways never raise it, with all else the same: how much is
reached within a time. Its least value is that of the strict seconds and its greatest
that of the open ones; ``Ways.between`` needs no more. What does not fall (shares of a
supply for which people compete, unevenness) says in its own file how it is bounded.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from geo.errors import InputError
from geo.measure.span import Span
from geo.network import Floats


def round_trip(there: Floats, back: Floats) -> Floats:
    """Give the seconds that count where both directions have to be possible.

    Parameters
    ----------
    there, back : array, same shape
        Seconds out and back, infinite where there is no way. Slopes make them differ.

    Returns
    -------
    array
        The longer direction: within a time out *and* back within the same time.
    """
    return np.maximum(there, back)


@dataclass(frozen=True, eq=False)
class Ways:
    """Seconds from origins (rows) to opportunities (columns) for one profile.

    Attributes
    ----------
    strict : array, shape (n, m)
        By what is known to be passable; infinite where there is no way.
    open : array, shape (n, m)
        By all that is not known to be impassable.

    Raises
    ------
    InputError
        If the arrays differ in shape, hold NaN or negative seconds, or a strict way is
        shorter than the open one.
    """

    strict: Floats
    open: Floats

    def __post_init__(self) -> None:
        if self.strict.shape != self.open.shape:
            raise InputError("open", f"has shape {self.open.shape}, not that of strict")
        if not ((self.open >= 0).all() and (self.strict >= self.open).all()):
            raise InputError("strict", "seconds are NaN, negative, or below the open")

    @classmethod
    def certain(cls, seconds: Floats) -> Ways:
        """Say of seconds that nothing about them is in doubt."""
        return cls(seconds, seconds)

    def between(self, measure: Callable[[Floats], Floats]) -> Span:
        """Bound a measure that falls where ways get longer.

        Parameters
        ----------
        measure : callable
            Of seconds, shape (n, m).

        Returns
        -------
        Span
            Any state of the unknown gives seconds between the two, so its measure lies
            between the two measures.
        """
        return Span(measure(self.strict), measure(self.open))
