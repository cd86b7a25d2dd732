"""What a norm set finds on a path: pure arithmetic on its pieces, in order.

Runs are measured across the pieces: cutting a way in two changes nothing.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from geo.network import Floats
from geo.norm import Norm, NormRule, Tier
from geo.norm_trail import Flags, Trail, stretches
from geo.speed import SLOPE_TOLERANCE, TOLERANCE
from geo.terrain import grade_sigma

SIGMAS: Final = 2.0
"""A modelled slope is named where no error of this many standard errors excuses it."""
LENGTH_TOLERANCE_M: Final = 1e-6


@dataclass(frozen=True)
class Found:
    """One breach on a trail.

    Attributes
    ----------
    rule : NormRule
    value, limit : float
        Of the rule's attribute; of a rise, metres.
    at_m, length_m : float
    piece : int
        The worst piece of it.
    is_certain : bool
    count : int
        How many are missing: the first at ``at_m``, the last ``length_m`` farther.
    """

    rule: NormRule
    value: float
    limit: float
    at_m: float
    length_m: float
    piece: int
    is_certain: bool = True
    count: int = 1


def _slopes(rule: NormRule, trail: Trail) -> Iterator[Found]:
    """Judge runs; a steeper tier over the same run says all that a milder one does."""
    told: set[tuple[float, float]] = set()
    for tier in sorted(rule.tiers, key=lambda t: -t.above):
        hard = _steep_runs(rule, trail, tier=tier)
        for found in (*hard, *_modelled_runs(rule, trail, tier=tier)):
            place = found.at_m, found.length_m
            if place not in told:
                told.add(place)
                yield found


def _steep_runs(rule: NormRule, trail: Trail, *, tier: Tier) -> Iterator[Found]:
    slope = trail.of(rule)
    steep = np.abs(slope) > tier.above + SLOPE_TOLERANCE
    for run in stretches(steep, np.sign(slope)):
        length = float(trail.length_m[run].sum())
        if length > tier.longest_m + LENGTH_TOLERANCE_M:
            worst = run.start + int(np.argmax(np.abs(slope[run])))
            start = float(trail.at_m[run.start])
            yield Found(rule, float(slope[worst]), tier.above, start, length, worst)


def _modelled_runs(rule: NormRule, trail: Trail, *, tier: Tier) -> Iterator[Found]:
    """Name modelled slopes only where the error of the model leaves no other reading.

    A model of 30 m cells errs by metres: on a short street it accuses nobody.
    """
    slope = trail.of(rule, modelled=True)
    steep = np.abs(slope) > tier.above + SLOPE_TOLERANCE
    for run in stretches(steep, np.sign(slope)):
        lengths = trail.length_m[run]
        length = float(lengths.sum())
        mean = float((slope[run] * lengths).sum() / max(length, TOLERANCE))
        error = grade_sigma(float(trail.sigma_m[run].max()), length)
        if length > tier.longest_m and abs(mean) - SIGMAS * error > tier.above:
            worst = run.start + int(np.argmax(np.abs(slope[run])))
            start = float(trail.at_m[run.start])
            yield Found(rule, mean, tier.above, start, length, worst, is_certain=False)


def _slope_runs(rule: NormRule, trail: Trail, *, above: float) -> Iterator[slice]:
    """Give runs of one direction; what is shorter than a landing interrupts none."""
    slope = trail.of(rule)
    joined: slice | None = None
    for run in stretches(np.abs(slope) >= above - TOLERANCE, np.sign(slope)):
        if joined is None:
            joined = run
        elif _goes_on(rule, trail, gap=slice(joined.stop, run.start)):
            joined = slice(joined.start, run.stop)
        else:
            yield joined
            joined = run
    if joined is not None:
        yield joined


def _goes_on(rule: NormRule, trail: Trail, *, gap: slice) -> bool:
    slope = trail.of(rule)
    turns = np.sign(slope[gap.start - 1]) != np.sign(slope[gap.stop])
    is_short = trail.length_m[gap].sum() < rule.landing_m - LENGTH_TOLERANCE_M
    return bool(is_short and not turns and not np.isnan(slope[gap]).any())


def _landings(rule: NormRule, trail: Trail) -> Iterator[Found]:
    slope = trail.of(rule)
    for run in _slope_runs(rule, trail, above=rule.limit):
        start = float(trail.at_m[run.start])
        end = start + float(trail.length_m[run].sum())
        missing = math.ceil((end - start - LENGTH_TOLERANCE_M) / rule.every_m) - 1
        if missing > 0:
            worst = run.start + int(np.argmax(np.abs(slope[run])))
            first, length = start + rule.every_m, (missing - 1) * rule.every_m
            value = float(slope[worst])
            yield Found(rule, value, rule.limit, first, length, worst, count=missing)


def _rise(rule: NormRule, trail: Trail) -> Iterator[Found]:
    slope = trail.of(rule)
    for run in _slope_runs(rule, trail, above=rule.above + SLOPE_TOLERANCE):
        lengths = trail.length_m[run]
        rise = float(np.abs((slope[run] * lengths).sum()))
        if rise > rule.limit + TOLERANCE:
            worst = run.start + int(np.argmax(np.abs(slope[run])))
            start, length = float(trail.at_m[run.start]), float(lengths.sum())
            yield Found(rule, rise, rule.limit, start, length, worst)


def _at_most(rule: NormRule, trail: Trail) -> Iterator[Found]:
    yield from _beyond(rule, trail, values=np.abs(trail.of(rule)), sign=1.0)


def _at_least(rule: NormRule, trail: Trail) -> Iterator[Found]:
    values = np.where(_excused(rule, trail), np.nan, trail.of(rule))
    yield from _beyond(rule, trail, values=values, sign=-1.0)


def _beyond(
    rule: NormRule, trail: Trail, *, values: Floats, sign: float
) -> Iterator[Found]:
    """Judge values piece by piece; neighbours of one certainty are one breach."""
    beyond = sign * values > sign * rule.limit + TOLERANCE
    bound = rule.limit if rule.lenient is None else rule.lenient
    certain = sign * values > sign * bound + TOLERANCE
    for run in stretches(beyond, certain.astype(np.float64)):
        worst = run.start + int(np.argmax(sign * values[run]))
        yield Found(
            rule,
            float(values[worst]),
            rule.limit,
            float(trail.at_m[run.start]),
            float(trail.length_m[run].sum()),
            worst,
            is_certain=bool(certain[run.start]),
        )


def _excused(rule: NormRule, trail: Trail) -> Flags:
    """Tell which pieces are short narrowings that the rule lets pass."""
    values = trail.of(rule)
    excused = np.zeros(len(values), dtype=np.bool_)
    if rule.short is None:
        return excused
    free_from = -math.inf
    for run in stretches(values < rule.limit - TOLERANCE):
        start, length = trail.at_m[run.start], trail.length_m[run].sum()
        excused[run] = (
            length <= rule.short.longest_m + LENGTH_TOLERANCE_M
            and values[run].min() >= rule.short.least - TOLERANCE
            and start >= free_from - LENGTH_TOLERANCE_M
        )
        free_from = start + length + rule.short.apart_m
    return excused


def _passing(rule: NormRule, trail: Trail) -> Iterator[Found]:
    values = trail.of(rule)
    for run in stretches(values < rule.limit - TOLERANCE):
        length = float(trail.length_m[run].sum())
        if length > rule.every_m + LENGTH_TOLERANCE_M:
            worst = run.start + int(np.argmin(values[run]))
            start = float(trail.at_m[run.start])
            yield Found(rule, float(values[worst]), rule.limit, start, length, worst)


CHECKS: Final[dict[str, Callable[[NormRule, Trail], Iterator[Found]]]] = {
    "runs": _slopes,
    "landings": _landings,
    "rise": _rise,
    "at_most": _at_most,
    "at_least": _at_least,
    "passing": _passing,
}


def check_trail(norm: Norm, trail: Trail) -> list[Found]:
    """List what a norm set finds on a path.

    Parameters
    ----------
    norm : Norm
    trail : Trail

    Returns
    -------
    list of Found
        In order of the path; unknown values yield nothing.
    """
    found = [f for rule in norm.rules for f in CHECKS[rule.check](rule, trail)]
    return sorted(found, key=lambda one: one.at_m)
