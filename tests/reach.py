"""Reach in the miniature town, asked in one line."""

from __future__ import annotations

from geo.answer import LonLat, Policy
from geo.network import BarrierFact, Network
from geo.profile import get_profile, with_limits
from geo.reach import Question, find_reach
from geo.reach_answer import Direction, Reach
from geo.reach_piece import Pieces
from tests.ride import TOWN

MINUTE = 60.0
LIMITS = (2 * MINUTE, 5 * MINUTE)


def reach(
    origin: LonLat,
    profile: str = "manual_wheelchair",
    *,
    town: Network = TOWN,
    direction: Direction = Direction.BOTH,
    policy: Policy = Policy.CAUTIOUS,
    barriers: tuple[BarrierFact, ...] = (),
    limits_s: tuple[float, ...] = LIMITS,
    **limits: object,
) -> Reach:
    """Ask for reach in one line, without areas."""
    person = with_limits(get_profile(profile), limits)
    asked = Question(origin, person, limits_s, policy, direction, areas=False)
    return find_reach(town, barriers, asked)


def streets(pieces: Pieces, town: Network = TOWN) -> set[str]:
    """Name the streets of pieces."""
    return {town.ways[town.way[i]].key for i in pieces.segment}


def holds(outer: Pieces, inner: Pieces) -> bool:
    """Tell whether pieces lie in others, but for rounding."""
    left = inner.without(outer)
    return float((left.end - left.start).sum()) < 1e-6
