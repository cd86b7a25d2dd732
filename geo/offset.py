"""A line drawn beside another."""

from __future__ import annotations

from typing import Final

import numpy as np

from geo.network import Floats

METRES_A_DEGREE: Final = 111_195.0
"""Of latitude, on a sphere of the Earth's mean radius; enough for a few metres."""


def to_local_m(line: Floats) -> Floats:
    """Give the points of a (lon, lat) line in metres east and north of its start."""
    return np.asarray((line - line[0]) * _scale(line))


def _scale(line: Floats) -> Floats:
    return METRES_A_DEGREE * np.array([np.cos(np.radians(line[0, 1])), 1.0])


def offset_line(line: Floats, aside_m: float) -> Floats:
    """Draw a line beside another.

    Parameters
    ----------
    line : array, shape (k, 2)
        (lon, lat), EPSG:4326.
    aside_m : float
        Metres to the right, seen along the line; negative to the left.

    Returns
    -------
    array, shape (k, 2)
        As many points; at a bend, on the mean of both directions.
    """
    step = np.diff(to_local_m(line), axis=0)
    length = np.hypot(step[:, 0], step[:, 1])
    unit = step / np.where(length, length, 1.0)[:, None]
    mean = np.concatenate([unit[:1], unit[:-1] + unit[1:], unit[-1:]])
    norm = np.hypot(mean[:, 0], mean[:, 1])
    mean /= np.where(norm, norm, 1.0)[:, None]
    right = np.column_stack([mean[:, 1], -mean[:, 0]])
    return np.asarray(line + aside_m * right / _scale(line))
