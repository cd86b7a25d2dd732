"""The network as one person meets it, and the shapes of judgement."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from geo.carriageway import exposure, is_crossing
from geo.column import code
from geo.need import Profile, Threshold
from geo.network import Floats, Network
from geo.overlay import Facts, base_facts
from geo.speed import TOLERANCE

Flags = NDArray[np.bool_]
WORST: Final = 3.0
"""Burden stops growing at three times that of the limit."""


def _nowhere() -> Flags:
    return np.zeros((1, 1), dtype=np.bool_)


def _free() -> Floats:
    return np.zeros((1, 1))


@dataclass(frozen=True, eq=False)
class Mark:
    """What a rule says of segments: arrays of shape (m, 1), or (m, 2) if directed.

    ``burden_s`` is in seconds.
    """

    refused: Flags = field(default_factory=_nowhere)
    doubtful: Flags = field(default_factory=_nowhere)
    beyond: Flags = field(default_factory=_nowhere)
    burden_s: Floats = field(default_factory=_free)


@dataclass(frozen=True, eq=False)
class View:
    """Facts as one person meets them."""

    facts: Facts
    profile: Profile

    @property
    def network(self) -> Network:
        """The network."""
        return self.facts.network

    def hard(self, attribute: str) -> Floats:
        """Values that may refuse, shape (m, 1)."""
        return self.facts.hard_of(attribute)[:, None]

    def soft(self, attribute: str) -> Floats:
        """Values that only warn, shape (m, 1)."""
        return self.facts.soft_of(attribute)[:, None]

    def value(self, attribute: str) -> Floats:
        """Values, shape (m, 1)."""
        return self.facts.value_of(attribute)[:, None]

    def untold(self, attribute: str) -> Flags:
        """Where nothing is known but for barriers, shape (m, 1).

        A barrier tells of one spot and leaves the rest of its segment unknown.
        """
        return np.isnan(base_facts(self.network).value_of(attribute))[:, None]

    def doubt(self, attribute: str) -> Flags:
        """Where a barrier of unknown severity acts, shape (m, 1)."""
        return self.facts.doubt_of(attribute)[:, None]

    @cached_property
    def flat_s(self) -> Floats:
        """Time of each segment were it flat, shape (m, 1)."""
        return self.network.length_m[:, None] / self.profile.speed.flat_mps

    @cached_property
    def stairs(self) -> Flags:
        """Where the way itself is a flight of steps, shape (m, 1)."""
        own = base_facts(self.network)
        flight = (own.value_of("steps") > 0) | (own.value_of("step_count") > 0)
        return flight[:, None]

    @cached_property
    def on_steps(self) -> Flags:
        """Where there are steps, of the way or of a barrier, shape (m, 1)."""
        return (self.value("steps") > 0) | (self.value("step_count") > 0)

    @cached_property
    def climbed(self) -> Flags:
        """Where steps must be taken, having no ramp for this person, shape (m, 1)."""
        return self.on_steps & ~(self.value(self.profile.steps.ramp) > 0)

    @cached_property
    def in_lift(self) -> Flags:
        """Where there is a lift, shape (m, 1)."""
        return self.value("elevator") >= 1

    @cached_property
    def crossing(self) -> Flags:
        """Where a street is crossed, shape (m, 1)."""
        return is_crossing(self.network)[:, None]

    @cached_property
    def traffic(self) -> Floats:
        """Weight of the traffic, NaN off the streets, shape (m, 1)."""
        return exposure(self.network)[:, None]

    @cached_property
    def wheels_told(self) -> Flags:
        """Where ``wheelchair=yes`` answers what is not known, shape (m, 1)."""
        words = self.hard("wheelchair")
        good = (words == code("wheelchair", "yes")) | (
            words == code("wheelchair", "designated")
        )
        return np.asarray(good & self.profile.wheels)


def ramp(values: Floats, threshold: Threshold) -> Floats:
    """Grow from 0 at the comfort to 1 at the limit and on, at most ``WORST``."""
    if threshold.comfort is None:
        return np.zeros_like(values)
    top = threshold.limit if threshold.limit is not None else 2 * threshold.comfort
    width = max(abs(top - threshold.comfort), 1e-6)
    grown = np.clip((values - threshold.comfort) / width, 0, WORST)
    return np.asarray(np.nan_to_num(grown), dtype=np.float64)


def over(values: Floats, bound: float | None, *, tolerance: float = TOLERANCE) -> Flags:
    """Tell where values are known and beyond a bound."""
    if bound is None:
        return np.zeros(values.shape, dtype=np.bool_)
    return np.asarray(values > bound + tolerance)


def negated(threshold: Threshold) -> Threshold:
    """Turn *at least* into *at most*."""
    flip = [None if v is None else -v for v in (threshold.comfort, threshold.limit)]
    return Threshold(flip[0], flip[1], threshold.critical, threshold.source)


def at_most(
    view: View, threshold: Threshold, attribute: str, *, sign: float = 1.0
) -> Mark:
    """Judge a value that must not be beyond a limit; ``burden_s`` is a ramp 0 … 3."""
    hard, soft = sign * view.hard(attribute), sign * view.soft(attribute)
    worst = np.fmax(hard, soft)
    refused = over(hard, threshold.limit)
    doubtful = over(soft, threshold.limit)
    if threshold != Threshold():
        doubtful = doubtful | view.doubt(attribute)
    return Mark(
        refused,
        doubtful & ~refused,
        over(worst, threshold.edge),
        ramp(worst, threshold),
    )
