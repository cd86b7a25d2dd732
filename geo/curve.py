"""Points in an order in which neighbours stay neighbours: along a Z-shaped curve."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from geo.network import Floats

BITS: Final = 16
"""Cells a side, as a power of two: of a town 30 km wide, half a metre each."""
SPREADS: Final = (
    (8, 0x00FF00FF),
    (4, 0x0F0F0F0F),
    (2, 0x33333333),
    (1, 0x55555555),
)


def curve_order(points: Floats) -> NDArray[np.intp]:
    """Sort points along the curve.

    Parameters
    ----------
    points : array, shape (n, 2)
        In any unit.

    Returns
    -------
    array, shape (n,)
        The first point in front.

    References
    ----------
    Morton, A computer oriented geodetic data base, IBM (1966).
    """
    if not len(points):
        return np.zeros(0, dtype=np.intp)
    low, span = points.min(axis=0), max(float(np.ptp(points, axis=0).max()), 1e-12)
    cells = ((points - low) * (((1 << BITS) - 1) / span)).astype(np.int64)
    marks = _spread(cells[:, 0]) | (_spread(cells[:, 1]) << 1)
    return np.argsort(marks, kind="stable")


def _spread(numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    """Put a zero between any two bits."""
    for shift, mask in SPREADS:
        numbers = (numbers | (numbers << shift)) & mask
    return numbers
