"""Streets and their edges: kerbs, crossings, guidance, walking among the traffic."""

from __future__ import annotations

from typing import Final

import numpy as np

from geo.column import code
from geo.kerb import FLUSH_M, kerb_bounds
from geo.network import Floats
from geo.view import Mark, View, over, ramp

MAIN_ROAD: Final = 0.5
"""Weight of the traffic from which a missing sidewalk is told."""
CROSSING_WAIT_S: Final = 30.0
"""Of a crossing's cost, what is time spent waiting (AccessMap: 30 s)."""


def kerb(view: View) -> Mark:
    """Judge the kerb by its height, else by what its word says of the height."""
    threshold = view.profile.threshold("kerb")
    low, high = kerb_bounds(view.hard("kerb_height_m"), view.hard("kerb"))
    _, mild = kerb_bounds(view.soft("kerb_height_m"), view.soft("kerb"))
    refused = over(low, threshold.limit)
    unsure = over(high, threshold.limit)
    doubtful = over(mild, threshold.limit)
    if threshold.critical:
        untold = view.untold("kerb_height_m") & view.untold("kerb")
        unsure = unsure | (untold & view.crossing)
        doubtful = doubtful | view.doubt("kerb_height_m") | view.doubt("kerb")
    doubtful = doubtful | (unsure & ~view.wheels_told)
    worst: Floats = np.minimum(np.fmax(high, mild), 1.0)
    burden = ramp(worst, threshold) * view.profile.burden.kerb_s
    beyond = over(worst, threshold.edge)
    return Mark(refused, doubtful & ~refused, beyond, burden)


def crossing(view: View) -> Mark:
    """Judge how a street is crossed; the wait itself is time, not burden."""
    rule = view.profile.crossing
    seconds = crossing_seconds(view)
    burden = np.maximum(seconds - CROSSING_WAIT_S, 0)
    doubtful = view.crossing & view.untold("crossing") & rule.critical
    return Mark(doubtful=doubtful, beyond=burden > 0, burden_s=burden)


def crossing_seconds(view: View) -> Floats:
    """Give what a crossing costs, seconds, shape (m, 1); 0 elsewhere."""
    rule = view.profile.crossing
    kind = view.value("crossing")
    seconds = np.where(np.isnan(kind), rule.unknown, rule.unmarked)
    seconds = np.where(kind == code("crossing", "marked"), rule.marked, seconds)
    signals = kind == code("crossing", "signals")
    heard = view.value("signals_sound") > 0
    seconds = np.where(signals, np.where(heard, rule.sound, rule.signals), seconds)
    return np.where(view.crossing, seconds, 0.0)


def tactile(view: View) -> Mark:
    """Judge the guidance: paving to follow, a warning where the kerb is flush."""
    burden = view.profile.burden
    paved = view.value("tactile_paving") > 0
    unguided = ~paved * burden.guidance * view.flat_s
    if not burden.warning_s:
        return Mark(burden_s=unguided)
    _, high = kerb_bounds(view.hard("kerb_height_m"), view.hard("kerb"))
    hazard = (high <= FLUSH_M) & view.crossing & ~paved
    return Mark(beyond=hazard, burden_s=unguided + hazard * burden.warning_s)


def carriageway(view: View) -> Mark:
    """Judge walking among the traffic where there is no sidewalk."""
    word = view.value("sidewalk")
    on_road = ~np.isnan(view.traffic) & ~(word == code("sidewalk", "yes"))
    certain = np.where(np.isnan(word), 0.5, 1.0)
    weight = np.nan_to_num(view.traffic) * view.profile.burden.traffic
    beyond = on_road & ~np.isnan(word) & (weight >= MAIN_ROAD)
    return Mark(beyond=beyond, burden_s=on_road * certain * weight * view.flat_s)
