"""How much a measure depends on the time that was chosen for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from geo.network import Floats


@dataclass(frozen=True, eq=False)
class Sensitivity:
    """A measure under several times.

    Attributes
    ----------
    limits_s : tuple of float
    values : array, shape (t, n)
        One row a time.
    """

    limits_s: tuple[float, ...]
    values: Floats

    @property
    def spread(self) -> Floats:
        """Greatest less least over their mean, shape (n,); 0 where all are 0."""
        mean = self.values.mean(axis=0)
        width = self.values.max(axis=0) - self.values.min(axis=0)
        spread = np.divide(width, mean, out=np.zeros_like(mean), where=mean > 0)
        return np.asarray(spread)


def measure_sensitivity(
    measure: Callable[[float], Floats], limits_s: Sequence[float]
) -> Sensitivity:
    """Take a measure at several times, three as a rule.

    Parameters
    ----------
    measure : callable
        Of a time in seconds; gives an array of shape (n,).
    limits_s : sequence of float

    Returns
    -------
    Sensitivity

    References
    ----------
    Chen and Jia, A comparative analysis of accessibility measures by the two-step
    floating catchment area (2SFCA) method, Int. J. Geogr. Inf. Sci. 33 (2019),
    doi:10.1080/13658816.2019.1591415: the size of catchments matters most.
    """
    return Sensitivity(tuple(limits_s), np.stack([measure(t) for t in limits_s]))
