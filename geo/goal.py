"""Where a trip begins or ends: a position, or a place with the doors that it has."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from geo.answer import LonLat, Snap
from geo.crs import distance_m
from geo.entrance import Entrance, open_at, rank_doors
from geo.errors import InputError
from geo.need import Profile
from geo.network import Network
from geo.place_text import PlaceText
from geo.snap import Usable, snap_point

FAR_DOOR_M: Final = 500.0
"""A door farther than this from its place is a flaw in the data, not its door."""


@dataclass(frozen=True)
class Goal:
    """One end of a trip.

    Attributes
    ----------
    lonlat : tuple of float
        Degrees, EPSG:4326.
    entrances : tuple of Entrance
        Doors of the place that is meant; empty where none are known.
    texts : tuple of PlaceText
        What is written of the place.
    """

    lonlat: LonLat
    entrances: tuple[Entrance, ...] = ()
    texts: tuple[PlaceText, ...] = ()


@dataclass(frozen=True)
class Ground:
    """What of a network a person stands on.

    Attributes
    ----------
    network : Network
    profile : Profile
    usable : array of bool, shape (m,), or like one
        Segments that the person can use in some direction.
    leaves : callable
        Tells whether the person gets off a position on another segment.
    """

    network: Network
    profile: Profile
    usable: Usable
    leaves: Callable[[Snap], bool]


def goal_at(goal: Goal | LonLat, at: datetime | None) -> Goal | LonLat:
    """Judge the opening hours of the doors of an end, where a time is asked for."""
    if at is None or not isinstance(goal, Goal):
        return goal
    return replace(goal, entrances=open_at(goal.entrances, at))


def snap_goal(ground: Ground, goal: Goal | LonLat, *, field: str) -> Snap:
    """Place an end of a trip on the network, by the door that the person can use.

    Parameters
    ----------
    ground : Ground
    goal : Goal or tuple of float
    field : str
        Name of the end in the caller's words.

    Returns
    -------
    Snap
        With the door, where the place has doors that lie on the network.

    Raises
    ------
    InputError
        If the position is not on the Earth, or far from every way.
    """
    if not isinstance(goal, Goal):
        return _snap(ground, goal, field)
    for door in rank_doors(goal.entrances, ground.profile, near=goal.lonlat):
        if distance_m(door.entrance.lonlat, goal.lonlat) > FAR_DOOR_M:
            continue
        try:
            found = _snap(ground, door.entrance.lonlat, field)
        except InputError:
            continue
        return replace(found, door=door, texts=goal.texts)
    return replace(_snap(ground, goal.lonlat, field), texts=goal.texts)


def _snap(ground: Ground, lonlat: LonLat, field: str) -> Snap:
    return snap_point(
        ground.network, lonlat, ground.usable, field=field, leaves=ground.leaves
    )
