"""Weights of directed edges as whole milliseconds.

Directed edge ``2 * segment`` goes forward, ``2 * segment + 1`` backward, as in
``geo.network``.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from geo.network import Floats

Weights = NDArray[np.int32]

CLOSED: Final = 1 << 30
"""Nobody gets through; the sum of two still fits into 32 bits without a sign.

A way of so many milliseconds (298 hours) or more counts as no way.
"""
MS_PER_S: Final = 1000


def to_weights(seconds: Floats) -> Weights:
    """Round seconds to milliseconds.

    Parameters
    ----------
    seconds : array
        Not negative; infinite (or not a number) where closed.

    Returns
    -------
    array of int32
        At least 1, so that no way is a free detour; ``CLOSED`` where closed.
    """
    finite = np.nan_to_num(seconds * MS_PER_S, nan=CLOSED, posinf=CLOSED)
    return np.clip(np.rint(finite), 1, CLOSED).astype(np.int32)


def to_seconds(weights: Weights) -> Floats:
    """Give milliseconds as seconds, infinite where closed."""
    return np.where(weights < CLOSED, weights / MS_PER_S, np.inf)
