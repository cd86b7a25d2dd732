"""How much less a farther opportunity counts: weights in steps of time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from geo.errors import InputError
from geo.network import Floats


@dataclass(frozen=True)
class Steps:
    """Weights that fall in steps.

    Attributes
    ----------
    limits_s : tuple of float
        Rising; up to each limit its weight counts, beyond the last nothing.
    weights : tuple of float
        Falling, above zero.

    Raises
    ------
    InputError
        If limits do not rise, or weights do not fall or are not above zero.
    """

    limits_s: tuple[float, ...]
    weights: tuple[float, ...]

    def __post_init__(self) -> None:
        if len(self.limits_s) != len(self.weights) or not self.weights:
            raise InputError("weights", f"{len(self.weights)} for other limits")
        if any(np.diff(self.limits_s) <= 0):
            raise InputError("limits_s", f"{self.limits_s} do not rise")
        if any(np.diff(self.weights) > 0) or self.weights[-1] <= 0:
            raise InputError("weights", f"{self.weights} do not fall, or not above 0")

    def weigh(self, seconds: Floats) -> Floats:
        """Give the weight of each way, 0 beyond the last limit."""
        step = np.searchsorted(self.limits_s, seconds, side="left")
        return np.append(self.weights, 0.0)[step]


ENHANCED: Final = Steps((600.0, 1200.0, 1800.0), (1.0, 0.68, 0.22))
"""10, 20 and 30 minutes: Luo and Qi, An enhanced two-step floating catchment area
method, Health Place 15 (2009), doi:10.1016/j.healthplace.2009.06.002; the defaults of
PySAL ``access`` as well."""


def within(limit_s: float) -> Steps:
    """Give the weights of one threshold: all or nothing."""
    return Steps((limit_s,), (1.0,))
