"""How fast somebody moves on a slope: physics, never preference.

The constants belong to the profile and stay when a person relaxes a limit.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from geo.network import Floats

Flags = NDArray[np.bool_]

FASTEST: Final = -0.0087
"""Grade of the highest speed (AccessMap's cost function)."""
AT_LIMIT: Final = 5.0
"""Speed falls to one fifth at the limits (AccessMap's cost function)."""
TOBLER_RATE: Final = 3.5
TOBLER_FASTEST: Final = -0.05
"""Constants of Tobler's hiking function (1993)."""
SHORT_RUN_M: Final = 3.0
"""Steeper slopes pass when they are shorter (AccessMap)."""
SHORT_STEEPEST: Final = 0.125
"""Steeper than 1:8 nothing passes, however short (ADA Standards 2010, 405.2)."""
TOLERANCE: Final = 1e-9
SLOPE_TOLERANCE: Final = 5e-5
"""Limits are written in hundredths of a per cent: a ramp of 1:12 keeps 8.33 %."""
STEEPEST: Final = 0.4
"""Beyond this Tobler's function has no observations; the speed stays."""


@dataclass(frozen=True)
class Speed:
    """Speed on the flat and its curve over the slope.

    Attributes
    ----------
    flat_mps : float
        Metres per second at slope 0.
    curve : str
        A name of ``CURVES``.
    stairs_mps : float
        Metres per second along a flight of steps.
    up, down : float
        Slopes at which AccessMap's curve has fallen to one fifth.
    source : str
    """

    flat_mps: float
    curve: str
    stairs_mps: float
    up: float = 0.0833
    down: float = 0.10
    source: str = ""


def accessmap_factor(slope: Floats, *, up: float, down: float) -> Floats:
    """Give AccessMap's speed relative to the base speed.

    ``exp(-k |g - m|)`` with ``m = -0.0087`` and ``k = ln 5 / |limit - m|``, separately
    for slopes above and below ``m`` (accessmap-webapp, MIT; read as a formula).

    Parameters
    ----------
    slope : array
        Ratio in the direction of travel, up is positive.
    up, down : float
        Slopes, both positive, at which the speed is one fifth.

    Returns
    -------
    array
        1 at the fastest slope, 0.2 at and beyond ``up`` and ``-down``.
    """
    off = np.clip(slope, -down, up) - FASTEST
    rate = np.where(off > 0, up - FASTEST, down + FASTEST)
    return np.asarray(np.exp(-math.log(AT_LIMIT) * np.abs(off) / rate))


def tobler_factor(slope: Floats) -> Floats:
    """Give Tobler's hiking speed relative to the speed at slope -5 %.

    Parameters
    ----------
    slope : array
        Ratio in the direction of travel, up is positive.
    """
    off = np.clip(slope, -STEEPEST, STEEPEST) - TOBLER_FASTEST
    return np.asarray(np.exp(-TOBLER_RATE * np.abs(off)))


CURVES: Final[dict[str, Callable[[Speed, Floats], Floats]]] = {
    "accessmap": lambda speed, slope: accessmap_factor(
        slope, up=speed.up, down=speed.down
    ),
    "tobler": lambda _speed, slope: tobler_factor(slope),
}


def speed_mps(speed: Speed, slope: Floats) -> Floats:
    """Give the speed on a slope, equal to ``flat_mps`` on the flat.

    Parameters
    ----------
    speed : Speed
    slope : array
        Ratio in the direction of travel, up is positive.

    Returns
    -------
    array
        Metres per second.
    """
    curve = CURVES[speed.curve]
    flat = curve(speed, np.zeros(1))
    return np.asarray(speed.flat_mps * curve(speed, slope) / flat)


def is_refused(slope: Floats, run_m: Floats, *, limit: float | None) -> Flags:
    """Tell where a slope is beyond a limit for longer than a short run.

    AccessMap lets runs of at most 3 m pass; here only up to 1:8.

    Parameters
    ----------
    slope : array
        Ratio, counted in the direction that the limit is for.
    run_m : array
        Metres over which the slope holds, across segments.
    limit : float, optional
    """
    if limit is None:
        return np.zeros(slope.shape, dtype=np.bool_)
    is_hard = (run_m > SHORT_RUN_M) | (slope > SHORT_STEEPEST + SLOPE_TOLERANCE)
    return np.asarray((slope > limit + SLOPE_TOLERANCE) & is_hard)
