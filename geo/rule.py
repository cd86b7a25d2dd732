"""The rules by which a segment is refused, doubted or burdensome for a person.

One function a rule; the order of ``RULES`` gives each its bit.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np

from geo.column import code
from geo.crossing_rule import carriageway, crossing, kerb, tactile
from geo.network import Floats
from geo.slope_rule import slope_across, slope_down, slope_up
from geo.view import Flags, Mark, View, at_most, negated


def width(view: View) -> Mark:
    """Judge the width; a carriageway is wide enough unless it says otherwise."""
    threshold = view.profile.threshold("width")
    mark = at_most(view, negated(threshold), "width_m", sign=-1.0)
    unknown = view.untold("width_m") & np.isnan(view.traffic)
    unknown &= ~view.wheels_told & ~view.in_lift & ~view.stairs
    doubtful = mark.doubtful | (unknown & threshold.critical & ~mark.refused)
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
    vague = view.doubt("steps") | view.doubt("step_count")
    doubtful = (climbed & unsure) | (vague & ~climbed)
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
        dark = view.untold("surface") & view.untold("smoothness")
        dark &= ~view.wheels_told & ~view.in_lift & ~view.stairs
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
