"""How each fact that can stop somebody is held against a profile."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from geo.attribute import SMOOTHNESS_WORDS
from geo.limits import FEWEST
from geo.need import Profile, Threshold
from geo.observation import Value
from geo.severity_steps import Level, judge_steps
from geo.speed import SHORT_RUN_M, SHORT_STEEPEST, SLOPE_TOLERANCE, TOLERANCE

RUN: Final = "slope_length"
"""Question that tells over how many metres a slope runs."""

Judged = tuple[Level, float | None]
Rule = Callable[[Profile, Mapping[str, Value]], Judged]


def _held(value: float, threshold: Threshold, slack: float = TOLERANCE) -> Level:
    """Judge a value that must not be larger than comfort and limit."""
    if threshold.limit is not None and value > threshold.limit + slack:
        return Level.STOPS
    edge = threshold.edge
    return Level.FREE if edge is None or value <= edge + slack else Level.SLOWS


def _turned(threshold: Threshold) -> Threshold:
    """Turn *at least* into *at most*."""
    comfort = None if threshold.comfort is None else -threshold.comfort
    limit = None if threshold.limit is None else -threshold.limit
    return replace(threshold, comfort=comfort, limit=limit)


def _bounded(attribute: str, rule: str) -> Rule:
    def judge(profile: Profile, facts: Mapping[str, Value]) -> Judged:
        value, threshold = float(facts[attribute] or 0.0), profile.threshold(rule)
        if rule in FEWEST:
            return _held(-value, _turned(threshold)), threshold.limit
        return _held(abs(value), threshold), threshold.limit

    return judge


def _narrowest(profile: Profile, facts: Mapping[str, Value]) -> Judged:
    """Judge a narrow point: short, it may take a little off the width of a way."""
    narrowing, width = profile.threshold("narrowing"), profile.threshold("width")
    limit = width.limit if narrowing.limit is None else narrowing.limit
    least = replace(narrowing, comfort=width.edge, limit=limit)
    return _held(-float(facts["narrowest_m"] or 0.0), _turned(least)), limit


def _slope(profile: Profile, facts: Mapping[str, Value]) -> Judged:
    """Judge a slope up and down; a short run passes, as in trips."""
    slope, run = abs(float(facts["incline"] or 0.0)), facts.get(RUN)
    ways = [profile.threshold("slope_up"), profile.threshold("slope_down")]
    level = max(_held(slope, way, SLOPE_TOLERANCE) for way in ways)
    is_short = run is not None and float(run) <= SHORT_RUN_M
    if is_short and slope <= SHORT_STEEPEST + SLOPE_TOLERANCE:
        level = min(level, Level.SLOWS)
    limits = [way.limit for way in ways if way.limit is not None]
    return level, min(limits, default=None)


def _smoothness(profile: Profile, facts: Mapping[str, Value]) -> Judged:
    place = float(SMOOTHNESS_WORDS.index(str(facts["smoothness"])))
    return _held(place, profile.threshold("smoothness")), None


def _surface(profile: Profile, facts: Mapping[str, Value]) -> Judged:
    word, rule = facts["surface"], profile.surface
    if word in rule.refused:
        return Level.STOPS, None
    return (Level.SLOWS if word in rule.costly else Level.FREE), None


def _obstructed(profile: Profile, facts: Mapping[str, Value]) -> Judged:
    return _held(
        float(bool(facts["obstructed"])), profile.threshold("obstructed")
    ), None


def _access(profile: Profile, facts: Mapping[str, Value]) -> Judged:  # noqa: ARG001
    return (Level.STOPS if facts["access"] == "no" else Level.FREE), None


def _crossing(profile: Profile, facts: Mapping[str, Value]) -> Judged:
    rule = profile.crossing
    seconds = getattr(rule, str(facts["crossing"]), rule.unmarked)
    best = min(rule.sound, rule.signals, rule.marked)
    return (Level.SLOWS if seconds > best else Level.FREE), None


def _sound(profile: Profile, facts: Mapping[str, Value]) -> Judged:
    misses = profile.crossing.signals > profile.crossing.sound
    return _without(facts["signals_sound"], misses), None


def _tactile(profile: Profile, facts: Mapping[str, Value]) -> Judged:
    burden = profile.burden
    misses = burden.guidance > 0 or burden.warning_s > 0
    return _without(facts["tactile_paving"], misses), None


def _lit(profile: Profile, facts: Mapping[str, Value]) -> Judged:
    return _without(facts["lit"], profile.night.unlit > 1), None


def _without(there: Value, misses: bool) -> Level:  # noqa: FBT001
    return Level.SLOWS if misses and there is False else Level.FREE


RULES: Final[dict[str, Rule]] = {
    "kerb_height_m": _bounded("kerb_height_m", "kerb"),
    "width_m": _bounded("width_m", "width"),
    "clearance_m": _bounded("clearance_m", "clearance"),
    "incline_across": _bounded("incline_across", "slope_across"),
    "narrowest_m": _narrowest,
    "incline": _slope,
    "smoothness": _smoothness,
    "surface": _surface,
    "obstructed": _obstructed,
    "access": _access,
    "steps": judge_steps,
    "step_count": judge_steps,
    "crossing": _crossing,
    "signals_sound": _sound,
    "tactile_paving": _tactile,
    "lit": _lit,
}
"""How each attribute that can stop somebody is judged."""
