"""How long an edge takes: physics, never preference."""

from __future__ import annotations

import math

import numpy as np

from geo.judge.about import climbed, in_lift
from geo.judge.kernel import Own, Record, kernel
from geo.judge.mark import known
from geo.judge.street import CROSSING_WAIT_S, crossing_seconds


@kernel
def relative_speed(slope: float, curve: Record) -> float:
    """Give the speed on a slope, as a share of the fastest (``geo.speed.Curve``).

    Parameters
    ----------
    slope : float
        Ratio in the direction of travel, up is positive.
    curve : record
    """
    held = min(max(slope, -curve["most_down"]), curve["most_up"])
    off = held - curve["fastest"]
    rate = curve["rate_up"] if off > 0 else curve["rate_down"]
    return math.exp(-rate * abs(off))


@kernel
def seconds_of(row: Record, own: Own, need: Record, heading: float) -> float:
    """Give the physical time of an edge."""
    incline = known(own[2], own[3])
    speed = need["flat_mps"]
    if not np.isnan(incline):
        speed *= relative_speed(heading * incline, need["curve"]) / need["on_flat"]
    on_stairs = row["is_stairs"] & climbed(row, need)
    walked = own[0] / (need["stairs_mps"] if on_stairs else speed)
    lift = 0.0 if np.isnan(row["elevator"]) else row["elevator"] * need["lift_s"]
    wait = min(crossing_seconds(row, need), CROSSING_WAIT_S) * row["crossing_share"]
    return float((0.0 if in_lift(row) else walked) + lift + wait)
