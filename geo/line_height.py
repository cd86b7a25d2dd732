"""Heights along the drawn line of a path."""

from __future__ import annotations

import math

import numpy as np

from geo.answer import Path
from geo.crs import GEOD
from geo.network import Floats


def line_along_m(path: Path) -> Floats:
    """Give how far along a path each point of its line is.

    Parameters
    ----------
    path : Path
        With at least two points.

    Returns
    -------
    array, shape (k,)
        Metres, 0 … ``path.length_m``.
    """
    lon, lat = np.array(path.line).T
    along = np.concatenate([[0.0], np.cumsum(GEOD.line_lengths(lon, lat))])
    return along * (path.length_m / along[-1]) if along[-1] > 0 else along


def height_at(path: Path, at_m: float) -> float | None:
    """Give the height of a path somewhere along it.

    Parameters
    ----------
    path : Path
    at_m : float
        Metres from its start.

    Returns
    -------
    float or None
        Metres, between the heights that are known; ``None`` before the first of them
        and behind the last.
    """
    known = [height.at_m for height in path.heights]
    if not known or not known[0] - 1 <= at_m <= known[-1] + 1:
        return None
    metres = [height.height_m for height in path.heights]
    height = float(np.interp(at_m, known, metres))
    return None if math.isnan(height) else height


def line_heights(path: Path) -> list[float | None]:
    """Give the height of each point of a path's line, metres; see ``height_at``."""
    if len(path.line) < 2:  # a line has two points
        return [height_at(path, 0.0) for _ in path.line]
    return [height_at(path, float(at_m)) for at_m in line_along_m(path)]
