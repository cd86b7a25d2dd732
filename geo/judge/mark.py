"""A value that must not be beyond a limit: what most rules come down to."""

from __future__ import annotations

from typing import Final

import numpy as np

from geo.judge.kernel import Record, kernel
from geo.speed import TOLERANCE

WORST: Final = 3.0
"""Burden stops growing at three times that of the limit."""


@kernel
def larger(one: float, other: float) -> float:
    """Give the larger of two numbers, NaN only where both are."""
    return other if (other > one) | np.isnan(one) else one


@kernel
def known(hard: float, soft: float) -> float:
    """Give the value that may refuse, else the one that only warns."""
    return soft if np.isnan(hard) else hard


@kernel
def told(hard: int, soft: int) -> int:
    """Give the word that may refuse, else the one that only warns; -1 for none."""
    return soft if hard < 0 else hard


@kernel
def ramp(value: float, threshold: Record) -> float:
    """Grow from 0 at the comfort to 1 at the limit and on, at most ``WORST``."""
    grown = (value - threshold["comfort"]) / threshold["span"]
    return min(grown, WORST) if grown > 0 else 0.0


@kernel
def at_most(
    hard: float,
    soft: float,
    threshold: Record,
    doubt: bool,  # noqa: FBT001 — a kernel takes no keywords
) -> tuple[bool, bool, bool, float]:
    """Judge a value: refused, doubtful, beyond comfort, a ramp from 0 to ``WORST``."""
    worst = larger(hard, soft)
    refused = hard > threshold["limit"] + TOLERANCE
    unsure = (soft > threshold["limit"] + TOLERANCE) | (doubt & threshold["asked"])
    beyond = worst > threshold["edge"] + TOLERANCE
    return refused, unsure & (not refused), beyond, ramp(worst, threshold)
