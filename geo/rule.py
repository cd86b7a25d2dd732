"""The rules by which a segment is refused, doubted or burdensome for a person.

One function a rule; the order of ``RULES`` gives each its bit.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np

from geo.carriageway import run_lengths
from geo.column import code
from geo.kerb import FLUSH_M, kerb_bounds
from geo.network import Floats
from geo.speed import is_refused
from geo.view import Flags, Mark, View, at_most, negated, over, ramp

MAIN_ROAD: Final = 0.5
"""Weight of the traffic from which a missing sidewalk is told."""
CROSSING_WAIT_S: Final = 30.0
"""Of a crossing's cost, what is time spent waiting (AccessMap: 30 s)."""


def _slope(view: View, rule: str, sign: float) -> Mark:
    threshold = view.profile.threshold(rule)
    direction = np.array([[sign, -sign]])
    walked = ~view.on_steps & ~view.in_lift
    hard = np.where(walked, direction * view.hard("incline"), np.nan)
    soft = np.where(walked, direction * view.soft("incline"), np.nan)
    run = run_lengths(view.network, view.facts.hard_of("incline"))[:, None]
    refused = is_refused(hard, run, limit=threshold.limit)
    doubtful = over(soft + view.slope_sigma, threshold.limit)
    if threshold.critical:
        known_way = view.value("incline_direction")
        up = np.where(np.isnan(known_way), np.nan, 1 - 2 * known_way)
        unknown = np.isnan(hard) & np.isnan(soft) & walked & ~(direction * up < 0)
        doubtful = doubtful | unknown | (view.doubt("incline") & walked)
    steepness = np.fmax(hard, soft)
    burden = ramp(steepness, threshold) * view.profile.burden.slope_ceiling
    beyond = over(steepness, threshold.edge)
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


def width(view: View) -> Mark:
    """Judge the width; a carriageway is wide enough unless it says otherwise."""
    threshold = view.profile.threshold("width")
    mark = at_most(view, negated(threshold), "width_m", sign=-1.0)
    unknown = np.isnan(view.value("width_m")) & np.isnan(view.traffic)
    unknown &= ~view.wheels_told & ~view.in_lift & ~view.on_steps
    doubtful = mark.doubtful | (unknown & threshold.critical)
    burden = mark.burden_s * view.profile.burden.width_ceiling * view.flat_s
    return Mark(mark.refused, doubtful, mark.beyond, burden)


def narrowing(view: View) -> Mark:
    """Judge the narrowest point."""
    threshold = view.profile.threshold("narrowing")
    mark = at_most(view, negated(threshold), "narrowest_m", sign=-1.0)
    return Mark(mark.refused, mark.doubtful, mark.beyond)


def clearance(view: View) -> Mark:
    """Judge the head room."""
    threshold = view.profile.threshold("clearance")
    mark = at_most(view, negated(threshold), "clearance_m", sign=-1.0)
    burden = mark.burden_s * view.profile.burden.width_ceiling * view.flat_s
    return Mark(mark.refused, mark.doubtful, mark.beyond, burden)


def kerb(view: View) -> Mark:
    """Judge the kerb by its height, else by what its word says of the height."""
    threshold = view.profile.threshold("kerb")
    low, high = kerb_bounds(view.hard("kerb_height_m"), view.hard("kerb"))
    _, mild = kerb_bounds(view.soft("kerb_height_m"), view.soft("kerb"))
    refused = over(low, threshold.limit)
    unsure = over(high, threshold.limit)
    doubtful = over(mild, threshold.limit)
    if threshold.critical:
        unsure = unsure | (np.isnan(high) & np.isnan(mild) & view.crossing)
        doubtful = doubtful | view.doubt("kerb_height_m") | view.doubt("kerb")
    doubtful = doubtful | (unsure & ~view.wheels_told)
    worst: Floats = np.minimum(np.fmax(high, mild), 1.0)
    burden = ramp(worst, threshold) * view.profile.burden.kerb_s
    beyond = over(worst, threshold.edge)
    return Mark(refused, doubtful & ~refused, beyond, burden)


def steps(view: View) -> Mark:
    """Judge steps: how many, with a handrail, or with a ramp beside them."""
    rule = view.profile.steps
    climbed = view.climbed
    hard = climbed & ((view.hard("steps") > 0) | (view.hard("step_count") > 0))
    count, rail = view.value("step_count"), view.value("handrail")
    needs_rail = np.zeros(climbed.shape, dtype=np.bool_)
    if rule.handrail_above is not None:
        needs_rail = climbed & ~(count <= rule.handrail_above)
    burden = np.where(climbed, view.profile.burden.flight_s, 0.0)
    if rule.most is None:
        beyond = needs_rail & (rail == 0)
        if rule.contrast:
            beyond = beyond | (climbed & (view.value("step_contrast") == 0))
        return Mark(beyond=beyond, burden_s=burden)
    refused = hard & ((count > rule.most) | (rule.most == 0))
    refused = refused | (hard & needs_rail & (rail == 0))
    unsure = np.isnan(count) | (needs_rail & np.isnan(rail)) | ~hard
    doubtful = (climbed & unsure) | (view.doubt("steps") & ~climbed)
    return Mark(refused, doubtful & ~refused, climbed, burden)


def smoothness(view: View) -> Mark:
    """Judge how even the surface is."""
    threshold = view.profile.threshold("smoothness")
    mark = at_most(view, threshold, "smoothness")
    burden = mark.burden_s * view.profile.burden.surface_ceiling * view.flat_s
    return Mark(mark.refused, mark.doubtful, mark.beyond, burden)


def _among(values: Floats, words: frozenset[str]) -> Flags:
    return np.isin(values, [code("surface", word) for word in sorted(words)])


def surface(view: View) -> Mark:
    """Judge what the ground is made of, and whether anything is known of it."""
    rule = view.profile.surface
    hard, soft = view.hard("surface"), view.soft("surface")
    refused = _among(hard, rule.refused)
    doubtful = _among(soft, rule.refused) & ~refused
    costly = _among(view.value("surface"), rule.costly | rule.refused)
    if rule.critical:
        dark = np.isnan(view.value("surface")) & np.isnan(view.value("smoothness"))
        dark &= ~view.wheels_told & ~view.in_lift & ~view.on_steps
        doubtful = doubtful | dark | view.doubt("surface")
    burden = costly * view.profile.burden.surface_ceiling * view.flat_s
    return Mark(refused, doubtful & ~refused, costly, burden)


def obstructed(view: View) -> Mark:
    """Judge what blocks the way."""
    return at_most(view, view.profile.threshold("obstructed"), "obstructed")


def wheelchair(view: View) -> Mark:
    """Judge what the way says of wheelchairs."""
    if not view.profile.wheels:
        return Mark()
    no, limited = code("wheelchair", "no"), code("wheelchair", "limited")
    hard = view.hard("wheelchair")
    refused, doubtful = hard == no, view.soft("wheelchair") == no
    beyond = hard == limited
    ceiling = view.profile.burden.surface_ceiling
    return Mark(refused, doubtful & ~refused, beyond, beyond * ceiling * view.flat_s)


def access(view: View) -> Mark:
    """Judge whether one may go there at all."""
    words = [code("access", "no"), code("access", "private")]
    refused = np.isin(view.hard("access"), words)
    return Mark(refused, np.isin(view.soft("access"), words) & ~refused)


def oneway(view: View) -> Mark:
    """Judge the direction in which people on foot may go."""
    one = view.network.oneway[:, None]
    return Mark(refused=one * np.array([[1, -1]]) < 0)


def crossing(view: View) -> Mark:
    """Judge how a street is crossed; the wait itself is time, not burden."""
    rule = view.profile.crossing
    seconds = crossing_seconds(view)
    burden = np.maximum(seconds - CROSSING_WAIT_S, 0)
    doubtful = view.crossing & np.isnan(view.value("crossing")) & rule.critical
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


RULES: Final[dict[str, Callable[[View], Mark]]] = {
    rule.__name__: rule
    for rule in (
        slope_up,
        slope_down,
        slope_across,
        width,
        narrowing,
        clearance,
        kerb,
        steps,
        smoothness,
        surface,
        obstructed,
        wheelchair,
        access,
        oneway,
        crossing,
        tactile,
        carriageway,
    )
}
BITS: Final = {rule: 1 << place for place, rule in enumerate(RULES)}


def rules_of(bits: int) -> list[str]:
    """Name the rules whose bits are set."""
    return [rule for rule, bit in BITS.items() if bits & bit]
