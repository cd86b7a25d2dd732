"""How fast somebody moves on a slope: physics, never preference.

The constants belong to the profile and stay when a person relaxes a limit.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

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


@dataclass(frozen=True)
class Curve:
    """Speed falls exponentially on both sides of the slope of the highest speed.

    Attributes
    ----------
    fastest : float
        Slope of the highest speed, ratio, up is positive.
    rate_up, rate_down : float
        How quickly speed falls on steeper and on less steep slopes than that.
    most_up, most_down : float
        Slopes, both positive, beyond which the speed stays.
    """

    fastest: float
    rate_up: float
    rate_down: float
    most_up: float
    most_down: float


def accessmap_curve(speed: Speed) -> Curve:
    """Give AccessMap's curve: one fifth of the highest speed at both slopes.

    ``exp(-k |g - m|)`` with ``m = -0.0087`` and ``k = ln 5 / |limit - m|``, separately
    for slopes above and below ``m`` (accessmap-webapp, MIT; read as a formula).
    """
    fall = math.log(AT_LIMIT)
    return Curve(
        fastest=FASTEST,
        rate_up=fall / (speed.up - FASTEST),
        rate_down=fall / (speed.down + FASTEST),
        most_up=speed.up,
        most_down=speed.down,
    )


def tobler_curve(_speed: Speed) -> Curve:
    """Give Tobler's hiking curve."""
    return Curve(TOBLER_FASTEST, TOBLER_RATE, TOBLER_RATE, STEEPEST, STEEPEST)


CURVES: Final[dict[str, Callable[[Speed], Curve]]] = {
    "accessmap": accessmap_curve,
    "tobler": tobler_curve,
}


def find_curve(speed: Speed) -> Curve:
    """Give the curve of a profile."""
    return CURVES[speed.curve](speed)
