"""Wishes as they are asked, with the places around that may fulfil them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy.orm import Session

from data.facilities import current_facilities
from geo.answer import LonLat
from geo.bbox import Bbox, bbox_around
from geo.goal import Goal
from geo.profile import Profile
from geo.wish import PARKING, SEAT, TOILET, Wishes

AROUND_M: Final = 1500.0
"""Beyond the box of all points, nobody is sent for a toilet or a seat."""


@dataclass(frozen=True)
class Points:
    """The ends of a trip and what lies between, as they were found."""

    origin: LonLat | Goal
    destination: LonLat | Goal
    via: tuple[LonLat | Goal, ...] = ()

    def box(self) -> Bbox:
        """Give the box in which places are looked for."""
        goals = (self.origin, self.destination, *self.via)
        boxes = [bbox_around(_lonlat(goal), AROUND_M) for goal in goals]
        west, south, east, north = zip(*boxes, strict=True)
        return min(west), min(south), max(east), max(north)


def _lonlat(goal: LonLat | Goal) -> LonLat:
    return goal.lonlat if isinstance(goal, Goal) else goal


def complete_wishes(
    session: Session, wishes: Wishes, points: Points, profile: Profile
) -> Wishes:
    """Add to wishes the points between and the places that may fulfil them.

    Parameters
    ----------
    session : Session
    wishes : Wishes
    points : Points
    profile : Profile
        Who needs a seat now and then is told where none is known.
    """
    wishes = replace(wishes, via=points.via)
    kinds = list(_kinds(wishes, profile))
    if not kinds:
        return wishes
    found = current_facilities(session).within(points.box(), kinds)
    return replace(wishes, facilities=tuple(found))


def _kinds(wishes: Wishes, profile: Profile) -> Iterable[str]:
    wanted: Sequence[tuple[str, object]] = (
        (TOILET, wishes.toilet),
        (SEAT, wishes.rest_every_m or profile.rest.every_m),
        (PARKING, wishes.parking),
    )
    return (kind for kind, asked in wanted if asked)
