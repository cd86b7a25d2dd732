"""How steep a way is, along and across, for a person."""

from __future__ import annotations

import numpy as np

from geo.carriageway import run_lengths
from geo.speed import SLOPE_TOLERANCE, is_refused
from geo.view import Mark, View, at_most, over, ramp


def _slope(view: View, rule: str, sign: float) -> Mark:
    threshold = view.profile.threshold(rule)
    direction = np.array([[sign, -sign]])
    walked = ~view.stairs & ~view.in_lift
    hard = np.where(walked, direction * view.hard("incline"), np.nan)
    soft = np.where(walked, direction * view.soft("incline"), np.nan)
    run = run_lengths(view.network, view.facts.hard_of("incline"))[:, None]
    refused = is_refused(hard, run, limit=threshold.limit)
    doubtful = over(soft, threshold.limit, tolerance=SLOPE_TOLERANCE)
    if threshold.critical:
        known_way = view.value("incline_direction")
        up = np.where(np.isnan(known_way), np.nan, 1 - 2 * known_way)
        unknown = view.untold("incline") & walked & ~(direction * up < 0)
        doubtful = doubtful | unknown | (view.doubt("incline") & walked)
    steepness = np.fmax(hard, soft)
    burden = ramp(steepness, threshold) * view.profile.burden.slope_ceiling
    beyond = over(steepness, threshold.edge, tolerance=SLOPE_TOLERANCE)
    return Mark(refused, doubtful & ~refused, beyond, burden * view.flat_s)


def slope_up(view: View) -> Mark:
    """Judge how steep a segment is in the direction in which it climbs."""
    return _slope(view, "slope_up", 1.0)


def slope_down(view: View) -> Mark:
    """Judge how steep a segment is in the direction in which it falls."""
    return _slope(view, "slope_down", -1.0)


def slope_across(view: View) -> Mark:
    """Judge the cross slope, whichever side is lower."""
    threshold = view.profile.threshold("slope_across")
    one = at_most(view, threshold, "incline_across")
    other = at_most(view, threshold, "incline_across", sign=-1.0)
    burden = np.fmax(one.burden_s, other.burden_s)
    return Mark(
        one.refused | other.refused,
        one.doubtful | other.doubtful,
        one.beyond | other.beyond,
        burden * view.profile.burden.slope_ceiling * view.flat_s,
    )
