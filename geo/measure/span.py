"""Between which values a measure lies while something is not known."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from geo.errors import InputError
from geo.network import Floats
from geo.passage import Flags


@dataclass(frozen=True)
class Range:
    """Between which values one number lies.

    Attributes
    ----------
    low, high : float
        Both NaN where the measure is not defined; the same where it is decided.
    """

    low: float
    high: float

    @property
    def is_defined(self) -> bool:
        """Whether the measure means anything."""
        return self.low <= self.high

    @property
    def is_decided(self) -> bool:
        """Whether what is not known makes no difference."""
        return self.low == self.high

    def holds(self, value: float, *, within: float = 0.0) -> bool:
        """Tell whether a value may be the true one."""
        return self.low - within <= value <= self.high + within


@dataclass(frozen=True, eq=False)
class Span:
    """Between which values each of many numbers lies.

    Attributes
    ----------
    low, high : array, same shape
        Both NaN where the measure is not defined, which is neither good nor bad.

    Raises
    ------
    InputError
        If the arrays differ in shape, or a low end is above its high end.
    """

    low: Floats
    high: Floats

    def __post_init__(self) -> None:
        if self.low.shape != self.high.shape:
            raise InputError("high", f"has shape {self.high.shape}, not that of low")
        if (self.low > self.high).any():
            raise InputError("low", f"{int((self.low > self.high).sum())} above high")

    @classmethod
    def certain(cls, values: Floats) -> Span:
        """Say of values that they are known."""
        return cls(values, values)

    @property
    def defined(self) -> Flags:
        """Where the measure means anything."""
        return self.low <= self.high

    @property
    def decided(self) -> Flags:
        """Where what is not known makes no difference."""
        return np.asarray(self.low == self.high)

    def total(self, weights: Floats) -> Range:
        """Add up what is defined, each with its weight.

        Parameters
        ----------
        weights : array, shape (n,)
            Not negative, such as people.
        """
        here = self.defined
        low, high = (float(end[here] @ weights[here]) for end in (self.low, self.high))
        return Range(low, max(low, high))

    def mean(self, weights: Floats) -> Range:
        """Average what is defined, each with its weight; NaN where nobody is."""
        whole = float(weights[self.defined].sum())
        if whole <= 0:
            return Range(np.nan, np.nan)
        total = self.total(weights)
        return Range(total.low / whole, total.high / whole)
