"""Steps as an obstacle: how many, with a handrail, with a ramp beside them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from typing import Final

from geo.need import Profile
from geo.observation import Value

SLOW_FLIGHT_S: Final = 15.0
"""A flight that weighs more on a profile than that is told to slow it."""
RAMP: Final = "ramp_wheelchair"
"""A ramp that a wheelchair can take serves everybody."""


class Level(IntEnum):
    """What an obstacle is to a person, the worse the larger."""

    FREE = 0
    MAY_SLOW = 1
    SLOWS = 2
    MAY_STOP = 3
    STOPS = 4


def judge_steps(
    profile: Profile, facts: Mapping[str, Value]
) -> tuple[Level, float | None]:
    """Judge steps for a profile: the level, and the most steps that it takes."""
    rule, limit = profile.steps, profile.steps.most
    if not _are_there(facts) or facts.get(RAMP) is True or facts.get(rule.ramp) is True:
        return Level.FREE, limit
    count, rail = facts.get("step_count"), facts.get("handrail")
    above = rule.handrail_above
    needs_rail = above is not None and not (
        count is not None and count_of(count) <= above
    )
    if limit is None:
        slow = (needs_rail and rail is False) or profile.burden.flight_s > SLOW_FLIGHT_S
        unsure = needs_rail and rail is None
        return (Level.SLOWS if slow else Level.MAY_SLOW if unsure else Level.FREE), None
    too_many = limit == 0 or (count is not None and count_of(count) > limit)
    if too_many or (needs_rail and rail is False):
        return Level.STOPS, limit
    unsure = count is None or (needs_rail and rail is None)
    return (Level.MAY_STOP if unsure else Level.SLOWS), limit


def count_of(value: Value) -> float:
    """Give a number of steps."""
    return float(value or 0.0)


def _are_there(facts: Mapping[str, Value]) -> bool:
    count = facts.get("step_count")
    return facts.get("steps") is True or (count is not None and count_of(count) > 0)
