"""Trips through the miniature town, planned in one line."""

from __future__ import annotations

from geo.answer import LonLat, Policy, Trip
from geo.goal import Goal
from geo.network import BarrierFact, Network
from geo.profile import get_profile, with_limits
from geo.trip import plan_trip
from geo.wish import NO_WISHES, Wishes
from tests.town import draw

TOWN = draw()


def trip(
    origin: LonLat | Goal,
    destination: LonLat | Goal,
    profile: str = "manual_wheelchair",
    *,
    town: Network = TOWN,
    policy: Policy = Policy.CAUTIOUS,
    barriers: tuple[BarrierFact, ...] = (),
    wishes: Wishes = NO_WISHES,
    **limits: object,
) -> Trip:
    """Plan a trip in the miniature town."""
    return plan_trip(
        town,
        barriers,
        origin=origin,
        destination=destination,
        profile=with_limits(get_profile(profile), limits),
        policy=policy,
        wishes=wishes,
    )


def streets(found: Trip, *, town: Network = TOWN) -> list[str]:
    """Name the streets of the way out."""
    keys = [town.ways[town.way[edge // 2]].key for edge in found.out.edges]
    return list(dict.fromkeys(keys))
