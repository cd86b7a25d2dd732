"""How steep a way is, along and across, for a person."""

from __future__ import annotations

import numpy as np

from geo.judge.about import in_lift
from geo.judge.kernel import Mark, Own, Record, kernel
from geo.judge.mark import at_most, larger, ramp
from geo.speed import SHORT_RUN_M, SHORT_STEEPEST, SLOPE_TOLERANCE


@kernel
def is_too_steep(slope: float, run_m: float, limit: float) -> bool:
    """Tell whether a slope is beyond a limit for longer than a short run.

    AccessMap lets runs of at most 3 m pass; here only up to 1:8.

    Parameters
    ----------
    slope : float
        Ratio, counted in the direction that the limit is for; NaN is unknown.
    run_m : float
        Metres over which it is at least as steep (``geo.judge.run``).
    limit : float
        Infinite where there is none.
    """
    is_long = (run_m > SHORT_RUN_M) | (slope > SHORT_STEEPEST + SLOPE_TOLERANCE)
    return bool((slope > limit + SLOPE_TOLERANCE) & is_long)


@kernel
def _along(
    row: Record, own: Own, need: Record, threshold: Record, sense: float
) -> Mark:
    """Judge the slope counted in one sense: 1 is up along the segment."""
    walked = not (row["is_stairs"] | in_lift(row))
    hard = sense * own[2] if walked else np.nan
    soft = sense * own[3] if walked else np.nan
    limit = threshold["limit"]
    refused = is_too_steep(hard, own[1], limit)
    word = row["incline_direction"]
    falls = (word >= 0) & (sense * (1 - 2 * word) < 0)
    dark = (row["incline_untold"] & (not falls)) | row["incline_doubt"]
    unsure = (soft > limit + SLOPE_TOLERANCE) | (dark & walked & threshold["critical"])
    steepest = larger(hard, soft)
    beyond = steepest > threshold["edge"] + SLOPE_TOLERANCE
    share = ramp(steepest, threshold) * need["slope_ceiling"]
    return refused, unsure & (not refused), beyond, share, 0.0


@kernel
def slope_up(row: Record, own: Own, need: Record, heading: float) -> Mark:
    """Judge how steep a segment is in the direction in which it climbs."""
    return _along(row, own, need, need["slope_up"], heading)


@kernel
def slope_down(row: Record, own: Own, need: Record, heading: float) -> Mark:
    """Judge how steep a segment is in the direction in which it falls."""
    return _along(row, own, need, need["slope_down"], -heading)


@kernel
def slope_across(row: Record, own: Own, need: Record) -> Mark:
    """Judge the cross slope, whichever side is lower."""
    hard, soft = own[4], own[5]
    doubt, threshold = row["incline_across_doubt"], need["slope_across"]
    left = at_most(hard, soft, threshold, doubt)
    right = at_most(-hard, -soft, threshold, doubt)
    share = larger(left[3], right[3]) * need["slope_ceiling"]
    return left[0] | right[0], left[1] | right[1], left[2] | right[2], share, 0.0
